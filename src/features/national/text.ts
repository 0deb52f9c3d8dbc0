import { type Cents, parseYuan, showYuan } from "#core/money.ts";
import type { Facts } from "#core/refusal.ts";
import type { RefusalTexts } from "#core/text.ts";

const stayed = "没有改变任何数据。";
const yuan = (fact: unknown): string => {
  const text = String(fact);
  const cents = /^\d+$/.test(text) ? BigInt(text) : (parseYuan(text) ?? 0n);
  return `${showYuan(cents as Cents)}元`;
};

export const kindNames = { roster: "名册", remittance: "上缴", claim: "申领" } as const;
export const itemStates = {
  sent: "等回复",
  accepted: "已接受",
  refused: "被退回",
  paid: "已付",
  failed: "没有付成",
  differs: "金额不同",
} as const;
export const resolutions = { resend: "下次重新送", accept: "按对方的认可" } as const;

/** What is wrong with a line of a result, or with the whole. */
export const resultProblems: Readonly<Record<string, (facts: Facts) => string>> = {
  result_columns_missing: ({ columns }) => `缺少栏目：${columns}。栏目名可以在“栏目和付款”里设定`,
  result_control_missing: () => "没有控制行（#控制，行数，金额），文件可能没有传完",
  result_empty: () => "里面一行也没有",
  result_lines_differ: ({ said, found }) => `控制行写${said}行，实际${found}行，文件可能没有传完`,
  result_sum_differs: ({ said, found }) => `控制行写${said}元，各行相加是${yuan(found)}`,
  result_reference_missing: () => "没有我方编号",
  result_reference_unknown: () => "这个编号不是这一份里送出去的",
  result_line_twice: () => "同一个编号出现两次",
  result_outcome_unknown: () => "处理结果只能是：接受、退回、已付、未付成",
  result_amount_unreadable: () => "金额读不出来",
  result_day_missing: () => "付款要写日期",
  result_number_missing: () => "接受的要写系统编号",
  result_reason_missing: () => "退回和未付成要写原因",
  result_pays_no_claim: () => "只有申领才会已付或未付成",
  result_contradicts: () => "和以前读回的结果矛盾，请和对方核对",
  result_number_used: () => "这个系统编号已经是另一个人、单位或保障的",
};

export const sayResultProblem = (line: number, code: string, facts: Facts): string =>
  `${line > 0 ? `第${line}行：` : ""}${resultProblems[code]?.(facts) ?? "读不出来"}。`;

export const nationalTexts: RefusalTexts = {
  nothing_to_send: ({ kind }) => ({
    title: `没有新的${kindNames[kind as keyof typeof kindNames]}要送`,
    detail: `已经送过的不会再送；被退回的，选“下次重新送”以后才会再送。${stayed}`,
  }),
  result_wrong: ({ count, said }) => ({
    title: `结果没有读入，${count}处不对`,
    detail: `${(said as readonly string[]).join("")}请和对方核对后再传。${stayed}`,
  }),
  result_read_before: () => ({ title: "这份结果以前读过", detail: `没有重复登记。${stayed}` }),
  nothing_to_resolve: () => ({
    title: "这一行不用处理",
    detail: `可能同事已经处理过。请刷新页面。${stayed}`,
  }),
  titles_alike: ({ title }) => ({
    title: `“${title}”用了两次`,
    detail: `同一个文件里每个栏目名只能用一次。${stayed}`,
  }),
};
