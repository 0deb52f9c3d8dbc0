import type { Field } from "#features/settlements/rules/fields.ts";

export type SettlementRow = Partial<Record<Field, string>>;

/** A stay that adds up: 24,287.42 in all, of which the plan HN-INP-80 pays something. */
export const stay = (row: SettlementRow): SettlementRow => ({
  setl_id: "S1",
  mdtrt_id: "V1",
  med_type: "21",
  begndate: "2025-02-03",
  enddate: "2025-02-09",
  fixmedins_name: "市人民医院",
  diag_code: "J18.9",
  diag_name: "肺炎",
  invono: "41060124-6086830973",
  refd_setl_flag: "0",
  medfee_sumamt: "24287.42",
  fulamt_ownpay_amt: "1906.71",
  overlmt_selfpay: "0.00",
  preselfpay_amt: "1018.85",
  inscp_scp_amt: "21361.86",
  act_pay_dedc: "400.00",
  hifp_pay: "13342.85",
  hifob_pay: "100.00",
  fund_pay_sumamt: "13442.85",
  psn_part_amt: "10844.57",
  acct_pay: "844.57",
  psn_cash_pay: "10000.00",
  ...row,
});

const amounts = /_pay$|_amt$|_selfpay$|_sumamt$|^act_pay_dedc$|^acct_pay$|^hosp_part_amt$/;

/** The line that takes a settlement back: the same sums, negative. */
export const reversalOf = (row: SettlementRow, setlId: string): SettlementRow => ({
  ...Object.fromEntries(
    Object.entries(row).map(([field, value]) => [
      field,
      amounts.test(field) && value && Number(value) !== 0 ? `-${value}` : value,
    ]),
  ),
  setl_id: setlId,
  refd_setl_flag: "1",
  init_setl_id: row.setl_id ?? "",
});

const sum = (rows: readonly SettlementRow[], field: Field) =>
  (rows.reduce((cents, row) => cents + Math.round(Number(row[field] ?? 0) * 100), 0) / 100).toFixed(2);

export const controlOf = (number: string, rows: readonly SettlementRow[]) => ({
  feed_no: number,
  lines: String(rows.length),
  medfee_sumamt: sum(rows, "medfee_sumamt"),
  fund_pay_sumamt: sum(rows, "fund_pay_sumamt"),
  psn_part_amt: sum(rows, "psn_part_amt"),
});

/** A feed as CSV, its control record at the end. `said` replaces what that says. */
export function csvFeed(
  number: string,
  rows: readonly SettlementRow[],
  said: Partial<ReturnType<typeof controlOf>> = {},
): Buffer {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))] as Field[];
  const control = Object.entries({ ...controlOf(number, rows), ...said }).map(
    ([name, value]) => `${name}=${value}`,
  );
  return Buffer.from(
    [
      names.join(","),
      ...rows.map((row) => names.map((name) => row[name] ?? "").join(",")),
      ["#control", ...control].join(","),
      "",
    ].join("\r\n"),
  );
}

/** The same as JSON lines, its control record first. */
export const jsonFeed = (number: string, rows: readonly SettlementRow[]): Buffer =>
  Buffer.from(
    `${[{ control: controlOf(number, rows) }, ...rows].map((each) => JSON.stringify(each)).join("\n")}\n`,
  );
