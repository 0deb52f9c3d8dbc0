import { type Cents, showYuan } from "#core/money.ts";
import type { Facts } from "#core/refusal.ts";
import type { RefusalTexts } from "#core/text.ts";
import { controlNames } from "./rules/control.ts";
import { fields } from "./rules/fields.ts";

const stayed = "这份数据没有保存。";
const yuan = (fact: unknown): string => `${showYuan(BigInt(Number(fact)) as Cents)}元`;
const fieldName = (field: unknown): string => {
  const name = fields[field as keyof typeof fields];
  return name ? `${name}（${field}）` : "";
};

/** What may be wrong with the whole of a feed, or with asking for one. */
export const settlementTexts: RefusalTexts = {
  feed_empty: () => ({
    title: "这份结算数据里一行也没有",
    detail: `请核对是不是导错了日期，再传一次。${stayed}`,
  }),
  feed_too_long: ({ most }) => ({
    title: "这份结算数据太长",
    detail: `一份最多${most}行，请分成几份，每份带自己的控制记录。${stayed}`,
  }),
  feed_columns_missing: ({ columns }) => ({
    title: "这不是医保结算数据，或缺少栏目",
    detail: `缺少${(columns as readonly string[]).map(fieldName).join("、")}。第一行要写国家接口的字段名。${stayed}`,
  }),
  feed_control_missing: () => ({
    title: "没有控制记录，无法核对总数",
    detail: `文件里要有一行控制记录，写明数据批号、行数、医疗费总额、基金支付和个人负担的合计。请让对方补上再传。${stayed}`,
  }),
  feed_number_used: ({ number }) => ({
    title: `数据批号${number}以前用过`,
    detail: `同一批号已经收过一份内容不同的数据。请和对方核对：更正的数据要用新的批号。${stayed}`,
  }),
  totals_differ: ({ of, said, found }) => ({
    title: `${controlNames[of as keyof typeof controlNames]}对不上`,
    detail:
      of === "lines"
        ? `控制记录写${said}行，实际${found}行，差${Math.abs(Number(said) - Number(found))}行。可能没有传完，请再传一次。${stayed}`
        : `控制记录写${yuan(said)}，各行相加是${yuan(found)}，差${yuan(Math.abs(Number(said) - Number(found)))}。请让对方核对后再传。${stayed}`,
  }),
  source_token_missing: () => ({
    title: "还没有填写接口令牌",
    detail: "请填写医保部门给的令牌。没有保存任何数据。",
  }),
  source_not_set: () => ({
    title: "还没有设定医保接口",
    detail: "请管理员在“免申即享”里设定网址和令牌。没有保存任何数据。",
  }),
  source_silent: () => asked("source_silent"),
  source_refused: () => asked("source_refused"),
  source_unclear: () => asked("source_unclear"),
  settled_claim_gone: () => ({
    title: "这笔已经办理过了",
    detail: "您或者单位已经提交，或者已经放弃。请到“我的申领”看办到哪一步。没有改变任何数据。",
  }),
  exchange_not_agreed: () => ({
    title: "您已经撤回向医保部门核对的同意",
    detail: "这笔按医保数据算好的互助金不能再办。您可以自己提交结算单申领，金额一样。没有改变任何数据。",
  }),
  roster_card_missing: () => ({
    title: "单位没有登记您的银行卡",
    detail: "请填写您本人的银行卡号和开户银行。没有改变任何数据。",
  }),
};

const asked = (code: string) => ({
  title: "没有取到医保结算数据",
  detail: `${sourceProblems[code]}。没有保存任何数据。`,
});

/** What is wrong with one line: field, reason, what to do. */
const faultTexts: Readonly<Record<string, (facts: Facts) => string>> = {
  missing: () => "没有填写",
  too_long: () => "太长，最多100个字",
  no_day: () => "不是日期，应写成2025-01-10",
  no_amount: () => "不是金额，应写成1234.50",
  negative: () => "是负数，只有退费的行才是负数",
  not_negative: () => "是正数，退费的行要写负数",
  beyond_reason: () => "大得不合常理，请核对",
  flag_unknown: () => "只能是0或1",
  ends_before: () => "早于入院日期",
  parts_differ: ({ whole, parts }) => `写${yuan(whole)}，按各部分算是${yuan(parts)}`,
  twice: ({ first }) => `和第${first}行重复，一份数据里一次结算只能有一行`,
  not_readable: () => "整行读不出来，应是一个 JSON 对象",
};

/** 第12行，医疗费总额（medfee_sumamt）写…，按各部分算是…。 Undefined for what no feed but any file may be. */
export function sayProblem(problem: {
  readonly line: number;
  readonly field: string;
  readonly code: string;
  readonly facts: Facts;
}): string | undefined {
  const { line, field, code, facts } = problem;
  const said = faultTexts[code]?.(facts);
  if (line > 0 && said) return `第${line}行${field ? `，${fieldName(field)}` : ""}：${said}。`;
  const whole = settlementTexts[code]?.(facts);
  return whole && `${whole.title}：${whole.detail}`;
}

export const feedStates = { received: "正在读", taken: "已办理", refused: "没有收" } as const;
export const feedSources = { file: "人工上传", sent: "医保传来", fetched: "向医保取" } as const;

/** What became of a line that was kept. */
export const outcomeNames = {
  opened: "已算好，等职工确认",
  joined: "已经申领过，并到原来那件",
  replaces: "更正后的结算",
  reversal: "退费",
  reversed: "已被退费抵消",
  not_covered: "当天不在保障期内",
  not_in_plan: "所参加的计划不保这一类",
  nothing_to_pay: "按条款没有可给付的",
  not_claimable: "这类就医不自动办理，可自己申领",
  name_differs: "证件号码相同，姓名不同",
} as const;

export const correctionOutcomes = {
  corrected: "已按更正的数重新核算",
  dropped: "还没有确认，已撤掉",
  closed: "那件申领已经结束，不用再改",
} as const;

/** What a correction waits for, by the refusal it met. */
export const waitsFor: Readonly<Record<string, string>> = {
  claim_taken_by_other: "审核人员正在办，办完再改",
  claim_moved_on: "正在付款、补材料或复议，告一段落再改",
};

export const sourceProblems: Readonly<Record<string, string>> = {
  source_silent: "医保接口没有回应，一小时后自动再取",
  source_refused: "医保接口拒绝了请求，请核对网址和令牌",
  source_unclear: "医保接口的回答不完整，一小时后自动再取",
  source_feed_refused: "取来的数据没有收，请看那一份写的原因，和医保部门核对",
};

type Found = { readonly amount: string };

export const settlementNotices = {
  found: {
    code: "settlements.found",
    title: () => "您有一笔可以领的互助金",
    body: ({ amount }: Found) =>
      `医保已经结算，按条款预计可以领${amount}元，不用交结算单。请核对收款账户并确认，确认后才开始办理。不想领也可以放弃。`,
    sms: ({ amount }: Found) =>
      `您有一笔互助金可以领，预计${amount}元。请登录同舟手机页核对账户并确认，确认后开始办理。`,
  },
} as const;
