import { type PlainDate, parseDate } from "#core/dates.ts";
import { parseYuan } from "#core/money.ts";
import { mostCents } from "#features/plans/rules/index.ts";
import { type AmountName, amountFields, type Field, neededFields } from "./fields.ts";

/**
 * One settlement as the medical-insurance side tells it, as far as mutual aid asks for it. Sums are whole cents, small
 * enough for a number; those of a reversal are negative.
 */
export type Settlement = {
  readonly line: number;
  readonly setlId: string;
  readonly visitId: string;
  /** The settlement that this one takes back; empty where it is none of these. */
  readonly reverses: string;
  readonly name: string;
  readonly idNumber: string;
  readonly medType: string;
  readonly on: PlainDate;
  readonly endedOn: PlainDate;
  readonly hospital: string;
  readonly diagnosis: string;
  readonly illness: string;
  readonly bill: string;
  readonly total: number;
  readonly outOfScope: number;
  readonly preSelfPay: number;
  readonly inScope: number;
  readonly fundPay: number;
  readonly deductiblePaid: number;
  readonly otherPay: number;
  /** For the totals of the feed. */
  readonly fundSum: number;
  readonly ownPay: number;
};

/** What is wrong with a line: a field, and why. Sums in cents; nothing of a person. */
export type Fault = {
  readonly line: number;
  readonly field: Field | "";
  readonly code: FaultCode;
  readonly facts: Readonly<Record<string, number>>;
};
export type FaultCode =
  | "missing"
  | "too_long"
  | "no_day"
  | "no_amount"
  | "negative"
  | "not_negative"
  | "beyond_reason"
  | "flag_unknown"
  | "ends_before"
  | "parts_differ"
  | "twice"
  | "not_readable";

export type LineReading = { readonly settlement?: Settlement; readonly faults: readonly Fault[] };

/** Printed to the cent by the other side: what it adds up may be off by one. */
const tolerance = 1;
const longest = 100;

/** Reads and checks one line. All that is wrong with it is told at once. */
export function readSettlement(line: number, get: (field: Field) => string): LineReading {
  const faults: Fault[] = [];
  const complain = (field: Field | "", code: FaultCode, facts: Fault["facts"] = {}) =>
    faults.push({ line, field, code, facts });
  const isReversal = reversalOf(get("refd_setl_flag"));
  if (isReversal === undefined) complain("refd_setl_flag", "flag_unknown");
  for (const field of neededFields) if (get(field) === "") complain(field, "missing");
  for (const field of textFields) if (get(field).length > longest) complain(field, "too_long");
  const day = (field: Field) => {
    const found = parseDay(get(field));
    if (!found && get(field) !== "") complain(field, "no_day");
    return found;
  };
  const on = day("begndate");
  const endedOn = day("enddate");
  if (on && endedOn && endedOn < on) complain("enddate", "ends_before");
  if (isReversal && get("init_setl_id") === "") complain("init_setl_id", "missing");
  const sums = amountsOf(get, isReversal ?? false, complain);
  if (sums)
    for (const [field, whole, parts] of identities(sums)) {
      if (Math.abs(whole - parts) > tolerance) complain(field, "parts_differ", { whole, parts });
    }
  if (faults.length > 0 || !sums || !on || !endedOn) return { faults };
  return {
    faults,
    settlement: settlementOf(line, get, sums, { on, endedOn, isReversal: isReversal ?? false }),
  };
}

const textFields = [
  "setl_id",
  "mdtrt_id",
  "init_setl_id",
  "psn_name",
  "certno",
  "fixmedins_name",
  "diag_code",
  "diag_name",
  "invono",
] as const satisfies readonly Field[];

const reversalOf = (flag: string): boolean | undefined =>
  flag === "" || flag === "0" ? false : flag === "1" ? true : undefined;

/** `2025-03-04`, `20250304` or either with a time behind it. */
const parseDay = (text: string): PlainDate | undefined => {
  const compact = /^(\d{4})(\d{2})(\d{2})(?:\d{6})?$/.exec(text);
  return parseDate(compact ? `${compact[1]}-${compact[2]}-${compact[3]}` : text.slice(0, 10));
};

type Sums = Readonly<Record<AmountName, number>>;

/** Undefined where one of them is no amount: what they add up to says nothing then. */
function amountsOf(
  get: (field: Field) => string,
  isReversal: boolean,
  complain: (field: Field, code: FaultCode) => void,
): Sums | undefined {
  const sums: Partial<Record<AmountName, number>> = {};
  let isWhole = true;
  for (const field of amountFields) {
    const text = get(field);
    const amount = text === "" ? 0n : parseYuan(text);
    if (amount === undefined) complain(field, "no_amount");
    else if (isReversal ? amount > 0n : amount < 0n)
      complain(field, isReversal ? "not_negative" : "negative");
    else if (amount > BigInt(mostCents) || -amount > BigInt(mostCents)) complain(field, "beyond_reason");
    else {
      sums[field] = Number(amount);
      continue;
    }
    isWhole = false;
  }
  return isWhole ? (sums as Sums) : undefined;
}

/** What must add up (reference of the national interface): the field complained of, the whole, its parts. */
const identities = (s: Sums): readonly (readonly [Field, number, number])[] => [
  [
    "medfee_sumamt",
    s.medfee_sumamt,
    s.fulamt_ownpay_amt + s.overlmt_selfpay + s.preselfpay_amt + s.inscp_scp_amt,
  ],
  [
    "fund_pay_sumamt",
    s.fund_pay_sumamt,
    s.hifp_pay + s.cvlserv_pay + s.hifes_pay + s.hifmi_pay + s.hifob_pay + s.maf_pay + s.oth_pay,
  ],
  ["psn_part_amt", s.psn_part_amt, s.medfee_sumamt - s.fund_pay_sumamt - s.hosp_part_amt],
  ["psn_cash_pay", s.psn_part_amt, s.acct_pay + s.acct_mulaid_pay + s.psn_cash_pay],
];

function settlementOf(
  line: number,
  get: (field: Field) => string,
  sums: Sums,
  { on, endedOn, isReversal }: { on: PlainDate; endedOn: PlainDate; isReversal: boolean },
): Settlement {
  return {
    line,
    setlId: get("setl_id"),
    visitId: get("mdtrt_id"),
    reverses: isReversal ? get("init_setl_id") : "",
    name: get("psn_name"),
    idNumber: get("certno").normalize("NFKC").toUpperCase(),
    medType: get("med_type"),
    on,
    endedOn,
    hospital: get("fixmedins_name"),
    diagnosis: get("diag_code"),
    illness: get("diag_name"),
    bill: get("invono"),
    total: sums.medfee_sumamt,
    outOfScope: sums.fulamt_ownpay_amt + sums.overlmt_selfpay,
    preSelfPay: sums.preselfpay_amt,
    inScope: sums.inscp_scp_amt,
    fundPay: sums.hifp_pay,
    deductiblePaid: sums.act_pay_dedc,
    // Everybody else who bore a part: what is left is the person's own, money of a personal account included.
    otherPay: sums.fund_pay_sumamt - sums.hifp_pay + sums.hosp_part_amt,
    fundSum: sums.fund_pay_sumamt,
    ownPay: sums.psn_part_amt,
  };
}
