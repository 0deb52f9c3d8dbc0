import { describe, expect, test } from "vitest";
import { plainDate as day } from "#core/dates.ts";
import { cents, yuan, zero } from "#core/money.ts";
import { type CheckFacts, check, hardChecks, softChecks, unremarkable } from "./checks.ts";

// A stay of four days in July, well after waiting, paid to her own card as on the roster.
const facts: CheckFacts = {
  event: {
    kind: "inpatient",
    cause: "illness",
    on: day("2025-07-01"),
    endedOn: day("2025-07-05"),
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
    bill: "41060124-6086830973",
  },
  cover: { from: day("2025-01-01"), until: day("2026-01-01") },
  sex: "female",
  waitingThrough: 30,
  benefit: cents(407_141),
  failed: [],
  certification: "employed",
  isClerkClaimant: false,
  hasConsent: true,
  payee: {
    kind: "self",
    isMember: true,
    hasProof: true,
    account: "6217000000000002096",
    rosterCard: undefined,
  },
  cardSharers: [],
  billPaid: [],
  billClaimed: [],
  stays: [],
  samePapers: [],
  usualUpTo: undefined,
};
const other = { id: "0196f000-0000-7000-8000-000000000001", number: "SL-2025-000007" };
const stay = (on: string, endedOn: string) => ({ ...other, on: day(on), endedOn: day(endedOn) });
const codes = (changes: Partial<CheckFacts>) => check({ ...facts, ...changes }).map(({ code }) => code);

describe("an ordinary claim", () => {
  test("shows nothing but a card number that cannot be", () => {
    expect(codes({})).toEqual(["card_number_doubtful"]);
    expect(codes({ payee: { ...facts.payee, account: "6217000000000000000" } })).not.toEqual([]);
    expect(codes({ payee: { ...facts.payee, account: "410012345678901" } })).toEqual([]);
  });

  test("all that was found to be in order is told as well", () => {
    const found = check(facts);
    expect(unremarkable(found)).toHaveLength(hardChecks.length + softChecks.length - 1);
  });
});

const sound = { payee: { ...facts.payee, account: "410012345678901" } };
const found = (changes: Partial<CheckFacts>) => codes({ ...sound, ...changes });

describe("hard findings", () => {
  test.each(["not_covered", "not_eligible", "waiting_period", "filed_too_late", "settlement_inconsistent"])(
    "%s is what working out said",
    (code) => expect(found({ failed: [code] })).toEqual([code]),
  );

  test("a bill on which somebody was paid is used", () => {
    expect(found({ billPaid: [other] })).toEqual(["bill_used"]);
    expect(found({ failed: ["bill_already_used"] })).toEqual(["bill_used"]);
    expect(check({ ...facts, ...sound, billPaid: [other] })[0]).toMatchObject({
      weight: "hard",
      facts: { count: 1, number: "SL-2025-000007" },
      claims: [other.id],
    });
  });

  test.each([
    ["a stay inside it", "2025-07-02", "2025-07-03", ["overlapping_stay"]],
    ["one that reaches into it", "2025-06-20", "2025-07-02", ["overlapping_stay"]],
    ["one that ends on the day of admission (a transfer)", "2025-06-20", "2025-07-01", []],
    ["one that begins on the day of discharge", "2025-07-05", "2025-07-09", []],
    ["one that begins the day before discharge", "2025-07-04", "2025-07-09", ["overlapping_stay"]],
    ["the very same stay, under another plan", "2025-07-01", "2025-07-05", []],
    ["a day without a night on a day in bed", "2025-07-03", "2025-07-03", ["overlapping_stay"]],
  ])("%s", (_what, on, endedOn, expected) => {
    expect(found({ stays: [stay(on, endedOn)] })).toEqual(expected);
  });

  test("money goes to the member, or to an heir or guardian with proof", () => {
    const payee = sound.payee;
    expect(found({ payee: { ...payee, isMember: false } })).toEqual(["payee_not_member"]);
    expect(found({ payee: { ...payee, kind: "heir", isMember: false, hasProof: false } })).toEqual([
      "payee_not_member",
    ]);
    expect(found({ payee: { ...payee, kind: "guardian", isMember: false, hasProof: true } })).toEqual([]);
  });
});

test("nothing is paid on data that somebody took their consent back for", () => {
  expect(found({ hasConsent: false })).toEqual(["consent_withdrawn"]);
});

describe("soft findings", () => {
  test("the same bill in another claim under way", () => {
    expect(found({ billClaimed: [other] })).toEqual(["bill_claimed"]);
  });

  test.each([
    ["employed", []],
    ["not_needed", []],
    ["silent", ["not_certified"]],
    ["not_employed", ["not_certified"]],
  ] as const)("a unit that says %s", (certification, expected) => {
    expect(found({ certification })).toEqual(expected);
  });

  test("a card that several people use – but an heir may be heir to two", () => {
    expect(found({ cardSharers: [other] })).toEqual(["shared_card"]);
    const heir = { ...sound.payee, kind: "heir", isMember: false } as const;
    expect(found({ cardSharers: [other], payee: heir })).toEqual([]);
  });

  test("a card other than the roster's, by its last digits only", () => {
    const payee = { ...sound.payee, rosterCard: "6222000000005847" };
    const [finding] = check({ ...facts, payee: { ...payee, account: "410012345672096" } });
    expect(finding).toMatchObject({ code: "card_differs", facts: { roster: "5847", given: "2096" } });
    expect(found({ payee: { ...payee, rosterCard: payee.account } })).toEqual([]);
  });

  test.each([
    ["C53.9", "male", ["sex_and_diagnosis"]],
    ["C53.9", "female", []],
    ["C61", "female", ["sex_and_diagnosis"]],
    ["C50.9", "male", []],
    ["O80", "male", ["sex_and_diagnosis"]],
    ["C53.9", undefined, []],
    ["", "male", []],
  ] as const)("%s of somebody %s", (diagnosis, sex, expected) => {
    expect(found({ event: { ...facts.event, diagnosis }, sex })).toEqual(expected);
  });

  test("a sum beyond what is usual", () => {
    expect(found({ usualUpTo: cents(407_141) })).toEqual([]);
    expect(found({ usualUpTo: cents(407_140) })).toEqual(["unusual_size"]);
  });

  test.each([
    ["2025-05-31", ["readmission"]],
    ["2025-05-30", []],
    ["2025-06-30", ["readmission"]],
  ])("an admission after a discharge on %s", (endedOn, expected) => {
    expect(found({ stays: [stay("2025-05-20", endedOn)] })).toEqual(expected);
  });

  test.each([
    ["2025-01-30", "illness", []], // day 30 waits: working out says so
    ["2025-01-31", "illness", ["just_after_waiting"]],
    ["2025-02-06", "illness", ["just_after_waiting"]],
    ["2025-02-07", "illness", []],
    ["2025-01-31", "accident", []],
  ] as const)("an %s by %s", (on, cause, expected) => {
    expect(found({ event: { ...facts.event, on: day(on), endedOn: day(on), cause } })).toEqual(expected);
  });

  test("a file that was handed in elsewhere, a clerk of the claimant's name", () => {
    expect(found({ samePapers: [other], isClerkClaimant: true })).toEqual([
      "same_paper",
      "clerk_is_claimant",
    ]);
  });

  test("hard ones come first", () => {
    const both = check({ ...facts, ...sound, usualUpTo: yuan(1), failed: ["not_covered"] });
    expect(both.map(({ weight }) => weight)).toEqual(["hard", "soft"]);
  });
});
