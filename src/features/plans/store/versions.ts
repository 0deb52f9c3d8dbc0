import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import { again, type ReadCtx, sha256, type WriteCtx } from "#platform/context.ts";
import type { PlanDocument } from "../rules/plan-document.ts";
import { type PlanVersion, planVersionOf } from "../rules/plan-version.ts";

type VersionRow = {
  readonly plan_code: string;
  readonly version: string;
  readonly name: string;
  readonly source: string;
  readonly valid_from: string;
  readonly valid_until: string | null;
  readonly retired_on: string | null;
  readonly period_months: number;
  readonly prices: readonly {
    readonly city: number;
    readonly valid_from: string;
    readonly cents: string;
  }[];
};

/**
 * All versions that were ever published, of one plan where a code is given: covers under a retired one run on. There
 * are few: a caller picks by rule.
 */
export async function publishedVersions(ctx: ReadCtx, planCode?: string): Promise<PlanVersion[]> {
  const { rows } = await sql<VersionRow>`${again} 
    select version.plan_code, version.version, version.name, version.source, version.valid_from, version.valid_until,
      version.retired_on, version.period_months,
      (select json_agg(json_build_object('city', in_city, 'valid_from', price.valid_from, 'cents', cents::text)
         order by in_city, price.valid_from)
       from plan_price price
       where price.plan_code = version.plan_code and price.plan_version = version.version) as prices
    from plan_version version
    where version.status in ('published', 'retired') and (${planCode ?? null}::text is null or version.plan_code = ${planCode ?? null})
    order by version.plan_code, version.valid_from, version.version`.execute(ctx.db);
  return rows.map((row) => ({
    code: row.plan_code,
    version: row.version,
    name: row.name,
    source: row.source,
    validFrom: row.valid_from as PlainDate,
    validUntil: earlier(row.valid_until, row.retired_on),
    months: row.period_months,
    prices: row.prices.map((price) => ({
      cityId: price.city === 0 ? undefined : price.city,
      validFrom: price.valid_from as PlainDate,
      cents: BigInt(price.cents) as Cents,
    })),
  }));
}

const earlier = (a: string | null, b: string | null): PlainDate | undefined =>
  ((a !== null && b !== null ? (a < b ? a : b) : (a ?? b)) ?? undefined) as PlainDate | undefined;

/** What the database holds of a version that was published. */
export type Published = {
  readonly document: PlanDocument;
  /** The file as it was published; null where a version is older than this column. */
  readonly text: string | null;
  readonly sha256: Buffer;
  readonly state: "published" | "retired";
  readonly publishedAt: Date;
  readonly publishedByName: string | null;
  readonly proposedByName: string | null;
  readonly retiredOn: PlainDate | null;
  readonly retiredByName: string | null;
};

const columns = sql`document, file_text as text, sha256, status as state, published_at as "publishedAt",
  published_by_name as "publishedByName", proposed_by_name as "proposedByName", retired_on as "retiredOn",
  retired_by_name as "retiredByName"`;

export async function publishedVersion(
  ctx: ReadCtx,
  code: string,
  version: string,
): Promise<Published | undefined> {
  const { rows } = await sql<Published>`${again} select ${columns} from plan_version
    where plan_code = ${code} and version = ${version} and status in ('published', 'retired')`.execute(
    ctx.db,
  );
  return rows[0];
}

/** All of them, with their documents: for the list of plans. */
export async function allPublished(ctx: ReadCtx): Promise<Published[]> {
  const { rows } = await sql<Published>`select ${columns} from plan_version
    where status in ('published', 'retired') order by plan_code, valid_from, version`.execute(ctx.db);
  return rows;
}

/** Keeps a version for good. */
export async function insertPublished(
  ctx: WriteCtx,
  document: PlanDocument,
  text: string,
  proposedBy: string | null,
): Promise<void> {
  const plan = planVersionOf(document);
  await sql`insert into plan (code, name) values (${plan.code}, ${plan.name}) on conflict (code) do nothing`.execute(
    ctx.db,
  );
  await sql`insert into plan_version (plan_code, version, name, source, valid_from, valid_until, period_months, status,
      document, file_text, sha256, proposed_by_name, published_by_name, published_at)
    values (${plan.code}, ${plan.version}, ${plan.name}, ${plan.source}, ${plan.validFrom}, ${plan.validUntil ?? null},
      ${plan.months}, 'published', ${JSON.stringify(document)}, ${text}, ${sha256(text)}, ${proposedBy},
      ${ctx.actor.name}, ${ctx.now})`.execute(ctx.db);
  for (const price of plan.prices) {
    await sql`insert into plan_price (plan_code, plan_version, in_city, valid_from, cents)
      values (${plan.code}, ${plan.version}, ${price.cityId ?? 0}, ${price.validFrom}, ${price.cents})`.execute(
      ctx.db,
    );
  }
}

/** Gives a version that was published without clauses its papers; what it decides stays as it was. */
export async function completePublished(ctx: WriteCtx, document: PlanDocument, text: string): Promise<void> {
  await sql`update plan_version set document = ${JSON.stringify(document)}, file_text = ${text}, sha256 = ${sha256(text)}
    where plan_code = ${document.code} and version = ${document.version}`.execute(ctx.db);
}

export async function saveRetired(
  ctx: WriteCtx,
  code: string,
  version: string,
  on: PlainDate,
): Promise<void> {
  await sql`update plan_version set status = 'retired', retired_on = ${on}, retired_by_name = ${ctx.actor.name}
    where plan_code = ${code} and version = ${version}`.execute(ctx.db);
}
