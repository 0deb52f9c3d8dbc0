import { type RawBuilder, sql } from "kysely";
import type { Permission } from "#core/permissions.ts";
import { openQuestions } from "#features/enrolment/index.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";

/** How much waits of one kind, for whoever may do it. `cents` where money hangs on it; `first` the one to begin with. */
export type Waiting = {
  readonly n: number;
  readonly units: number;
  readonly cents: bigint;
  readonly first: string | null;
};

type Question = { readonly permission: Permission; readonly sql: (ctx: ReadCtx) => RawBuilder<Row> };
type Row = { n: bigint; units: bigint; cents: bigint | null; first: string | null };

const city = (ctx: ReadCtx) => ctx.actor.cityId;

/** The own shares that are missing of the earliest month, or of the one after it: what is late and what is not yet due are two things. */
const owedOf = (
  ctx: ReadCtx,
  place: 0 | 1,
) => sql<Row>`select count(*) as n, count(distinct organisation_id) as units,
    sum(due_cents - received_cents)::bigint as cents, to_char(month, 'YYYY-MM') as first
  from open_item as item where city_id = ${city(ctx)} and kind = 'unit_share' and received_cents < due_cents
    and not is_withdrawn and ${withinPart(ctx, sql.ref("item.organisation_id"))}
  group by month order by month limit 1 offset ${place}`;

/** What can wait, each as one small query over an index: the home page and the navigation's counts ask the same. */
const questions = {
  registrations: {
    permission: "organisations.review",
    sql: (
      ctx,
    ) => sql`select count(*) as n, count(*) as units, null::bigint as cents, min(organisation_id::text) as first
      from unit_registration where city_id = ${city(ctx)} and state = 'submitted'`,
  },
  rosters: {
    permission: "enrolment.confirm",
    sql: (
      ctx,
    ) => sql`select count(*) as n, count(distinct organisation_id) as units, sum(rejected + review)::bigint as cents,
        min(id::text) as first
      from enrolment_batch as batch where city_id = ${city(ctx)} and state = 'read'
        and ${withinPart(ctx, sql.ref("batch.organisation_id"))}`,
  },
  reviews: {
    permission: "enrolment.review",
    sql: (
      ctx,
    ) => sql`select count(*) as n, count(distinct organisation_id) as units, null::bigint as cents, min(batch_id::text) as first
      from roster_line where city_id = ${city(ctx)} and outcome = 'review' and decision is null
        and batch_id in (select id from enrolment_batch where city_id = ${city(ctx)} and state = 'read')`,
  },
  refunds: {
    permission: "funding.refund_decide",
    sql: (
      ctx,
    ) => sql`select count(*) as n, count(distinct organisation_id) as units, sum(cents)::bigint as cents, min(id::text) as first
      from refund where city_id = ${city(ctx)} and state = 'asked' and asked_by <> ${ctx.actor.id}`,
  },
  questions: {
    permission: "enrolment.answer",
    sql: (
      ctx,
    ) => sql`select count(*) as n, count(distinct question.city_id) as units, null::bigint as cents, min(question.id::text) as first
      ${openQuestions(ctx)}`,
  },
  memberRequests: {
    permission: "members.confirm",
    sql: (
      ctx,
    ) => sql`select count(*) as n, count(distinct organisation_id) as units, null::bigint as cents, min(id::text) as first
      from member_request as asked where city_id = ${city(ctx)} and state = 'asked'
        and ${withinPart(ctx, sql.ref("asked.organisation_id"))}`,
  },
  bank: {
    permission: "banking.decide",
    sql: (
      ctx,
    ) => sql`select count(*) as n, 0::bigint as units, sum(amount_cents - allocated_cents)::bigint as cents, min(id::text) as first
      from bank_line where city_id = ${city(ctx)} and state = 'to_decide'`,
  },
  owing: { permission: "funding.remind", sql: (ctx) => owedOf(ctx, 0) },
  owingLater: { permission: "funding.remind", sql: (ctx) => owedOf(ctx, 1) },
  subsidies: {
    permission: "funding.remind",
    sql: (
      ctx,
    ) => sql`select count(*) as n, count(distinct organisation_id) as units, sum(due_cents - received_cents)::bigint as cents,
        to_char(min(month), 'YYYY-MM') as first
      from open_item as item where city_id = ${city(ctx)} and kind = 'subsidy' and received_cents < due_cents
        and not is_withdrawn and ${withinPart(ctx, sql.ref("item.organisation_id"))}`,
  },
  remit: {
    permission: "funding.remit",
    sql: (
      ctx,
    ) => sql`select count(*) as n, 0::bigint as units, null::bigint as cents, to_char(min(month), 'YYYY-MM') as first
      from funding_period as period where city_id = ${city(ctx)} and state = 'funded'
        and not exists (select from remittance where city_id = period.city_id and month = period.month)`,
  },
  checks: {
    permission: "funding.check",
    sql: (
      ctx,
    ) => sql`select count(*) as n, 0::bigint as units, sum(cents)::bigint as cents, to_char(min(month), 'YYYY-MM') as first
      from remittance where city_id = ${city(ctx)} and state = 'made' and made_by <> ${ctx.actor.id}`,
  },
  acknowledgements: {
    permission: "funding.acknowledge",
    sql: (
      ctx,
    ) => sql`select count(*) as n, 0::bigint as units, sum(cents)::bigint as cents, to_char(min(month), 'YYYY-MM') as first
      from remittance where city_id = ${city(ctx)} and state = 'remitted'`,
  },
  payments: {
    permission: "payments.make",
    sql: (
      ctx,
    ) => sql`select count(*) as n, 0::bigint as units, sum(cents)::bigint as cents, null::text as first
      from payment where city_id = ${city(ctx)} and state = 'ordered'`,
  },
  releases: {
    permission: "payments.release",
    sql: (
      ctx,
    ) => sql`select count(*) as n, 0::bigint as units, sum(cents)::bigint as cents, min(id::text) as first
      from payment_batch where city_id = ${city(ctx)} and state = 'made' and made_by <> ${ctx.actor.id}`,
  },
  results: {
    permission: "payments.make",
    sql: (
      ctx,
    ) => sql`select count(*) as n, 0::bigint as units, sum(cents)::bigint as cents, min(batch_id::text) as first from (
        select batch_id, sum(cents)::bigint as cents from payment
        where city_id = ${city(ctx)} and state = 'released' group by batch_id) as batch`,
  },
  corrections: {
    permission: "payments.make",
    sql: (
      ctx,
    ) => sql`select count(*) as n, 0::bigint as units, sum(cents)::bigint as cents, min(id::text) as first
      from payment as p where city_id = ${city(ctx)} and state in ('failed', 'returned') and not exists (
        select from payment as next where next.city_id = p.city_id and next.replaces_id = p.id)`,
  },
  receipts: {
    permission: "receipts.confirm",
    sql: (
      ctx,
    ) => sql`select count(*) as n, 0::bigint as units, sum(cents)::bigint as cents, min(id::text) as first
      from receipt_request where city_id = ${city(ctx)} and state = 'requested'
        and organisation_id = ${ctx.actor.organisationId ?? null}::uuid`,
  },
  receipts_to_draw: {
    permission: "receipts.draw",
    sql: (
      ctx,
    ) => sql`select count(*) as n, 0::bigint as units, sum(cents)::bigint as cents, min(id::text) as first
      from receipt_request where city_id = ${city(ctx)} and state = 'confirmed'`,
  },
  receipts_to_check: {
    permission: "receipts.issue",
    sql: (
      ctx,
    ) => sql`select count(*) as n, 0::bigint as units, sum(cents)::bigint as cents, min(id::text) as first
      from receipt_request where city_id = ${city(ctx)} and state in ('drawn', 'reversal_drawn')
        and drawn_by <> ${ctx.actor.id}`,
  },
  closings: {
    permission: "funding.close",
    sql: (
      ctx,
    ) => sql`select count(*) as n, 0::bigint as units, null::bigint as cents, to_char(min(month), 'YYYY-MM') as first
      from funding_period where city_id = ${city(ctx)} and state = 'confirmed'`,
  },
  merges: {
    permission: "people.merge",
    sql: (ctx) => sql`select count(*) as n, 0::bigint as units, null::bigint as cents, min(id::text) as first
      from person_merge where city_id = ${city(ctx)} and state = 'proposed' and proposed_by <> ${ctx.actor.id}`,
  },
  claimsToCertify: claimsIn("certification", "claims.certify"),
  claimsFirst: claimsIn("first_review", "claims.review_first"),
  claimsSecond: claimsIn("second_review", "claims.review_second"),
  claimsFinal: claimsIn("final_review", "claims.final"),
  claimsAppealed: claimsIn("appealed", "claims.appeal"),
  claimsReturned: claimsIn("returned", "claims.file", (ctx) => sql`and filed_by = ${ctx.actor.id}`),
  claimsUnpaid: claimsIn("payment_failed", "claims.file", (ctx) => sql`and filed_by = ${ctx.actor.id}`),
  claimSamples: {
    permission: "claims.sample",
    sql: (ctx) => sql`select count(*) as n, 0::bigint as units, null::bigint as cents, min(id::text) as first
      from claim_sample where city_id = ${city(ctx)} and outcome is null`,
  },
} satisfies Record<string, Question>;

/** Claims that wait in one state; `first` is the day the first of them is due. */
function claimsIn(
  state: string,
  permission: Permission,
  which: (ctx: ReadCtx) => RawBuilder<unknown> = () => sql``,
): Question {
  return {
    permission,
    sql: (
      ctx,
    ) => sql`select count(*) as n, count(distinct organisation_id) as units, sum(benefit_cents)::bigint as cents,
        min(due_on)::text as first
      from claim where city_id = ${city(ctx)} and state = ${state}
        and state not in ('draft', 'paid', 'rejected', 'withdrawn', 'lapsed')
        and ${withinPart(ctx, sql.ref("claim.organisation_id"))} ${which(ctx)}`,
  };
}

export type WaitingKey = keyof typeof questions;

const questionsFor = (ctx: ReadCtx): WaitingKey[] =>
  (Object.keys(questions) as WaitingKey[]).filter((key) => allows(ctx.actor, questions[key].permission));

/** Whether anything ever waits for the actor: a leader or an auditor looks on. */
export const isAsked = (ctx: ReadCtx): boolean => questionsFor(ctx).length > 0;

/** Everything that waits for the actor, asked in one round trip; what the actor may not do is not asked. */
export async function waiting(ctx: ReadCtx): Promise<Partial<Record<WaitingKey, Waiting>>> {
  const asked = questionsFor(ctx);
  if (asked.length === 0) return {};
  const parts = asked.map(
    (key) => sql`select ${key} as key, waiting.* from (${questions[key].sql(ctx)}) as waiting`,
  );
  const { rows } = await sql<Row & { key: WaitingKey }>`${sql.join(parts, sql` union all `)}`.execute(ctx.db);
  return Object.fromEntries(
    rows
      .filter((row) => row.n > 0n)
      .map((row) => [
        row.key,
        { n: Number(row.n), units: Number(row.units), cents: row.cents ?? 0n, first: row.first },
      ]),
  );
}
