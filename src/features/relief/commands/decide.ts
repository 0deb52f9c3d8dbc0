import { sql } from "kysely";
import { endOfDay, yearOf } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { type Cents, formatYuan, minus, zero } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { cancelDuty, closeDuty, openDuty } from "#features/duties/index.ts";
import { agencyId } from "#features/organisations/index.ts";
import { orderPayment } from "#features/payments/index.ts";
import { actingAs, systemActor, type WriteCtx, withinPart } from "#platform/context.ts";
import { decisionDuty, opinionDuty } from "../rules/duties.ts";
import { afterOpinions, decisionBar, noticeUntil, opinionBar } from "../rules/grant.ts";
import { type Grant, lockGrant, moveGrant, opinionsOf, payeeOf } from "../store.ts";

/**
 * One of two opinions. Refuses `not_found`, `relief_not_open`, `proposer_gives_no_opinion`, `opinion_given`. The second who
 * agrees makes it public from today on.
 */
export async function giveOpinion(
  ctx: WriteCtx,
  grantId: string,
  agrees: boolean,
  words: string,
): Promise<void> {
  const grant = await lockGrant(ctx, grantId);
  const known = await opinionsOf(ctx, grantId);
  const bar = opinionBar(grant.state, grant.proposedBy, known, ctx.actor.id);
  if (bar) throw new Refusal("conflict", bar);
  await sql`insert into relief_opinion (city_id, id, organisation_id, grant_id, agrees, words, given_by, given_by_name, given_at)
    values (${ctx.actor.cityId}, ${newId()}, ${grant.organisationId}, ${grantId}, ${agrees}, ${words}, ${ctx.actor.id},
      ${ctx.actor.name}, ${ctx.now})`.execute(ctx.db);
  const next = afterOpinions([...known, { agrees, by: ctx.actor.id }]);
  if (next !== "proposed") await closeDuty(ctx, opinionDuty, grantId);
  if (next === "returned") await moveGrant(ctx, grantId, "returned", sql`, decision = ${words}`);
  if (next === "noticed") await makePublic(ctx, grant);
  await ctx.record("relief.opinion_given", { grantId, agrees });
}

async function makePublic(ctx: WriteCtx, grant: Grant): Promise<void> {
  const until = noticeUntil(ctx.today, grant.isUrgent);
  await moveGrant(ctx, grant.id, "noticed", sql`, notice_from = ${ctx.today}, notice_until = ${until}::date`);
  await openDuty(ctx, decisionDuty, {
    organisationId: await agencyId(ctx),
    sourceId: grant.id,
    title: `救助${grant.number}公示期满，等批准`,
    link: `/relief/${grant.id}`,
    clock: { workingDays: 2 },
    since: endOfDay(until),
  });
}

/** What somebody says against a grant that is public. Refuses `not_found`, `relief_not_open`. */
export async function noteObjection(ctx: WriteCtx, grantId: string, words: string): Promise<string> {
  const grant = await lockGrant(ctx, grantId);
  if (grant.state !== "noticed") throw new Refusal("conflict", "relief_not_open");
  const id = newId();
  await sql`insert into relief_objection (city_id, id, organisation_id, grant_id, words, noted_by_name, noted_at)
    values (${ctx.actor.cityId}, ${id}, ${grant.organisationId}, ${grantId}, ${words}, ${ctx.actor.name}, ${ctx.now})`.execute(
    ctx.db,
  );
  await ctx.record("relief.objection_noted", { grantId });
  return id;
}

/** Refuses `not_found`. */
export async function answerObjection(ctx: WriteCtx, objectionId: string, answer: string): Promise<void> {
  const { rows } =
    await sql`update relief_objection set answer = ${answer}, answered_by_name = ${ctx.actor.name},
      answered_at = ${ctx.now}
    where city_id = ${ctx.actor.cityId} and id = ${objectionId}::uuid and answer is null
      and ${withinPart(ctx, sql.ref("relief_objection.organisation_id"))} returning id`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("not_found", "objection_unknown");
  await ctx.record("relief.objection_answered", { objectionId });
}

/**
 * Approves or rejects after the notice; what is approved is ordered at once, within the year's budget. Refuses `not_found`,
 * `relief_not_open`, `notice_runs`, `objections_open`, `proposer_decides_nothing`, `relief_beyond_budget`.
 */
export async function decideRelief(
  ctx: WriteCtx,
  grantId: string,
  isApproved: boolean,
  words: string,
): Promise<void> {
  const grant = await lockGrant(ctx, grantId);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from relief_objection
    where city_id = ${ctx.actor.cityId} and grant_id = ${grantId}::uuid and answer is null`.execute(ctx.db);
  const bar = decisionBar({ ...grant, openObjections: rows[0]?.n ?? 0 }, ctx.today, ctx.actor.id);
  if (bar) throw new Refusal("conflict", bar, { until: grant.noticeUntil ?? "" });
  const decided = sql`, decided_by = ${ctx.actor.id}, decided_by_name = ${ctx.actor.name}, decided_on = ${ctx.today}::date,
    decision = ${words}`;
  await closeDuty(ctx, decisionDuty, grantId);
  if (!isApproved) await moveGrant(ctx, grantId, "rejected", decided);
  else {
    await commit(ctx, grant);
    const payee = { ...payeeOf(grant), personId: grant.personId, organisationId: grant.organisationId };
    const paymentId = await actingAs(ctx, paying(ctx), (inside) =>
      orderPayment(inside, {
        source: "relief",
        sourceId: grantId,
        purpose: "relief",
        fund: "relief",
        payee,
        cents: grant.cents,
        remark: "工会救助慰问",
      }),
    );
    await moveGrant(ctx, grantId, "paying", sql`${decided}, payment_id = ${paymentId}::uuid`);
  }
  await ctx.record("relief.decided", { grantId, approved: isApproved });
}

/** The budget is held by the database: who comes second waits for the first. */
async function commit(ctx: WriteCtx, grant: Grant): Promise<void> {
  const { rows } = await sql<{
    cents: Cents;
    committed: Cents;
  }>`select cents, committed_cents as committed from relief_budget
    where city_id = ${ctx.actor.cityId} and year = ${yearOf(ctx.today)} for update`.execute(ctx.db);
  const [budget] = rows;
  const left = budget ? minus(budget.cents, budget.committed) : zero;
  if (grant.cents > left)
    throw new Refusal("conflict", "relief_beyond_budget", {
      left: formatYuan(left),
      year: yearOf(ctx.today),
    });
  await sql`update relief_budget set committed_cents = committed_cents + ${grant.cents}
    where city_id = ${ctx.actor.cityId} and year = ${yearOf(ctx.today)}`.execute(ctx.db);
}

const paying = (ctx: WriteCtx) => ({
  ...systemActor("relief", ctx.actor.cityId),
  demoDay: ctx.actor.demoDay,
});

/** Whoever proposed it takes it back before it is decided. Refuses `not_found`, `relief_not_open`, `not_permitted`. */
export async function withdrawRelief(ctx: WriteCtx, grantId: string, reason: string): Promise<void> {
  const grant = await lockGrant(ctx, grantId);
  if (grant.state !== "proposed" && grant.state !== "noticed")
    throw new Refusal("conflict", "relief_not_open");
  if (grant.proposedBy !== ctx.actor.id) throw new Refusal("forbidden", "not_permitted");
  await moveGrant(ctx, grantId, "withdrawn", sql`, decision = ${reason}`);
  for (const kind of [opinionDuty, decisionDuty]) await cancelDuty(ctx, kind, grantId, "已撤回");
  await ctx.record("relief.withdrawn", { grantId });
}
