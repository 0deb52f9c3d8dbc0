import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { cents, yuan, zero } from "#core/money.ts";
import {
  demand,
  type Move,
  missing,
  moves,
  obstacle,
  openMoves,
  type PeriodFacts,
  periodStates,
} from "./period.ts";

const facts: PeriodFacts = {
  state: "base_closed",
  baseCutOff: plainDate("2025-01-10"),
  heads: 2_108,
  dues: [
    { payer: "city_union", organisationId: "city", due: yuan(59_790), received: yuan(59_790) },
    { payer: "county_union:X410927", organisationId: "taiqian", due: yuan(1_350), received: yuan(1_350) },
  ],
  remittance: undefined,
};
const owing: PeriodFacts["dues"] = [
  { payer: "county_union:X410923", organisationId: "nanle", due: yuan(450), received: yuan(400) },
  { payer: "city_union", organisationId: "city", due: yuan(59_790), received: zero },
  { payer: "county_union:X410926", organisationId: "fan", due: yuan(930), received: yuan(930) },
];
const at = { today: plainDate("2025-01-27"), actor: "clerk" };
const made = { state: "made", madeBy: "cashier", paidOn: undefined } as const;
const codeOf = (move: Move, change: Partial<PeriodFacts>, when = at) =>
  obstacle(move, { ...facts, ...change }, when)?.code;

describe("a month", () => {
  test("says what is missing and from whom, largest first", () => {
    expect(missing(owing).map((each) => [each.payer, each.open])).toEqual([
      ["city_union", yuan(59_790)],
      ["county_union:X410923", yuan(50)],
    ]);
  });

  test.each([
    ["2025-01-10", "base_still_open"],
    ["2025-01-11", undefined],
  ])("closes its base on %s: %s", (today, code) => {
    expect(codeOf("close_base", { state: "open" }, { ...at, today: plainDate(today) })).toBe(code);
  });

  test("is funded when every share is in, to the cent", () => {
    expect(codeOf("mark_funded", {})).toBeUndefined();
    expect(codeOf("mark_funded", { dues: owing })).toBe("shares_missing");
    const short = [
      { ...facts.dues[0], payer: "x", organisationId: "x", due: yuan(10), received: cents(999) },
    ];
    expect(codeOf("mark_funded", { dues: short })).toBe("shares_missing");
  });

  test("is remitted by two people and the bank", () => {
    const funded = { state: "funded" } as const;
    expect(codeOf("make_remittance", funded)).toBeUndefined();
    expect(codeOf("check_remittance", funded)).toBe("remittance_not_made");
    expect(codeOf("check_remittance", { ...funded, remittance: made })).toBeUndefined();
    expect(codeOf("check_remittance", { ...funded, remittance: made }, { ...at, actor: "cashier" })).toBe(
      "maker_is_checker",
    );
    expect(codeOf("mark_remitted", { ...funded, remittance: made })).toBe("remittance_not_checked");
    const checked = { ...made, state: "checked" } as const;
    expect(codeOf("mark_remitted", { ...funded, remittance: checked })).toBe("remittance_not_at_bank");
    const paid = { ...checked, paidOn: plainDate("2025-01-27") };
    expect(codeOf("mark_remitted", { ...funded, remittance: paid })).toBeUndefined();
  });

  test("is not reopened once a list is made, but a closed one can be looked at again", () => {
    expect(codeOf("reopen", {})).toBeUndefined();
    expect(codeOf("reopen", { state: "funded", remittance: made })).toBe("remittance_already_made");
    expect(codeOf("reopen", { state: "remitted", remittance: made })).toBe("period_in_another_state");
    expect(codeOf("reopen", { state: "closed", remittance: made })).toBeUndefined();
  });

  test("without anybody in it is closed without a remittance", () => {
    expect(codeOf("make_remittance", { state: "funded", heads: 0, dues: [] })).toBe("nothing_to_remit");
    expect(codeOf("close", { state: "funded", heads: 0, dues: [] })).toBeUndefined();
    expect(codeOf("close", { state: "funded" })).toBe("period_in_another_state");
  });

  test("refuses with the obstacle's code and facts", () => {
    expect(() => demand("mark_funded", { ...facts, dues: owing }, at)).toThrow(
      expect.objectContaining({ code: "shares_missing", facts: { payers: 2, cents: "59840.00" } }),
    );
  });
});

describe("nothing is remitted with a share missing", () => {
  const due = fc.record({
    payer: fc.constantFrom("city_union", "county_union:A", "county_union:B"),
    organisationId: fc.constant("x"),
    due: fc.bigInt({ min: 0n, max: 10_000n }).map(cents),
    received: fc.bigInt({ min: 0n, max: 10_000n }).map(cents),
  });
  test("in whatever state the month is, whoever asks", () => {
    fc.assert(
      fc.property(
        fc.array(due, { maxLength: 5 }),
        fc.constantFrom(...periodStates),
        fc.integer({ min: 0, max: 3 }),
        (dues, state, heads) => {
          const open = openMoves({ ...facts, dues, state, heads }, at);
          if (dues.some((each) => each.received < each.due)) {
            expect(open).not.toContain("mark_funded");
            expect(open).not.toContain("make_remittance");
          }
          for (const move of moves) {
            expect(open.includes(move)).toBe(
              obstacle(move, { ...facts, dues, state, heads }, at) === undefined,
            );
          }
        },
      ),
    );
  });
});
