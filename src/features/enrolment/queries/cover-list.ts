import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { addDays, type PlainDate } from "#core/dates.ts";
import { maskIdNumber, maskName } from "#core/mask.ts";
import { hasNamePart, namePart } from "#features/people/index.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import type { CoverList, CoverListQuery } from "../contract.ts";
import { isOwnUnit } from "../present.ts";

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
  /** Unknown where the cover came here from another unit, whose roster stays behind its wall. */
  readonly settlementMonth: string | null;
  readonly isRemitted: boolean;
};

/** Covers in the actor's part of the tree, newest first; found by part of a name, unit or batch. */
export async function coverList(
  ctx: ReadCtx,
  query: z.output<typeof CoverListQuery>,
): Promise<z.input<typeof CoverList>> {
  const inFilter = filterOf(ctx, query);
  const { rows } = await sql<Row>`select cover.id, person.name, known.number_sealed as "numberSealed",
      cover.organisation_id as "organisationId", unit.name as "organisationName", cover.plan_code as "planCode",
      cover.from_on as "from", cover.until_on as "until", cover.batch_id as "batchId",
      to_char(batch.settlement_month, 'YYYY-MM') as "settlementMonth", batch.remitted_at is not null as "isRemitted"
    from cover
    left join enrolment_batch as batch on batch.city_id = cover.city_id and batch.id = cover.batch_id
    join organisation as unit on unit.city_id = cover.city_id and unit.id = cover.organisation_id
    join person on person.city_id = cover.city_id and person.id = cover.person_id
    left join lateral (select number_sealed from person_identifier as each
      where each.city_id = cover.city_id and each.person_id = cover.person_id order by each.id desc limit 1) as known on true
    where ${inFilter} ${query.after ? sql`and cover.id < ${query.after}::uuid` : sql``}
    order by cover.id desc limit ${query.limit + 1}`.execute(ctx.db);
  const page = rows.slice(0, query.limit);
  return {
    rows: page.map((row) => {
      const isOwn = isOwnUnit(ctx, row.organisationId);
      const { numberSealed, until, ...shown } = row;
      return {
        ...shown,
        name: isOwn ? row.name : maskName(row.name),
        idNumber: numberSealed ? maskIdNumber(vault().open(numberSealed)) : "",
        through: addDays(until, -1),
      };
    }),
    total: await totalOf(ctx, query, inFilter),
    next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
    allowed: allows(ctx.actor, "enrolment.confirm") ? ["remove", "move"] : [],
  };
}

function filterOf(ctx: ReadCtx, query: z.output<typeof CoverListQuery>): RawBuilder<unknown> {
  const { cityId } = ctx.actor;
  const part = query.search ? namePart(query.search) : undefined;
  return sql`cover.city_id = ${cityId} and ${withinPart(ctx, sql.ref("cover.organisation_id"))}
    ${query.organisationId ? sql`and cover.organisation_id = ${query.organisationId}` : sql``}
    ${query.batchId ? sql`and cover.batch_id = ${query.batchId}` : sql``}
    ${
      part
        ? sql`and cover.person_id = any(array(select p.id from person as p
            where p.city_id = ${cityId} and ${withinPart(ctx, sql.ref("p.organisation_id"))} and ${hasNamePart(part)}))`
        : sql``
    }`;
}

/** A batch knows how many it confirmed: the whole city is summed from its batches, not counted person by person. */
async function totalOf(
  ctx: ReadCtx,
  query: z.output<typeof CoverListQuery>,
  inFilter: RawBuilder<unknown>,
): Promise<number> {
  const isWholeCity = ctx.actor.reach !== "part" && !query.organisationId && !query.search;
  const { rows } = isWholeCity
    ? await sql<{ n: number }>`select coalesce(sum(confirmed), 0)::int as n from enrolment_batch
        where city_id = ${ctx.actor.cityId} and state = 'confirmed'
          ${query.batchId ? sql`and id = ${query.batchId}` : sql``}`.execute(ctx.db)
    : await sql<{ n: number }>`select count(*)::int as n from cover where ${inFilter}`.execute(ctx.db);
  return rows[0]?.n ?? 0;
}
