import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sayFileProblem } from "../text.ts";
import { readPlanFile } from "./plan-file.ts";

const shipped = readFileSync("plans/HN-INP-80/2025.1.yaml", "utf8");
const problemsOf = (text: string) => readPlanFile(text).problems;
const changed = (from: string, to: string) => {
  expect(shipped).toContain(from);
  return problemsOf(shipped.replace(from, to));
};
const lineOf = (part: string) => shipped.slice(0, shipped.indexOf(part)).split("\n").length;

describe("a plan file", () => {
  test("that is shipped reads whole", () => {
    const { plan } = readPlanFile(shipped);
    expect(plan).toMatchObject({ code: "HN-INP-80", version: "2025.1", period_months: 12 });
  });

  test("names an unknown key with its line, in the head and deep inside", () => {
    expect(changed("period_months:", "period_month:")).toEqual([
      { line: 1, key: "period_months", code: "missing" },
      { line: lineOf("period_months"), key: "period_month", code: "unknown_key" },
    ]);
    expect(changed("cap_cover_cents:", "cap_covers_cents:")).toEqual([
      { line: lineOf("cap_cover_cents"), key: "benefits[0].cap_covers_cents", code: "unknown_key" },
    ]);
  });

  test.each([
    [
      "a gap between tiers",
      "above_cents: 500000,",
      "above_cents: 500001,",
      "tiers[1].above_cents",
      "tier_gap",
    ],
    [
      "an overlap of tiers",
      "above_cents: 500000,",
      "above_cents: 499999,",
      "tiers[1].above_cents",
      "tier_overlap",
    ],
    ["a rate above 100 %", "rate_bp: 7000", "rate_bp: 10001", "tiers[2].rate_bp", "too_big"],
  ])("refuses %s", (_what, from, to, key, code) => {
    expect(changed(from, to)).toEqual([{ line: lineOf(from), key: `benefits[0].${key}`, code }]);
  });

  test("refuses a term without its clause, a day that is none, two prices for one day", () => {
    expect(changed("{ value: 16, clause: 第三条 }", "{ value: 16 }")).toMatchObject([{ code: "missing" }]);
    expect(changed("valid_from: 2025-01-01\n", "valid_from: 2025-02-30\n")).toMatchObject([
      { code: "not_a_day" },
    ]);
    expect(changed("city: 410100, ", "")).toMatchObject([
      { key: "prices[1].valid_from", code: "price_twice" },
    ]);
  });

  test("that is no YAML says where", () => {
    expect(problemsOf("code: [1,\nname: x")).toEqual([{ line: 2, key: "", code: "not_yaml" }]);
    expect(changed("cents: 8000", "cents: eighty")).toMatchObject([
      { key: "prices[0].cents", code: "wrong_type" },
    ]);
  });
});

const fixture = (code: string) => readFileSync(`tests/fixtures/claims/plans/${code}.yaml`, "utf8");

/** What goes wrong, which text becomes which, the key that is named, and what stands on the line that is named. */
type Fault = readonly [code: string, from: string, to: string, key: string, on?: string];
const faults: readonly (readonly [string, readonly Fault[]])[] = [
  [
    "NEF-ACC-25",
    [
      ["missing", "valid_from: 2025-01-01\nperiod", "period", "valid_from", "code: NEF"],
      ["missing", "version: '2025.1'\n", "", "version", "code: NEF"],
      ["missing", "shares: { min: 1, max: 1 }\n", "", "shares", "code: NEF"],
      ["missing", "    clause: 第六条第2项\n", "", "benefits[1].clause", "code: accident_stay"],
      ["missing", "{ above_cents: 0, rate_bp: 8000 }", "{ above_cents: 0 }", "benefits[0].tiers[0].rate_bp"],
      ["missing", ", clause: 第七条 } }", " } }", "cap_groups.life.clause", "cap_groups:"],
      ["missing", "    from_day: 1\n", "", "benefits[1].from_day", "code: accident_stay"],
      [
        "unknown_key",
        "    from_day: 1\n",
        "    from_day: 1\n    from_days: 2\n",
        "benefits[1].from_days",
        "from_days",
      ],
      ["unknown_key", "filing_days:", "filling_days:", "filling_days"],
      ["unknown_key", "min: 1, max: 1", "min: 1, max: 1, most: 2", "shares.most"],
      [
        "unknown_key",
        "valid_from: 2025-01-01, cents: 2500",
        "valid_from: 2025-01-01, cents: 2500, town: 1",
        "prices[0].town",
      ],
      ["wrong_type", "daily_cents: 3000", "daily_cents: 30.5", "benefits[1].daily_cents"],
      ["wrong_type", "daily_cents: 3000", "daily_cents: '3000'", "benefits[1].daily_cents"],
      ["wrong_type", "version: '2025.1'", "version: 2025.1", "version"],
      ["wrong_type", "triggers: [disability]", "triggers: disability", "benefits[2].triggers"],
      ["wrong_type", "name: 新就业形态劳动者意外伤害互助保障", "name:", "name"],
      ["too_small", "daily_cents: 3000", "daily_cents: -1", "benefits[1].daily_cents"],
      ["too_small", "period_months: 12", "period_months: 0", "period_months"],
      ["too_small", "triggers: [disability]", "triggers: []", "benefits[2].triggers"],
      ["too_big", "1: 100, 2: 75", "1: 101, 2: 75", "benefits[2].percent_by_grade.1"],
      ["too_big", "rate_bp: 8000", "rate_bp: 10001", "benefits[0].tiers[0].rate_bp"],
      ["wrong_value", "basis: total_after_other_payers", "basis: total", "benefits[0].basis"],
      ["wrong_value", "triggers: [disability]", "triggers: [invalidity]", "benefits[2].triggers[0]"],
      ["wrong_value", "kind: disability", "kind: disabled", "benefits[2].kind"],
      ["not_a_day", "valid_from: 2025-01-01, cents", "valid_from: 2025-13-01, cents", "prices[0].valid_from"],
      [
        "cap_group_unknown",
        "    sum_cents: 2000000\n    cap_group: life",
        "    sum_cents: 2000000\n    cap_group: lives",
        "benefits[4].cap_group",
        "cap_group: lives",
      ],
      [
        "benefit_twice",
        "code: sudden_death",
        "code: disability",
        "benefits[4].code",
        "code: disability\n    kind: death",
      ],
      ["code_shape", "code: NEF-ACC-25", "code: nef acc", "code"],
      ["code_shape", "code: sudden_death", "code: Sudden", "benefits[4].code"],
      ["key_twice", "period_months: 12", "period_months: 12\nperiod_months: 24", "", "period_months: 24"],
      ["not_yaml", "period_months: 12", "period_months: [12", "", "prices:"],
      ["not_yaml", "name: 新", "name: !secret 新", ""],
      ["shares_max_below_min", "min: 1, max: 1", "min: 2, max: 1", "shares.max"],
      [
        "valid_until_too_early",
        "period_months: 12",
        "valid_until: 2025-01-01\nperiod_months: 12",
        "valid_until",
        "valid_until",
      ],
      [
        "age_max_below_min",
        "age_min: { value: 16, clause: 第三条 }",
        "age_min: { value: 16, clause: 第三条 }\n  age_max: { value: 15, clause: 第三条 }",
        "eligibility.age_max",
        "age_max",
      ],
      ["wrong_value", "10: 1 }", "10: 1, 一级: 100 }", "benefits[2].percent_by_grade.一级"],
    ],
  ],
  [
    "TJ-MAJOR-55",
    [
      ["prefix_twice", "icd10: [I21, I22]", "icd10: [I21, I22, I21]", "benefits[0].classes[1].icd10[2]"],
      ["prefix_twice", "icd10: [G700]", "icd10: [D61.0]", "benefits[0].classes[5].icd10[0]"],
      [
        "waiting_not_ascending",
        "through_day: 90",
        "through_day: 30",
        "waiting[1].through_day",
        "through_day: 30, factor_bp: 5000",
      ],
      ["too_big", "factor_bp: 5000", "factor_bp: 10001", "waiting[1].factor_bp"],
      [
        "missing",
        "factor_bp: 5000, clause: 第五条",
        "factor_bp: 5000",
        "waiting[1].clause",
        "through_day: 90",
      ],
      ["wrong_type", "per_share: true", "per_share: 1", "benefits[0].per_share"],
      ["wrong_value", "once_per: class", "once_per: year", "benefits[0].once_per"],
      ["missing", "once_per: class\n", "\n", "benefits[0].once_per", "code: major_illness"],
    ],
  ],
  [
    "X-COMBO-120",
    [
      ["tier_gap", "above_cents: 333333,", "above_cents: 333334,", "benefits[0].tiers[1].above_cents"],
      ["tier_overlap", "above_cents: 333333,", "above_cents: 333332,", "benefits[0].tiers[1].above_cents"],
      ["tier_gap", "above_cents: 0, to", "above_cents: 1, to", "benefits[0].tiers[0].above_cents"],
      ["tier_empty", "to_cents: 333333,", "to_cents: 0,", "benefits[0].tiers[0].to_cents"],
      [
        "last_tier_not_open",
        "above_cents: 1000000, rate",
        "above_cents: 1000000, to_cents: 2000000, rate",
        "benefits[0].tiers[2].to_cents",
      ],
      [
        "tier_overlap",
        "above_cents: 333333, to_cents: 1000000, rate",
        "above_cents: 333333, rate",
        "benefits[0].tiers[2].above_cents",
        "above_cents: 1000000",
      ],
      ["too_small", "cap_event_cents: 800000", "cap_event_cents: -1", "benefits[0].cap_event_cents"],
    ],
  ],
];

describe.each(faults)("a file of %s", (code, faultsOfFile) => {
  test.each(faultsOfFile)("is refused for %s: %j → %j at %s", (...fault) => {
    const [problem, from, to, key, on = to] = fault as unknown as Fault;
    const text = fixture(code);
    expect(text).toContain(from);
    const changed = text.replace(from, to);
    const problems = problemsOf(changed);
    // The line that is named is where the key stands, or what it is missing from.
    const line = changed.slice(0, changed.indexOf(on)).split("\n").length;
    expect(problems).toContainEqual({ line, key, code: problem });
    expect(sayFileProblem({ file: "plan.yaml", line, key, code: problem })).not.toMatch(/(：|\d )[a-z_]+（/);
  });
});

test("an empty file, a list and a bomb of aliases are no plan", () => {
  for (const text of ["", "- 1\n- 2", "just words"]) expect(problemsOf(text)).not.toEqual([]);
  const bomb = Array.from(
    { length: 12 },
    (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(", ")}]`,
  );
  expect(problemsOf(`a0: &a0 [x]\n${bomb.join("\n")}`)).toEqual([{ line: 1, key: "", code: "not_yaml" }]);
});
