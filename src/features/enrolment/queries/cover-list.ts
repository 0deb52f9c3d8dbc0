import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { PlainDate } from "#core/dates.ts";
import { maskIdNumber, maskName } from "#core/mask.ts";
import { hasNamePart, namePart } from "#features/people/index.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import type { CoverList, CoverListQuery, CoverRow } from "../contract.ts";
import { isOwnUnit, presentCover } from "../present.ts";
import type { BatchMoney } from "../rules/index.ts";

type Row = {
  readonly id: string;
  readonly name: string;
  readonly numberSealed: Buffer | null;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly planCode: string;
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly batchId: string;
  readonly settlementMonth: string;
  readonly giftFrom: string | null;
  /** Whether its roster is the actor's business: not where the cover came here from another unit. */
  readonly seesRoster: boolean;
} & BatchMoney;

/** Covers in the actor's part of the tree, newest first; found by part of a name, unit or batch. */
export async function coverList(
  ctx: ReadCtx,
  query: z.output<typeof CoverListQuery>,
): Promise<z.input<typeof CoverList>> {
  const part = query.search ? namePart(query.search) : undefined;
  const found = part ? await pageByName(ctx, query, part) : await pageByUnit(ctx, query);
  const page = found.ids.slice(0, query.limit);
  return {
    rows: (await details(ctx, page)).map((row) => present(ctx, row)),
    total: found.total,
    next: found.ids.length > query.limit ? (page.at(-1) ?? null) : null,
  };
}

type Found = { readonly ids: readonly string[]; readonly total: number };

/** The few whose name fits, each looked at once: for the page and for the total. */
async function pageByName(
  ctx: ReadCtx,
  query: z.output<typeof CoverListQuery>,
  part: NonNullable<ReturnType<typeof namePart>>,
): Promise<Found> {
  const { rows } = await sql<{ id: string | null; total: number }>`with named as materialized (
      select p.id from person as p where p.city_id = ${ctx.actor.cityId}
        and ${withinPart(ctx, sql.ref("p.organisation_id"))} and ${hasNamePart(part)}),
    hit as materialized (
      select cover.id from named join cover on cover.person_id = named.id where ${filterOf(ctx, query)})
    select page.id, counted.total from (select count(*)::int as total from hit) as counted
    left join lateral (select id from hit ${query.after ? sql`where id < ${query.after}::uuid` : sql``}
      order by id desc limit ${query.limit + 1}) as page on true`.execute(ctx.db);
  return { ids: rows.flatMap(({ id }) => id ?? []), total: rows[0]?.total ?? 0 };
}

async function pageByUnit(ctx: ReadCtx, query: z.output<typeof CoverListQuery>): Promise<Found> {
  const { rows } = await sql<{ id: string }>`${newestOf(ctx, query)}
    order by id desc limit ${query.limit + 1}`.execute(ctx.db);
  return { ids: rows.map(({ id }) => id), total: await totalOf(ctx, query) };
}

/**
 * A part of the tree is asked unit by unit, the newest of each: in the order of ids the planner would go through the whole
 * city's covers until it has found enough of a county whose rosters came long ago.
 */
function newestOf(ctx: ReadCtx, query: z.output<typeof CoverListQuery>): RawBuilder<unknown> {
  const beyond = query.after ? sql`and cover.id < ${query.after}::uuid` : sql``;
  if (ctx.actor.reach !== "part" || query.organisationId || query.batchId)
    return sql`select cover.id from cover where ${filterOf(ctx, query)} ${beyond}`;
  return sql`select newest.id from organisation_part as part cross join lateral (
      select cover.id from cover where cover.city_id = ${ctx.actor.cityId}
        and cover.organisation_id = part.organisation_id ${beyond}
      order by cover.id desc limit ${query.limit + 1}) as newest
    where part.city_id = ${ctx.actor.cityId} and part.ancestor_id = ${ctx.actor.organisationId ?? null}::uuid`;
}

function filterOf(ctx: ReadCtx, query: z.output<typeof CoverListQuery>): RawBuilder<unknown> {
  const { cityId } = ctx.actor;
  return sql`cover.city_id = ${cityId} and ${withinPart(ctx, sql.ref("cover.organisation_id"))}
    ${query.personId ? sql`and cover.person_id = ${query.personId}` : sql``}
    ${query.organisationId ? sql`and cover.organisation_id = ${query.organisationId}` : sql``}
    ${
      query.batchId
        ? sql`and cover.batch_id = ${query.batchId} and cover.id in (select line.id from roster_line as line
            where line.city_id = ${cityId} and line.batch_id = ${query.batchId})`
        : sql``
    }`;
}

/** A batch knows how many it confirmed: the whole city is summed from its batches, not counted person by person. */
async function totalOf(ctx: ReadCtx, query: z.output<typeof CoverListQuery>): Promise<number> {
  const isWholeCity = ctx.actor.reach !== "part" && !query.organisationId && !query.personId;
  const { rows } = isWholeCity
    ? await sql<{ n: number }>`select coalesce(sum(confirmed), 0)::int as n from enrolment_batch
        where city_id = ${ctx.actor.cityId} and state = 'confirmed'
          ${query.batchId ? sql`and id = ${query.batchId}` : sql``}`.execute(ctx.db)
    : await sql<{ n: number }>`select count(*)::int as n from cover where ${filterOf(ctx, query)}`.execute(
        ctx.db,
      );
  return rows[0]?.n ?? 0;
}

/** `case` and not `coalesce`: behind the wall an index answers only what cannot leak, and `coalesce` counts as if it could. */
async function details(ctx: ReadCtx, ids: readonly string[]): Promise<Row[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Row>`select cover.id, person.name, known.number_sealed as "numberSealed",
      cover.organisation_id as "organisationId", unit.name as "organisationName", cover.plan_code as "planCode",
      cover.from_on as "from", cover.until_on as "until", cover.batch_id as "batchId",
      to_char(batch.settlement_month, 'YYYY-MM') as "settlementMonth", batch.paid_on as "paidOn",
      batch.covered_from as "coveredFrom", batch.covered_until as "coveredUntil", batch.remitted_on as "remittedOn",
      (select gift.funder_name from gift where gift.city_id = batch.city_id and gift.id = batch.gift_id) as "giftFrom",
      ${withinPart(ctx, sql.ref("batch.organisation_id"))} as "seesRoster"
    from cover
    join enrolment_batch as batch on batch.city_id = cover.city_id and batch.id = cover.batch_id
    join organisation as unit on unit.city_id = cover.city_id and unit.id = cover.organisation_id
    join person on person.city_id = cover.city_id and person.id = cover.person_id
    left join lateral (select number_sealed from person_identifier as each
      where each.city_id = cover.city_id and each.person_id = case when person.merged_into is null then person.id else person.merged_into end
      order by each.id desc limit 1) as known on true
    where cover.city_id = ${ctx.actor.cityId} and cover.id = any(${ids}::uuid[])
      and ${withinPart(ctx, sql.ref("cover.organisation_id"))}
    order by cover.id desc`.execute(ctx.db);
  return rows;
}

const present = (ctx: ReadCtx, row: Row): z.input<typeof CoverRow> => ({
  id: row.id,
  name: isOwnUnit(ctx, row.organisationId) ? row.name : maskName(row.name),
  idNumber: row.numberSealed ? maskIdNumber(vault().open(row.numberSealed)) : "",
  organisationId: row.organisationId,
  organisationName: row.organisationName,
  planCode: row.planCode,
  ...presentCover({ from: row.from, until: row.until }, row, ctx.today),
  batchId: row.batchId,
  settlementMonth: row.seesRoster ? row.settlementMonth : null,
  giftFrom: row.giftFrom,
  mayCertify: row.remittedOn !== null && allows(ctx.actor, "enrolment.confirm"),
  mayRefund: row.seesRoster && row.remittedOn !== null && allows(ctx.actor, "funding.refund_ask"),
  mayRemove: row.seesRoster && row.remittedOn === null && allows(ctx.actor, "enrolment.confirm"),
});
