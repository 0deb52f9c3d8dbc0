import { sql } from "kysely";
import { type PlainDate, yearOf } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { closeDuty, openDuty } from "#features/duties/index.ts";
import { agencyId, organisationById } from "#features/organisations/index.ts";
import { orderPayment, replacePayment } from "#features/payments/index.ts";
import { latestColour, supportDuty } from "#features/targets/index.ts";
import { actingAs, systemActor, type WriteCtx, withinPart } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { nextNumbers, numbered } from "#platform/numbers.ts";
import { decisionDays, decisionDuty } from "./rules/duties.ts";
import { afterOutcome, decisionBar, type GrantState } from "./rules/grant.ts";

type Grant = {
  readonly id: string;
  readonly organisationId: string;
  readonly number: string;
  readonly cents: Cents;
  readonly state: GrantState;
  readonly proposedBy: string;
  readonly paymentId: string | null;
};

async function lockGrant(ctx: WriteCtx, id: string): Promise<Grant> {
  const { rows } = await sql<Grant>`select id, organisation_id as "organisationId", number, cents, state,
      proposed_by as "proposedBy", payment_id as "paymentId" from work_grant
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid and ${withinPart(ctx, sql.ref("organisation_id"))}
    for update`.execute(ctx.db);
  if (!rows[0]) throw new Refusal("not_found", "work_grant_unknown");
  return rows[0];
}

/**
 * Proposes work funds for a green unit. Refuses `organisation_unknown`, `work_grant_not_green`, `work_grant_no_account`,
 * `work_grant_under_way`.
 */
export async function proposeWorkGrant(
  ctx: WriteCtx,
  given: { readonly organisationId: string; readonly cents: Cents; readonly reason: string },
): Promise<string> {
  const { organisationId, cents, reason } = given;
  const { cityId, id: actorId, name } = ctx.actor;
  if (!(await organisationById(ctx, organisationId))) throw new Refusal("not_found", "organisation_unknown");
  if ((await latestColour(ctx, organisationId)) !== "green")
    throw new Refusal("conflict", "work_grant_not_green");
  await payeeOf(ctx, organisationId);
  const [id, year] = [newId(), yearOf(ctx.today)];
  const number = numbered("GF", year, await nextNumbers(ctx, `work_grant/${year}`), 4);
  const made =
    await sql`insert into work_grant (city_id, id, organisation_id, number, cents, reason, state, proposed_by,
      proposed_by_name, proposed_on)
    select ${cityId}::int, ${id}::uuid, ${organisationId}::uuid, ${number}, ${cents}::bigint, ${reason}, 'proposed', ${actorId},
      ${name}, ${ctx.today}::date
    where not exists (select from work_grant where city_id = ${cityId} and organisation_id = ${organisationId}::uuid
      and state in ('paying', 'payment_failed'))
    on conflict (city_id, organisation_id) where state = 'proposed' do nothing
    returning id`.execute(ctx.db);
  if (made.rows.length === 0)
    throw new Refusal("conflict", "work_grant_under_way", await underWay(ctx, organisationId));
  await openDuty(ctx, decisionDuty, {
    organisationId: await agencyId(ctx),
    sourceId: id,
    title: `工作经费${number}等批准`,
    link: "/work-grants",
    clock: { workingDays: decisionDays },
  });
  await ctx.record("work_grant.proposed", { grantId: id });
  return id;
}

async function underWay(ctx: WriteCtx, organisationId: string): Promise<{ number: string }> {
  const { rows } = await sql<{
    number: string;
  }>`select number from work_grant where city_id = ${ctx.actor.cityId}
    and organisation_id = ${organisationId} and state in ('proposed', 'paying', 'payment_failed')`.execute(
    ctx.db,
  );
  return { number: rows[0]?.number ?? "" };
}

/** The account on the unit's record. Refuses `work_grant_no_account`. */
async function payeeOf(ctx: WriteCtx, organisationId: string) {
  const { rows } = await sql<{
    name: string;
    account: Buffer | null;
  }>`select coalesce(p.account_name, o.name) as name,
      p.account_no_sealed as account
    from organisation as o left join organisation_profile as p on p.city_id = o.city_id and p.organisation_id = o.id
    where o.city_id = ${ctx.actor.cityId} and o.id = ${organisationId}`.execute(ctx.db);
  const [payee] = rows;
  if (!payee?.account) throw new Refusal("conflict", "work_grant_no_account");
  return { name: payee.name, account: vault().open(payee.account), organisationId };
}

const paying = (ctx: WriteCtx) => ({
  ...systemActor("workfund", ctx.actor.cityId),
  demoDay: ctx.actor.demoDay,
});

/**
 * Approves and orders the payment, or rejects, by another person. What a green colour asked for is done with it. Refuses
 * `work_grant_unknown`, `work_grant_not_open`, `work_grant_proposer_decides`, `work_grant_no_account`.
 */
export async function decideWorkGrant(
  ctx: WriteCtx,
  id: string,
  isApproved: boolean,
  words: string,
): Promise<void> {
  const grant = await lockGrant(ctx, id);
  const bar = decisionBar(grant, ctx.actor.id);
  if (bar) throw new Refusal("conflict", bar);
  const { organisationId, cents } = grant;
  const paymentId = isApproved
    ? await actingAs(ctx, paying(ctx), async (inside) =>
        orderPayment(inside, {
          ...{ source: "work_grant", sourceId: id, purpose: "work_fund", fund: "work_fund" },
          ...{ payee: await payeeOf(inside, organisationId), cents, remark: "互助工作经费" },
        }),
      )
    : null;
  await sql`update work_grant set state = ${isApproved ? "paying" : "rejected"}, decided_by = ${ctx.actor.id},
      decided_by_name = ${ctx.actor.name}, decided_on = ${ctx.today}::date, decision = ${words}, payment_id = ${paymentId}::uuid
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);
  await closeDuty(ctx, decisionDuty, id, { words });
  await closeDuty(ctx, supportDuty, organisationId, { words: `${grant.number}：${words}` });
  await ctx.record("work_grant.decided", { grantId: id, approved: isApproved });
}

export type Settled = {
  readonly paymentId: string;
  readonly sourceId: string;
  readonly outcome: "paid" | "failed" | "returned";
  readonly on: PlainDate;
};

/** What the bank says in the end. Safe to run twice. */
export async function settleWorkGrant(ctx: WriteCtx, settled: Settled): Promise<void> {
  const grant = await lockGrant(ctx, settled.sourceId);
  const { rows } = await sql<{ id: string }>`select id from payment where city_id = ${ctx.actor.cityId}
    and source = 'work_grant' and source_id = ${grant.id} order by number desc limit 1`.execute(ctx.db);
  const state = afterOutcome(grant, { ...settled, isLast: rows[0]?.id === settled.paymentId });
  if (!state) return;
  await sql`update work_grant set state = ${state}, payment_id = ${settled.paymentId}::uuid, paid_on = ${state === "paid" ? settled.on : null}::date
    where city_id = ${ctx.actor.cityId} and id = ${grant.id}`.execute(ctx.db);
}

/** What the bank could not pay goes out again, to the account as it is on the record now. Refuses `work_grant_unknown`, `work_grant_not_open`, and as payments. */
export async function payAgain(ctx: WriteCtx, id: string): Promise<void> {
  const { state, paymentId, organisationId } = await lockGrant(ctx, id);
  if (state !== "payment_failed" || !paymentId) throw new Refusal("conflict", "work_grant_not_open");
  const next = await actingAs(ctx, paying(ctx), async (inside) =>
    replacePayment(inside, paymentId, await payeeOf(inside, organisationId)),
  );
  await sql`update work_grant set state = 'paying', payment_id = ${next}::uuid
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);
  await ctx.record("work_grant.paid_again", { grantId: id });
}
