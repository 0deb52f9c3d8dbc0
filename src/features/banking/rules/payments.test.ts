import { describe, expect, test } from "vitest";
import { plainDate, plainMonth } from "#core/dates.ts";
import { cents, yuan } from "#core/money.ts";
import type { Line } from "./book.ts";
import { openBook } from "./book.ts";
import { matchLines } from "./match.ts";
import { openPaymentBook, type PaymentItem } from "./payments.ts";
import { usualWords } from "./words.ts";

// Three payments of one batch are on their way, two of them of the same amount.
const item = (id: string, amount: number, more: Partial<PaymentItem> = {}): PaymentItem => ({
  id,
  organisationId: "agency",
  kind: "payment",
  month: plainMonth("2025-03"),
  open: yuan(amount),
  reference: `FK-2025-00000${id}`,
  payeeName: `职工${id}`,
  payeeAccount: `account-${id}`,
  since: plainDate("2025-03-03"),
  batchId: "",
  batchReference: "",
  account: "in_transit",
  ...more,
});
const onTheWay = [item("1", 300), item("2", 300), item("3", 450)];
const line = (more: Partial<Line>): Line => ({
  id: "line",
  on: plainDate("2025-03-04"),
  direction: "debit",
  amount: yuan(300),
  name: "",
  account: "",
  memo: "",
  ...more,
});

function judge(lines: readonly Line[], items: readonly PaymentItem[] = onTheWay) {
  const words = usualWords;
  const parties = [{ id: "unit", code: "U01", names: ["第一小学"], accounts: ["account-unit"] }];
  const bill = { organisationId: "unit", kind: "unit_share" as const, month: plainMonth("2025-03") };
  const verdicts = matchLines(lines, {
    book: openBook(parties, [{ id: "bill", open: yuan(300), ...bill }], words),
    words,
    waitsUntil: () => plainDate("2025-03-10"),
    today: plainDate("2025-03-05"),
    payments: openPaymentBook(items),
  });
  return verdicts.map((verdict) =>
    verdict.outcome === "matched"
      ? [verdict.kind, verdict.reason, verdict.allocations.map((part) => part.itemId).join()]
      : [verdict.outcome, "reason" in verdict ? verdict.reason : ""],
  );
}

describe("a debit", () => {
  test.each([
    [
      "that repeats the number",
      { memo: "互助金 FK2025000002" },
      ["payment", "payment_number_and_amount", "2"],
    ],
    ["in whatever spelling", { memo: "fk-2025-000001" }, ["payment", "payment_number_and_amount", "1"]],
    ["to the payee's account", { account: "account-2" }, ["payment", "payee_and_amount", "2"]],
    ["to the payee's name alone", { name: "职工1" }, ["payment", "payee_and_amount", "1"]],
    ["to that name at another account", { name: "职工1", account: "x" }, ["person", "debit_unknown"]],
    ["of another amount", { memo: "FK2025000002", amount: cents(29_999) }, ["person", "debit_unknown"]],
    ["of the amount alone", {}, ["person", "debit_unknown"]],
    [
      "from before it was released",
      { memo: "FK2025000002", on: plainDate("2025-03-02") },
      ["person", "debit_unknown"],
    ],
  ] as const)("%s", (_what, more, verdict) => {
    expect(judge([line(more)])).toEqual([verdict]);
  });

  test("settles a payment once: the same again goes to a person", () => {
    const paid = line({ memo: "FK2025000002" });
    expect(judge([paid, { ...paid, id: "again" }])).toEqual([
      ["payment", "payment_number_and_amount", "2"],
      ["person", "debit_unknown"],
    ]);
  });

  test("that two payments to one account fit is a person's to decide", () => {
    const twins = [item("1", 300), item("2", 300, { payeeAccount: "account-1" })];
    expect(judge([line({ account: "account-1" })], twins)).toEqual([["person", "several_payments"]]);
  });

  test("of a whole batch is known by the batch's number and sum", () => {
    const batch = { batchId: "b", batchReference: "FF-2025-0001" };
    const whole = onTheWay.map((each) => ({ ...each, ...batch }));
    const sum = { amount: yuan(1050) };
    expect(judge([line({ ...sum, memo: "代发 FF20250001" })], whole)).toEqual([
      ["payment", "payment_batch_and_amount", "1,2,3"],
    ]);
    expect(judge([line({ ...sum, memo: "代发" })], whole)).toEqual([["person", "debit_unknown"]]);
    expect(judge([line({ amount: yuan(1049), memo: "代发 FF20250001" })], whole)).toEqual([
      ["person", "debit_unknown"],
    ]);
  });
});

describe("a credit", () => {
  const mayComeBack = [item("1", 300, { kind: "payment_return", account: "benefit" })];
  const back = { direction: "credit", memo: "退汇 FK2025000001 账号已销户" } as const;

  test("that repeats the number of a paid payment is that payment sent back", () => {
    expect(judge([line(back)], mayComeBack)).toEqual([["payment_return", "payment_number_and_amount", "1"]]);
  });

  test("never takes a payment that is on its way for one that comes back", () => {
    expect(judge([line(back)])).toEqual([["person", "payer_unknown"]]);
  });

  test("that is a unit's bill as well goes to a person", () => {
    const both = { ...back, account: "account-unit" };
    expect(judge([line(both)], mayComeBack)).toEqual([["person", "two_readings"]]);
  });

  test("of the province's money for benefits is known by its words, and by no unit's 互助金", () => {
    expect(judge([line({ ...back, memo: "2025年3月互助金拨付" })])).toEqual([
      ["benefit", "word_in_memo", ""],
    ]);
    expect(judge([line({ ...back, memo: "第二小学互助金" })])).toEqual([["person", "payer_unknown"]]);
  });
});
