import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readPlanFile } from "../formats/plan-file.ts";
import { sayLack } from "../text.ts";
import { compare, sameTerms } from "./compare.ts";
import type { PlanDocument } from "./plan-document.ts";
import { lacksToPublish } from "./publishable.ts";

const text = readFileSync("plans/HN-INP-80/2025.1.yaml", "utf8");
const read = (changed: string): PlanDocument => {
  const { plan, problems } = readPlanFile(changed);
  expect(problems).toEqual([]);
  return plan as PlanDocument;
};
const plan = read(text);
const without = (part: keyof PlanDocument): PlanDocument => {
  const { [part]: _, ...rest } = plan;
  return rest as PlanDocument;
};
const said = (document: PlanDocument) => lacksToPublish(document).map(sayLack);

describe("a version is published", () => {
  test("when it is whole and its examples come out", () => {
    expect(said(plan)).toEqual([]);
  });

  test.each([
    ["documents", "缺少申领材料"],
    ["exclusions", "缺少不予给付的情形"],
    ["examples", "缺少例子"],
    ["clauses", "缺少条款"],
  ] as const)("not without its %s", (part, words) => {
    expect(said(without(part))[0]).toBe(words);
  });

  test("not where a general rule is stated nowhere", () => {
    expect(
      said(read(text.replace("states: [rounding, bill, no_gain]", "states: [rounding, no_gain]"))),
    ).toEqual(["没有条款写明“一张票据只用一次”，请在写明它的条款上注明 states: [bill]"]);
  });

  test("not where a clause that decides is shown by no example", () => {
    const onlyFirst = { ...plan, examples: plan.examples?.slice(9, 10) };
    expect(said({ ...onlyFirst } as PlanDocument)).toEqual(["第六条第1项没有例子"]);
  });

  test("not where an example comes out otherwise: each is named with what came out", () => {
    const wrong = text
      .replace(
        "benefit_cents: 105000, lines: { inpatient: 105000 }",
        "benefit_cents: 105001, lines: { inpatient: 105001 }",
      )
      .replace(
        "expect: { decision: declined, reason: waiting_period",
        "expect: { decision: declined, reason: not_covered",
      );
    expect(said(read(wrong))).toEqual([
      "例子“住院花了12,000元，医保付7,000元，起付线900元：基数2,100元，付一半”写的是给付1,050.01元，算出来是给付1,050.00元，各项为inpatient 1,050.00元",
      "例子“第30天因病住院：还在等待期”写的是不予给付，不在保障期内，算出来是不予给付，还在等待期",
    ]);
  });
});

describe("two versions compared", () => {
  const next = read(
    text
      .replace("'2025.1'", "'2026.1'")
      .replace("rate_bp: 6000", "rate_bp: 6500")
      .replace("超过5,000元至20,000元的部分给付60%", "超过5,000元至20,000元的部分给付65%")
      .replace("  - { city: 410100, valid_from: 2025-01-01, cents: 7500 } # 郑州市\n", ""),
  );
  const { terms, clauses, examples } = compare(plan, next);

  test("differ term by term, each with its clause", () => {
    expect(terms.map(({ key, before, after }) => [key, before?.value, after?.value])).toEqual([
      ["version", "2025.1", "2026.1"],
      ["prices[410100 2025-01-01].city", 410100, undefined],
      ["prices[410100 2025-01-01].valid_from", "2025-01-01", undefined],
      ["prices[410100 2025-01-01].cents", 7500, undefined],
      ["benefits[inpatient].tiers[2].rate_bp", 6000, 6500],
    ]);
    expect(terms.at(-1)?.after?.clause).toBe("第六条第1项");
  });

  test("differ clause by clause", () => {
    expect(clauses.map(({ key }) => key)).toEqual(["第六条第1项"]);
    expect(clauses[0]?.after).toContain("65%");
  });

  test("and what that does to the examples stands beside it", () => {
    const changed = examples
      .filter(({ isSame }) => !isSame)
      .map(({ name, before, after }) => [name, before.benefit, after.benefit]);
    expect(changed).toEqual([
      ["基数正好20,000元：2,500元加9,000元", 1_150_000n, 1_225_000n],
      ["基数20,000.01元：多出的1分按70%", 1_150_001n, 1_225_001n],
      ["差5分到最高额：基数46,428.50元", 2_999_995n, 3_000_000n],
      ["前面给过29,999.95元，这次只剩5分", 5n, 0n],
    ]);
  });

  test("a benefit moved to another place, or other papers, are no change of what is decided", () => {
    const combo = read(readFileSync("tests/fixtures/claims/plans/X-COMBO-120.yaml", "utf8"));
    const moved = { ...combo, benefits: [...combo.benefits].reverse() };
    expect(compare(combo, moved).terms).toEqual([]);
    expect(sameTerms(plan, without("documents"))).toBe(true);
    expect(sameTerms(plan, next)).toBe(false);
  });
});
