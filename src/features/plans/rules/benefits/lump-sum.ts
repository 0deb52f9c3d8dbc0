import { z } from "zod";
import { exactly, sayYuan } from "../amount.ts";
import { type Answer, benefitShape, countedCents, rounded, stepOf, type Working } from "./benefit.ts";

const IllnessClass = z.strictObject({ icd10: z.array(z.string().min(1)).min(1), cents: countedCents });

/** A sum on the first diagnosis of a listed illness. */
export const LumpSum = z.strictObject({
  ...benefitShape,
  kind: z.literal("lump_sum"),
  once_per: z.enum(["cover", "class"]),
  per_share: z.boolean(),
  classes: z.array(IllnessClass).min(1).superRefine(checkPrefixes),
});
type LumpSum = z.output<typeof LumpSum>;

/** ICD-10 codes are compared without dots: C50.9 and C509 are one. */
const bare = (icd10: string): string => icd10.replaceAll(".", "").trim().toUpperCase();

function checkPrefixes(
  classes: readonly z.output<typeof IllnessClass>[],
  check: z.core.$RefinementCtx,
): void {
  const seen = new Set<string>();
  for (const [place, { icd10 }] of classes.entries()) {
    for (const [at, prefix] of icd10.entries()) {
      const path = [place, "icd10", at];
      if (bare(prefix) === "") check.addIssue({ code: "custom", path, message: "too_small" });
      else if (seen.has(bare(prefix))) check.addIssue({ code: "custom", path, message: "prefix_twice" });
      seen.add(bare(prefix));
    }
  }
}

export const lumpSum = (terms: LumpSum) => {
  const classOf = new Map<string, { readonly name: string; readonly cents: number }>();
  for (const [place, { icd10, cents }] of terms.classes.entries()) {
    for (const prefix of icd10) classOf.set(bare(prefix), { name: String(place + 1), cents });
  }
  const longest = Math.max(...[...classOf.keys()].map((prefix) => prefix.length));

  return (working: Working): Answer => {
    const { steps, used } = working;
    const diagnosis = bare(working.diagnosis);
    let length = Math.min(longest, diagnosis.length);
    while (length > 0 && !classOf.has(diagnosis.slice(0, length))) length -= 1;
    const prefix = diagnosis.slice(0, length);
    const found = classOf.get(prefix);
    const isPaid =
      found !== undefined &&
      (terms.once_per === "cover" ? used.classes.length > 0 : used.classes.includes(found.name));
    const reason = !found ? "diagnosis_not_listed" : isPaid ? "already_paid_once" : undefined;
    if (steps) {
      const inputs = { diagnosis: working.diagnosis, prefix, once_per: terms.once_per };
      const amount = found && !isPaid ? sayYuan(found.cents) : "0.00";
      const formula = found ? `${diagnosis} ∈ ${prefix}` : `${diagnosis} ∉`;
      steps.push(stepOf(terms, "diagnosis", formula, inputs, amount, reason));
    }
    if (!found || reason) return { cents: 0, reason: reason ?? "diagnosis_not_listed" };
    const shares = terms.per_share ? working.shares : 1;
    if (steps && terms.per_share) {
      const inputs = { sum: sayYuan(found.cents), shares: String(shares) };
      steps.push(stepOf(terms, "sum", `${inputs.sum} × ${shares}`, inputs, sayYuan(found.cents * shares)));
    }
    const cents = rounded(terms, exactly(found.cents * shares, 1), working);
    return cents > 0 ? { cents, diagnosisClass: found.name } : { cents: 0, reason: "nothing_payable" };
  };
};
