import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, plainDate } from "#core/dates.ts";
import { type Cents, cents, plus, sum } from "#core/money.ts";
import { exactly, halfUp, timesFactor } from "./amount.ts";
import { borneOf, settlementOf } from "./event.ts";
import {
  type ClaimEvent,
  type CoverFacts,
  compilePlan,
  eventKinds,
  type FiledClaim,
  nothingUsed,
  type PlanDocument,
  planVersionOf,
  versionOn,
  workOut,
  workOutInOrder,
  workOutUnexplained,
} from "./index.ts";
import { PlanDocument as Schema } from "./plan-document.ts";

const firstDay = plainDate("2025-01-01");
const money = fc.integer({ min: 0, max: 6_000_000 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const bp = fc.integer({ min: 0, max: 10_000 });
const head = {
  clause: "第六条",
  triggers: fc.uniqueArray(fc.constantFrom(...eventKinds), { minLength: 1, maxLength: 4 }),
};

const tiers = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 3_000_000 }), { maxLength: 3 }),
    fc.array(bp, { minLength: 4, maxLength: 4 }),
  )
  .map(([cuts, rates]) => {
    const edges = [0, ...cuts.sort((a, b) => a - b)];
    return edges.map((above_cents, place) => ({
      above_cents,
      ...(place + 1 < edges.length ? { to_cents: edges[place + 1] } : {}),
      rate_bp: rates[place] ?? 0,
    }));
  });
const benefit = fc.oneof(
  fc.record({
    ...record({ code: "bill", kind: "reimbursement" }),
    basis: fc.constantFrom(
      "in_scope_self_pay",
      "in_scope_self_pay_after_deductible",
      "catalogue_self_pay",
      "total_after_other_payers",
    ),
    deductible_cents: fc.integer({ min: 0, max: 100_000 }),
    tiers,
    cap_event_cents: maybe(money),
    cap_cover_cents: maybe(money),
  }),
  fc.record({
    ...record({ code: "stay", kind: "allowance" }),
    daily_cents: money,
    from_day: fc.integer({ min: 1, max: 5 }),
    max_days_cover: maybe(fc.integer({ min: 1, max: 60 })),
  }),
  fc.record({
    ...record({ code: "illness", kind: "lump_sum" }),
    once_per: fc.constantFrom("cover", "class"),
    per_share: fc.boolean(),
    classes: fc.constant([
      { icd10: ["C"], cents: 1_000_001 },
      { icd10: ["C73"], cents: 333 },
    ]),
  }),
  fc.record({
    ...record({ code: "disability", kind: "disability" }),
    sum_cents: money,
    percent_by_grade: fc.constant({ 1: 100, 5: 33 }),
    cap_group: fc.constant("life"),
  }),
  fc.record({
    ...record({ code: "death", kind: "death" }),
    sum_cents: money,
    cap_group: fc.constant("life"),
  }),
);
const document = fc
  .record({
    waiting: maybe(
      fc
        .constant([{ through_day: 30, factor_bp: 0, clause: "第五条" }])
        .chain(([first]) => bp.map((factor_bp) => [first, { through_day: 90, factor_bp, clause: "第五条" }])),
    ),
    benefits: fc.uniqueArray(benefit, { minLength: 1, maxLength: 4, selector: ({ code }) => code }),
    cap: money,
  })
  .map(
    ({ cap, waiting, benefits }): PlanDocument =>
      Schema.parse(
        JSON.parse(
          JSON.stringify({
            code: "T-3",
            version: "1",
            name: "试",
            source: "试",
            valid_from: "2025-01-01",
            period_months: 12,
            prices: [{ valid_from: "2025-01-01", cents: 8000 }],
            shares: { min: 1, max: 3 },
            eligibility: {},
            waiting,
            benefits,
            cap_groups: { life: { cents: cap, clause: "第七条" } },
          }),
        ),
      ),
  );
const cover: CoverFacts = {
  from: firstDay,
  until: addDays(firstDay, 365),
  sex: "female",
  renewalGapDays: undefined,
  shares: 2,
};
const event = fc
  .record({
    kind: fc.constantFrom(...eventKinds),
    cause: fc.constantFrom("illness" as const, "accident" as const),
    day: fc.integer({ min: 0, max: 364 }),
    days: fc.integer({ min: 0, max: 40 }),
    outOfScope: money,
    preSelfPay: money,
    inScope: money,
    fundPay: money,
    deductiblePaid: fc.integer({ min: 0, max: 100_000 }),
    otherPay: money,
    diagnosis: fc.constantFrom("C50.900", "C73.x00", "I21", ""),
    grade: fc.constantFrom(undefined, 1, 5, 7),
    bill: fc.constantFrom("", "a", "b"),
  })
  .map(
    ({
      day,
      days,
      outOfScope,
      preSelfPay,
      inScope,
      fundPay,
      deductiblePaid,
      otherPay,
      ...rest
    }): ClaimEvent => {
      const on = addDays(firstDay, day);
      return {
        ...rest,
        days,
        on,
        endedOn: addDays(on, days),
        filedOn: addDays(on, days),
        total: cents(outOfScope + preSelfPay + inScope),
        outOfScope: cents(outOfScope),
        preSelfPay: cents(preSelfPay),
        inScope: cents(inScope),
        fundPay: cents(fundPay),
        deductiblePaid: cents(deductiblePaid),
        otherPay: cents(otherPay),
      };
    },
  );
const claimsOf = (plan: PlanDocument, events: readonly ClaimEvent[], coverKey = "1"): FiledClaim[] => {
  const ready = compilePlan(plan);
  return events.map((each) => ({ coverKey, plan: ready, cover, event: each }));
};

describe("working claims out", () => {
  test("more expense never pays less", () => {
    fc.assert(
      fc.property(document, event, fc.integer({ min: 0, max: 1_000_000 }), (plan, less, extra) => {
        const more = {
          ...less,
          total: plus(less.total, cents(extra)),
          inScope: plus(less.inScope, cents(extra)),
        };
        const [a, b] = [less, more].map(
          (each) => workOut(compilePlan(plan), cover, each, nothingUsed).benefit,
        );
        expect((b as Cents) >= (a as Cents)).toBe(true);
      }),
    );
  });

  test("parts add up, and reimbursements never exceed what others left to pay", () => {
    fc.assert(
      fc.property(document, event, (plan, each) => {
        const { benefit, lines, steps, decision } = workOut(compilePlan(plan), cover, each, nothingUsed);
        expect(sum(lines.map((line) => line.cents))).toBe(benefit);
        expect(decision === "payable").toBe(benefit > 0n);
        const reimbursed = sum(
          lines.filter(({ kind }) => kind === "reimbursement").map((line) => line.cents),
        );
        expect(Number(reimbursed)).toBeLessThanOrEqual(borneOf(settlementOf(each)));
        // The last step of each benefit shows what its line says.
        for (const line of lines) {
          const last = steps.findLast((step) => step.benefit === line.benefit);
          expect(last?.amount.replaceAll(",", "")).toBe((Number(line.cents) / 100).toFixed(2));
        }
      }),
    );
  });

  test("caps, days and once-only hold over any sequence, and a bill is reimbursed once", () => {
    fc.assert(
      fc.property(document, fc.array(event, { maxLength: 25 }), (plan, events) => {
        const answers = workOutInOrder(claimsOf(plan, events));
        const lines = answers.flatMap((answer) => answer.lines);
        for (const terms of plan.benefits) {
          const own = lines.filter((line) => line.benefit === terms.code);
          const paid = Number(sum(own.map((line) => line.cents)));
          if (terms.kind === "reimbursement")
            expect(paid).toBeLessThanOrEqual(terms.cap_cover_cents ?? Infinity);
          if (terms.kind === "allowance") {
            const days = own.reduce((all, line) => all + (line.days ?? 0), 0);
            expect(days).toBeLessThanOrEqual(terms.max_days_cover ?? Infinity);
          }
          if (terms.kind === "lump_sum") {
            const classes = own.map((line) => (terms.once_per === "cover" ? "" : line.diagnosisClass));
            expect(new Set(classes).size).toBe(classes.length);
          }
        }
        const ofGroup = sum(lines.filter((line) => line.capGroup === "life").map((line) => line.cents));
        expect(Number(ofGroup)).toBeLessThanOrEqual(plan.cap_groups?.life?.cents ?? 0);
        const billed = answers.flatMap((answer, place) =>
          answer.lines.some((line) => line.kind === "reimbursement") && events[place]?.bill
            ? [events[place].bill]
            : [],
        );
        expect(new Set(billed).size).toBe(billed.length);
      }),
    );
  });

  test("again and again gives the same bytes, with or without steps, and changes nothing it was given", () => {
    const bytes = (value: unknown) =>
      JSON.stringify(value, (_key, inner) => (typeof inner === "bigint" ? `${inner}` : inner));
    fc.assert(
      fc.property(document, fc.array(event, { minLength: 1, maxLength: 8 }), (plan, events) => {
        const before = bytes([plan, events]);
        const once = workOutInOrder(claimsOf(plan, events));
        for (let n = 0; n < 3; n++) expect(bytes(workOutInOrder(claimsOf(plan, events)))).toBe(bytes(once));
        const plain = workOutInOrder(claimsOf(plan, events), workOutUnexplained);
        expect(bytes(plain)).toBe(bytes(once.map((each) => ({ ...each, steps: [] }))));
        expect(bytes([plan, events])).toBe(before);
      }),
    );
  });

  test("the order of claims that share neither cover nor bill does not matter", () => {
    const independent = fc.array(fc.tuple(event, fc.integer()), { maxLength: 8 });
    fc.assert(
      fc.property(document, independent, (plan, pairs) => {
        const claims = pairs.map(([each, order], place) => {
          const [claim] = claimsOf(
            plan,
            [{ ...each, bill: each.bill && `${each.bill}${place}` }],
            String(place),
          );
          return { claim: claim as FiledClaim, order, place };
        });
        const shuffled = [...claims].sort((a, b) => a.order - b.order || a.place - b.place);
        const inOrder = workOutInOrder(claims.map(({ claim }) => claim));
        const mixed = workOutInOrder(shuffled.map(({ claim }) => claim));
        expect(mixed).toEqual(shuffled.map(({ place }) => inOrder[place]));
      }),
    );
  });

  test("a version from a later day changes nothing for covers that began before it", () => {
    fc.assert(
      fc.property(
        document,
        document,
        fc.array(event, { maxLength: 8 }),
        fc.integer({ min: 1, max: 364 }),
        (old, other, events, days) => {
          const next = { ...other, version: "2", valid_from: addDays(firstDay, days) };
          const answersOf = (versions: readonly PlanDocument[]) => {
            const found = versionOn(versions.map(planVersionOf), old.code, cover.from)?.version;
            return workOutInOrder(
              claimsOf(versions.find(({ version }) => version === found) ?? next, events),
            );
          };
          expect(answersOf([old, next])).toEqual(answersOf([old]));
        },
      ),
    );
  });
});

describe("exact amounts", () => {
  test("are those of whole-number fractions, rounded half up once", () => {
    const parts = fc.array(fc.tuple(fc.integer({ min: 0, max: 50_000_000_000 }), bp), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(parts, bp, (tierParts, factor) => {
        const scaled = tierParts.reduce((all, [amount, rate]) => all + amount * rate, 0);
        const exact =
          tierParts.reduce((all, [amount, rate]) => all + BigInt(amount) * BigInt(rate), 0n) * BigInt(factor);
        const expected = (exact + 50_000_000n) / 100_000_000n;
        expect(BigInt(halfUp(timesFactor(exactly(scaled, 10_000), factor)))).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });
  test("at the bound: the largest daily rate for the longest stay, halved", () => {
    const gross = 100_000_000_000 * 36_500;
    expect(Number.isSafeInteger(gross)).toBe(true);
    expect(halfUp(timesFactor(exactly(gross, 1), 5_000))).toBe(gross / 2);
  });
});

function record(fixed: { code: string; kind: string }) {
  return {
    code: fc.constant(fixed.code),
    kind: fc.constant(fixed.kind),
    clause: fc.constant(head.clause),
    triggers: head.triggers,
  };
}
