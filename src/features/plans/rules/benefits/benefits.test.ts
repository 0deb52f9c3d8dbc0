import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { cents, yuan, zero } from "#core/money.ts";
import {
  addUse,
  type ClaimEvent,
  type CoverFacts,
  compilePlan,
  type EventKind,
  nothingUsed,
  type PlanDocument,
  type Used,
  workOut,
} from "../index.ts";

type BenefitTerms = PlanDocument["benefits"][number];
const planOf = (benefits: BenefitTerms[], more: Partial<PlanDocument> = {}) =>
  compilePlan({
    code: "T-2",
    version: "1",
    name: "试",
    source: "试",
    valid_from: "2025-01-01",
    period_months: 12,
    prices: [{ valid_from: "2025-01-01", cents: 8000 }],
    shares: { min: 1, max: 3 },
    eligibility: {},
    benefits,
    ...more,
  });
const cover: CoverFacts = {
  from: plainDate("2025-01-01"),
  until: plainDate("2026-01-01"),
  sex: "male",
  renewalGapDays: undefined,
  shares: 2,
};
const event = (kind: EventKind, change: Partial<ClaimEvent> = {}): ClaimEvent => ({
  kind,
  cause: "illness",
  on: plainDate("2025-02-01"),
  endedOn: plainDate("2025-02-01"),
  filedOn: plainDate("2025-02-01"),
  days: 0,
  total: zero,
  outOfScope: zero,
  preSelfPay: zero,
  inScope: zero,
  fundPay: zero,
  deductiblePaid: zero,
  otherPay: zero,
  diagnosis: "",
  grade: undefined,
  bill: "",
  ...change,
});
const halfWaiting = { waiting: [{ through_day: 90, factor_bp: 5000, clause: "第五条" }] };

describe("an allowance", () => {
  const terms: BenefitTerms = {
    code: "stay",
    kind: "allowance",
    clause: "第六条",
    triggers: ["inpatient"],
    daily_cents: 4_001,
    from_day: 4,
    max_days_cover: 180,
  };
  const usedDays = (days: number): Used => ({
    ...nothingUsed,
    benefits: { stay: { cents: zero, days, classes: [] } },
  });
  test.each([
    [0, 0, 0, "nothing_payable"],
    [3, 0, 0, "nothing_payable"],
    [4, 0, 1, undefined],
    [10, 0, 7, undefined],
    [183, 0, 180, undefined],
    [200, 0, 180, undefined],
    [10, 173, 7, undefined],
    [10, 174, 6, undefined],
    [10, 179, 1, undefined],
    [10, 180, 0, "cap_reached"],
    [3, 180, 0, "nothing_payable"],
  ])("for %i days with %i used pays %i", (days, usedBefore, paid, reason) => {
    const answer = workOut(planOf([terms]), cover, event("inpatient", { days }), usedDays(usedBefore));
    expect(answer).toMatchObject({ benefit: cents(4_001 * paid), reason });
    expect(answer.lines[0]?.days).toBe(paid === 0 ? undefined : paid);
  });
  test("is halved while waiting, rounded once; its days count whole", () => {
    const answer = workOut(planOf([terms], halfWaiting), cover, event("inpatient", { days: 4 }), nothingUsed);
    expect(answer.lines).toMatchObject([{ cents: cents(2_001), days: 1 }]);
    expect(answer.steps.find(({ rule }) => rule === "factor")).toMatchObject({
      clause: "第五条",
      formula: "40.01 × 50%",
      amount: "20.005",
    });
  });
  test("without a limit of days has none", () => {
    const { max_days_cover: _, ...free } = terms;
    expect(workOut(planOf([free]), cover, event("inpatient", { days: 400 }), usedDays(999)).benefit).toBe(
      cents(4_001 * 397),
    );
  });
});

describe("a lump sum", () => {
  const terms: Extract<BenefitTerms, { kind: "lump_sum" }> = {
    code: "illness",
    kind: "lump_sum",
    clause: "第六条",
    triggers: ["diagnosis"],
    once_per: "class",
    per_share: true,
    classes: [
      { icd10: ["C"], cents: 2_000_000 },
      { icd10: ["C73", "D06.9"], cents: 600_000 },
    ],
  };
  const diagnosed = (diagnosis: string, used = nothingUsed, change: Partial<typeof terms> = {}, more = {}) =>
    workOut(planOf([{ ...terms, ...change }], more), cover, event("diagnosis", { diagnosis }), used);

  test.each([
    ["C50.900", 4_000_000, "1"],
    ["C73.x00", 1_200_000, "2"],
    ["c73", 1_200_000, "2"],
    ["C7", 4_000_000, "1"],
    ["D06.900", 1_200_000, "2"],
    ["D069", 1_200_000, "2"],
  ])("for %s pays %i: the longest prefix, dots ignored, times shares", (diagnosis, amount, name) => {
    expect(diagnosed(diagnosis).lines).toMatchObject([{ cents: cents(amount), diagnosisClass: name }]);
  });
  test.each(["D06", "D05.100", "", "XC50"])("for %j is not listed", (diagnosis) => {
    expect(diagnosed(diagnosis).reason).toBe("diagnosis_not_listed");
  });
  test("once per class: the same class again is refused, another one paid", () => {
    const used = addUse(nothingUsed, diagnosed("C50"));
    expect(diagnosed("C34", used).reason).toBe("already_paid_once");
    expect(diagnosed("C73", used).benefit).toBe(cents(1_200_000));
  });
  test("once per cover, at whatever factor it was paid", () => {
    const half = diagnosed("C73", nothingUsed, { once_per: "cover", per_share: false }, halfWaiting);
    expect(half.benefit).toBe(yuan(3_000));
    const used = addUse(nothingUsed, half);
    expect(diagnosed("C50", used, { once_per: "cover" }).reason).toBe("already_paid_once");
    expect(diagnosed("I21", used, { once_per: "cover" }).reason).toBe("diagnosis_not_listed");
  });
});

describe("disability and death", () => {
  const life = { cap_group: "life", clause: "第六条" };
  const benefits: BenefitTerms[] = [
    {
      ...life,
      code: "disability",
      kind: "disability",
      triggers: ["disability"],
      sum_cents: 3_000_001,
      percent_by_grade: { 1: 100, 9: 3 },
    },
    { ...life, code: "death", kind: "death", triggers: ["accidental_death"], sum_cents: 3_000_000 },
  ];
  const plan = planOf(benefits, { cap_groups: { life: { cents: 3_000_000, clause: "第七条" } } });
  const disabled = (grade: number | undefined, used = nothingUsed) =>
    workOut(plan, cover, event("disability", { grade }), used);

  test.each([
    [1, 3_000_000], // the group's cap takes a cent
    [9, 90_000], // 90,000.03 cents
    [2, 0],
    [undefined, 0],
  ])("grade %s pays %i", (grade, amount) => {
    expect(disabled(grade).benefit).toBe(cents(amount));
  });
  test("the exact amount stands in the explanation", () => {
    const [, grade, rounding] = disabled(9).steps;
    expect([grade?.amount, rounding?.formula, rounding?.amount]).toEqual([
      "900.0003",
      "900.0003 ≈ 900.00",
      "900.00",
    ]);
  });
  test("death pays what disability left of the shared cap, then nothing is left", () => {
    const used = addUse(nothingUsed, disabled(9));
    const died = workOut(plan, cover, event("accidental_death"), used);
    expect(died.benefit).toBe(cents(2_910_000));
    expect(died.steps.find(({ rule }) => rule === "cap_group")).toMatchObject({
      clause: "第七条",
      formula: "30,000.00 > 30,000.00 − 900.00 = 29,100.00",
    });
    expect(disabled(1, addUse(used, died)).reason).toBe("cap_reached");
    expect(disabled(2, addUse(used, died)).reason).toBe("nothing_payable");
  });
  test("two benefits of one event share the cap", () => {
    const both = benefits.map((benefit) => ({ ...benefit, triggers: ["disability" as const] }));
    const shared = planOf(both, { cap_groups: { life: { cents: 100_000, clause: "第七条" } } });
    const { lines } = workOut(shared, cover, event("disability", { grade: 9 }), nothingUsed);
    expect(lines.map((line) => line.cents)).toEqual([cents(90_000), cents(10_000)]);
  });
});

describe("one reason of several", () => {
  test("is the first in the order of the rules", () => {
    const reimbursed: BenefitTerms = {
      code: "bill",
      kind: "reimbursement",
      clause: "第六条",
      triggers: ["diagnosis"],
      basis: "in_scope_self_pay",
      deductible_cents: 0,
      tiers: [{ above_cents: 0, rate_bp: 10_000 }],
    };
    const listed: BenefitTerms = {
      code: "illness",
      kind: "lump_sum",
      clause: "第六条",
      triggers: ["diagnosis"],
      once_per: "cover",
      per_share: false,
      classes: [{ icd10: ["C"], cents: 1 }],
    };
    const answer = (bill: string) =>
      workOut(planOf([listed, reimbursed]), cover, event("diagnosis", { bill, diagnosis: "D" }), {
        ...nothingUsed,
        isBillUsed: true,
      });
    expect(answer("1").failed).toEqual(["bill_already_used", "diagnosis_not_listed"]);
    expect(answer("").failed).toEqual(["diagnosis_not_listed", "nothing_payable"]);
  });
});
