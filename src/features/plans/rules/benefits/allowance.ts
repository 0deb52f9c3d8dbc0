import { z } from "zod";
import { exactly, halfUp, sayYuan, timesFactor } from "../amount.ts";
import { type Answer, benefitShape, countedCents, rounded, stepOf, type Working } from "./benefit.ts";

/** So much a day, from a day of the stay on, for so many days a cover. */
export const Allowance = z.strictObject({
  ...benefitShape,
  kind: z.literal("allowance"),
  daily_cents: countedCents,
  from_day: z.int().min(1),
  max_days_cover: z.int().min(1).optional(),
});
type Allowance = z.output<typeof Allowance>;

export const allowance =
  (terms: Allowance) =>
  (working: Working): Answer => {
    const { days, used, factor, steps } = working;
    const { daily_cents, from_day, max_days_cover } = terms;
    const payable = Math.max(0, days - (from_day - 1));
    const left = max_days_cover === undefined ? payable : Math.max(0, max_days_cover - used.days);
    const paidDays = Math.min(payable, left);
    // Days that are all used up are the reason only where they would have brought something.
    const isUsedUp = left === 0 && halfUp(timesFactor(exactly(daily_cents * payable, 1), factor.bp)) > 0;
    if (steps) {
      const inputs = { days: String(days), from_day: String(from_day) };
      const formula = `${days} − ${from_day - 1}${payable === 0 ? " ≤ 0" : ` = ${payable}`}`;
      steps.push(stepOf(terms, "days", formula, inputs, ""));
      if (max_days_cover !== undefined) {
        const limits = { days: String(payable), cap: String(max_days_cover), used: String(used.days) };
        const sum = used.days === 0 ? limits.cap : `${limits.cap} − ${limits.used} = ${left}`;
        const said = `${payable} ${payable > left ? ">" : "≤"} ${sum}`;
        steps.push(stepOf(terms, "cap_days", said, limits, "", isUsedUp ? "cap_reached" : undefined));
      }
      const daily = { daily: sayYuan(daily_cents), days: String(paidDays) };
      const amount = sayYuan(daily_cents * paidDays);
      steps.push(stepOf(terms, "daily", `${daily.daily} × ${daily.days}`, daily, amount));
    }
    const cents = rounded(terms, exactly(daily_cents * paidDays, 1), working);
    return cents > 0
      ? { cents, days: paidDays }
      : { cents: 0, reason: isUsedUp ? "cap_reached" : "nothing_payable" };
  };
