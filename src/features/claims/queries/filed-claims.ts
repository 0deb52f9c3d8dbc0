import { type RawBuilder, sql } from "kysely";
import { firstOf, type PlainDate, plainMonth, yearOf } from "#core/dates.ts";
import type { ClaimEvent, CoverFacts } from "#features/plans/rules/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { type CoverDays, coverDays, coverFacts, coverOfRow } from "../store/covers.ts";

/** A claim as it was filed and is worked out, with what its person is looked at by: no name, no number, no account. */
export type FiledClaim = {
  readonly cover: string;
  readonly facts: CoverFacts;
  /** The bill is a keyed index: equal bills are equal, and none is read. */
  readonly event: ClaimEvent;
  readonly person: string;
  /** Sector of the unit; empty where none is registered. */
  readonly unitKind: string;
  readonly bornOn: PlainDate | undefined;
  readonly filedIn: number;
};

const portion = 10_000;
const first = (year: number): PlainDate => firstOf(plainMonth(`${year}-01`));

/** The actor's city; for the province at home all of its cities: one of the few questions that go over all. */
const inReach = (ctx: ReadCtx): RawBuilder<boolean> =>
  ctx.actor.reach === "province" && ctx.actor.cityId % 10_000 === 0
    ? sql`true`
    : sql`claim.city_id = ${ctx.actor.cityId}`;

/** Says whether `filedClaims` of a plan and year would answer anything new: changes with every claim filed or changed. */
export async function newestFiled(ctx: ReadCtx, planCode: string, year: number): Promise<string> {
  const { rows } = await sql<{ state: string }>`select
      concat_ws(' ', count(*), max(claim.id::text), sum(claim.version)) as state
    from claim where ${inReach(ctx)} and claim.plan_code = ${planCode} and claim.filed_on < ${first(year + 1)}`.execute(
    ctx.db,
  );
  return rows[0]?.state ?? "";
}

type Row = CoverDays &
  Omit<ClaimEvent, "grade" | "diagnosis" | "bill"> & {
    readonly coverId: string;
    readonly person: string;
    readonly unitKind: string | null;
    readonly bornOn: PlainDate | null;
    readonly grade: number | null;
    readonly health: Buffer;
    readonly billIndex: Buffer | null;
  };

/**
 * What was filed under a plan in a year, in the order of filing; before it, what was filed earlier under covers that go on
 * in that year. Drafts and claims taken back are not among them. One question with a cursor: asked page by page, all of
 * them would be joined and sorted for each page.
 */
export async function* filedClaims(ctx: ReadCtx, planCode: string, year: number): AsyncGenerator<FiledClaim> {
  await sql`set local cursor_tuple_fraction = 1`.execute(ctx.db); // the whole of it will be read
  await sql`declare filed no scroll cursor for select * from (
      select claim.cover_id as "coverId", claim.person_id as person, unit.sector as "unitKind", person.born_on as "bornOn",
        claim.city_id, claim.number, claim.kind, claim.cause, claim.event_on as "on", claim.ended_on as "endedOn",
        claim.filed_on as "filedOn", claim.days, claim.grade, claim.total_cents as total,
        claim.out_of_scope_cents as "outOfScope", claim.pre_self_pay_cents as "preSelfPay",
        claim.in_scope_cents as "inScope", claim.fund_pay_cents as "fundPay",
        claim.deductible_paid_cents as "deductiblePaid", claim.other_pay_cents as "otherPay",
        told.health_sealed as health, told.bill_index as "billIndex", ${coverDays}
      from claim
      join claim_private as told on told.city_id = claim.city_id and told.claim_id = claim.id
      join organisation as unit on unit.city_id = claim.city_id and unit.id = claim.organisation_id
      join cover on cover.city_id = claim.city_id and cover.id = claim.cover_id
      join person on person.city_id = cover.city_id and person.id = cover.person_id
      join enrolment_batch as batch on batch.city_id = cover.city_id and batch.id = cover.batch_id
      where ${inReach(ctx)} and claim.plan_code = ${planCode} and claim.state not in ('draft', 'withdrawn')
        and claim.filed_on < ${first(year + 1)}) as filed
    where "filedOn" >= ${first(year)} or "until" > ${first(year)}
    order by "filedOn", city_id, number`.execute(ctx.db);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.raw(String(portion))} from filed`.execute(ctx.db);
    for (const row of rows) yield filedClaim(row);
    if (rows.length < portion) break;
  }
  await sql`close filed`.execute(ctx.db);
}

function filedClaim(row: Row): FiledClaim {
  const { kind, cause, on, endedOn, filedOn, days, grade, health, billIndex } = row;
  const { total, outOfScope, preSelfPay, inScope, fundPay, deductiblePaid, otherPay } = row;
  const { diagnosis } = JSON.parse(vault().open(health)) as { diagnosis: string };
  return {
    cover: row.coverId,
    facts: coverFacts(coverOfRow(row)),
    event: {
      ...{ kind, cause, on, endedOn, filedOn, days, grade: grade ?? undefined },
      ...{ total, outOfScope, preSelfPay, inScope, fundPay, deductiblePaid, otherPay },
      ...{ diagnosis, bill: billIndex?.toString("hex") ?? "" },
    },
    person: row.person,
    unitKind: row.unitKind ?? "",
    bornOn: row.bornOn ?? undefined,
    filedIn: yearOf(filedOn),
  };
}
