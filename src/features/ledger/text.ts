import { type PlainMonth, sayMonth } from "#core/dates.ts";
import type { RefusalTexts } from "#core/text.ts";
import type { AccountCode } from "./rules/accounts.ts";

/** What accountants call our accounts. */
export const accountNames = {
  bank: "银行存款",
  opening_balance: "期初余额",
  pool: "代管会费",
  advance: "预收会费",
  reimbursement: "应付单位补助",
  gift: "赠送会费",
  refund: "应退会费",
  benefit: "互助金",
  in_transit: "发放在途",
  donation: "捐赠资金",
  relief: "二次救助资金",
  fiscal_grant: "财政专项资金",
  work_fund: "专项工作经费",
  suspense: "待查来款",
  outgoing_suspense: "待查付款",
  interest: "利息",
  bank_fee: "银行手续费",
} as const satisfies Partial<Record<AccountCode, string>>;

export const nameOfAccount = (code: string): string =>
  accountNames[code as keyof typeof accountNames] ?? `银行存款（${code.replace("bank_", "账户")}）`;

export const ledgerTexts: RefusalTexts = {
  month_closed: ({ month }) => ({
    title: `${sayMonth(month as PlainMonth)}已经关账`,
    detail: "关账后不能再记这个月的账。请记入本月，或由两人同意后重开这个月。没有保存任何数据。",
  }),
  month_already_closed: ({ month }) => ({
    title: `${sayMonth(month as PlainMonth)}已经关过账`,
    detail: "可能是同事刚刚办了。没有改变任何数据。",
  }),
  fund_never_negative: () => ({
    title: "资金不够，这笔不能记",
    detail: "记了以后有一项资金会变成负数。各项资金分开核算，不能互相垫付。没有保存任何数据。",
  }),
  entry_already_posted: () => ({
    title: "这笔已经记过账",
    detail: "同一张单据只记一次。没有重复记账。",
  }),
  entry_already_reversed: () => ({
    title: "这张凭证已经冲回",
    detail: "一张凭证只能冲回一次。没有改变任何数据。",
  }),
  entry_of_bank_line: () => ({
    title: "银行流水的凭证不能直接冲回",
    detail: "请到“银行来款”里撤回这笔核对，系统会自动冲回凭证。没有改变任何数据。",
  }),
  entry_of_fund_grant: () => ({
    title: "拨付的凭证不能直接冲回",
    detail: "请到“拨付”里打开这一笔，点“收回拨付”，系统会自动冲回凭证。没有改变任何数据。",
  }),
  reversal_not_reversed: () => ({
    title: "冲回凭证不能再冲回",
    detail: "请按正确的内容重新记一笔。没有改变任何数据。",
  }),
  account_unknown: ({ account }) => ({
    title: `没有“${account}”这个科目`,
    detail: "请从科目表里选。没有保存任何数据。",
  }),
};
