import type { PlainMonth } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { insertReminders, whoOwes } from "../store/owing.ts";

export type Reminded = {
  readonly reminded: number;
  /** Names of those who have no telephone registered: nothing was sent to them. */
  readonly withoutPhone: readonly string[];
  /** Reminded within the last 24 hours already: not repeated. */
  readonly already: number;
};

/** Nobody is reminded twice within a day. */
const pauseHours = 24;

/**
 * Reminds those who owe something for the month: units of their own share, unions of their subsidy (催办).
 * Without a choice, all of them. Refuses `nobody_to_remind`.
 */
export async function remind(
  ctx: WriteCtx,
  month: PlainMonth,
  organisationIds?: readonly string[],
): Promise<Reminded> {
  const owing = (await whoOwes(ctx, month)).filter(
    (each) => !organisationIds || organisationIds.includes(each.organisationId),
  );
  if (owing.length === 0) throw new Refusal("conflict", "nobody_to_remind", { month });
  const due = owing.filter((each) => !each.remindedAt || hoursSince(ctx, each.remindedAt) >= pauseHours);
  await insertReminders(ctx, month, due);
  const withoutPhone = due.filter((each) => !each.hasPhone).map((each) => each.name);
  const answer = {
    reminded: due.length - withoutPhone.length,
    withoutPhone,
    already: owing.length - due.length,
  };
  await ctx.record("funding.reminded", {
    month,
    reminded: answer.reminded,
    without_phone: withoutPhone.length,
    already: answer.already,
  });
  return answer;
}

const hoursSince = (ctx: WriteCtx, at: Date) => (ctx.now.getTime() - at.getTime()) / 3_600_000;
