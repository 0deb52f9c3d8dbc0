import type { PlainDate } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { PlanDocument } from "../rules/plan-document.ts";
import { type PlanVersion, versionOn } from "../rules/plan-version.ts";
import { priceOn } from "../rules/price.ts";
import { publishedVersion, publishedVersions } from "../store/versions.ts";

/** The version under which a cover of this plan that starts on `day` begins. Refuses `plan_not_in_force`. */
export async function planVersionOn(ctx: ReadCtx, planCode: string, day: PlainDate): Promise<PlanVersion> {
  const found = versionOn(await publishedVersions(ctx, planCode), planCode, day);
  if (!found) throw new Refusal("invalid", "plan_not_in_force", { plan: planCode, day });
  return found;
}

/** What one person costs under a version in the actor's city on a day. Refuses `plan_without_price`. */
export function priceIn(ctx: ReadCtx, version: PlanVersion, day: PlainDate): Cents {
  const price = priceOn(version.prices, ctx.actor.cityId, day);
  if (price === undefined) throw new Refusal("invalid", "plan_without_price", { plan: version.code, day });
  return price;
}

/** The document of a version that was published, retired ones too: a cover keeps its version. Refuses `plan_version_unknown`. */
export async function planDocument(ctx: ReadCtx, code: string, version: string): Promise<PlanDocument> {
  const key = `${code} ${version}`;
  const known = documents.get(ctx.db) ?? new Map<string, PlanDocument>();
  documents.set(ctx.db, known);
  const document = known.get(key) ?? (await publishedVersion(ctx, code, version))?.document;
  if (!document) throw new Refusal("not_found", "plan_version_unknown", { plan: code, version });
  known.set(key, document);
  return document;
}

/** What is published never changes: each connection reads it once. */
const documents = new WeakMap<object, Map<string, PlanDocument>>();
