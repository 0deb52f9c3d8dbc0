import { type PlainDate, type PlainMonth, sayFullDay, sayMonth } from "#core/dates.ts";
import { type Cents, parseYuan, showYuan } from "#core/money.ts";
import type { RefusalTexts } from "#core/text.ts";
import type { NoticeTemplate } from "#features/notices/rules/index.ts";
import { refundTexts } from "./text/refunds.ts";

/** Who bears a share. */
export function sayPayer(payer: string, names: ReadonlyMap<string, string> = new Map()): string {
  if (payer === "unit") return "单位";
  if (payer === "member") return "职工";
  if (payer === "gift") return "赠送方";
  if (payer === "own") return "单位（或职工）";
  if (payer === "city_union") return "市总工会";
  const county = payer.replace(/^county_union:?/, "");
  return county === "" ? "县区总工会" : (names.get(county) ?? `县区总工会（${county}）`);
}

export const categoryNames: Readonly<Record<string, string>> = {
  municipal: "市直",
  county: "县区",
  all: "全部单位",
};

export const sayCategory = (category: string): string => categoryNames[category] ?? category;

export const modeNames = { direct_pool: "直补", reimburse_unit: "先缴后补" } as const;

export const shiftNames = {
  next: "顺延到下一个工作日",
  previous: "提前到上一个工作日",
  same: "不变，当天有效",
} as const;

export const billStateNames = {
  unpaid: "未到账",
  part_paid: "部分到账",
  paid: "已到齐",
  settled: "已结算",
  remitted: "已上缴",
} as const;

export const periodStateNames = {
  open: "会费收缴中",
  base_closed: "等补助到齐",
  funded: "可以上缴",
  remitted: "已上缴",
  confirmed: "省办已确认",
  closed: "已关账",
} as const;

export const eventNames: Readonly<Record<string, string>> = {
  base_closed: "会费截止",
  subsidies_announced: "通知补助",
  funded: "补助到齐",
  remittance_made: "生成上缴单",
  remittance_checked: "复核上缴单",
  remittance_returned: "退回上缴单",
  remitted: "银行已付出",
  answer_read: "读入省办回执",
  confirmed: "省办确认",
  closed: "关账",
  reopening_asked: "申请重开",
  reopening_refused: "不同意重开",
  reopened: "重开",
};

export const differenceNames = {
  not_answered: "回执里没有这个人",
  not_on_list: "名单里没有这个人",
  listed_twice: "回执里出现两次",
  name_differs: "姓名不同",
  amount_differs: "金额不同",
  refused: "省办退回",
} as const;

const stayed = "没有保存任何数据。";

/** "75380.00" as 75,380.00, without its sign: the sentence says whether it is too much or too little. */
function sum(fact: unknown): string {
  const amount = parseYuan(String(fact));
  if (amount === undefined) return String(fact);
  return showYuan((amount < 0n ? -amount : amount) as Cents);
}

export const fundingTexts: RefusalTexts = {
  ...refundTexts,
  shares_do_not_add_up: ({ category, total, price, short, valid_from }) => ({
    title: `${sayCategory(String(category))}的分担合计${sum(total)}元，与价格${sum(price)}元不符`,
    detail: `从${valid_from}起每人${sum(price)}元，分担${String(short).startsWith("-") ? "多" : "少"}${sum(short)}元。各方分担加起来必须等于价格。请改分担额，或先核对计划的价格。${stayed}`,
  }),
  share_not_positive: ({ payer }) => ({
    title: `${sayPayer(String(payer))}的分担不是正数`,
    detail: `不分担的一方不用填。${stayed}`,
  }),
  payer_asked_twice: ({ payer }) => ({
    title: `${sayPayer(String(payer))}填了两次`,
    detail: `同一方只能有一个分担额。${stayed}`,
  }),
  own_share_not_paid_back: () => ({
    title: "单位自己的分担不能先缴后补",
    detail: `先缴后补只用于工会补助。${stayed}`,
  }),
  funding_rule_used: ({ valid_from }) => ({
    title: `从${valid_from}起的规则已经出过账单`,
    detail: `已用的规则不能修改。请从以后的日期起设新规则。${stayed}`,
  }),
  funding_days_out_of_order: () => ({
    title: "会费截止日应早于补助截止日",
    detail: `请改日期。${stayed}`,
  }),
  plan_version_unknown: ({ plan, version }) => ({
    title: `没有计划${plan}的${version}版`,
    detail: `请核对计划和版本，或先发布这一版。${stayed}`,
  }),
  no_funding_rule: ({ unit, category, day }) => ({
    title: `${unit}没有适用的分担规则`,
    detail: `${category ? `它的补助类别是“${sayCategory(String(category))}”` : "它没有补助类别"}，${sayFullDay(day as PlainDate)}开始的保障没有对应的规则。请市级管理员设规则，或改这个单位的类别。一张账单也没有出。`,
  }),
  nobody_to_bill: () => ({
    title: "还没有可以出账单的人",
    detail: "名册里有人受理或审核通过以后，才能算出应缴多少。没有改变任何数据。",
  }),
  no_county_union: ({ unit }) => ({
    title: `${unit}上面没有县区总工会`,
    detail: "它的类别由县区总工会补助，但隶属关系里没有。请改隶属或类别。一张账单也没有出。",
  }),
  no_city_agency: () => ({
    title: "本市还没有市级经办机构",
    detail: `请先登记市总工会。${stayed}`,
  }),
  roster_frozen: ({ month, until, next }) => ({
    title: `${sayMonth(month as PlainMonth)}的名单已经截止，到上缴以前不能减员`,
    detail: `会费已计入${sayMonth(month as PlainMonth)}结算，各级工会正按这份名单付补助。要加人，现在就可以另报一份${sayMonth(next as PlainMonth)}结算的增员名册；要退出，等这个月上缴以后（补助截止日是${sayFullDay(until as PlainDate)}）向市总工会申请退费，下一批名册里不再报他。没有改变任何数据。`,
  }),
  base_still_open: ({ until }) => ({
    title: `${sayFullDay(until as PlainDate)}过后才能截止`,
    detail: `当天到账的也算按时。请第二天再截止。${stayed}`,
  }),
  earlier_month_open: ({ month }) => ({
    title: `${sayMonth(month as PlainMonth)}的会费还没有截止`,
    detail: `请先截止前面的月份，逾期到账的会自动转入后面。${stayed}`,
  }),
  period_in_another_state: ({ state }) => ({
    title: `这个月现在是“${periodStateNames[state as keyof typeof periodStateNames] ?? state}”，不能办这一步`,
    detail: "可能是同事刚刚办了。请刷新后再看。没有改变任何数据。",
  }),
  shares_missing: ({ payers, cents }) => ({
    title: `补助还差${sum(cents)}元，缺${payers}家工会`,
    detail: "补助到齐后才能上缴，其他月份的钱和利息不能垫付。没有改变任何数据。",
  }),
  remittance_already_made: () => ({
    title: "上缴单已经生成",
    detail: "名单不能再改。要改，请复核人先退回上缴单。没有改变任何数据。",
  }),
  remittance_not_made: () => ({ title: "还没有上缴单", detail: "请出纳先生成上缴单。没有改变任何数据。" }),
  remittance_already_checked: () => ({
    title: "上缴单已经复核",
    detail: "可能是同事刚刚办了。没有改变任何数据。",
  }),
  remittance_changed_meanwhile: () => ({
    title: "上缴单在您查看时有变化",
    detail: "请重新查看人数和金额后再复核。没有改变任何数据。",
  }),
  remittance_not_checked: () => ({
    title: "上缴单还没有复核",
    detail: "请另一个人复核。没有改变任何数据。",
  }),
  remittance_not_at_bank: () => ({
    title: "银行对账单里还没有这笔上缴",
    detail: "导入对账单、核对到这笔付款后再办。没有改变任何数据。",
  }),
  nothing_to_remit: () => ({ title: "这个月没有要上缴的人", detail: "可以直接关账。没有改变任何数据。" }),
  list_differs_from_bills: ({ listed, billed }) => ({
    title: `名单上有${listed}人，账单是${billed}人`,
    detail: "出账后有人加入或退出。请先处理人员变动，使名单与账单一致。没有改变任何数据。",
  }),
  maker_is_checker: () => ({
    title: "办理和复核不能是同一个人",
    detail: "请另一位同事办这一步。没有改变任何数据。",
  }),
  answer_differs: ({ differences }) => ({
    title: `省办回执有${differences}处不同`,
    detail: "请逐项核对；确认无误的，请选择“按回执确认”。没有改变任何数据。",
  }),
  answer_file_wrong: ({ code, rows }) => {
    const all = Array.isArray(rows) ? rows : [];
    const where = `第${all.slice(0, 10).join("、")}行${all.length > 10 ? `等${all.length}行` : ""}`;
    const why = {
      answer_without_header: "没有找到“姓名”“证件号码”“金额（元）”这三列。",
      answer_number_lost: `${where}的证件号码存成了数字，最后几位已经丢失。`,
      answer_amount_unreadable: `${where}的金额读不出来。`,
    }[String(code)];
    return {
      title: "回执读不出来",
      detail: `${why ?? ""}请省办事处在我们导出的名单上只填“省办意见”和“说明”两列，再上传。${stayed}`,
    };
  },
  reimbursements_open: ({ cents }) => ({
    title: `还有${sum(cents)}元补助没有拨回单位`,
    detail: "单位先垫的补助全部拨回后才能关账。没有改变任何数据。",
  }),
  reopening_already_asked: () => ({
    title: "这个月已经有人申请重开",
    detail: "请另一位同事决定。没有改变任何数据。",
  }),
  reopening_not_asked: () => ({
    title: "没有等待决定的重开申请",
    detail: "请刷新后再看。没有改变任何数据。",
  }),
  subsidy_already_received: ({ cents }) => ({
    title: `工会已经为这些人付了${sum(cents)}元补助`,
    detail: "补助到账后名单不能再改，增加的人请放到下个月。没有改变任何数据。",
  }),
  nobody_to_remind: () => ({ title: "没有要催办的", detail: "会费和补助都已到账，或还没有出账单。" }),
};

type Owed = {
  /** 2025年1月. */
  readonly month: string;
  readonly amount: string;
  readonly heads: number;
  /** 1月10日. */
  readonly until: string;
};

/** What units and unions are told of money that is missing. */
export const fundingNotices = {
  ownShareDue: {
    code: "funding.own_share_due",
    title: ({ month, amount }) => `${month}的会费还差${amount}元`,
    body: ({ amount, heads, until }) =>
      `${heads}人的会费还差${amount}元，截止日${until}。到齐后这些职工的保障才能按时开始；截止日以后到账的，转入下月结算，保障晚一个月开始。已经付款的，请等银行到账，不用再付。`,
    sms: ({ month, amount, until }) =>
      `${month}互助保障会费还差${amount}元，截止日${until}，晚到的保障晚一个月开始。已付款的请等到账。详情请登录同舟查看。`,
  },
  subsidyDue: {
    code: "funding.subsidy_due",
    title: ({ month, amount }) => `${month}的补助还差${amount}元`,
    body: ({ amount, heads, until }) =>
      `${heads}人的补助还差${amount}元，应于${until}到账。补助到齐后才能上缴，职工的保障才能开始。已经付款的，请等银行到账，不用再付。`,
    sms: ({ month, amount, until }) =>
      `${month}互助保障补助还差${amount}元，应于${until}到账，到齐后才能上缴。已付款的请等到账。详情请登录同舟查看。`,
  },
} satisfies Record<string, NoticeTemplate<Owed>>;

/** What came of the message, beside the inbox, where it always is. */
export const smsOutcomeNames = {
  waiting: "短信正在发",
  sent: "短信已发出",
  failed: "短信没有送到，站内已通知",
  no_address: "没有登记电话，只有站内通知",
  not_set_up: "短信没有开通，只有站内通知",
} as const;
