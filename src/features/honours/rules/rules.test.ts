import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { isOnNotice, noticeUntil, publicationBar } from "./model.ts";
import { addsUp, innovationShare, parts, type ScoreInputs, sheetOf, usualWeights } from "./score.ts";

const share = (got: number, of: number) => ({ got: String(got), of: String(of) });
const whole: ScoreInputs = {
  coverage: share(800, 1_000),
  funding: share(90_000, 100_000),
  service: share(2, 3),
  awareness: share(43, 50),
  inspection: share(7, 10),
  innovation: share(8, 10),
  rule: usualWeights,
};

describe("a sheet", () => {
  test("by hand: 32 + 13.50 + 10.00 + 8.60 + 7 + 8 = 79.10", () => {
    const sheet = sheetOf(whole);
    expect(sheet.parts.map(({ points }) => points)).toEqual([3_200, 1_350, 1_000, 860, 700, 800]);
    expect([sheet.score, sheet.weight]).toEqual([7_910, 100]);
  });

  test("what has no data is not scored, and the sheet is scaled to the rest: 32 + 13.50 of 55 are 82.72", () => {
    const none = { service: null, awareness: null, inspection: null, innovation: null };
    expect(sheetOf({ ...whole, ...none })).toMatchObject({ score: 8_272, weight: 55 });
    expect(sheetOf({ ...whole, ...none, coverage: null, funding: share(0, 0) })).toMatchObject({
      ...{ score: null, weight: 0 },
    });
  });

  test("more than all is all, nought is nought and not no data", () => {
    expect(sheetOf({ ...whole, coverage: share(1_001, 1_000) }).parts[0]?.points).toBe(4_000);
    expect(sheetOf({ ...whole, coverage: share(999, 1_000) }).parts[0]?.points).toBe(3_996);
    expect(sheetOf({ ...whole, coverage: share(0, 1_000) }).parts[0]?.points).toBe(0);
  });

  test("a score lies between 0 and 100 whatever comes in", () => {
    const any = fc.option(
      fc.tuple(fc.nat(10_000), fc.nat(10_000)).map(([got, of]) => share(got, of)),
      { nil: null },
    );
    fc.assert(
      fc.property(fc.tuple(any, any, any, any, any, any), (all) => {
        const inputs = Object.fromEntries(parts.map((part, at) => [part, all[at] ?? null]));
        const { score } = sheetOf({ ...(inputs as Omit<ScoreInputs, "rule">), rule: usualWeights });
        expect(score ?? 0).toBeGreaterThanOrEqual(0);
        expect(score ?? 0).toBeLessThanOrEqual(10_000);
      }),
    );
  });

  test("weights are 100 together, not 99, not 101", () => {
    expect(addsUp(usualWeights)).toBe(true);
    expect(addsUp({ ...usualWeights, coverage: 41 })).toBe(false);
    expect(addsUp({ ...usualWeights, coverage: 39 })).toBe(false);
  });
});

describe("innovation", () => {
  const none = { citysCases: 1, ownCases: 0, takenUp: 0, adoptedByOthers: 0 };
  test("six for an own case, two where it is adopted, two for adopting; no data while the city has none", () => {
    expect(innovationShare({ ...none, citysCases: 0 })).toBeNull();
    expect(innovationShare(none)).toEqual({ got: "0", of: "10" });
    expect(innovationShare({ ...none, takenUp: 1 })).toEqual({ got: "2", of: "10" });
    expect(innovationShare({ ...none, ownCases: 1 })).toEqual({ got: "6", of: "10" });
    expect(innovationShare({ ...none, ownCases: 2, adoptedByOthers: 3, takenUp: 1 })?.got).toBe("10");
  });
});

describe("a model unit", () => {
  const noticeEnd = noticeUntil(plainDate("2025-03-03"));
  const model = {
    state: "noticed",
    noticeUntil: noticeEnd,
    proposedBy: "a",
    openObjections: 0,
  } as const;
  test("five working days after a Monday is the next Monday", () => {
    expect(noticeEnd).toBe("2025-03-10");
  });

  test("objections until the last day, publication from the day after", () => {
    expect(isOnNotice(model, plainDate("2025-03-10"))).toBe(true);
    expect(isOnNotice(model, plainDate("2025-03-11"))).toBe(false);
    expect(publicationBar(model, plainDate("2025-03-10"), "b")).toBe("model_notice_runs");
    expect(publicationBar(model, plainDate("2025-03-11"), "b")).toBeUndefined();
  });

  test("not by who proposed it, not with an open objection, not twice", () => {
    const late = plainDate("2025-03-12");
    expect(publicationBar(model, late, "a")).toBe("proposer_publishes_nothing");
    expect(publicationBar({ ...model, openObjections: 1 }, late, "b")).toBe("model_objections_open");
    expect(publicationBar({ ...model, state: "published" }, late, "b")).toBe("model_not_open");
  });
});
