import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { type ReadCtx, sha256, type WriteCtx } from "#platform/context.ts";
import type { PlanDocument } from "./rules/plan-document.ts";
import { type PlanVersion, planVersionOf } from "./rules/plan-version.ts";

type VersionRow = {
  readonly plan_code: string;
  readonly version: string;
  readonly name: string;
  readonly source: string;
  readonly valid_from: string;
  readonly valid_until: string | null;
  readonly period_months: number;
  readonly prices: readonly {
    readonly city: number;
    readonly valid_from: string;
    readonly cents: string;
  }[];
};

/** All published versions, of one plan where a code is given. There are few: a caller picks by rule. */
export async function publishedVersions(ctx: ReadCtx, planCode?: string): Promise<PlanVersion[]> {
  const { rows } = await sql<VersionRow>`
    select version.plan_code, version.version, version.name, version.source, version.valid_from, version.valid_until,
      version.period_months,
      (select json_agg(json_build_object('city', in_city, 'valid_from', price.valid_from, 'cents', cents::text)
         order by in_city, price.valid_from)
       from plan_price price
       where price.plan_code = version.plan_code and price.plan_version = version.version) as prices
    from plan_version version
    where version.status = 'published' and (${planCode ?? null}::text is null or version.plan_code = ${planCode ?? null})
    order by version.plan_code, version.valid_from, version.version`.execute(ctx.db);
  return rows.map((row) => ({
    code: row.plan_code,
    version: row.version,
    name: row.name,
    source: row.source,
    validFrom: row.valid_from as PlainDate,
    validUntil: (row.valid_until ?? undefined) as PlainDate | undefined,
    months: row.period_months,
    prices: row.prices.map((price) => ({
      cityId: price.city === 0 ? undefined : price.city,
      validFrom: price.valid_from as PlainDate,
      cents: BigInt(price.cents) as Cents,
    })),
  }));
}

/** A version as it was published, draft or retired. Refuses `plan_version_unknown`. */
export async function planDocument(ctx: ReadCtx, planCode: string, version: string): Promise<PlanDocument> {
  const { rows } = await sql<{ document: PlanDocument }>`select document from plan_version
    where plan_code = ${planCode} and version = ${version}`.execute(ctx.db);
  const [row] = rows;
  if (!row) throw new Refusal("not_found", "plan_version_unknown", { plan: planCode, version });
  return row.document;
}

/**
 * Keeps a version for good. The same file again changes nothing; another one under the same name is refused
 * (`plan_version_published_differently`). Answers whether it is new.
 */
export async function savePublished(ctx: WriteCtx, document: PlanDocument, text: string): Promise<boolean> {
  const hash = sha256(text);
  const known = await sql<{ sha256: Buffer }>`select sha256 from plan_version
    where plan_code = ${document.code} and version = ${document.version}`.execute(ctx.db);
  const [row] = known.rows;
  if (row) {
    if (row.sha256.equals(hash)) return false;
    const { code, version } = document;
    throw new Refusal("conflict", "plan_version_published_differently", { plan: code, version });
  }
  const plan = planVersionOf(document);
  await sql`insert into plan (code, name) values (${plan.code}, ${plan.name}) on conflict (code) do nothing`.execute(
    ctx.db,
  );
  await sql`insert into plan_version (plan_code, version, name, source, valid_from, valid_until, period_months, status,
      document, sha256, published_at)
    values (${plan.code}, ${plan.version}, ${plan.name}, ${plan.source}, ${plan.validFrom}, ${plan.validUntil ?? null},
      ${plan.months}, 'published', ${JSON.stringify(document)}, ${hash}, ${ctx.now})`.execute(ctx.db);
  for (const price of plan.prices) {
    await sql`insert into plan_price (plan_code, plan_version, in_city, valid_from, cents)
      values (${plan.code}, ${plan.version}, ${price.cityId ?? 0}, ${price.validFrom}, ${price.cents})`.execute(
      ctx.db,
    );
  }
  return true;
}
