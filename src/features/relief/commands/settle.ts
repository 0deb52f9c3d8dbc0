import { sql } from "kysely";
import { type PlainDate, sayFullDay } from "#core/dates.ts";
import { maskAccount } from "#core/mask.ts";
import { formatYuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { closeDuty, openDuty } from "#features/duties/index.ts";
import { tell } from "#features/notices/index.ts";
import { agencyId } from "#features/organisations/index.ts";
import { replacePayment } from "#features/payments/index.ts";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";
import { accountDuty } from "../rules/duties.ts";
import { lockGrant, moveGrant, type Payee, payeeOf, sealed } from "../store.ts";
import { reliefNotices } from "../text.ts";

export type Settled = {
  readonly paymentId: string;
  readonly sourceId: string;
  readonly outcome: "paid" | "failed" | "returned";
  readonly on: PlainDate;
  readonly reason: string;
};

/** What the bank says in the end. Safe to run twice; of a payment that was replaced meanwhile nothing is heard. */
export async function settleRelief(ctx: WriteCtx, settled: Settled): Promise<void> {
  const grant = await lockGrant(ctx, settled.sourceId);
  const state = settled.outcome === "paid" ? "paid" : "payment_failed";
  const isLate =
    grant.paymentId !== settled.paymentId || (grant.state === "payment_failed" && state === "paid");
  if (isLate || grant.state === state) return;
  await moveGrant(ctx, grant.id, state, sql`, paid_on = ${state === "paid" ? settled.on : null}::date`);
  const facts = { number: grant.number, cents: formatYuan(grant.cents), on: sayFullDay(settled.on) };
  const about = { source: "relief", sourceId: settled.paymentId, link: "/m/" };
  if (state === "paid") await tell(ctx, reliefNotices.paid, { personId: grant.personId }, facts, about);
  else
    await openDuty(ctx, accountDuty, {
      organisationId: await agencyId(ctx),
      sourceId: grant.id,
      title: `救助${grant.number}没有付成，要改收款账户`,
      link: `/relief/${grant.id}`,
      clock: { workingDays: 2 },
    });
}

/**
 * The money of a failed payment goes to another account of theirs, or of whom it was going to. Refuses `not_found`,
 * `relief_not_open`, `relief_payee_not_theirs`, and as payments.
 */
export async function correctPayee(ctx: WriteCtx, grantId: string, payee: Payee): Promise<void> {
  const grant = await lockGrant(ctx, grantId);
  if (grant.state !== "payment_failed" || !grant.paymentId) throw new Refusal("conflict", "relief_not_open");
  const { rows } = await sql<{ name: string }>`select name from person
    where city_id = ${ctx.actor.cityId} and id = ${grant.personId}::uuid`.execute(ctx.db);
  const name = rows[0]?.name ?? "";
  if (![name, payeeOf(grant).name].includes(payee.name))
    throw new Refusal("invalid", "relief_payee_not_theirs", { name });
  const old = grant.paymentId;
  const desk = { ...systemActor("relief", ctx.actor.cityId), demoDay: ctx.actor.demoDay };
  const paymentId = await actingAs(ctx, desk, (inside) => replacePayment(inside, old, payee));
  await moveGrant(
    ctx,
    grantId,
    "paying",
    sql`, payment_id = ${paymentId}::uuid, payee_sealed = ${sealed(payee)}, account_shown = ${maskAccount(payee.account)}`,
  );
  await closeDuty(ctx, accountDuty, grantId);
  await ctx.record("relief.payee_corrected", { grantId });
}

/** Two records turned out to be one person: what was done for the one merged away was done for the other. */
export async function followMerge(ctx: WriteCtx, keptId: string, mergedId: string): Promise<void> {
  const { cityId } = ctx.actor;
  await sql`update relief_grant set person_id = ${keptId}
    where city_id = ${cityId} and person_id = ${mergedId}`.execute(ctx.db);
  await sql`update hardship_mark as mark set person_id = ${keptId}
    where city_id = ${cityId} and person_id = ${mergedId} and not exists (select from hardship_mark as known
      where known.city_id = mark.city_id and known.list_id = mark.list_id and known.person_id = ${keptId})`.execute(
    ctx.db,
  );
}
