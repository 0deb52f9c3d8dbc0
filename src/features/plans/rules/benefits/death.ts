import { z } from "zod";
import { exactly, sayYuan } from "../amount.ts";
import {
  type Answer,
  benefitShape,
  countedCents,
  rounded,
  stepOf,
  type Terms,
  type Working,
  within,
} from "./benefit.ts";

/** A sum on death. */
export const Death = z.strictObject({
  ...benefitShape,
  kind: z.literal("death"),
  sum_cents: countedCents,
  cap_group: z.string().optional(),
});
type Death = z.output<typeof Death>;

export const death =
  (terms: Death) =>
  (working: Working): Answer => {
    const sum = sayYuan(terms.sum_cents);
    working.steps?.push(stepOf(terms, "sum", sum, { sum }, sum));
    return withinGroup(terms, rounded(terms, exactly(terms.sum_cents, 1), working), working);
  };

/** As far as the cap that several benefits share is not used up. */
export function withinGroup(terms: Terms, amount: number, { group, steps }: Working): Answer {
  if (!group) return amount > 0 ? { cents: amount } : { cents: 0, reason: "nothing_payable" };
  const limit = { rule: "cap_group", ...group, reason: "cap_reached" } as const;
  const cents = within(terms, amount, limit, steps);
  if (cents > 0) return { cents };
  return { cents: 0, reason: amount > 0 && group.used >= group.cap ? "cap_reached" : "nothing_payable" };
}
