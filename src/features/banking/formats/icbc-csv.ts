import { findColumns } from "./columns.ts";
import { readTable } from "./lines.ts";
import type { StatementFormat } from "./statement.ts";

const signature = ["凭证号", "交易时间", "借/贷", "借方发生额", "贷方发生额", "对方单位名称", "个性化信息"];

/** 企业网银对账单: GB 18030 CSV, a tab behind each account, amounts with commas in quotes. */
export const icbcCsv: StatementFormat = {
  code: "icbc_csv",
  label: "工商银行对账单（CSV）",
  recognises: (file) => signature.every((name) => findColumns(file)?.headers.includes(name)),
  parse: readTable,
};
