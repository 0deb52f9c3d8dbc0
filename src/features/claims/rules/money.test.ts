import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { plainDate as day } from "#core/dates.ts";
import { type Cents, cents, yuan, zero } from "#core/money.ts";
import { compilePlan, nothingUsed, type PlanDocument, workOut } from "#features/plans/rules/index.ts";
import { canonical } from "./canonical.ts";
import { difference, type Ordered } from "./difference.ts";
import { freeze, type Inputs, replays, thaw } from "./frozen.ts";
import { goesStraight, isDrawn, type StraightFacts } from "./straight.ts";

describe("a corrected claim", () => {
  const paid: Ordered[] = [{ kind: "benefit", cents: yuan(1_000) }];
  test.each([
    ["nothing ordered yet: the whole", yuan(1_000), [], zero, { kind: "benefit", cents: yuan(1_000) }],
    ["nothing to pay: nothing", zero, [], zero, { kind: "none" }],
    ["the same: nothing", yuan(1_000), paid, zero, { kind: "none" }],
    ["more: the difference", yuan(1_200), paid, zero, { kind: "difference", cents: yuan(200) }],
    ["less: noted to be asked back", yuan(700), paid, zero, { kind: "recovery", cents: yuan(300) }],
    ["refused after all: all of it", zero, paid, zero, { kind: "recovery", cents: yuan(1_000) }],
    [
      "more again after something was asked back",
      yuan(900),
      paid,
      yuan(300),
      { kind: "difference", cents: yuan(200) },
    ],
  ] as const)("%s", (_rule, benefit, ordered, recovered, expected) => {
    expect(difference(benefit, ordered, recovered)).toEqual(expected);
  });

  test("however often it is corrected, what was ordered less what is asked back is the last benefit", () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 0n, max: 5_000_000n }), { minLength: 1, maxLength: 12 }),
        (benefits) => {
          const ordered: Ordered[] = [];
          let recovered = 0n;
          for (const benefit of benefits) {
            const moved = difference(benefit as Cents, ordered, recovered as Cents);
            if (moved.kind === "recovery") recovered += moved.cents;
            else if (moved.kind !== "none") ordered.push({ kind: moved.kind, cents: moved.cents });
          }
          const total = ordered.reduce((sum, each) => sum + each.cents, 0n);
          expect(total - recovered).toBe(benefits.at(-1));
        },
      ),
    );
  });
});

describe("a frozen result", () => {
  const document = parse(readFileSync("plans/HN-INP-80/2025.1.yaml", "utf8")) as PlanDocument;
  const plan = compilePlan(document);
  const inputs: Inputs = {
    plan: { code: "HN-INP-80", version: "2025.1" },
    cover: {
      from: day("2025-01-01"),
      until: day("2026-01-01"),
      sex: "female",
      renewalGapDays: undefined,
      shares: 1,
    },
    event: {
      kind: "inpatient",
      cause: "illness",
      on: day("2025-07-01"),
      endedOn: day("2025-07-05"),
      filedOn: day("2025-07-08"),
      days: 4,
      total: cents(2_428_742),
      outOfScope: cents(190_671),
      preSelfPay: cents(101_885),
      inScope: cents(2_136_186),
      fundPay: cents(1_334_285),
      deductiblePaid: cents(40_000),
      otherPay: zero,
      diagnosis: "J18.9",
      grade: undefined,
      bill: "410601246086830973",
    },
    used: { ...nothingUsed, benefits: { inpatient: { cents: yuan(100), days: 0, classes: [] } } },
  };
  const worked = workOut(plan, inputs.cover, inputs.event, inputs.used);
  const content = freeze(inputs, worked);

  test("comes to what the reviewer sees", () => expect(worked.benefit).toBe(cents(407_141)));

  test("gives the same bytes when it is worked out again, and its inputs back as they were", () => {
    expect(replays(content, plan)).toBe(true);
    const { result, ...rest } = thaw(content);
    expect(freeze(rest, result)).toBe(content);
    expect(rest.event).toEqual(inputs.event);
    expect(rest.used).toEqual(inputs.used);
    expect(result.benefit).toBe(worked.benefit);
  });

  test("that somebody changed does not replay", () => {
    expect(replays(content.replace('"407141"', '"407142"'), plan)).toBe(false);
    expect(replays(content.replace('"fundPay":"1334285"', '"fundPay":"1334284"'), plan)).toBe(false);
  });

  test("has one text, whatever the order in which it was made", () => {
    expect(canonical({ b: 1, a: [2n, "x", null], c: undefined })).toBe('{"a":["2","x",null],"b":1}');
    expect(() => canonical({ a: 0.5 })).toThrow(RangeError);
  });
});

describe("a claim goes straight through", () => {
  const rule = { upTo: yuan(500), sampleBp: 1_000, seed: "1" };
  const clear: StraightFacts = {
    decision: "payable",
    benefit: yuan(500),
    findings: 0,
    missing: 0,
    certification: "employed",
    wasReturned: false,
  };
  test.each([
    ["small and clear", {}, true],
    ["from the feed", { certification: "not_needed" }, true],
    ["a cent too much", { benefit: cents(50_001) }, false],
    ["nothing to pay", { benefit: zero }, false],
    ["refused", { decision: "declined" }, false],
    ["something was found", { findings: 1 }, false],
    ["a paper is missing", { missing: 1 }, false],
    ["the unit said nothing", { certification: "silent" }, false],
    ["it came back once", { wasReturned: true }, false],
  ] as const)("%s", (_rule, changes, expected) => {
    expect(goesStraight(rule, { ...clear, ...changes })).toBe(expected);
  });

  test("never where the city has no rule", () => {
    expect(goesStraight({ ...rule, upTo: undefined }, clear)).toBe(false);
  });

  test("and a share of them is drawn, the same each time", () => {
    const ids = Array.from(
      { length: 20_000 },
      (_, n) => `0196f000-0000-7000-8000-${String(n).padStart(12, "0")}`,
    );
    const drawn = ids.filter((id) => isDrawn(rule, id));
    expect(drawn.length / ids.length).toBeGreaterThan(0.09);
    expect(drawn.length / ids.length).toBeLessThan(0.11);
    expect(ids.filter((id) => isDrawn(rule, id))).toEqual(drawn);
    expect(ids.filter((id) => isDrawn({ ...rule, seed: "2" }, id))).not.toEqual(drawn);
    expect(ids.some((id) => isDrawn({ ...rule, sampleBp: 0 }, id))).toBe(false);
    expect(ids.every((id) => isDrawn({ ...rule, sampleBp: 10_000 }, id))).toBe(true);
  });
});
