import { isOfBank } from "../rules/bank.ts";
import { bareNumber, inYuan, lineBank, type PaymentLayout } from "./layout.ts";

/**
 * 建设银行批量代发 (text): nine fields and no head; count and sum are typed in when it is handed in. Amounts in yuan. The
 * bank debits the whole and gives back what failed.
 */
export const ccbFile: PaymentLayout = {
  code: "ccb",
  label: "建设银行批量代发（文本）",
  bank: "中国建设银行",
  needsBankCode: true,
  maxLines: 5000,
  debits: "whole",
  separator: "|",
  fields: [
    { name: "序号", bytes: 8, of: (_line, _batch, place) => String(place) },
    { name: "账户", bytes: 32, of: (line) => line.account },
    { name: "户名", bytes: 60, of: (line) => line.payeeName },
    { name: "金额", bytes: 16, of: (line) => inYuan(line.cents) },
    // 0 within the bank, 1 to another bank.
    { name: "跨行标识", bytes: 1, of: (line) => (isOfBank(lineBank(line), "中国建设银行") ? "0" : "1") },
    { name: "行名", bytes: 60, of: (line) => lineBank(line).name },
    { name: "联行行号", bytes: 12, of: (line) => lineBank(line).code },
    { name: "摘要", bytes: 30, of: (line) => line.remark },
    {
      name: "备注",
      bytes: 60,
      of: (line, batch) => `${bareNumber(line.number)} ${bareNumber(batch.number)}`,
    },
  ],
  head: () => [],
  foot: [],
};
