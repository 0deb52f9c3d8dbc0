import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayInMonth, monthOf, type PlainDate, plainDate, plainMonth } from "#core/dates.ts";
import { sum, yuan } from "#core/money.ts";
import {
  type Line,
  matchLines,
  type OpenItem,
  openBook,
  type Party,
  usualWords,
  type Verdict,
} from "./index.ts";
import { codesIn, monthsIn, nameForms } from "./names.ts";

// One ordinary unit, one union, the province, one bill of 950 yuan. Each test changes only the fact it is about.
const party = (id: string, name: string, account: string, accountName = name): Party => ({
  id,
  code: id,
  names: [name, accountName],
  accounts: [account],
});
const parties = [
  party("HA", "省办事处", "6666"),
  party("HA-C", "濮阳市总工会", "0001"),
  party("X1", "范县总工会", "0002"),
  party("U02", "濮阳市图书馆", "102"),
  party("U025", "濮阳市妇幼保健院", "125", "濮阳市妇幼保健院工会委员会"),
  party("U030", "濮阳市市场监督管理局", "130"),
  party("U031", "濮阳县图书馆", "131"),
];
const bill = (organisationId: string, amount: number, month = "2025-01", id = `${organisationId} ${month}`) =>
  ({
    id,
    organisationId,
    kind: "unit_share",
    month: plainMonth(month),
    open: yuan(amount),
  }) satisfies OpenItem;
const other = (
  kind: "subsidy" | "remittance" | "reimbursement",
  organisationId: string,
  amount: number,
  month = "2025-01",
) => ({
  ...bill(organisationId, amount, month),
  kind,
});

let count = 0;
const line = (change: Partial<Omit<Line, "amount">> & { amount?: number }): Line => ({
  id: `L${count++}`,
  on: plainDate("2025-01-06"),
  direction: "credit",
  name: "某某",
  account: "999",
  memo: "会费",
  ...change,
  amount: yuan(change.amount ?? 950),
});
/** The cut-off is the 10th, the 25th for subsidies; the same day still counts. */
const waitsUntil = (kind: "unit_share" | "subsidy", on: PlainDate) =>
  dayInMonth(monthOf(on), kind === "subsidy" ? 25 : 10);

function judge(
  lines: readonly Line[],
  items: readonly OpenItem[] = [bill("U025", 950)],
  today = plainDate("2025-01-06"),
  extra: readonly Party[] = [],
): string[] {
  const book = openBook([...parties, ...extra], items, usualWords);
  const verdicts = matchLines(lines, { book, words: usualWords, waitsUntil, today });
  const byId = new Map(verdicts.map((verdict) => [verdict.lineId, verdict]));
  return lines.map((each) => say(byId.get(each.id)));
}
function say(verdict: Verdict | undefined): string {
  if (verdict?.outcome !== "matched")
    return `${verdict?.outcome} ${verdict && "reason" in verdict ? verdict.reason : ""}`;
  const items = verdict.allocations.map((each) => each.itemId).join("+");
  return `${verdict.reason} ${verdict.kind} ${items}`.trim();
}

describe("a unit's payment", () => {
  test.each<[string, Parameters<typeof line>[0], string]>([
    ["its code and the amount", { memo: "U025互助保障费" }, "code_and_amount unit_share U025 2025-01"],
    [
      "its code in full width and small letters",
      { memo: "互助ｕ０２５" },
      "code_and_amount unit_share U025 2025-01",
    ],
    ["its account", { account: "125" }, "account_and_amount unit_share U025 2025-01"],
    ["its name", { name: "濮阳市妇幼保健院" }, "name_and_amount unit_share U025 2025-01"],
    ["its name without 市", { name: "濮阳妇幼保健院工会委员会" }, "name_and_amount unit_share U025 2025-01"],
    ["the amount alone", {}, "person payer_unknown"],
    ["a name that only begins like it", { name: "濮阳市妇幼保健院第二分部" }, "person payer_unknown"],
    ["a code of which its own is the beginning", { memo: "U0251" }, "person payer_unknown"],
    ["one cent… one yuan more", { account: "125", amount: 951 }, "person more_than_open"],
    ["one yuan less", { account: "125", amount: 949 }, "waiting part_of_bill"],
    ["a contradicting code", { account: "125", memo: "U02" }, "person evidence_contradicts"],
    ["two codes", { memo: "U025 U02" }, "person evidence_contradicts"],
    [
      "another unit's name in the memo",
      { account: "125", memo: "代濮阳市图书馆" },
      "person memo_names_another",
    ],
    ["its account and a word of gifts", { account: "125", memo: "捐款" }, "person two_readings"],
    [
      "its code, paid by its parent",
      { account: "102", memo: "代缴U025" },
      "code_and_amount unit_share U025 2025-01",
    ],
  ])("with %s", (_what, change, told) => {
    expect(judge([line(change)])).toEqual([told]);
  });

  test("to an account that two units share is told apart by the name, else left to a person", () => {
    const items = [bill("U025", 950), bill("U9", 950)];
    const sharing = [party("U9", "乙单位", "125")];
    const today = plainDate("2025-01-06");
    expect(judge([line({ account: "125", name: "乙单位" })], items, today, sharing)).toEqual([
      "account_and_amount unit_share U9 2025-01",
    ]);
    expect(judge([line({ account: "125" })], items, today, sharing)).toEqual(["person several_payers"]);
  });

  test("by a name that two units bear goes to a person where both owe the amount", () => {
    const twin = [party("U9", "濮阳妇幼保健院", "9")];
    const paid = () => [line({ name: "濮阳妇幼保健院有限公司" })];
    const today = plainDate("2025-01-06");
    expect(judge(paid(), [bill("U025", 950), bill("U9", 950)], today, twin)).toEqual([
      "person several_payers",
    ]);
    expect(judge(paid(), [bill("U025", 900), bill("U9", 950)], today, twin)).toEqual([
      "name_and_amount unit_share U9 2025-01",
    ]);
  });

  test("for one of two bills of the same amount needs the month", () => {
    const items = [bill("U025", 950), bill("U025", 950, "2025-02")];
    expect(judge([line({ account: "125" })], items)).toEqual(["person several_bills"]);
    expect(judge([line({ account: "125", memo: "2025年2月会费" })], items)).toEqual([
      "account_and_amount unit_share U025 2025-02",
    ]);
  });

  test("of all its open bills together pays them all", () => {
    const items = [bill("U025", 500), bill("U025", 450, "2025-02")];
    expect(judge([line({ memo: "U025" })], items)).toEqual([
      "code_and_amount unit_share U025 2025-01+U025 2025-02",
    ]);
  });

  test("of a bill already paid waits for the next bill, then goes to a person", () => {
    const paidTwice = [line({ account: "125" }), line({ account: "125" })];
    expect(judge(paidTwice)[1]).toBe("waiting nothing_open_yet");
    expect(judge(paidTwice, undefined, plainDate("2025-01-11"))[1]).toBe("person nothing_open_yet");
  });
});

describe("parts of one payer", () => {
  const part = (amount: number, day: string, change = {}) =>
    line({ account: "125", amount, on: plainDate(`2025-01-${day}`), ...change });

  test("are booked together when they make the bill whole", () => {
    expect(judge([part(900, "04"), part(50, "09")])).toEqual([
      "parts_together unit_share U025 2025-01",
      "parts_together unit_share U025 2025-01",
    ]);
  });

  test.each([
    ["on the last day of the wait", "10", ["parts_together unit_share U025 2025-01"]],
    ["one day later", "11", ["person part_came_too_late"]],
  ])("made up %s", (_when, day, first) => {
    const told = judge([part(900, "04"), part(50, day)], undefined, plainDate("2025-01-11"));
    expect(told.slice(0, 1)).toEqual(first);
  });

  test("wait until the end of the cut-off", () => {
    expect(judge([part(900, "04")], undefined, plainDate("2025-01-10"))).toEqual(["waiting part_of_bill"]);
    expect(judge([part(900, "04")], undefined, plainDate("2025-01-11"))).toEqual([
      "person part_came_too_late",
    ]);
  });

  test("of different payers are never combined", () => {
    const stranger = part(50, "05", { account: "777", name: "丙", memo: "U025" });
    expect(judge([part(900, "04"), stranger])).toEqual(["waiting part_of_bill", "waiting part_of_bill"]);
  });

  test("from other accounts count where the name is the same", () => {
    const named = part(50, "05", { account: "777", name: "濮阳妇幼保健院" });
    expect(judge([part(900, "04", { name: "濮阳市妇幼保健院工会委员会" }), named])[1]).toBe(
      "parts_together unit_share U025 2025-01",
    );
  });

  test("that could also be another bill go to a person", () => {
    const items = [bill("U025", 950), bill("U025", 50, "2025-02")];
    expect(judge([part(900, "04"), part(50, "09")], items)).toEqual([
      "waiting part_of_bill",
      "person two_readings",
    ]);
  });

  test("sent back are no parts any more", () => {
    const back = line({ direction: "debit", account: "125", amount: 900, memo: "退回" });
    expect(judge([part(900, "04"), back, part(50, "07")])).toEqual([
      "sent_back ",
      "returned_credit returned",
      "waiting part_of_bill",
    ]);
  });
});

describe("other lines", () => {
  const debit = (change: Parameters<typeof line>[0]) => line({ direction: "debit", ...change });
  test.each<[string, Line, OpenItem[], string]>([
    [
      "a union's subsidy",
      line({ name: "范县总工会", amount: 70 }),
      [other("subsidy", "X1", 70)],
      "name_and_amount subsidy X1 2025-01",
    ],
    [
      "half a subsidy",
      line({ name: "范县总工会", amount: 35 }),
      [other("subsidy", "X1", 70)],
      "waiting part_of_bill",
    ],
    [
      "a subsidy whose memo names another month",
      line({ account: "0002", amount: 70, memo: "2025-03月补助" }),
      [other("subsidy", "X1", 70)],
      "person evidence_contradicts",
    ],
    [
      "one of two equal subsidies, by its month",
      line({ account: "0002", amount: 70, memo: "2025-02月补助" }),
      [other("subsidy", "X1", 70), other("subsidy", "X1", 70, "2025-02")],
      "account_and_amount subsidy X1 2025-02",
    ],
    [
      "a month's remittance",
      debit({ account: "6666", memo: "会费上缴" }),
      [other("remittance", "HA", 950)],
      "remittance_of_month remittance HA 2025-01",
    ],
    [
      "the remittance without its word",
      debit({ account: "6666" }),
      [other("remittance", "HA", 950)],
      "person debit_unknown",
    ],
    [
      "the remittance to another's account",
      debit({ account: "102", memo: "上缴" }),
      [other("remittance", "HA", 950)],
      "person evidence_contradicts",
    ],
    ["interest", line({ name: "", account: "", memo: "结息" }), [], "word_in_memo interest"],
    ["interest that goes out", debit({ memo: "利息" }), [], "person debit_unknown"],
    ["a fee", debit({ memo: "账户管理费" }), [], "word_in_memo bank_fee"],
    ["a fee that comes in", line({ memo: "手续费" }), [], "person payer_unknown"],
    ["a gift", line({ memo: "互助保障捐款" }), [], "word_in_memo donation"],
  ])("%s", (_what, each, items, told) => {
    expect(judge([each], items)).toEqual([told]);
  });

  test("money sent back needs the account and the amount of one earlier credit", () => {
    const credit = () => line({ account: "5", amount: 12 });
    const back = (change = {}) => debit({ account: "5", amount: 12, on: plainDate("2025-01-07"), ...change });
    expect(judge([credit(), back()])).toEqual(["sent_back ", "returned_credit returned"]);
    expect(judge([credit(), back({ account: "6" })])[1]).toBe("person debit_unknown");
    expect(judge([credit(), back({ amount: 11 })])[1]).toBe("person debit_unknown");
    expect(judge([credit(), credit(), back()])[2]).toBe("person debit_unknown");
    expect(judge([back({ on: plainDate("2025-01-05") }), credit()])[0]).toBe("person debit_unknown");
  });
});

describe("what the province sends back for cancelled covers", () => {
  const refund = (id: string): OpenItem => ({ ...bill("HA", 80, "2025-01", id), kind: "refund" });
  const from = { account: "6666", name: "省办事处", memo: "退会费" };
  test.each<[string, number, readonly string[], string]>([
    ["one of its amount", 80, ["R1"], "account_and_amount refund R1"],
    ["all of them in one sum", 160, ["R1", "R2"], "account_and_amount refund R1+R2"],
    ["one of two alike", 80, ["R1", "R2"], "person several_bills"],
    ["more than is open", 161, ["R1", "R2"], "person more_than_open"],
  ])("%s", (_which, amount, open, answer) => {
    expect(judge([line({ ...from, amount })], open.map(refund))).toEqual([answer]);
  });
  test("somebody else's 80 yuan is not it", () => {
    expect(judge([line({ account: "0002", amount: 80 })], [refund("R1")])).toEqual([
      "waiting nothing_open_yet",
    ]);
  });
});

describe("names and codes", () => {
  const forms = (name: string) => nameForms(name, usualWords.nameParts, ["濮阳市"]);
  const same = (a: string, b: string) => forms(a).some((form) => forms(b).includes(form));
  test.each([
    ["濮阳市市场监督管理局", "濮阳市场监督管理局工会委员会", true],
    ["濮阳市蓝天燃气有限公司第三分部", "濮阳蓝天燃气第三分部", true],
    ["濮阳市图书馆", "濮阳县图书馆", false],
    ["濮阳市图书馆", "濮阳市图书馆第二分部", false],
    ["（濮阳）图书馆", "(濮阳)图书馆", true],
  ])("%s and %s: %s", (a, b, equal) => expect(same(a, b)).toBe(equal));

  test.each([
    ["U025互助保障费", ["U025"]],
    ["补缴U02,U025", ["U02", "U025"]],
    ["HA-C补助", ["HA-C"]],
    ["U025-2024-12", ["U025"]],
    ["10人互助保障", []],
    ["2024-12互助保障补助", []],
    ["10", ["10"]],
  ])("codes in %s: %j", (memo, found) => {
    const codes = new Set(["U02", "U025", "HA", "HA-C", "10", "2024", "12"]);
    expect(codesIn(memo, (word) => codes.has(word))).toEqual(found);
  });

  test.each([
    ["2025-01月补助", ["2025-01"]],
    ["2025年1月、2025年12月", ["2025-01", "2025-12"]],
    ["202502会费", ["2025-02"]],
    ["1月", []],
  ])("months in %s: %j", (memo, months) => expect(monthsIn(memo)).toEqual(months));
});

test("whatever comes in, no item is paid beyond what it owes, and each line pays exactly itself", () => {
  const paid = fc.record({
    amount: fc.integer({ min: 1, max: 6 }),
    account: fc.constantFrom("125", "102", "0002", "777"),
    memo: fc.constantFrom("会费", "U025", "U02", "捐款", "2025-02"),
    direction: fc.constantFrom("credit" as const, "debit" as const),
  });
  const owed = fc.record({
    who: fc.constantFrom("U025", "U02", "X1"),
    amount: fc.integer({ min: 1, max: 9 }),
    month: fc.constantFrom("2025-01", "2025-02"),
  });
  fc.assert(
    fc.property(fc.array(paid, { maxLength: 12 }), fc.array(owed, { maxLength: 6 }), (payments, debts) => {
      const items = debts.map((debt, i) => bill(debt.who, debt.amount, debt.month, `I${i}`));
      const lines = payments.map(line);
      const book = openBook(parties, items, usualWords);
      const verdicts = matchLines(lines, {
        book,
        words: usualWords,
        waitsUntil,
        today: plainDate("2025-01-31"),
      });
      expect(new Set(verdicts.map((verdict) => verdict.lineId)).size).toBe(lines.length);
      const matched = verdicts.filter((verdict) => verdict.outcome === "matched");
      for (const item of items) {
        const got = matched.flatMap((each) => each.allocations).filter((each) => each.itemId === item.id);
        expect(sum(got.map((each) => each.amount)) <= item.open).toBe(true);
      }
      for (const verdict of matched.filter((each) => each.allocations.length > 0)) {
        const amount = lines.find((each) => each.id === verdict.lineId)?.amount;
        expect(sum(verdict.allocations.map((each) => each.amount))).toBe(amount);
      }
    }),
  );
});

test("10,000 lines against 10,000 bills take a fraction of a second", () => {
  const many = Array.from({ length: 10_000 }, (_each, i) => i);
  const units = many.map((i) => party(`V${i}`, `濮阳市第${i}实验小学`, `8${i}`));
  const items = units.map((unit, i) => bill(unit.id, 100 + (i % 50)));
  const lines = units.map((unit, i) => {
    const way = [{ memo: unit.code }, { account: unit.accounts[0] ?? "" }, { name: unit.names[0] ?? "" }][
      i % 3
    ];
    return line({ ...way, amount: 100 + (i % 50) });
  });
  const started = performance.now();
  const book = openBook(units, items, usualWords);
  const verdicts = matchLines(lines, { book, words: usualWords, waitsUntil, today: plainDate("2025-01-31") });
  expect(verdicts.every((verdict) => verdict.outcome === "matched")).toBe(true);
  expect(performance.now() - started).toBeLessThan(6_000);
});

describe("a debit that pays back what a unit advanced", () => {
  const owed = [
    other("reimbursement", "U025", 600),
    bill("U025", 600, "2025-02"),
    other("reimbursement", "U02", 300),
  ];
  const back = (change: Parameters<typeof line>[0]) =>
    judge([line({ direction: "debit", memo: "拨回补助", amount: 600, ...change })], owed);

  test.each([
    ["by its account", { account: "125" }, "paid_back_to_unit reimbursement U025 2025-01"],
    ["by its name", { name: "濮阳市妇幼保健院工会委员会" }, "paid_back_to_unit reimbursement U025 2025-01"],
    ["never by the amount alone", {}, "person debit_unknown"],
    ["never by another amount", { account: "125", amount: 599 }, "person debit_unknown"],
    ["never to another unit", { account: "102" }, "person debit_unknown"],
  ])("is known %s", (_how, change, said) => {
    expect(back(change)).toEqual([said]);
  });

  test("is no credit: money in is matched with the bill, not with what goes back", () => {
    expect(judge([line({ account: "125", amount: 600 })], owed)).toEqual([
      "account_and_amount unit_share U025 2025-02",
    ]);
  });

  test("pays an amount once", () => {
    const twice = ["a", "b"].map(() => line({ direction: "debit", account: "102", amount: 300 }));
    expect(judge(twice, owed)).toEqual([
      "paid_back_to_unit reimbursement U02 2025-01",
      "person debit_unknown",
    ]);
  });
});
