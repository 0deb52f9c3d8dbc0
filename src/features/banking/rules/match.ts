import type { PlainDate } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import type { Book, Evidence, Line, OpenItem } from "./book.ts";
import { type Found, findExact, onlyOne } from "./exact.ts";
import { onlyPayer, type Waiting, type Whole, wholes } from "./parts.ts";
import { openPaymentBook, type PaymentBook } from "./payments.ts";
import type { LineKind, OpenReason, RuleReason, Verdict } from "./verdict.ts";
import { type MatchingWords, says } from "./words.ts";

export type Matching = {
  readonly book: Book;
  readonly words: MatchingWords;
  /** The last day on which a part paid on `on` may still be made up. */
  readonly waitsUntil: (kind: "unit_share" | "subsidy", on: PlainDate) => PlainDate;
  /** The business day up to which we look. */
  readonly today: PlainDate;
  /** Earlier credits that nobody could place, decided to be left or not: what comes back may be one of them. */
  readonly leftCredits?: readonly Line[];
  /** Payments on their way and those that may come back. */
  readonly payments?: PaymentBook;
};

type Desk = Matching & {
  readonly payments: PaymentBook;
  readonly verdicts: Map<string, Verdict>;
  /** Parts that wait, by the organisation they would pay for. */
  readonly parts: Map<string, Waiting[]>;
  readonly unplaced: Map<string, Line[]>;
};

/**
 * Says of each line what it is, oldest first, as if it were done day by day: whether a part is still waited for
 * depends on the days of the lines, never on the day of asking. Each step needs exactly one candidate; what has
 * two readings, or evidence that contradicts itself, goes to a person.
 */
export function matchLines(lines: readonly Line[], matching: Matching): Verdict[] {
  const payments = matching.payments ?? openPaymentBook([]);
  const desk: Desk = { ...matching, payments, verdicts: new Map(), parts: new Map(), unplaced: new Map() };
  for (const line of matching.leftCredits ?? []) leave(desk, line);
  for (const line of lines) {
    const verdict = line.direction === "debit" ? judgeDebit(desk, line) : judgeCredit(desk, line);
    desk.verdicts.set(line.id, verdict);
    if (verdict.outcome !== "matched" && line.direction === "credit") leave(desk, line);
  }
  return [...desk.verdicts.values()];
}

const returnKey = (line: Line): string => `${line.account} ${line.amount}`;

function leave(desk: Desk, line: Line): void {
  if (line.account === "") return;
  desk.unplaced.set(returnKey(line), [...(desk.unplaced.get(returnKey(line)) ?? []), line]);
}

function judgeDebit(desk: Desk, line: Line): Verdict {
  const { book, words } = desk;
  const readings: Verdict[] = [];
  const remittances = says(line.memo, words.remittance) ? book.remittancesOf(line.amount) : [];
  const remittance = onlyOne(remittances, line.memo);
  // The account of somebody who owes to us is not where a remittance goes.
  const payees = [...book.evidence(line).account];
  const isPayee = (id: string) => id === remittance?.organisationId || book.isProvince(id);
  if (remittance && payees.length > 0 && !payees.some(isPayee)) return person(line, "evidence_contradicts");
  if (remittance) readings.push(matched(line, "remittance", "remittance_of_month", [remittance]));
  const back = paidBack(book, line);
  if (back) readings.push(matched(line, "reimbursement", "paid_back_to_unit", [back]));
  const credits = (desk.unplaced.get(returnKey(line)) ?? []).filter((credit) => credit.on <= line.on);
  const open = credits.filter((credit) => desk.verdicts.get(credit.id)?.outcome !== "matched");
  if (line.account !== "" && open.length === 1 && open[0]) {
    readings.push({ ...matched(line, "returned", "returned_credit", []), returns: open[0].id } as Verdict);
  }
  const payment = desk.payments.find(line);
  if (payment === "several_payments") return person(line, payment);
  if (payment) readings.push(matched(line, "payment", payment.reason, payment.items));
  const [reading] = readings;
  if (readings.length === 0 && remittances.length === 0 && says(line.memo, words.bankFee)) {
    return matched(line, "bank_fee", "word_in_memo", []);
  }
  if (!reading || readings.length > 1) {
    return person(line, readings.length > 1 ? "two_readings" : "debit_unknown");
  }
  const item = remittance ?? back;
  if (payment) desk.payments.take(payment.items);
  else if (item) book.take(item.id, line.amount);
  else if (open[0]) sendBack(desk, open[0], line);
  return reading;
}

/** What exactly one unit, known by its account or its name, gets back in this amount. */
function paidBack(book: Book, line: Line): OpenItem | undefined {
  const evidence = book.evidence(line);
  const payees = evidence.account.size > 0 ? evidence.account : evidence.name;
  const items = [...payees].flatMap((id) => book.reimbursementsOf(id, line.amount));
  return onlyOne(items, line.memo);
}

/** What was sent back pays nothing: it waits no longer and makes no bill whole. */
function sendBack(desk: Desk, credit: Line, debit: Line): void {
  desk.unplaced.set(returnKey(debit), []);
  for (const [payer, waiting] of desk.parts) {
    const left = waiting.filter((part) => part.line.id !== credit.id);
    if (left.length < waiting.length) desk.parts.set(payer, left);
  }
  desk.verdicts.set(credit.id, { outcome: "sent_back", lineId: credit.id, debitId: debit.id });
}

const matched = (
  line: Line,
  kind: LineKind,
  reason: RuleReason,
  items: readonly OpenItem[],
): Extract<Verdict, { outcome: "matched" }> => ({
  outcome: "matched",
  lineId: line.id,
  kind,
  reason,
  allocations: items.map((item) => ({ itemId: item.id, amount: item.open })),
});

const person = (line: Line, reason: OpenReason): Verdict => ({ outcome: "person", lineId: line.id, reason });

function judgeCredit(desk: Desk, line: Line): Verdict {
  const evidence = desk.book.evidence(line);
  const exact = findExact(desk.book, line, evidence);
  const word = kindByWord(line.memo, desk.words);
  const payment = desk.payments.find(line);
  if (typeof exact === "string") return person(line, exact);
  if (typeof payment === "string") return person(line, payment);
  if ([exact, word, payment].filter(Boolean).length > 1) return person(line, "two_readings");
  if (payment) {
    desk.payments.take(payment.items);
    return matched(line, "payment_return", payment.reason, payment.items);
  }
  if (exact) return settle(desk, line, exact);
  if (word) return matched(line, word, "word_in_memo", []);
  return judgePart(desk, line, evidence);
}

/** What a credit is that nobody owes, by the words of its memo. */
export const kindByWord = (
  memo: string,
  words: MatchingWords,
): "benefit" | "interest" | "donation" | undefined =>
  (["benefit", "interest", "donation"] as const).find((kind) => says(memo, words[kind]));

/** Books an exact match, unless parts that wait would with this line make another bill whole: then it could be either. */
function settle(desk: Desk, line: Line, found: Found): Verdict {
  const [first] = found.items;
  const payer = first?.organisationId ?? "";
  if (wholes(desk.book, line, payer, waitingFor(desk, payer)).length > 0) return person(line, "two_readings");
  for (const item of found.items) desk.book.take(item.id, item.open);
  return matched(line, first?.kind ?? "unit_share", found.reason, found.items);
}

const waitingFor = (desk: Desk, payer: string): readonly Waiting[] => desk.parts.get(payer) ?? [];

/** Step 4: lines of one account or name that together make the open amount. */
function judgePart(desk: Desk, line: Line, evidence: Evidence): Verdict {
  const payer = onlyPayer(evidence);
  if (payer === undefined) return person(line, "payer_unknown");
  if (payer === "several") return person(line, "several_payers");
  if (payer === "memo_names_another") return person(line, payer);
  const whole = wholes(desk.book, line, payer, waitingFor(desk, payer));
  if (whole.length > 1) return person(line, "several_bills");
  if (whole[0]) return bookTogether(desk, line, payer, whole[0]);
  const items = desk.book.itemsOf(payer);
  const most = items.reduce<Cents>((max, item) => (item.open > max ? item.open : max), 0n as Cents);
  if (items.length > 0 && line.amount > most) return person(line, "more_than_open");
  const kind = items.every((item) => item.kind === "subsidy") && items.length > 0 ? "subsidy" : "unit_share";
  const until = desk.waitsUntil(kind, line.on);
  const reason = items.length > 0 ? "part_of_bill" : "nothing_open_yet";
  if (items.length > 0) desk.parts.set(payer, [...(desk.parts.get(payer) ?? []), { line, until }]);
  if (until < desk.today) {
    return person(line, reason === "part_of_bill" ? "part_came_too_late" : "nothing_open_yet");
  }
  return { outcome: "waiting", lineId: line.id, reason, until };
}

/** Each part pays its own amount; the earlier ones wait no longer. */
function bookTogether(desk: Desk, line: Line, payer: string, whole: Whole): Verdict {
  const booked = (part: Line): Verdict => ({
    outcome: "matched",
    lineId: part.id,
    kind: whole.item.kind,
    reason: "parts_together",
    allocations: [{ itemId: whole.item.id, amount: part.amount }],
  });
  for (const part of whole.lines) desk.verdicts.set(part.id, booked(part));
  desk.parts.set(
    payer,
    (desk.parts.get(payer) ?? []).filter((part) => !whole.lines.includes(part.line)),
  );
  desk.book.take(whole.item.id, whole.item.open);
  return booked(line);
}
