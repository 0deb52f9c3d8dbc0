import { describe, expect, test } from "vitest";
import { plainDate as day } from "#core/dates.ts";
import { cents, yuan, zero } from "#core/money.ts";
import { paperTypeOf } from "#core/paper-type.ts";
import { type ClaimFacts, factFaults, normalBill, normalDiagnosis } from "./event.ts";
import { documentsNeeded, missingDocuments } from "./papers.ts";
import { isCardDoubtful, normalAccount, type Payee, payeeFaults } from "./payee.ts";
import { isSameEvent } from "./same-event.ts";

const today = day("2025-07-08");
const stay: ClaimFacts = {
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
  diagnosis: "",
  grade: undefined,
  bill: "410601246086830973",
};
const faults = (changes: Partial<ClaimFacts>) =>
  factFaults({ ...stay, ...changes }, today).map(({ code }) => code);

describe("what happened", () => {
  test("is complete as it stands", () => expect(faults({})).toEqual([]));

  test.each([
    ["a cent off is a rounding", { total: cents(2_428_743) }, []],
    ["two are not", { total: cents(2_428_744) }, ["settlement_inconsistent"]],
    ["nobody pays more than the whole", { otherPay: yuan(20_000) }, ["paid_exceeds_total"]],
    ["today is over", { endedOn: today }, []],
    ["tomorrow is not", { endedOn: day("2025-07-09") }, ["event_not_over"]],
    ["it begins before it ends", { on: day("2025-07-06") }, ["ends_before_it_begins"]],
    [
      "an expense has a bill and a sum",
      { bill: "", total: zero, outOfScope: zero, preSelfPay: zero, inScope: zero, fundPay: zero },
      ["total_missing", "bill_missing"],
    ],
    ["a diagnosis has a code", { kind: "diagnosis" }, ["diagnosis_missing"]],
    ["a disability has a grade", { kind: "disability" }, ["grade_missing"]],
  ] as const)("%s", (_rule, changes, expected) => {
    expect(faults(changes as Partial<ClaimFacts>)).toEqual(expected);
  });

  test("numbers are compared as they are meant", () => {
    expect(normalBill("４１０６０１２４ － 6086830973")).toBe("410601246086830973");
    expect(normalBill("41060124—6086830973")).toBe("410601246086830973");
    expect(normalDiagnosis(" c50.9 ")).toBe("C50.9");
    expect(normalAccount("6217 0000-1234")).toBe("621700001234");
  });
});

describe("papers", () => {
  const ofPlan = [
    { code: "settlement_sheet", name: "医保结算单", clause: "第九条" },
    { code: "accident_report", name: "事故证明", clause: "第九条", cause: "accident" },
    { code: "death_certificate", name: "死亡证明", clause: "第九条", triggers: ["sudden_death"] },
  ] as const;
  const codes = (...of: Parameters<typeof documentsNeeded>) => documentsNeeded(...of).map(({ code }) => code);

  test("are those of the plan, for this kind of event and cause", () => {
    expect(codes(stay, "self", ofPlan)).toEqual(["settlement_sheet"]);
    expect(codes({ ...stay, cause: "accident" }, "self", ofPlan)).toEqual([
      "settlement_sheet",
      "accident_report",
    ]);
    expect(codes({ ...stay, kind: "sudden_death" }, "heir", ofPlan)).toEqual([
      "settlement_sheet",
      "death_certificate",
      "kin_proof",
      "payee_identity_card",
    ]);
  });

  test("are the usual ones where the plan names none, and a guardian proves to be one", () => {
    expect(codes(stay, "self", undefined)).toHaveLength(5);
    expect(codes(stay, "guardian", undefined).slice(-2)).toEqual(["guardian_proof", "payee_identity_card"]);
  });

  test("that are missing are named all at once", () => {
    const needed = documentsNeeded(stay, "self", undefined);
    const missing = missingDocuments(needed, [{ code: "receipt" }, { code: "bank_card" }]);
    expect(missing.map(({ name }) => name)).toEqual(["身份证", "医保结算单", "出院记录"]);
    expect(missingDocuments(needed, needed)).toEqual([]);
  });

  test.each([
    ["a PDF", "%PDF-1.7", "application/pdf"],
    ["a PNG", "\x89PNG\r\n\x1a\n....", "image/png"],
    ["a WebP", "RIFF....WEBPVP8 ", "image/webp"],
    ["a JPEG", "\xff\xd8\xff\xe0....JFIF", "image/jpeg"],
    ["a page that calls itself a picture", "<!doctype html>", undefined],
    ["nothing", "", undefined],
  ])("%s is known by its content", (_what, head, type) => {
    expect(paperTypeOf(Buffer.from(head, "latin1"))).toBe(type);
  });
});

describe("the payee", () => {
  const payee: Payee = { kind: "self", name: "苏兰桂", account: "6217000000000002096", bankName: "建设银行" };
  test.each([
    ["the member", "inpatient", {}, []],
    ["somebody else", "inpatient", { name: "苏桂兰" }, ["payee_not_member"]],
    ["a guardian", "inpatient", { kind: "guardian", name: "苏大" }, []],
    ["an heir of the living", "inpatient", { kind: "heir", name: "苏大" }, ["heir_without_death"]],
    ["the dead", "sudden_death", {}, ["payee_must_be_heir"]],
    ["an heir", "sudden_death", { kind: "heir", name: "苏大" }, []],
    [
      "nobody, nowhere",
      "inpatient",
      { kind: "guardian", name: "", account: "12" },
      ["payee_name_missing", "account_not_digits"],
    ],
  ] as const)("%s", (_who, kind, changes, expected) => {
    expect(payeeFaults(kind, { ...payee, ...changes } as Payee, "苏兰桂")).toEqual(expected);
  });

  test("a card whose check digit does not fit is doubtful; a bankbook has none", () => {
    expect(isCardDoubtful("6228480402564890018")).toBe(false);
    expect(isCardDoubtful("6228480402564890019")).toBe(true);
    expect(isCardDoubtful("4100123456789012345")).toBe(false);
  });
});

describe("two claims under one cover", () => {
  const a = { kind: "inpatient", on: day("2025-07-01"), bill: "b1" } as const;
  test.each([
    ["of one admission", { ...a, bill: "b2" }, true],
    ["of one bill, whatever day was typed", { ...a, on: day("2025-07-02") }, true],
    ["of two stays", { ...a, on: day("2025-07-09"), bill: "b2" }, false],
    ["of two kinds", { ...a, kind: "chronic_outpatient" }, false],
  ] as const)("%s", (_what, b, expected) => {
    expect(isSameEvent(a, b)).toBe(expected);
  });

  test("outpatient bills of one day are told apart by their numbers; one without a number is not", () => {
    const visit = { kind: "chronic_outpatient", on: day("2025-07-01"), bill: "b1" } as const;
    expect(isSameEvent(visit, { ...visit, bill: "b2" })).toBe(false);
    expect(isSameEvent(visit, { ...visit, bill: "" })).toBe(true);
  });

  test("nobody dies twice", () => {
    const death = { kind: "sudden_death", on: day("2025-07-01"), bill: "" } as const;
    expect(isSameEvent(death, { ...death, kind: "accidental_death", on: day("2025-08-01") })).toBe(true);
  });
});
