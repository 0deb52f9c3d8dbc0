import { z } from "zod";
import { type Exact, exactly, sayShare, sayYuan } from "../amount.ts";
import type { Settlement } from "../event.ts";
import {
  type Answer,
  anyCents,
  basisPoints,
  benefitShape,
  rounded,
  stepOf,
  type Working,
  within,
} from "./benefit.ts";

export const bases = [
  "in_scope_self_pay",
  "in_scope_self_pay_after_deductible",
  "catalogue_self_pay",
  "total_after_other_payers",
] as const;
export type Basis = (typeof bases)[number];

const Tier = z.strictObject({
  above_cents: anyCents,
  to_cents: anyCents.optional(),
  rate_bp: basisPoints,
});
type Tier = z.output<typeof Tier>;

/** A share of what the person bore themselves, by tiers. */
export const Reimbursement = z.strictObject({
  ...benefitShape,
  kind: z.literal("reimbursement"),
  basis: z.enum(bases),
  deductible_cents: anyCents,
  tiers: z.array(Tier).min(1).superRefine(checkTiers),
  cap_event_cents: anyCents.optional(),
  cap_cover_cents: anyCents.optional(),
});
type Reimbursement = z.output<typeof Reimbursement>;

/** The first tier begins at 0, each goes on where the one before ended, and only the last is open. */
function checkTiers(tiers: readonly Tier[], check: z.core.$RefinementCtx): void {
  const complain = (message: string, ...path: PropertyKey[]) =>
    check.addIssue({ code: "custom", path, message });
  let end: number | undefined = 0;
  for (const [place, { above_cents, to_cents }] of tiers.entries()) {
    if (above_cents !== end) {
      const isGap = end !== undefined && above_cents > end;
      complain(isGap ? "tier_gap" : "tier_overlap", place, "above_cents");
    }
    if (to_cents !== undefined && to_cents <= above_cents) complain("tier_empty", place, "to_cents");
    end = to_cents;
  }
  if (end !== undefined) complain("last_tier_not_open", tiers.length - 1, "to_cents");
}

type Part = { readonly field: keyof Settlement; readonly name: string; readonly sign: "+" | "−" };
const part = (sign: Part["sign"], field: Part["field"], name: string): Part => ({ field, name, sign });

/** What each basis is made of, with the names that `spec` and files use for the fields. */
const partsOf: Readonly<Record<Basis, readonly [Part, ...Part[]]>> = {
  in_scope_self_pay: [part("+", "inScope", "in_scope"), part("−", "fundPay", "fund_pay")],
  in_scope_self_pay_after_deductible: [
    part("+", "inScope", "in_scope"),
    part("−", "fundPay", "fund_pay"),
    part("−", "deductiblePaid", "deductible_paid"),
  ],
  catalogue_self_pay: [
    part("+", "inScope", "in_scope"),
    part("+", "preSelfPay", "pre_self_pay"),
    part("−", "fundPay", "fund_pay"),
  ],
  total_after_other_payers: [
    part("+", "total", "total"),
    part("−", "fundPay", "fund_pay"),
    part("−", "otherPay", "other_pay"),
  ],
};

export const reimbursement = (terms: Reimbursement) => {
  const parts = partsOf[terms.basis];
  const tiers = terms.tiers.map(saidTier);
  return (working: Working): Answer => {
    const { steps, stated, used, isBillUsed, bill } = working;
    if (isBillUsed) {
      const by = { code: terms.code, clause: stated.bill ?? terms.clause };
      steps?.push(stepOf(by, "bill", bill, { bill }, "0.00", "bill_already_used"));
      return { cents: 0, reason: "bill_already_used" };
    }
    const basis = basisOf(terms, parts, working);
    const x = lessDeductible(terms, basis, working);
    const amount = rounded(terms, throughTiers(terms, tiers, x, working), working);
    return limited(terms, amount, Number(used.cents), working);
  };
};

function basisOf(terms: Reimbursement, parts: readonly Part[], { settlement, steps }: Working): number {
  let sum = 0;
  for (const { field, sign } of parts) sum += sign === "+" ? settlement[field] : -settlement[field];
  const basis = Math.max(0, sum);
  if (steps) {
    const inputs: Record<string, string> = {};
    let formula = "";
    for (const { field, name, sign } of parts) {
      const amount = sayYuan(settlement[field]);
      inputs[name] = amount;
      formula += formula === "" ? amount : ` ${sign} ${amount}`;
    }
    steps.push(stepOf(terms, "basis", sum < 0 ? `${formula} < 0` : formula, inputs, sayYuan(basis)));
  }
  return basis;
}

function lessDeductible(terms: Reimbursement, basis: number, { steps }: Working): number {
  if (terms.deductible_cents === 0) return basis;
  const x = Math.max(0, basis - terms.deductible_cents);
  if (steps) {
    const inputs = { basis: sayYuan(basis), deductible: sayYuan(terms.deductible_cents) };
    const formula = `${inputs.basis} − ${inputs.deductible}${basis < terms.deductible_cents ? " < 0" : ""}`;
    steps.push(stepOf(terms, "deductible", formula, inputs, sayYuan(x)));
  }
  return x;
}

type SaidTier = Tier & {
  readonly said: { readonly rate: string; readonly above: string; readonly to: string };
};

const saidTier = (tier: Tier): SaidTier => ({
  ...tier,
  said: {
    rate: sayShare(tier.rate_bp),
    above: sayYuan(tier.above_cents),
    to: tier.to_cents === undefined ? "" : sayYuan(tier.to_cents),
  },
});

/** Σ over tiers: rate × the part of x that lies in the tier. */
function throughTiers(
  terms: Reimbursement,
  tiers: readonly SaidTier[],
  x: number,
  { steps }: Working,
): Exact {
  let scaled = 0;
  const amounts: string[] = [];
  for (const { above_cents, to_cents, rate_bp, said } of tiers) {
    if (x <= above_cents && above_cents > 0) break;
    const inTier = (to_cents === undefined || x < to_cents ? x : to_cents) - above_cents;
    scaled += inTier * rate_bp;
    if (!steps) continue;
    const inputs = { part: sayYuan(inTier), rate: said.rate, above: said.above, to: said.to };
    const { cents, rest } = exactly(inTier * rate_bp, 10_000);
    const amount = sayYuan(cents, rest);
    amounts.push(amount);
    steps.push(stepOf(terms, "tier", `${inputs.part} × ${inputs.rate}`, inputs, amount));
  }
  const sum = exactly(scaled, 10_000);
  if (steps && amounts.length > 1) {
    steps.push(stepOf(terms, "tiers", amounts.join(" + "), {}, sayYuan(sum.cents, sum.rest)));
  }
  return sum;
}

/** The cap of the event, what is left of the cap of the cover, and what the bill leaves to the person. */
function limited(terms: Reimbursement, amount: number, used: number, working: Working): Answer {
  const { steps, stated, borne, reimbursed } = working;
  const { cap_event_cents, cap_cover_cents, clause } = terms;
  let paid = amount;
  if (cap_event_cents !== undefined) {
    paid = within(terms, paid, { rule: "cap_event", clause, cap: cap_event_cents, used: 0 }, steps);
  }
  let reason: Answer["reason"] = "nothing_payable";
  if (cap_cover_cents !== undefined) {
    if (paid > 0 && used >= cap_cover_cents) reason = "cap_reached";
    const limit = { rule: "cap_cover", clause, cap: cap_cover_cents, used, reason: "cap_reached" } as const;
    paid = within(terms, paid, limit, steps);
  }
  const by = stated.no_gain ?? clause;
  paid = within(terms, paid, { rule: "no_gain", clause: by, cap: borne, used: reimbursed }, steps);
  return paid > 0 ? { cents: paid } : { cents: 0, reason };
}
