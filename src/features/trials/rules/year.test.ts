import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { parseCsvTable } from "#core/csv.ts";
import { addDays, daysBetween, type PlainDate, plainDate } from "#core/dates.ts";
import { cents } from "#core/money.ts";
import { readPlanFile } from "#features/plans/index.ts";
import type { Cause, EventKind, PlanDocument } from "#features/plans/rules/index.ts";
import { compare } from "./compare.ts";
import { imagine, Variant } from "./variant.ts";
import { benefitsUnder, Year, type YearClaim } from "./year.ts";

// The covers and events of one plan, tried under variants, and beside it a second way of working them out that shares
// nothing with the first: written for this one plan, in fractions of a cent on bigint.

const read = (name: string) => readFileSync(`tests/fixtures/claims/${name}`, "utf8");
const published = readPlanFile(read("plans/HN-INP-80.yaml")).plan as PlanDocument;

type Asked = Partial<z.input<typeof Variant>>;
type Row = Record<string, string>;
const rowsOf = (name: string): Row[] => {
  const { header, rows } = parseCsvTable(read(name));
  return rows.map((row) => Object.fromEntries(header.map((column) => [column, row.get(column)])));
};
const covers = new Map(
  rowsOf("covers.csv")
    .filter((row) => row.plan === "HN-INP-80")
    .map((row) => [row.cover, row] as const),
);
const events = rowsOf("events.csv").filter((row) => covers.has(row.cover ?? ""));

const day = (text: string | undefined): PlainDate => plainDate(text ?? "");
const amount = (row: Row, name: string) => cents(Number(row[name]));

function yearOf(): Year {
  const year = new Year();
  for (const row of events) {
    const cover = covers.get(row.cover ?? "") as Row;
    year.add({
      cover: row.cover ?? "",
      facts: {
        from: day(cover.from),
        until: addDays(day(cover.to), 1),
        sex: cover.sex === "女" ? "female" : "male",
        renewalGapDays: cover.renewal_gap === "" ? undefined : Number(cover.renewal_gap),
        shares: Number(cover.shares),
      },
      event: {
        kind: row.kind as EventKind,
        cause: row.cause as Cause,
        on: day(row.date),
        endedOn: day(row.ended),
        filedOn: day(row.filed),
        days: Number(row.days),
        total: amount(row, "total"),
        outOfScope: amount(row, "out_of_scope"),
        preSelfPay: amount(row, "pre_self_pay"),
        inScope: amount(row, "in_scope"),
        fundPay: amount(row, "fund_pay"),
        deductiblePaid: amount(row, "deductible_paid"),
        otherPay: amount(row, "other_pay"),
        diagnosis: row.icd10 ?? "",
        grade: row.grade ? Number(row.grade) : undefined,
        bill: row.bill ?? "",
      },
      person: row.cover ?? "",
      unitKind: "",
      age: undefined,
      isEarlier: false,
    });
  }
  return year;
}

type Terms = {
  deductible: bigint;
  tiers: readonly (readonly [to: bigint | undefined, bp: bigint])[];
  capEvent: bigint | undefined;
  capCover: bigint | undefined;
  waiting: readonly (readonly [through: number, bp: bigint])[];
  filing: number | undefined;
  waivedGap: number | undefined;
};

const inForce: Terms = {
  deductible: 0n,
  tiers: [
    [500_000n, 5_000n],
    [2_000_000n, 6_000n],
    [undefined, 7_000n],
  ],
  capEvent: undefined,
  capCover: 3_000_000n,
  waiting: [[30, 0n]],
  filing: 365,
  waivedGap: 30,
};

/** The second way. */
function plainly(terms: Terms): Map<string, bigint> {
  const paidUnder = new Map<string, bigint>();
  const bills = new Set<string>();
  const totals = new Map<string, bigint>();
  for (const row of events) {
    const benefit = one(row, terms, paidUnder, bills);
    paidUnder.set(row.cover ?? "", (paidUnder.get(row.cover ?? "") ?? 0n) + benefit);
    if (benefit > 0n && row.bill) bills.add(row.bill);
    totals.set(row.cover ?? "", (totals.get(row.cover ?? "") ?? 0n) + benefit);
  }
  return totals;
}

function one(row: Row, terms: Terms, paidUnder: Map<string, bigint>, bills: Set<string>): bigint {
  const n = (name: string) => BigInt(row[name] ?? "0");
  const off = n("total") - n("out_of_scope") - n("pre_self_pay") - n("in_scope");
  if (off < -1n || off > 1n || row.kind !== "inpatient") return 0n;
  const cover = covers.get(row.cover ?? "") as Row;
  if (day(row.date) < day(cover.from) || day(row.date) > day(cover.to)) return 0n;
  if (terms.filing !== undefined && daysBetween(day(row.ended), day(row.filed)) > terms.filing) return 0n;
  const dayOfCover = daysBetween(day(cover.from), day(row.date)) + 1;
  const renews = cover.renewal_gap !== "" && Number(cover.renewal_gap) <= (terms.waivedGap ?? -1);
  const waits = row.cause !== "accident" && !renews;
  const factor = (waits && terms.waiting.find(([through]) => dayOfCover <= through)?.[1]) ?? 10_000n;
  const bp = factor === false ? 10_000n : factor;
  if (bp === 0n || (row.bill && bills.has(row.bill))) return 0n;
  const x = most(0n, most(0n, n("in_scope") - n("fund_pay") - n("deductible_paid")) - terms.deductible);
  let scaled = 0n;
  let above = 0n;
  for (const [to, rate] of terms.tiers) {
    const end = to === undefined || x < to ? x : to;
    if (end > above) scaled += (end - above) * rate;
    above = to ?? above;
  }
  let benefit = (scaled * bp * 2n + 100_000_000n) / 200_000_000n;
  if (terms.capEvent !== undefined) benefit = least(benefit, terms.capEvent);
  if (terms.capCover !== undefined)
    benefit = least(benefit, most(0n, terms.capCover - (paidUnder.get(row.cover ?? "") ?? 0n)));
  return least(benefit, most(0n, n("total") - n("fund_pay") - n("other_pay")));
}

const most = (a: bigint, b: bigint) => (a > b ? a : b);
const least = (a: bigint, b: bigint) => (a < b ? a : b);

function drain(steps: Generator<void, BigInt64Array>): BigInt64Array {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const variants: readonly (readonly [string, Asked, Partial<Terms>])[] = [
  ["a deductible of 500", { terms: { "inpatient.deductible_cents": 50_000 } }, { deductible: 50_000n }],
  [
    "one rate of 65 %",
    { tiers: { inpatient: [{ above_cents: 0, rate_bp: 6_500 }] } },
    { tiers: [[undefined, 6_500n]] },
  ],
  [
    "other tiers",
    {
      tiers: {
        inpatient: [
          { above_cents: 0, to_cents: 300_000, rate_bp: 4_550 },
          { above_cents: 300_000, to_cents: 1_000_001, rate_bp: 6_667 },
          { above_cents: 1_000_001, rate_bp: 8_000 },
        ],
      },
    },
    {
      tiers: [
        [300_000n, 4_550n],
        [1_000_001n, 6_667n],
        [undefined, 8_000n],
      ],
    },
  ],
  [
    "a cap of 10,000 a cover",
    { terms: { "inpatient.cap_cover_cents": 1_000_000 } },
    { capCover: 1_000_000n },
  ],
  ["no cap of the cover", { terms: { "inpatient.cap_cover_cents": null } }, { capCover: undefined }],
  ["a cap of 2,000 an event", { terms: { "inpatient.cap_event_cents": 200_000 } }, { capEvent: 200_000n }],
  ["no waiting", { waiting: [] }, { waiting: [] }],
  [
    "half for the first 60 days",
    {
      waiting: [
        { through_day: 15, factor_bp: 0 },
        { through_day: 60, factor_bp: 5_000 },
      ],
    },
    {
      waiting: [
        [15, 0n],
        [60, 5_000n],
      ],
    },
  ],
  ["90 days to file", { terms: { filing_days: 90 } }, { filing: 90 }],
  ["no waiving for renewals", { terms: { waiting_waived_up_to_gap_days: null } }, { waivedGap: undefined }],
];

describe("over the covers and events of a year", () => {
  const year = yearOf();
  const before = drain(benefitsUnder(published, year));
  const plainBefore = plainly(inForce);

  test("there is something to try", () => {
    expect(year.size).toBeGreaterThan(300);
    expect(total(plainBefore)).toBeGreaterThan(100_000_00n);
  });

  test.each(variants)("%s costs, gives and takes what the second way says", (_name, asked, terms) => {
    const { plan, problems } = imagine(published, Variant.parse({ name: "试算", ...asked }));
    expect(problems).toEqual([]);
    const outcome = compare(year, before, drain(benefitsUnder(plan as PlanDocument, year))).whole;
    const plainAfter = plainly({ ...inForce, ...terms });
    const differences = [...plainAfter].map(([cover, is]) => is - (plainBefore.get(cover) ?? 0n));
    expect(outcome.before).toBe(total(plainBefore));
    expect(outcome.after).toBe(total(plainAfter));
    expect(outcome.gaining).toBe(differences.filter((each) => each > 0n).length);
    expect(outcome.losing).toBe(differences.filter((each) => each < 0n).length);
    expect(outcome.gained - outcome.lost).toBe(outcome.after - outcome.before);
    expect(outcome.after).not.toBe(outcome.before);
  });

  test("the plan as it is changes nothing for anybody", () => {
    const { plan } = imagine(published, Variant.parse({ name: "不变" }));
    const same = compare(year, before, drain(benefitsUnder(plan as PlanDocument, year))).whole;
    expect([same.gaining, same.losing, same.after]).toEqual([0, 0, same.before]);
  });

  test("each segment is part of the whole", () => {
    const after = drain(benefitsUnder(published, year));
    const { whole, segments } = compare(year, before, after);
    for (const kind of Object.values(segments)) {
      const parts = Object.values(kind);
      expect(parts.reduce((sum, part) => sum + part.people, 0)).toBe(whole.people);
      expect(parts.reduce((sum, part) => sum + part.before, 0n)).toBe(whole.before);
    }
  });

  test("a claim filed before the year uses up limits and counts for nothing else", () => {
    const capped = imagine(
      published,
      Variant.parse({ name: "限额", terms: { "inpatient.cap_cover_cents": 100 } }),
    );
    const sameTwice = (isEarlier: boolean) => {
      const twice = new Year();
      const stay = { ...oneStay, event: { ...oneStay.event, bill: "" } };
      twice.add({ ...stay, isEarlier });
      twice.add(stay);
      const benefits = drain(benefitsUnder(capped.plan as PlanDocument, twice));
      return compare(twice, benefits, benefits).whole;
    };
    expect(sameTwice(false)).toMatchObject({ claims: 2, after: 100n });
    expect(sameTwice(true)).toMatchObject({ claims: 1, after: 0n });
  });
});

const oneStay: YearClaim = {
  cover: "C",
  facts: {
    from: day("2025-01-01"),
    until: day("2026-01-01"),
    sex: "male",
    renewalGapDays: undefined,
    shares: 1,
  },
  event: {
    kind: "inpatient",
    cause: "illness",
    on: day("2025-03-01"),
    endedOn: day("2025-03-05"),
    filedOn: day("2025-04-01"),
    days: 4,
    total: cents(100_000),
    outOfScope: cents(0),
    preSelfPay: cents(0),
    inScope: cents(100_000),
    fundPay: cents(50_000),
    deductiblePaid: cents(0),
    otherPay: cents(0),
    diagnosis: "",
    grade: undefined,
    bill: "",
  },
  person: "P",
  unitKind: "",
  age: undefined,
  isEarlier: false,
};

describe("a variant that could not be published", () => {
  const faultsOf = (asked: Asked) => imagine(published, Variant.parse({ name: "试算", ...asked })).problems;

  test.each([
    [
      "a gap between tiers",
      {
        tiers: {
          inpatient: [
            { above_cents: 0, to_cents: 100, rate_bp: 5_000 },
            { above_cents: 200, rate_bp: 5_000 },
          ],
        },
      },
      { at: "inpatient.tiers.1.above_cents", code: "tier_gap" },
    ],
    [
      "waiting that does not ascend",
      {
        waiting: [
          { through_day: 30, factor_bp: 0 },
          { through_day: 30, factor_bp: 5_000 },
        ],
      },
      { at: "waiting.1.through_day", code: "waiting_not_ascending" },
    ],
    [
      "a term the plan has not",
      { terms: { "inpatient.daily_cents": 100 } },
      { at: "inpatient.daily_cents", code: "term_unknown" },
    ],
    [
      "a benefit the plan has not",
      { terms: { "stay.daily_cents": 100 } },
      { at: "stay.daily_cents", code: "term_unknown" },
    ],
  ])("%s is named with its place", (_name, asked, fault) => {
    expect(faultsOf(asked)).toContainEqual(fault);
  });
});

const total = (each: Map<string, bigint>) => [...each.values()].reduce((a, b) => a + b, 0n);
