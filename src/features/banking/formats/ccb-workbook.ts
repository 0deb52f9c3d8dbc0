import { findColumns } from "./columns.ts";
import { readTable } from "./lines.ts";
import type { StatementFormat } from "./statement.ts";

const signature = ["交易时间", "借方发生额", "贷方发生额", "对方开户机构", "账户明细编号-交易流水号"];

/** 活期账户明细查询: a workbook with numeric amounts, days as 20250102 09:00:00, and a 合计 row. */
export const ccbWorkbook: StatementFormat = {
  code: "ccb_workbook",
  label: "建设银行账户明细（Excel）",
  recognises: (file) => signature.every((name) => findColumns(file)?.headers.includes(name)),
  parse: readTable,
};
