import type { z } from "zod";
import { type Cents, minus, parseYuan, showYuan, zero } from "#core/money.ts";
import { sayCount } from "#ui/say.ts";
import type { Outcome } from "../contract.ts";

export type OutcomeView = z.output<typeof Outcome>;
export type SumView = OutcomeView["whole"];

export const centsOf = (yuan: string): Cents => parseYuan(yuan) ?? zero;

/** 多1,234.00元, 少1,234.00元 or 不变: never a bare sign. */
export function sayChange(before: string, after: string): string {
  const change = minus(centsOf(after), centsOf(before));
  if (change === 0n) return "不变";
  return change > 0n ? `多${showYuan(change)}元` : `少${showYuan(minus(zero, change))}元`;
}

/** Benefits ÷ contributions, one decimal. */
export function sayRatio(benefits: string, contributions: string): string {
  const whole = centsOf(contributions);
  if (whole === 0n) return "–";
  // In tenths of a per cent, half up: exact for the sums of a province.
  const tenths = (centsOf(benefits) * 2_000n + whole) / (whole * 2n);
  return `${tenths / 10n}.${tenths % 10n}%`;
}

/** 1,203人多得，0人少得. */
export const sayPeople = ({ gaining, losing }: SumView): string =>
  gaining === 0 && losing === 0
    ? "没有人多得或少得"
    : `${sayCount(gaining)}人多得，${sayCount(losing)}人少得`;
