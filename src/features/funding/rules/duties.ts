import { type PlainMonth, sayMonth } from "#core/dates.ts";
import type { DutyKind } from "#features/duties/rules/index.ts";
import type { PeriodState } from "./period.ts";

const kind = (code: string, name: string, permission: DutyKind["permission"]): DutyKind => ({
  code: `funding.${code}`,
  name,
  permission,
});
const told = { hasOwnWords: true } as const;

/** What a unit owes by the 10th, and a union by the 25th. */
export const moneyDuties = {
  unit_share: kind("own_share", "缴会费", "enrolment.confirm"),
  subsidy: { ...kind("subsidy", "补助到账", "budgets.manage"), ...told },
} as const;

/** The step that a month waits for in a state, and how many days it has ☆. */
export const monthDuties: Partial<Record<PeriodState, { readonly kind: DutyKind; readonly days: number }>> = {
  funded: { kind: { ...kind("remittance", "上缴", "funding.remit"), ...told }, days: 5 },
  remitted: { kind: { ...kind("acknowledgement", "确认收到上缴", "funding.acknowledge"), ...told }, days: 7 },
  confirmed: { kind: { ...kind("closing", "关账", "funding.close"), ...told }, days: 10 },
};

export const fundingDuties: readonly DutyKind[] = [
  ...Object.values(moneyDuties),
  ...Object.values(monthDuties).map(({ kind: each }) => each),
];

export const sayMoneyDuty = (what: keyof typeof moneyDuties, month: PlainMonth): string =>
  what === "unit_share" ? `缴${sayMonth(month)}的会费` : `${sayMonth(month)}的补助到账`;

export const sayMonthDuty = (owed: DutyKind, month: PlainMonth): string => `${sayMonth(month)}：${owed.name}`;
