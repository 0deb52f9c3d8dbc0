import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { cents, yuan, zero } from "#core/money.ts";
import {
  type ClaimEvent,
  type CoverFacts,
  compilePlan,
  nothingUsed,
  type PlanDocument,
  type Used,
  workOut,
} from "./index.ts";

// One ordinary stay under one ordinary plan. Each test changes only the fact it is about.
const document: PlanDocument = {
  code: "T-1",
  version: "1",
  name: "试",
  source: "试",
  valid_from: "2025-01-01",
  period_months: 12,
  prices: [{ valid_from: "2025-01-01", cents: 8000 }],
  shares: { min: 1, max: 3 },
  eligibility: {},
  waiting: [
    { through_day: 30, factor_bp: 0, clause: "第五条" },
    { through_day: 90, factor_bp: 5000, clause: "第五条" },
  ],
  waiting_waived_up_to_gap_days: { value: 30, clause: "第五条" },
  filing_days: { value: 365, clause: "第九条" },
  benefits: [
    {
      code: "inpatient",
      kind: "reimbursement",
      clause: "第六条第1项",
      triggers: ["inpatient"],
      basis: "in_scope_self_pay_after_deductible",
      deductible_cents: 10_000,
      tiers: [
        { above_cents: 0, to_cents: 500_000, rate_bp: 5000 },
        { above_cents: 500_000, rate_bp: 6000 },
      ],
      cap_event_cents: 2_000_000,
      cap_cover_cents: 3_000_000,
    },
  ],
};
const cover: CoverFacts = {
  from: plainDate("2025-01-01"),
  until: plainDate("2026-01-01"),
  sex: "female",
  renewalGapDays: undefined,
  shares: 1,
};
/** In scope 10,000; the fund paid 7,000; 900 of deductible: 2,100 borne in scope, of which the plan leaves 100. */
const stay: ClaimEvent = {
  kind: "inpatient",
  cause: "illness",
  on: plainDate("2025-06-01"),
  endedOn: plainDate("2025-06-09"),
  filedOn: plainDate("2025-07-01"),
  days: 8,
  total: yuan(12_000),
  outOfScope: yuan(1_500),
  preSelfPay: yuan(500),
  inScope: yuan(10_000),
  fundPay: yuan(7_000),
  deductiblePaid: yuan(900),
  otherPay: zero,
  diagnosis: "K35.900",
  grade: undefined,
  bill: "41060124-0000000001",
};

type Change = {
  readonly plan?: Partial<PlanDocument>;
  readonly cover?: Partial<CoverFacts>;
  readonly event?: Partial<ClaimEvent>;
  readonly used?: Partial<Used>;
};
const worked = (change: Change = {}) =>
  workOut(
    compilePlan({ ...document, ...change.plan }),
    { ...cover, ...change.cover },
    { ...stay, ...change.event },
    { ...nothingUsed, ...change.used },
  );
const failedOf = (change: Change) => worked(change).failed;
const reimbursement = document.benefits[0] as Extract<
  PlanDocument["benefits"][number],
  { kind: "reimbursement" }
>;
const used = (amount: bigint): Partial<Used> => ({
  benefits: { inpatient: { cents: cents(amount), days: 0, classes: [] } },
});
const inScope = (amount: bigint): Partial<ClaimEvent> => ({
  total: cents(amount),
  outOfScope: zero,
  preSelfPay: zero,
  inScope: cents(amount),
  fundPay: zero,
  deductiblePaid: zero,
});

describe("a payable stay", () => {
  test("pays its tiers on what was borne beyond the deductible, and shows each step", () => {
    const { decision, reason, failed, benefit, lines, steps } = worked();
    expect({ decision, reason, failed, benefit }).toEqual({
      decision: "payable",
      reason: undefined,
      failed: [],
      benefit: yuan(1_000),
    });
    expect(lines).toMatchObject([{ benefit: "inpatient", kind: "reimbursement", cents: yuan(1_000) }]);
    expect(steps.map(({ clause, rule, formula, amount }) => [clause, rule, formula, amount])).toEqual([
      ["", "settlement", "1,500.00 + 500.00 + 10,000.00 = 12,000.00", "12,000.00"],
      ["", "cover_period", "2025-01-01 ≤ 2025-06-01 ≤ 2025-12-31", ""],
      ["第九条", "filing", "2025-07-01 − 2025-06-09 = 22 ≤ 365", ""],
      ["第五条", "waiting", "2025-06-01 − 2025-01-01 + 1 = 152 > 90", "100%"],
      ["第六条第1项", "basis", "10,000.00 − 7,000.00 − 900.00", "2,100.00"],
      ["第六条第1项", "deductible", "2,100.00 − 100.00", "2,000.00"],
      ["第六条第1项", "tier", "2,000.00 × 50%", "1,000.00"],
      ["第六条第1项", "cap_event", "1,000.00 ≤ 20,000.00", "1,000.00"],
      ["第六条第1项", "cap_cover", "1,000.00 ≤ 30,000.00", "1,000.00"],
      ["第六条第1项", "no_gain", "1,000.00 ≤ 5,000.00", "1,000.00"],
    ]);
  });

  test("without a clause in the terms, general rules quote the clause that states them", () => {
    const clauses = [{ clause: "第四条", text: "…", states: ["cover_period" as const] }];
    const step = worked({ plan: { clauses } }).steps.find(({ rule }) => rule === "cover_period");
    expect(step?.clause).toBe("第四条");
  });

  test("a half cent is rounded up once, after the factor; less than a half down", () => {
    const halves = {
      plan: { benefits: [{ ...reimbursement, deductible_cents: 0 }] },
      cover: { from: plainDate("2025-04-01") },
    };
    // 0.01 × 50 % × 50 % = a quarter of a cent; rounding twice would make it a whole one.
    expect(worked({ ...halves, event: inScope(1n) }).benefit).toBe(0n);
    expect(worked({ ...halves, event: inScope(2n) }).benefit).toBe(1n);
    const steps = worked({ ...halves, event: inScope(3n) }).steps.filter(({ benefit }) => benefit);
    expect(steps.map(({ rule, formula, amount }) => [rule, formula, amount]).slice(1, 4)).toEqual([
      ["tier", "0.03 × 50%", "0.015"],
      ["factor", "0.015 × 50%", "0.0075"],
      ["rounding", "0.0075 ≈ 0.01", "0.01"],
    ]);
  });

  test.each([
    ["at the edge of the first tier", 510_000n, 250_000n],
    ["one cent above it", 510_001n, 250_001n], // 0.6 cents more
    ["at the deductible", 10_000n, 0n],
    ["a cent above the deductible", 10_001n, 1n],
  ])("%s", (_where, amount, expected) => {
    expect(worked({ event: inScope(amount) }).benefit).toBe(expected);
  });

  test.each([
    ["at the cap of the event", 3_426_667n, 2_000_000n],
    ["a cent below it", 3_426_665n, 1_999_999n],
    ["beyond it", 9_000_000n, 2_000_000n],
  ])("%s", (_where, amount, expected) => {
    expect(worked({ event: inScope(amount) }).benefit).toBe(expected);
  });

  test.each([
    ["all of it", 2_900_000n, 100_000n, undefined],
    ["a cent less", 2_900_001n, 99_999n, undefined],
    ["one cent", 2_999_999n, 1n, undefined],
    ["nothing", 3_000_000n, 0n, "cap_reached"],
  ])("where the cap of the cover leaves %s", (_what, usedBefore, expected, reason) => {
    expect(worked({ used: used(usedBefore) })).toMatchObject({ benefit: expected, reason });
  });

  test("nobody gains: others paid all but 300 of the bill", () => {
    expect(worked({ event: { otherPay: yuan(4_700) } }).benefit).toBe(yuan(300));
    expect(worked({ event: { otherPay: yuan(5_000) } })).toMatchObject({
      benefit: zero,
      reason: "nothing_payable",
    });
  });

  test("two reimbursements of one event together do not exceed what others left", () => {
    const twice = [reimbursement, { ...reimbursement, code: "more" }];
    const { lines } = worked({ plan: { benefits: twice }, event: { otherPay: yuan(3_500) } });
    expect(lines.map((line) => line.cents)).toEqual([yuan(1_000), yuan(500)]);
  });

  test("fund money beyond what lies in scope makes the basis nought, never less", () => {
    const { reason, steps } = worked({ event: { fundPay: yuan(10_000) } });
    expect(reason).toBe("nothing_payable");
    expect(steps.find(({ rule }) => rule === "basis")).toMatchObject({
      formula: "10,000.00 − 10,000.00 − 900.00 < 0",
      amount: "0.00",
    });
  });

  test.each([
    ["in_scope_self_pay", 2_900],
    ["in_scope_self_pay_after_deductible", 2_000],
    ["catalogue_self_pay", 3_400],
    ["total_after_other_payers", 4_700],
  ] as const)("on the basis %s, less the deductible, it pays half of %i", (basis, borne) => {
    const plan = { benefits: [{ ...reimbursement, basis, tiers: [{ above_cents: 0, rate_bp: 5000 }] }] };
    expect(worked({ plan, event: { otherPay: yuan(200) } }).benefit).toBe(yuan(borne / 2));
  });
});

describe("the settlement", () => {
  test.each([
    ["adds up", 1_200_000n, "payable"],
    ["is a cent too small", 1_199_999n, "payable"],
    ["is a cent too large", 1_200_001n, "payable"],
    ["is two cents too small", 1_199_998n, "returned"],
    ["is two cents too large", 1_200_002n, "returned"],
  ])("that %s", (_what, total, decision) => {
    expect(worked({ event: { total: cents(total) } }).decision).toBe(decision);
  });

  test("that does not add up returns the claim with the sum, whatever else is wrong, and for every kind", () => {
    const { decision, failed, lines, steps } = worked({
      event: { kind: "diagnosis", total: yuan(12_001), on: plainDate("2024-01-01") },
    });
    expect({ decision, failed, lines }).toEqual({
      decision: "returned",
      failed: ["settlement_inconsistent"],
      lines: [],
    });
    expect(steps.map(({ formula, reason }) => [formula, reason])).toEqual([
      ["1,500.00 + 500.00 + 10,000.00 = 12,000.00 ≠ 12,001.00", "settlement_inconsistent"],
    ]);
  });
});

describe("a stay", () => {
  const on = (day: string): Change => ({
    event: { on: plainDate(day), endedOn: plainDate(day), filedOn: plainDate(day) },
  });
  test.each([
    ["2024-12-31", ["not_covered"]],
    ["2025-01-01", ["waiting_period"]],
    ["2025-01-30", ["waiting_period"]],
    ["2025-01-31", []],
    ["2025-12-31", []],
    ["2026-01-01", ["not_covered"]],
  ])("on %s fails %j", (day, failed) => {
    expect(failedOf(on(day))).toEqual(failed);
  });

  test.each([
    ["2025-01-31", 50_000n],
    ["2025-03-31", 50_000n], // day 90
    ["2025-04-01", 100_000n],
  ])("on %s pays %i: half through day 90", (day, benefit) => {
    expect(worked(on(day)).benefit).toBe(benefit);
  });

  test.each([
    [0, []],
    [30, []],
    [31, ["waiting_period"]],
    [undefined, ["waiting_period"]],
  ])("early in a renewal after a gap of %s days fails %j", (renewalGapDays, failed) => {
    expect(failedOf({ ...on("2025-01-02"), cover: { renewalGapDays } })).toEqual(failed);
  });

  test("early in a renewal waits where the plan waives nothing", () => {
    const { waiting_waived_up_to_gap_days: _, ...plan } = document;
    const early = on("2025-01-02");
    const answer = workOut(
      compilePlan(plan),
      { ...cover, renewalGapDays: 0 },
      { ...stay, ...early.event },
      nothingUsed,
    );
    expect(answer.failed).toEqual(["waiting_period"]);
  });

  test("after an accident never waits", () => {
    const early = on("2025-01-01");
    expect(worked({ event: { ...early.event, cause: "accident" } }).benefit).toBe(yuan(1_000));
  });

  test.each([
    ["2026-06-09", []],
    ["2026-06-10", ["filed_too_late"]],
  ])("filed on %s fails %j", (day, failed) => {
    expect(failedOf({ event: { filedOn: plainDate(day) } })).toEqual(failed);
  });

  test("of somebody of the other sex, or of none we know, is not eligible", () => {
    const plan = { eligibility: { sex: { value: "female" as const, clause: "第三条" } } };
    expect(failedOf({ plan })).toEqual([]);
    expect(failedOf({ plan, cover: { sex: "male" } })).toEqual(["not_eligible"]);
    expect(failedOf({ plan, cover: { sex: undefined } })).toEqual(["not_eligible"]);
  });

  test("that fails several checks keeps them all, the first as its reason", () => {
    const plan = { eligibility: { sex: { value: "male" as const, clause: "第三条" } } };
    const late = {
      kind: "diagnosis" as const,
      on: plainDate("2025-01-02"),
      filedOn: plainDate("2027-01-01"),
    };
    expect(worked({ plan, event: late })).toMatchObject({
      decision: "declined",
      reason: "not_eligible",
      failed: ["not_eligible", "filed_too_late", "waiting_period", "event_not_insured"],
      lines: [],
    });
    const outside = { ...late, on: plainDate("2024-12-31") };
    expect(failedOf({ plan, event: outside })[0]).toBe("not_covered");
    expect(failedOf({ plan, event: outside })).not.toContain("waiting_period");
  });
});

describe("a bill", () => {
  const withStay: PlanDocument["benefits"] = [
    reimbursement,
    {
      code: "stay",
      kind: "allowance",
      clause: "第六条第2项",
      triggers: ["inpatient"],
      daily_cents: 4_000,
      from_day: 4,
    },
  ];
  test("paid on earlier gives no second reimbursement, while the allowance goes on", () => {
    const { lines, reason } = worked({ plan: { benefits: withStay }, used: { isBillUsed: true } });
    expect(lines.map(({ benefit, cents: amount }) => [benefit, amount])).toEqual([["stay", yuan(200)]]);
    expect(reason).toBeUndefined();
    expect(failedOf({ used: { isBillUsed: true } })).toEqual(["bill_already_used"]);
  });
  test("without a number is never used", () => {
    expect(worked({ event: { bill: "" }, used: { isBillUsed: true } }).benefit).toBe(yuan(1_000));
  });
});

describe("amounts beyond what is proven exact", () => {
  test("are a bug of the caller, not a wrong answer", () => {
    expect(() => worked({ event: { total: cents(100_000_000_001n) } })).toThrow(RangeError);
    expect(() => worked({ event: { fundPay: cents(-1n) } })).toThrow(RangeError);
    expect(() => worked({ event: { days: 36_501 } })).toThrow(RangeError);
    expect(() => worked({ cover: { shares: 0 } })).toThrow(RangeError);
  });
});
