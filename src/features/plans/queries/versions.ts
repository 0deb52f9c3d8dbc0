import { z } from "zod";
import { addDays } from "#core/dates.ts";
import { formatYuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import type { ComparisonView, VersionList, VersionPage, VersionRow } from "../contract.ts";
import { readPlanFile, readPlanHead, rewritePlan } from "../formats/plan-file.ts";
import { presentCheck, presentComparison, presentTerms } from "../present.ts";
import { PlanDocument } from "../rules/plan-document.ts";
import { planVersionOf } from "../rules/plan-version.ts";
import { priceOn } from "../rules/price.ts";
import { allDrafts, type Draft, draftOf } from "../store/drafts.ts";
import { allPublished, type Published, publishedVersion } from "../store/versions.ts";

const seesDrafts = ({ actor }: ReadCtx): boolean =>
  allows(actor, "plans.edit") || allows(actor, "plans.publish");

/** Every version with its state, of each plan the latest first; drafts for those who write or publish them. */
export async function versionList(ctx: ReadCtx): Promise<z.input<typeof VersionList>> {
  const published = (await allPublished(ctx)).map((found) => rowOf(ctx, found.document, ofPublished(found)));
  const drafts = seesDrafts(ctx) ? (await allDrafts(ctx)).map((draft) => draftRow(ctx, draft)) : [];
  const rows = [...published, ...drafts].sort(
    (a, b) =>
      compareText(a.code, b.code) ||
      compareText(b.validFrom ?? "~", a.validFrom ?? "~") ||
      compareText(b.version, a.version),
  );
  return { rows, total: rows.length, next: null, allowed: allows(ctx.actor, "plans.edit") ? ["draft"] : [] };
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Last = Pick<VersionRow, "state" | "by" | "at"> & { readonly retiredOn: string | null };
const ofPublished = (found: Published): Last => ({
  state: found.state,
  by: found.retiredByName ?? found.publishedByName ?? "随程序提供",
  at: found.publishedAt.toISOString(),
  retiredOn: found.retiredOn,
});

function rowOf(ctx: ReadCtx, document: PlanDocument, last: Last): VersionRow {
  const plan = planVersionOf(document);
  const day = plan.validFrom > ctx.today ? plan.validFrom : ctx.today;
  const price = priceOn(plan.prices, ctx.actor.cityId, day);
  const until = last.retiredOn ?? plan.validUntil;
  return {
    code: plan.code,
    version: plan.version,
    name: plan.name,
    state: last.state,
    validFrom: plan.validFrom,
    validThrough: until ? addDays(until as typeof plan.validFrom, -1) : null,
    months: plan.months,
    price: price === undefined ? null : formatYuan(price),
    clauses: document.clauses?.length ?? 0,
    examples: document.examples?.length ?? 0,
    by: last.by,
    at: last.at,
  };
}

function draftRow(ctx: ReadCtx, draft: Draft): VersionRow {
  const last = {
    state: draft.state,
    by: draft.proposedByName ?? draft.editedByName,
    at: (draft.proposedAt ?? draft.editedAt).toISOString(),
    retiredOn: null,
  };
  const { plan } = readPlanFile(draft.text);
  if (plan) return rowOf(ctx, plan, last);
  const { value } = readPlanHead(draft.text);
  const count = (part: unknown) => (Array.isArray(part) ? part.length : 0);
  return {
    code: draft.code,
    version: draft.version,
    name: typeof value.name === "string" ? value.name : "",
    state: draft.state,
    validFrom: null,
    validThrough: null,
    months: null,
    price: null,
    clauses: count(value.clauses),
    examples: count(value.examples),
    by: last.by,
    at: last.at,
  };
}

/** A version that was published, or a draft that the actor may see. */
async function find(ctx: ReadCtx, code: string, version: string): Promise<Published | Draft> {
  const published = await publishedVersion(ctx, code, version);
  if (published) return published;
  const draft = seesDrafts(ctx) ? await draftOf(ctx, code, version) : undefined;
  if (!draft) throw new Refusal("not_found", "plan_version_unknown", { plan: code, version });
  return draft;
}

const textOf = (found: Published | Draft): string =>
  found.text ?? rewritePlan("", (found as Published).document);

/** One version: its clauses, terms and examples, who did what, and what this person may do. */
export async function versionPage(
  ctx: ReadCtx,
  { code, version }: { readonly code: string; readonly version: string },
): Promise<z.input<typeof VersionPage>> {
  const found = await find(ctx, code, version);
  const text = textOf(found);
  const { plan } = readPlanFile(text);
  const { value } = readPlanHead(text);
  const said = (key: string) => (typeof value[key] === "string" ? value[key] : "");
  const { rows } = await versionList(ctx);
  return {
    ...presentCheck(text),
    code,
    version,
    name: said("name"),
    source: said("source"),
    state: found.state,
    revision: "revision" in found ? found.revision : null,
    clauses: (plan?.clauses ?? []).map((each) => ({
      ...each,
      title: each.title ?? "",
      states: each.states ?? [],
    })),
    terms: plan ? presentTerms(plan) : [],
    text,
    document: value,
    course: courseOf(found),
    returned:
      "returnNote" in found && found.returnNote !== null
        ? { by: found.returnedByName ?? "", note: found.returnNote }
        : null,
    others: rows
      .filter((row) => row.code === code && row.version !== version)
      .map((row) => ({ version: row.version, state: row.state })),
    allowed: allowedOn(ctx, found),
    publishBy: isOwn(ctx, found) ? "提交人和最后修改人以外的人" : null,
  };
}

const isOwn = ({ actor }: ReadCtx, found: Published | Draft): boolean =>
  found.state === "proposed" && [found.proposedBy, found.editedBy].includes(actor.id);

function allowedOn(ctx: ReadCtx, found: Published | Draft): z.input<typeof VersionPage>["allowed"] {
  const mayEdit = allows(ctx.actor, "plans.edit");
  const mayPublish = allows(ctx.actor, "plans.publish");
  const copy = mayEdit ? (["copy"] as const) : [];
  switch (found.state) {
    case "draft":
      return [...(mayEdit ? (["edit", "propose", "discard"] as const) : []), ...copy];
    case "proposed":
      return [
        ...(mayEdit || mayPublish ? (["return"] as const) : []),
        ...(mayPublish && !isOwn(ctx, found) ? (["publish"] as const) : []),
        ...copy,
      ];
    case "published":
      return [...(mayPublish ? (["retire"] as const) : []), ...copy];
    default:
      return [...copy];
  }
}

function courseOf(found: Published | Draft): z.input<typeof VersionPage>["course"] {
  if ("document" in found) {
    const { proposedByName, publishedByName, publishedAt, retiredByName, retiredOn } = found;
    return [
      ...(proposedByName ? [{ what: "提交", by: proposedByName, at: null }] : []),
      { what: "发布", by: publishedByName ?? "随程序提供", at: publishedAt.toISOString() },
      ...(retiredByName
        ? [{ what: `停用，从${retiredOn}起不再开始新的保障`, by: retiredByName, at: null }]
        : []),
    ];
  }
  return [
    { what: "最后修改", by: found.editedByName, at: found.editedAt.toISOString() },
    ...(found.proposedByName
      ? [
          {
            what: "提交，等另一人发布",
            by: found.proposedByName,
            at: found.proposedAt?.toISOString() ?? null,
          },
        ]
      : []),
  ];
}

/** What changed from one version of a plan to another. Refuses `plan_version_unknown`, `plan_not_comparable`. */
export async function comparison(
  ctx: ReadCtx,
  code: string,
  before: string,
  after: string,
): Promise<z.input<typeof ComparisonView>> {
  const [a, b] = [await side(ctx, code, before), await side(ctx, code, after)];
  return presentComparison(a, b);
}

async function side(ctx: ReadCtx, code: string, version: string) {
  const found = await find(ctx, code, version);
  const { plan } = readPlanFile(textOf(found));
  if (!plan) throw new Refusal("conflict", "plan_not_comparable", { plan: code, version });
  return { version, state: found.state, plan };
}

/** A version's file, as it was published or as the draft stands. */
export const versionFile = async (ctx: ReadCtx, code: string, version: string): Promise<string> =>
  textOf(await find(ctx, code, version));

/** The schema of plan files, for the editor's form. */
export const planSchema = (): Record<string, unknown> =>
  z.toJSONSchema(PlanDocument, { io: "input", unrepresentable: "any" }) as Record<string, unknown>;
