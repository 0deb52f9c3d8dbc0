import { type PlainMonth, sayDay, sayMonth } from "#core/dates.ts";
import { showYuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { tell } from "#features/notices/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { baseCutOff, type FundingDays, subsidyCutOff } from "../rules/settle.ts";
import { insertReminders, type Owing, whoOwes } from "../store/owing.ts";
import { fundingDays } from "../store/rules.ts";
import { fundingNotices } from "../text.ts";

export type Reminded = {
  readonly reminded: number;
  /** Names of those who have no telephone registered: they have it in their inbox only. */
  readonly withoutPhone: readonly string[];
  /** Reminded within the last 24 hours already: not repeated. */
  readonly already: number;
};

/** Nobody is reminded twice within a day. */
const pauseHours = 24;

/**
 * Reminds those who owe something for the month: units of their own share, unions of their subsidy (催办), in the inbox of
 * those who see its bills and by message to the registered contact. Without a choice, all of them. Refuses `nobody_to_remind`.
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
  const due = owing.filter(
    ({ reminded }) => !reminded?.hadPhone || hoursSince(ctx, reminded.at) >= pauseHours,
  );
  const ids = await insertReminders(ctx, month, due);
  const days = await fundingDays(ctx);
  for (const [i, each] of due.entries()) await tellOwing(ctx, month, days, each, ids[i] ?? "");
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

async function tellOwing(
  ctx: WriteCtx,
  month: PlainMonth,
  days: FundingDays,
  owing: Owing,
  reminderId: string,
): Promise<void> {
  const isOwn = owing.reason === "own_share";
  await tell(
    ctx,
    isOwn ? fundingNotices.ownShareDue : fundingNotices.subsidyDue,
    { organisationId: owing.organisationId, permission: "funding.read" },
    {
      month: sayMonth(month),
      amount: showYuan(owing.cents),
      heads: owing.heads,
      until: sayDay(isOwn ? baseCutOff(month, days) : subsidyCutOff(month, days), ctx.today),
    },
    { source: "funding", sourceId: reminderId, link: isOwn ? "/bills" : `/months/${month}` },
  );
}

const hoursSince = (ctx: WriteCtx, at: Date) => (ctx.now.getTime() - at.getTime()) / 3_600_000;
