import { type RawBuilder, sql } from "kysely";
import { firstOf, type PlainDate, plainMonth, yearOf } from "#core/dates.ts";
import type { ClaimEvent, CoverFacts } from "#features/plans/rules/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { type Claim, claimColumns } from "../store/claims.ts";
import { aroundCover, type CoverRow, coverColumns, coverFacts, coverOfRow } from "../store/covers.ts";

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

const page = 10_000;
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

type Row = Claim & {
  readonly cityId: number;
  readonly cover: CoverRow;
  readonly health: Buffer;
  readonly billIndex: Buffer | null;
  readonly unitKind: string | null;
  readonly bornOn: PlainDate | null;
};

/**
 * What was filed under a plan in a year, in the order of filing; before it, what was filed earlier under covers that go on
 * in that year. Drafts and claims taken back are not among them.
 */
export async function* filedClaims(ctx: ReadCtx, planCode: string, year: number): AsyncGenerator<FiledClaim> {
  let after: { readonly filedOn: PlainDate; readonly number: string; readonly cityId: number } | undefined;
  for (;;) {
    const beyond = after
      ? sql`and (claim.filed_on, claim.city_id, claim.number) > (${after.filedOn}::date, ${after.cityId}::int, ${after.number})`
      : sql``;
    const { rows } =
      await sql<Row>`select ${claimColumns}, claim.city_id as "cityId", to_jsonb(facts) as cover,
        told.health_sealed as health, told.bill_index as "billIndex", unit.sector as "unitKind", born.born_on as "bornOn"
      from claim
      join claim_private as told on told.city_id = claim.city_id and told.claim_id = claim.id
      join organisation as unit on unit.city_id = claim.city_id and unit.id = claim.organisation_id
      join person as born on born.city_id = claim.city_id and born.id = claim.person_id
      join lateral (select ${coverColumns} from cover ${aroundCover}
        where cover.city_id = claim.city_id and cover.id = claim.cover_id) as facts on true
      where ${inReach(ctx)} and claim.plan_code = ${planCode} and claim.state not in ('draft', 'withdrawn')
        and claim.filed_on < ${first(year + 1)}
        and (claim.filed_on >= ${first(year)} or facts."until" > ${first(year)}) ${beyond}
      order by claim.filed_on, claim.city_id, claim.number limit ${page}`.execute(ctx.db);
    for (const row of rows) yield filedClaim(row);
    const last = rows.at(-1);
    if (rows.length < page || !last?.filedOn || !last.number) return;
    after = { filedOn: last.filedOn, number: last.number, cityId: last.cityId };
  }
}

function filedClaim(row: Row): FiledClaim {
  const { kind, cause, on, endedOn, days, grade } = row;
  const { total, outOfScope, preSelfPay, inScope, fundPay, deductiblePaid, otherPay } = row;
  const filedOn = row.filedOn ?? endedOn;
  const { diagnosis } = JSON.parse(vault().open(row.health)) as { diagnosis: string };
  return {
    cover: row.coverId,
    facts: coverFacts(coverOfRow(row.cover)),
    event: {
      ...{ kind, cause, on, endedOn, filedOn, days, grade: grade ?? undefined },
      ...{ total, outOfScope, preSelfPay, inScope, fundPay, deductiblePaid, otherPay },
      ...{ diagnosis, bill: row.billIndex?.toString("hex") ?? "" },
    },
    person: row.personId,
    unitKind: row.unitKind ?? "",
    bornOn: row.bornOn ?? undefined,
    filedIn: yearOf(filedOn),
  };
}
