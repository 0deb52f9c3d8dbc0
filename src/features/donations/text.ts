import type { RefusalTexts } from "#core/text.ts";
import type { DonationState, DonorKind, Use } from "./rules/donation.ts";
import type { GrantSource, GrantState } from "./rules/grant.ts";

const nothing = "没有保存任何数据。";
const unchanged = "没有改变任何数据。";

export const donationTexts: RefusalTexts = {
  donation_unknown: () => ({ title: "没有找到这笔捐赠", detail: `它可能不在您的管理范围。${unchanged}` }),
  fiscal_grant_unknown: () => ({
    title: "没有找到这笔财政专项",
    detail: `它可能不在您的管理范围。${unchanged}`,
  }),
  activity_unknown: () => ({
    title: "没有找到这场活动",
    detail: `请先在“活动”里登记，再选它。${nothing}`,
  }),
  restricted_to_nothing: () => ({
    title: "还没有说限定用在哪里",
    detail: `限定用途的捐赠，请选只能用于什么。${nothing}`,
  }),
  donation_is_money: () => ({
    title: "这是捐款，不是物资",
    detail: `捐款请认领银行来款。${nothing}`,
  }),
  donation_is_goods: () => ({
    title: "这是物资，没有银行来款",
    detail: `物资收到后，请登记交接。${nothing}`,
  }),
  donation_in_already: () => ({
    title: "这笔捐赠已经收到或撤销",
    detail: `请刷新页面看最新的情况。${unchanged}`,
  }),
  donation_day_not_yet: () => ({ title: "交接日期还没有到", detail: `请填今天或以前的日期。${nothing}` }),
  beyond_what_is_open: ({ open }) => ({
    title: "超过了还没有收到的金额",
    detail: `还有${open}元没有收到，认领的不能比它多。多捐的请另登记一笔。${nothing}`,
  }),
  document_known: ({ number }) => ({
    title: "这份文件已经登记过",
    detail: `登记在${number}，一份文件只登记一次。${nothing}`,
  }),
  arrival_unknown: () => ({ title: "没有找到这次到账", detail: `可能同事刚刚取消了。${unchanged}` }),
  arrival_used: () => ({
    title: "这笔钱已经拨付使用",
    detail: `已经使用的不能取消认领。${unchanged}`,
  }),
  donation_receipt_issued: ({ number }) => ({
    title: "收据已经开出",
    detail: `请先在“收据”里红冲${number}，再来办理。${unchanged}`,
  }),
  nothing_to_report: ({ used }) => ({
    title: "没有新的使用可以反馈",
    detail: `已使用${used}元，都反馈过了。${nothing}`,
  }),
  grant_unknown: () => ({ title: "没有找到这笔拨付", detail: `它可能不在您的管理范围。${unchanged}` }),
  grant_source_missing: () => ({
    title: "还没有选从哪里拨",
    detail: `物资和财政专项要选是哪一笔。${nothing}`,
  }),
  grant_source_unknown: () => ({
    title: "没有找到要拨的这一笔",
    detail: `它可能还没有收到，或者已经撤销。${nothing}`,
  }),
  grant_resolution_not_yet: () => ({
    title: "决议日期还没有到",
    detail: `先有决议才能拨付，请填今天或以前的日期。${nothing}`,
  }),
  grant_not_its_purpose: () => ({
    title: "和限定的用途不一样",
    detail: `限定用途的钱物只能用在捐赠人或文件说的地方。${nothing}`,
  }),
  grant_beyond_balance: ({ left }) => ({
    title: "余额不够",
    detail: `可以拨付的还有${left}元。限定用途的捐赠不算在里面，要单独选它。${nothing}`,
  }),
  grant_not_open: () => ({ title: "这笔拨付已经办过", detail: `请刷新页面看结果。${unchanged}` }),
  grant_not_granted: () => ({
    title: "只有已拨付的才能收回",
    detail: `请刷新页面看这笔拨付的情况。${unchanged}`,
  }),
  grant_reported: () => ({
    title: "已经向捐赠人反馈过",
    detail: `反馈里写了这笔拨付，收回会和反馈对不上。${unchanged}`,
  }),
  grant_proposer_decides: () => ({
    title: "提出人不能自己批准",
    detail: `请另一位同事批准。${unchanged}`,
  }),
};

/** Who wants no name told. */
export const anonymous = "爱心人士（匿名）";
export const donorKindNames: Readonly<Record<DonorKind, string>> = {
  enterprise: "企业",
  social_body: "社会组织",
  public_body: "机关事业单位",
  union: "工会",
  person: "个人",
  crowd: "活动现场群众",
};
export const useNames: Readonly<Record<Use, string>> = {
  mutual_aid: "互助保障",
  relief: "二次救助",
  care: "关爱服务",
};
export const fundNames: Readonly<Record<Use, string>> = {
  mutual_aid: "代管会费",
  relief: "二次救助资金",
  care: "专项工作经费",
};
export const formNames = { money: "捐款", goods: "物资" } as const;
export const donationStateNames: Readonly<Record<DonationState, string>> = {
  pledged: "待收到",
  received: "待开收据",
  receipted: "待使用",
  allocated: "待反馈",
  reported: "已反馈",
  withdrawn: "已撤销",
};
export const sourceNames: Readonly<Record<GrantSource, string>> = {
  donation: "捐赠资金",
  goods: "捐赠物资",
  fiscal_grant: "财政专项资金",
};
export const grantStateNames: Readonly<Record<GrantState, string>> = {
  proposed: "待批准",
  granted: "已拨付",
  refused: "不予拨付",
  withdrawn: "已撤回",
  taken_back: "已收回",
};
