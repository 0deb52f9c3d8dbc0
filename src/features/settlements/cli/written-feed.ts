import { writeCsv } from "#core/csv.ts";
import { type Cents, formatYuan, parseYuan, zero } from "#core/money.ts";
import { type Field, fieldNames } from "../rules/fields.ts";
import type { MadeRow } from "./made-settlements.ts";

/** What the sender says of the whole, as it stands in the file. */
function controlOf(number: string, rows: readonly MadeRow[]) {
  const sum = (field: Field) =>
    formatYuan(rows.reduce((total, row) => total + (parseYuan(row[field] ?? "") ?? zero), 0n) as Cents);
  return {
    feed_no: number,
    lines: String(rows.length),
    medfee_sumamt: sum("medfee_sumamt"),
    fund_pay_sumamt: sum("fund_pay_sumamt"),
    psn_part_amt: sum("psn_part_amt"),
  };
}

export const writtenCsv = (number: string, rows: readonly MadeRow[]): string =>
  writeCsv([
    fieldNames,
    ...rows.map((row) => fieldNames.map((name) => row[name] ?? "")),
    ["#control", ...Object.entries(controlOf(number, rows)).map(([name, value]) => `${name}=${value}`)],
  ]);

export const writtenJson = (number: string, rows: readonly MadeRow[]): string =>
  [{ control: controlOf(number, rows) }, ...rows].map((each) => `${JSON.stringify(each)}\n`).join("");
