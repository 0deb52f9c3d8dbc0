import type { PlainMonth } from "#core/dates.ts";
import { cancelDuties, closeDuties, openDuties } from "#features/duties/index.ts";
import { agencyId } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { moneyDuties, monthDuties, sayMoneyDuty, sayMonthDuty } from "../rules/duties.ts";
import type { PeriodState } from "../rules/period.ts";
import { payBy, subsidyCutOff } from "../rules/settle.ts";
import { fundingDays } from "./rules.ts";

type Owed = {
  readonly id: string;
  readonly kind: string;
  readonly organisationId: string;
  readonly month: PlainMonth;
};

/** What units and unions are expected to pay is owed by the month's days. */
export async function oweMoney(ctx: WriteCtx, items: readonly Owed[]): Promise<void> {
  for (const what of ["unit_share", "subsidy"] as const) {
    const owed = items.filter(({ kind }) => kind === what);
    if (owed.length === 0) continue;
    const days = await fundingDays(ctx);
    await openDuties(
      ctx,
      moneyDuties[what],
      owed.map(({ id, organisationId, month }) => ({
        organisationId,
        sourceId: id,
        title: sayMoneyDuty(what, month),
        link: what === "unit_share" ? `/bills/${id}` : `/months/${month}`,
        clock: {
          by: what === "unit_share" ? payBy(month, ctx.today, days).day : subsidyCutOff(month, days),
        },
      })),
    );
  }
}

/** It is in, or nobody owes it any longer. */
export const moneyIsIn = (
  ctx: WriteCtx,
  what: keyof typeof moneyDuties,
  ids: readonly string[],
): Promise<unknown> => closeDuties(ctx, moneyDuties[what], ids);

export async function oweNoMoney(ctx: WriteCtx, ids: readonly string[]): Promise<void> {
  for (const kind of Object.values(moneyDuties)) await cancelDuties(ctx, kind, ids, "账单已撤销");
}

/** A month has come to a state: the step before is done, the next is owed. */
export async function oweStep(
  ctx: WriteCtx,
  periodId: string,
  month: PlainMonth,
  to: PeriodState,
): Promise<void> {
  for (const [state, { kind }] of Object.entries(monthDuties))
    if (state !== to) await closeDuties(ctx, kind, [periodId]);
  const next = monthDuties[to];
  if (!next) return;
  await openDuties(ctx, next.kind, [
    {
      organisationId: await agencyId(ctx),
      sourceId: periodId,
      title: sayMonthDuty(next.kind, month),
      link: `/months/${month}`,
      clock: { days: next.days },
    },
  ]);
}
