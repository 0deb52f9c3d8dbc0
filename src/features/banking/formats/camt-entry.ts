import { dayInChina, type PlainDate, parseDate } from "#core/dates.ts";
import { type Cents, sum } from "#core/money.ts";
import { all, attribute, type Element, first, textAt } from "./camt-tree.ts";
import { type Direction, type Problem, problem, type StatementLine } from "./statement.ts";

/** A line before the balances are known. */
export type Booked = Omit<StatementLine, "balance">;

type Told = { readonly lines: readonly Booked[]; readonly problems: readonly Problem[] };

/**
 * One booked entry: a line – or, where it is a batch whose parts are told with amounts that add up to it, one for each
 * part. `place` is how many entries come before it in the file, itself included.
 */
export function readEntry(entry: Element, place: number): Told {
  const wrong = (code: string, facts: Record<string, string> = {}) =>
    problem(entry.line, code, { entry: place, ...facts });
  const amount = amountOf(first(entry, "Amt"));
  const direction = directionOf(entry);
  const on = dayOf(entry);
  const problems = [
    ...(typeof amount === "string" ? [wrong(amount, currencyFacts(entry))] : []),
    ...(direction ? [] : [wrong("statement_direction_unreadable")]),
    ...(on ? [] : [wrong("statement_date_unreadable")]),
  ];
  if (typeof amount === "string" || !direction || !on) return { lines: [], problems };
  if (amount === 0n) return { lines: [], problems: [] }; // moves nothing
  const whole = {
    entry,
    isReversal: textAt(entry, "RvslInd") === "true" || textAt(entry, "RvslInd") === "1",
  };
  const details = all(entry, "NtryDtls", "TxDtls");
  const parts = partsOf(details, direction, amount);
  const serial = textAt(entry, "AcctSvcrRef");
  const line = (detail: Element | undefined, part: Cents, nth: number): Booked => ({
    row: detail?.line ?? entry.line,
    serial: serial === "" || nth === 0 ? serial : `${serial}-${nth}`,
    on,
    time: timeOf(entry),
    direction,
    amount: part,
    ...counterparty(detail, direction, whole.isReversal),
    memo: memoOf(whole, detail),
  });
  if (!parts)
    return { lines: [line(details.length === 1 ? details[0] : undefined, amount, 0)], problems: [] };
  return { lines: parts.map(([detail, part], at) => line(detail, part, at + 1)), problems: [] };
}

/** Undefined: one line. A part without an amount, of the other direction, or a sum that is another one says nothing sure. */
function partsOf(
  details: readonly Element[],
  direction: Direction,
  amount: Cents,
): (readonly [Element, Cents])[] | undefined {
  if (details.length < 2) return undefined;
  const parts = details.flatMap((detail): (readonly [Element, Cents])[] => {
    const part = amountOf(first(detail, "Amt") ?? first(detail, "AmtDtls", "TxAmt", "Amt"));
    const own = first(detail, "CdtDbtInd") ? directionOf(detail) : direction;
    return typeof part === "string" || part === 0n || own !== direction ? [] : [[detail, part]];
  });
  const isWhole = parts.length === details.length && sum(parts.map(([, part]) => part)) === amount;
  return isWhole ? parts : undefined;
}

/** Whole cents of 元, or why not. ISO allows five decimals; money has two. */
export function amountOf(element: Element | undefined): Cents | string {
  const match = /^(\d{1,13})(?:\.(\d{0,5}))?$/.exec(element?.text ?? "");
  const cents = (match?.[2] ?? "").replace(/0+$/, "");
  if (!element || !match || cents.length > 2) return "statement_amount_unreadable";
  if (!["CNY", "RMB"].includes(attribute(element, "Ccy") ?? "CNY")) return "statement_other_currency";
  return BigInt(`${match[1]}${cents.padEnd(2, "0")}`) as Cents;
}

const currencyFacts = (entry: Element): Record<string, string> => {
  const amount = first(entry, "Amt");
  return { currency: (amount && attribute(amount, "Ccy"))?.slice(0, 3) ?? "" };
};

export function directionOf(element: Element): Direction | undefined {
  const told = textAt(element, "CdtDbtInd");
  return told === "CRDT" ? "credit" : told === "DBIT" ? "debit" : undefined;
}

/** The day of booking, else of value. An instant with its zone is the day that it is in China. */
function dayOf(entry: Element): PlainDate | undefined {
  const told = textAt(entry, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm");
  const isInstant = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(told);
  const instant = isInstant ? Date.parse(told) : Number.NaN;
  if (!Number.isNaN(instant)) return dayInChina(new Date(instant));
  return /^\d{4}-\d{2}-\d{2}(?:$|[TZ+-])/.test(told) ? parseDate(told.slice(0, 10)) : undefined;
}

function timeOf(entry: Element): string | undefined {
  const told = /T(\d{2}:\d{2}:\d{2})(?:\.\d+)?(?:\+08:00)?$/.exec(textAt(entry, "BookgDt/DtTm"));
  return told?.[1];
}

/**
 * Who stands on the other side: of money in the debtor, of money out the creditor. A reversal repeats the parties of what
 * it reverses, so that they stand the other way round.
 */
function counterparty(
  detail: Element | undefined,
  direction: Direction,
  isReversal: boolean,
): Pick<StatementLine, "name" | "account"> {
  const parties = detail && first(detail, "RltdPties");
  if (!parties) return { name: "", account: "" };
  const side = (direction === "credit") !== isReversal ? "Dbtr" : "Cdtr";
  return {
    name: textAt(parties, `${side}/Nm`, `${side}/Pty/Nm`, `Ultmt${side}/Nm`, `Ultmt${side}/Pty/Nm`),
    account: textAt(parties, `${side}Acct/Id/IBAN`, `${side}Acct/Id/Othr/Id`).replaceAll(" ", ""),
  };
}

const nothingSaid = /^(?:NOTPROVIDED|NONREF|N\/A)$/i;

/** Remittance information as written, what the bank adds, and the references by which a payment is known again. */
function memoOf({ entry, isReversal }: { entry: Element; isReversal: boolean }, detail?: Element): string {
  const within = (...way: string[]) => (detail ? all(detail, ...way) : []).map(({ text }) => text);
  const said = [
    ...(isReversal ? ["冲正"] : []),
    ...within("RmtInf", "Ustrd"),
    ...within("RmtInf", "Strd", "CdtrRefInf", "Ref"),
    ...within("RmtInf", "Strd", "AddtlRmtInf"),
    ...within("RtrInf", "AddtlInf"),
    ...within("AddtlTxInf"),
    textAt(entry, "AddtlNtryInf"),
    ...["EndToEndId", "InstrId", "PmtInfId"].flatMap((name) => within("Refs", name)),
    ...(detail ? [] : [textAt(entry, "NtryDtls/Btch/PmtInfId"), textAt(entry, "NtryDtls/Btch/MsgId")]),
  ];
  return [...new Set(said.filter((text) => text !== "" && !nothingSaid.test(text)))].join(" ");
}
