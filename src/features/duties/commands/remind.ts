import { dayInChina, sayDay } from "#core/dates.ts";
import type { Permission } from "#core/permissions.ts";
import { Refusal } from "#core/refusal.ts";
import { tell } from "#features/notices/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { asDuties, lockDuty, noteEvents } from "../store.ts";
import { dutyNotices } from "../text.ts";

/** Whoever owes it is told once more, once a day. Refuses `not_found`, `duty_not_running`. */
export async function remindOf(ctx: WriteCtx, dutyId: string): Promise<void> {
  const duty = await lockDuty(ctx, dutyId);
  if (duty.state !== "open") throw new Refusal("conflict", "duty_not_running");
  const facts = {
    title: duty.title,
    until: sayDay(dayInChina(duty.dueAt), ctx.today),
    isLate: duty.dueAt < ctx.now,
  };
  const to = duty.accountId
    ? { accountId: duty.accountId }
    : { organisationId: duty.organisationId, permission: duty.permission as Permission };
  await tell(ctx, dutyNotices.reminder, to, facts, {
    source: "duties",
    sourceId: `${duty.id} ${ctx.today}`,
    link: duty.link,
  });
  await asDuties(ctx, (inside) => noteEvents(inside, [duty], "reminded", ctx.actor.name));
  await ctx.record("duty.reminded", { dutyId, kind: duty.kind });
}
