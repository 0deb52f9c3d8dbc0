import { z } from "zod";
import { Allowance, allowance } from "./allowance.ts";
import type { Answer, Working } from "./benefit.ts";
import { Death, death } from "./death.ts";
import { Disability, disability } from "./disability.ts";
import { LumpSum, lumpSum } from "./lump-sum.ts";
import { Reimbursement, reimbursement } from "./reimbursement.ts";

/** A benefit as a plan file states it. A new kind is one file here, one line in this list and one in `benefitWork`. */
export const Benefit = z.discriminatedUnion("kind", [Reimbursement, Allowance, LumpSum, Disability, Death]);
export type Benefit = z.output<typeof Benefit>;

/** How a benefit is worked out, made ready once per plan. */
export function benefitWork(terms: Benefit): (working: Working) => Answer {
  switch (terms.kind) {
    case "reimbursement":
      return reimbursement(terms);
    case "allowance":
      return allowance(terms);
    case "lump_sum":
      return lumpSum(terms);
    case "disability":
      return disability(terms);
    case "death":
      return death(terms);
  }
}
