import { isOfBank } from "../rules/bank.ts";
import { bareNumber, compactDay, type FileBatch, inCents, lineBank, type PaymentLayout } from "./layout.ts";

const head = ["币种", "日期", "总计标志", "总金额", "总笔数"];

/**
 * 工商银行企业网银批量支付 (the text file of 企业财务室): totals, then one line per payment; amounts in cents; `*` ends it.
 * Each payment is a debit of its own on the statement.
 */
export const icbcFile: PaymentLayout = {
  code: "icbc",
  label: "工商银行批量支付（文本）",
  bank: "中国工商银行",
  needsBankCode: false,
  maxLines: 2000,
  debits: "each",
  separator: "|",
  fields: [
    { name: "币种", bytes: 3, of: () => "RMB" },
    { name: "日期", bytes: 8, of: (_line, batch) => compactDay(batch.on) },
    { name: "明细标志", bytes: 1, of: () => "2" },
    { name: "顺序号", bytes: 6, of: (_line, _batch, place) => String(place) },
    { name: "付款账号开户行", bytes: 60, of: () => "中国工商银行" },
    { name: "付款账号", bytes: 34, of: (_line, batch) => batch.payer.account },
    { name: "付款账号名称", bytes: 100, of: (_line, batch) => batch.payer.name },
    { name: "收款账号开户行", bytes: 60, of: (line) => lineBank(line).name },
    { name: "收款账号省份", bytes: 20, of: () => "" },
    { name: "收款账号地市", bytes: 20, of: () => "" },
    { name: "收款账号地区码", bytes: 4, of: () => "" },
    { name: "收款账号", bytes: 34, of: (line) => line.account },
    { name: "收款账号名称", bytes: 60, of: (line) => line.payeeName },
    { name: "金额", bytes: 17, of: (line) => inCents(line.cents) },
    { name: "汇款用途", bytes: 20, of: (line) => line.remark },
    { name: "备注信息", bytes: 60, of: (line) => bareNumber(line.number) },
    // 1 within the bank, 2 to another bank.
    { name: "汇款方式", bytes: 1, of: (line) => (isOfBank(lineBank(line), "中国工商银行") ? "1" : "2") },
    { name: "收款账户短信通知手机号码", bytes: 11, of: () => "" },
    { name: "自定义序号", bytes: 20, of: (line) => bareNumber(line.number) },
  ],
  head: (batch: FileBatch) => [
    "#总计信息",
    "#注意：本文件中的金额均以分为单位！",
    `#${head.join("|")}|`,
    ["RMB", compactDay(batch.on), "1", inCents(batch.cents), String(batch.lines.length), ""].join("|"),
    "#明细指令信息",
    `#${icbcFile.fields.map((field) => field.name).join("|")}|`,
  ],
  foot: ["*"],
};
