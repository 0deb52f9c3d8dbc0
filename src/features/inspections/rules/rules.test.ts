import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callScore } from "./calls.ts";
import { answerFrom, type Records } from "./records.ts";
import { drawSample } from "./sample.ts";
import { type Answers, scoreOf, templateFaults, unanswered, usualTemplate } from "./template.ts";

const all = (mark: "pass" | "part" | "fail", more: Answers = {}): Answers => ({
  ...Object.fromEntries(usualTemplate.map(({ code }) => [code, { mark, note: "" }])),
  ...more,
});

describe("the template", () => {
  test("looks at five things and gives 100 points", () => {
    expect(templateFaults(usualTemplate)).toEqual([]);
    expect(templateFaults(usualTemplate.slice(1))).toEqual(["template_not_hundred"]);
    expect(templateFaults([])).toEqual(["template_empty"]);
  });

  test("a pass has all its points, a part half of them, a fail none", () => {
    expect(scoreOf(usualTemplate, all("pass"))).toBe(100);
    expect(scoreOf(usualTemplate, all("fail"))).toBe(0);
    // 5 points have no whole half: 2 each of online and calls.
    expect(scoreOf(usualTemplate, all("part"))).toBe(49);
    expect(scoreOf(usualTemplate, all("pass", { awareness: { mark: "fail", note: "" } }))).toBe(88);
  });

  test("every item is answered", () => {
    const { online: _, ...rest } = all("pass");
    expect(unanswered(usualTemplate, rest)).toEqual(["线上操作流畅，填错能改"]);
  });
});

/** Any even mixing will do: lots differ by seed. */
const lots = (seed: string) => (id: string) =>
  String(
    [...`${seed}${id}${seed}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 99_991, 7),
  ).padStart(5, "0") + id;

describe("a draw", () => {
  const candidates = Array.from({ length: 40 }, (_, n) => ({ id: `u${n}`, risk: n < 5 ? 5 - n : 0 }));

  test("half are those of the highest risk, half are drawn by lot; the same seed draws the same", () => {
    const drawn = drawSample(candidates, 6, lots("2025-03"));
    expect(drawn.filter(({ how }) => how === "risk").map(({ id }) => id)).toEqual(["u0", "u1", "u2"]);
    expect(drawn.filter(({ how }) => how === "chance")).toHaveLength(3);
    expect(drawSample(candidates.toReversed(), 6, lots("2025-03"))).toEqual(drawn);
    expect(drawSample(candidates, 6, lots("2025-04"))).not.toEqual(drawn);
  });

  test("nobody is drawn twice, and nobody who is not there", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ id: fc.uuid(), risk: fc.nat(9) }), {
          selector: ({ id }) => id,
          maxLength: 30,
        }),
        fc.integer({ min: 1, max: 40 }),
        fc.string(),
        (from, size, seed) => {
          const ids = drawSample(from, size, lots(seed)).map(({ id }) => id);
          expect(new Set(ids).size).toBe(Math.min(size, from.length));
          expect(from.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
        },
      ),
    );
  });
});

describe("the system's own records", () => {
  const records: Records = {
    awareness: { aware: 40, valid: 50 },
    materials: { reached: 2, kinds: 3 },
    times: { inTime: 9, due: 10 },
    calls: { sum: 159, n: 2 },
    sources: [],
  };
  test.each([
    ["awareness", {}, "pass"],
    ["awareness", { awareness: { aware: 39, valid: 50 } }, "fail"],
    ["awareness", { awareness: null }, null],
    ["materials", {}, "part"],
    ["materials", { materials: { reached: 0, kinds: 3 } }, "fail"],
    ["times", {}, "pass"],
    ["times", { times: { inTime: 89, due: 100 } }, "part"],
    ["times", { times: { inTime: 69, due: 100 } }, "fail"],
    ["calls", {}, "part"],
    ["calls", { calls: { sum: 160, n: 2 } }, "pass"],
    ["calls", { calls: { sum: 119, n: 2 } }, "fail"],
    ["sources", {}, "pass"],
    ["sources", { sources: [{ on: "2025-01-08", yuan: "500.00", payer: "别的公司" }] }, "fail"],
  ] as const)("%s %o: %s", (kind, change, mark) => {
    expect(answerFrom(kind, { ...records, ...change }).mark).toBe(mark);
  });
});

test("a call in disguise: five things, 100 points, each once", () => {
  expect(callScore(["answered", "correct", "complete", "polite", "follow_up"])).toBe(100);
  expect(callScore(["answered", "correct", "correct"])).toBe(55);
  expect(callScore([])).toBe(0);
});
