import type { RefusalTexts } from "#core/text.ts";
import type { NoticeTemplate } from "#features/notices/rules/index.ts";
import type { causes, GrantState, Route } from "./rules/grant.ts";
import type { Category } from "./rules/hardship.ts";

const nothing = "没有保存任何数据。";

export const reliefTexts: RefusalTexts = {
  relief_unknown: () => ({ title: "没有找到这笔救助", detail: "它可能不在您的管理范围。没有改变任何数据。" }),
  relief_source_wrong: () => ({
    title: "来由和这位职工对不上",
    detail: `请选这位职工已付的、或不予给付的申领；困难名单来的，要先在名单里核对到本人。${nothing}`,
  }),
  relief_given_already: ({ number }) => ({
    title: "这件事已经救助过",
    detail: `同一件申领已有救助${number}，一件事只救助一次。${nothing}`,
  }),
  relief_again_without_reason: ({ number }) => ({
    title: "这位职工一年内救助过",
    detail: `最近一笔是${number}。确实还要救助的，请写明再次救助的原因。${nothing}`,
  }),
  relief_payee_missing: () => ({
    title: "还缺收款账户",
    detail: `请填写本人的户名、卡号和开户银行。${nothing}`,
  }),
  relief_payee_not_theirs: ({ name }) => ({
    title: "户名不是本人",
    detail: `救助只付到${name}本人的账户。请核对户名和卡号。${nothing}`,
  }),
  relief_not_open: () => ({
    title: "这笔救助已经往下走了",
    detail: "请刷新页面看最新的情况。没有改变任何数据。",
  }),
  proposer_gives_no_opinion: () => ({
    title: "提出人不出意见",
    detail: "请由另外两位同事出意见。没有改变任何数据。",
  }),
  opinion_given: () => ({
    title: "您已经出过意见",
    detail: "另一份意见由别的同事来出。没有改变任何数据。",
  }),
  notice_runs: ({ until }) => ({
    title: "公示还没有期满",
    detail: `公示到${until}，第二天起可以批准。没有改变任何数据。`,
  }),
  objections_open: () => ({ title: "还有异议没有答复", detail: "请先答复异议，再批准。没有改变任何数据。" }),
  proposer_decides_nothing: () => ({
    title: "提出人不能批准",
    detail: "请由另一位同事批准。没有改变任何数据。",
  }),
  relief_beyond_budget: ({ left, year }) => ({
    title: "超过了年度额度",
    detail: `${year}年的救助额度还剩${left}元。请先按决议调整额度。没有改变任何数据。`,
  }),
  objection_unknown: () => ({
    title: "没有找到这条异议",
    detail: "它可能已经答复过。没有改变任何数据。",
  }),
  budget_below_granted: ({ granted }) => ({
    title: "额度低于已经批准的",
    detail: `今年已批准${granted}元，额度不能比它少。${nothing}`,
  }),
  hardship_list_taken: () => ({
    title: "这份名单已经核对过",
    detail: `内容和以前的一份完全相同。${nothing}`,
  }),
  hardship_list_empty: () => ({
    title: "没有读到名单",
    detail: `表里要有“姓名”“证件号码”两栏，和至少一位群众；“类别”一栏可有可无。${nothing}`,
  }),
};

export const routeNames: Readonly<Record<Route, string>> = {
  paid_claim: "付过互助金",
  refused_claim: "不予给付",
  hardship_list: "困难名单",
  visit: "走访发现",
};
/** 来由, also where it is not told. */
export const sayRoute = (route: Route | null): string => (route ? routeNames[route] : "市总工会提出");
export const causeNames: Readonly<Record<(typeof causes)[number], string>> = {
  accident: "意外",
  illness: "生病",
  disaster: "受灾",
  hardship: "生活困难",
};
export const stateNames: Readonly<Record<GrantState, string>> = {
  proposed: "等意见",
  noticed: "公示中",
  paying: "付款中",
  paid: "已发放",
  payment_failed: "没有付成",
  returned: "退回",
  rejected: "不予批准",
  withdrawn: "已撤回",
};
export const categoryNames: Readonly<Record<Category, string>> = {
  minimum_living: "低保",
  extreme_poverty: "特困",
  low_income_edge: "低收入边缘",
  illness_poverty: "因病致困",
  other: "其他",
};

export const reliefNotices = {
  paid: {
    code: "relief.paid",
    title: () => "工会救助慰问金已发放",
    body: ({ number, cents, on }) => `救助${number}，${cents}元，银行${on}已付到您的账户。`,
    sms: ({ cents }) => `工会救助慰问金${cents}元已付到您的账户，请查收。`,
  } satisfies NoticeTemplate<{ readonly number: string; readonly cents: string; readonly on: string }>,
};
