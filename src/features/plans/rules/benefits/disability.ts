import { z } from "zod";
import { exactly, sayYuan } from "../amount.ts";
import { type Answer, benefitShape, countedCents, rounded, stepOf, type Working } from "./benefit.ts";
import { withinGroup } from "./death.ts";

/** A percentage of a sum by the grade of disability. */
export const Disability = z.strictObject({
  ...benefitShape,
  kind: z.literal("disability"),
  sum_cents: countedCents,
  percent_by_grade: z.record(z.string().regex(/^[1-9]\d?$/), z.int().min(0).max(100)),
  cap_group: z.string().optional(),
});
type Disability = z.output<typeof Disability>;

export const disability =
  (terms: Disability) =>
  (working: Working): Answer => {
    const { grade, steps } = working;
    const percent = (grade === undefined ? undefined : terms.percent_by_grade[String(grade)]) ?? 0;
    if (steps) {
      const inputs = {
        grade: grade === undefined ? "" : String(grade),
        sum: sayYuan(terms.sum_cents),
        percent: `${percent}%`,
      };
      const exact = exactly(terms.sum_cents * percent, 100);
      const amount = sayYuan(exact.cents, exact.rest);
      steps.push(stepOf(terms, "grade", `${inputs.sum} × ${inputs.percent}`, inputs, amount));
    }
    const amount = rounded(terms, exactly(terms.sum_cents * percent, 100), working);
    return withinGroup(terms, amount, working);
  };
