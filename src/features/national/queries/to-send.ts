import { type RawBuilder, sql } from "kysely";
import { addDays, type PlainDate } from "#core/dates.ts";
import { type Cents, formatYuan, zero } from "#core/money.ts";
import { privateOf } from "#features/claims/index.ts";
import { planDocument } from "#features/plans/index.ts";
import { planVersionOf, priceOn } from "#features/plans/rules/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import type { ExportKind } from "../rules/layout.ts";
import { numbersOf, type Sending } from "../store.ts";

/** A thing to send, with the words of its columns; its reference is given when it is sent. */
export type Outgoing = Sending & { readonly cells: Readonly<Record<string, string>> };

/** In one file; what is left goes with the next. */
export const mostLines = 20_000;

const unsent = (kind: ExportKind, id: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`not exists (select from national_item as item where item.city_id = ${sql.ref("own.city_id")}
    and item.kind = ${kind} and item.our_id = ${id} and item.state <> 'failed'
    and item.resolution is distinct from 'resend')`;

export const outgoing = (ctx: ReadCtx, kind: ExportKind): Promise<Outgoing[]> =>
  ({ roster: outgoingCovers, remittance: outgoingRemittances, claim: outgoingClaims })[kind](ctx);

/** How much waits to be sent. */
export async function waitingCounts(ctx: ReadCtx): Promise<Record<ExportKind, number>> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<Record<ExportKind, number>>`select
    (select count(*)::int from cover as own join enrolment_batch as batch on batch.city_id = own.city_id
        and batch.id = own.batch_id and batch.remitted_on is not null
      where own.city_id = ${cityId} and ${unsent("roster", sql`own.id`)}) as roster,
    (select count(*)::int from remittance as own
      where own.city_id = ${cityId} and own.remitted_on is not null and ${unsent("remittance", sql`own.id`)}) as remittance,
    (select count(*)::int from claim_payment as own
      where own.city_id = ${cityId} and own.by_province and own.state = 'ordered' and own.payment_id is null) as claim`.execute(
    ctx.db,
  );
  return rows[0] ?? { roster: 0, remittance: 0, claim: 0 };
}

type Named = {
  readonly ourId: string;
  readonly unitId: string;
  readonly unitCode: string;
  readonly unitName: string;
  readonly personId: string;
  readonly name: string;
  readonly number: Buffer | null;
};

const named = sql`unit.id as "unitId", unit.code as "unitCode", unit.name as "unitName", person.id as "personId", person.name,
  (select number_sealed from person_identifier as i where i.city_id = person.city_id and i.person_id = person.id
    order by i.id limit 1) as number`;

const namedCells = (row: Named, numbers: ReadonlyMap<string, string>) => ({
  unit_code: row.unitCode,
  unit_name: row.unitName,
  unit_number: numbers.get(`unit ${row.unitId}`) ?? "",
  name: row.name,
  id_number: row.number ? vault().open(row.number) : "",
  person_number: numbers.get(`person ${row.personId}`) ?? "",
});

/** People whose cover has been remitted. */
async function outgoingCovers(ctx: ReadCtx): Promise<Outgoing[]> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<
    Named & { planCode: string; planVersion: string; from: PlainDate; until: PlainDate; asked: PlainDate }
  >`select own.id as "ourId", ${named}, own.plan_code as "planCode", batch.plan_version as "planVersion",
      coalesce(batch.covered_from, own.from_on) as "from", coalesce(batch.covered_until, own.until_on) as until,
      own.from_on as asked
    from cover as own
    join enrolment_batch as batch on batch.city_id = own.city_id and batch.id = own.batch_id and batch.remitted_on is not null
    join person on person.city_id = own.city_id and person.id = own.person_id
    join organisation as unit on unit.city_id = own.city_id and unit.id = own.organisation_id
    where own.city_id = ${cityId} and ${unsent("roster", sql`own.id`)} order by own.id limit ${mostLines}`.execute(
    ctx.db,
  );
  const numbers = await numbersOf(ctx, [
    ...new Set(rows.flatMap(({ unitId, personId }) => [unitId, personId])),
  ]);
  const sendings: Outgoing[] = [];
  for (const row of rows) {
    const plan = await planDocument(ctx, row.planCode, row.planVersion);
    const cents = priceOn(planVersionOf(plan).prices, cityId, row.asked) ?? zero;
    const { ourId, unitId, personId, from, until } = row;
    const words = {
      plan: plan.name,
      cover_from: from,
      cover_through: addDays(until, -1),
      amount: formatYuan(cents),
    };
    sendings.push({ ourId, unitId, personId, cents, cells: { ...namedCells(row, numbers), ...words } });
  }
  return sendings;
}

async function outgoingRemittances(ctx: ReadCtx): Promise<Outgoing[]> {
  const { rows } = await sql<{
    ourId: string;
    month: string;
    heads: number;
    cents: Cents;
    on: PlainDate;
  }>`select
      own.id as "ourId", to_char(own.month, 'YYYY-MM') as month, own.heads, own.cents, own.remitted_on as "on"
    from remittance as own where own.city_id = ${ctx.actor.cityId} and own.remitted_on is not null
      and ${unsent("remittance", sql`own.id`)} order by own.month limit ${mostLines}`.execute(ctx.db);
  return rows.map(({ ourId, month, heads, cents, on }) => ({
    ...{ ourId, unitId: null, personId: null, cents },
    cells: { month, heads: String(heads), amount: formatYuan(cents), remitted_on: on },
  }));
}

/** What the city has approved and the province pays, with whom it pays. Nothing of the illness. */
async function outgoingClaims(ctx: ReadCtx): Promise<Outgoing[]> {
  const { rows } = await sql<
    Named & {
      claimId: string;
      claimNumber: string;
      coverId: string;
      planName: string;
      on: PlainDate;
      endedOn: PlainDate;
      cents: Cents;
    }
  >`select own.id as "ourId", ${named}, claim.id as "claimId", claim.number as "claimNumber", claim.cover_id as "coverId",
      plan.name as "planName", claim.event_on as "on", claim.ended_on as "endedOn", own.cents
    from claim_payment as own
    join claim on claim.city_id = own.city_id and claim.id = own.claim_id
    join plan on plan.code = claim.plan_code
    join person on person.city_id = claim.city_id and person.id = claim.person_id
    join organisation as unit on unit.city_id = claim.city_id and unit.id = claim.organisation_id
    where own.city_id = ${ctx.actor.cityId} and own.by_province and own.state = 'ordered' and own.payment_id is null
    order by own.id limit ${mostLines}`.execute(ctx.db);
  const numbers = await numbersOf(ctx, [
    ...new Set(rows.flatMap(({ unitId, personId, coverId }) => [unitId, personId, coverId])),
  ]);
  const sendings: Outgoing[] = [];
  for (const row of rows) {
    const { payee } = await privateOf(ctx, row.claimId);
    const words = {
      claim_number: row.claimNumber,
      plan: row.planName,
      cover_number: numbers.get(`cover ${row.coverId}`) ?? "",
      event_on: row.on,
      ended_on: row.endedOn,
      payee: payee?.name ?? "",
      account: payee?.account ?? "",
      bank: payee?.bankName ?? "",
      amount: formatYuan(row.cents),
    };
    const { ourId, unitId, personId, cents } = row;
    sendings.push({ ourId, unitId, personId, cents, cells: { ...namedCells(row, numbers), ...words } });
  }
  return sendings;
}
