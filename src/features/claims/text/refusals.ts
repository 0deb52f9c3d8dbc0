import { dayInChina, type PlainDate, sayDay, sayFullDay } from "#core/dates.ts";
import { type Cents, parseYuan, showYuan } from "#core/money.ts";
import { type Role, roles } from "#core/permissions.ts";
import type { Facts } from "#core/refusal.ts";
import type { RefusalTexts } from "#core/text.ts";
import type { CheckCode } from "../rules/checks.ts";
import { channelNames, kindNames, stateNames } from "../text.ts";
import { faultTexts } from "./faults.ts";
import { findingTexts } from "./findings.ts";
import { reasonNames } from "./reasons.ts";

const stayed = "没有保存任何数据。";
const yuan = (fact: unknown): string => `${showYuan(parseYuan(String(fact)) ?? (0n as Cents))}元`;
const listOf = (fact: unknown): string[] => (Array.isArray(fact) ? fact.map(String) : []);
const stateOf = (fact: unknown): string => stateNames[fact as keyof typeof stateNames] ?? "";

const clock = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** 7月10日10:12 */
function momentOf(fact: unknown): string {
  const at = new Date(String(fact));
  if (Number.isNaN(at.getTime())) return "";
  const day = dayInChina(at);
  return `${sayDay(day, day)}${clock.format(at)}`;
}

const who = (facts: Facts): string =>
  facts.isMine
    ? "您自己"
    : facts.role === "system"
      ? "系统"
      : `另一位${roles[facts.role as Role]?.name ?? "同事"}`;

const did: Readonly<Record<string, string>> = {
  submitted: "提交了",
  certified: "证明了",
  passed_unheard: "转给市总工会了",
  taken: "接手了",
  corrected: "改正了录入的数",
  passed: "通过了",
  approved: "通过了",
  went_straight: "按规则通过了",
  sent_back: "退回上一步了",
  returned: "退回补材料了",
  resubmitted: "重新提交了",
  rejected: "决定不予给付了",
  withdrawn: "撤回了",
  lapsed: "因超期失效了",
  taken_back: "撤回了刚才的决定",
  ordered: "转去付款了",
  paid: "付款成功了",
  payment_failed: "付款没有成功",
  appealed: "申请复议了",
  appeal_upheld: "作了复议决定",
  appeal_overturned: "作了复议决定",
  reopened: "重新打开了",
};

export const claimTexts: RefusalTexts = {
  claim_moved_on: (facts) => ({
    title: `这件申领刚被${who(facts)}${did[String(facts.event)] ?? "处理了"}`,
    detail: `${momentOf(facts.at)}${did[String(facts.event)] ?? "处理了"}${facts.benefit ? `，${yuan(facts.benefit)}` : ""}，现在是“${stateOf(facts.state)}”。您填写的意见没有提交，还在页面上，需要可以复制。`,
  }),
  claim_not_decided: () => ({
    title: "这件申领还没有核定",
    detail: `核定以后才有核定明细，现在可以在页面上看试算。${stayed}`,
  }),
  own_claim: () => ({
    title: "这是您本人的申领，要由别人办",
    detail: `自己的申领自己不能证明或审核；同名的也一样。请让同事或上级工会办理。${stayed}`,
  }),
  claim_recused: () => ({ title: "您已声明回避这件申领", detail: `请由其他审核人员办理。${stayed}` }),
  did_earlier_step: ({ step }) => ({
    title: "前一步是您办的，这一步要换一个人",
    detail: `您${{ filed: "代为提交了", certified: "证明了", first: "初审了", second: "复审了", final: "终审了" }[String(step)] ?? "已经办过"}这件申领。同一件申领的相邻各步由不同的人办。${stayed}`,
  }),
  claim_taken_by_other: ({ at }) => ({
    title: "另一位审核人员正在看这件申领",
    detail: `${momentOf(at)}开始看的。您可以看下一件；他不在的时候，可以点“接手”再办。${stayed}`,
  }),
  claim_figures_changed: ({ before, now }) => ({
    title: `金额变了：刚才是${yuan(before)}，现在是${yuan(now)}`,
    detail:
      "这段时间里，同一份保障的另一件申领通过了，占用了限额或票据。已按现在的情况重新核算，请再看一遍后决定。这件申领还没有通过。",
  }),
  claim_not_payable: ({ reasons }) => ({
    title: "核算结果是不给付，不能通过",
    detail: `原因：${listOf(reasons)
      .map((code) => reasonNames[code as keyof typeof reasonNames] ?? code)
      .join("、")}。录入有误的先改正；否则选“不予给付”，原因会写给本人。${stayed}`,
  }),
  findings_stand: ({ codes }) => ({
    title: "有必须先解决的核查发现",
    detail: `${listOf(codes)
      .map((code) => findingTexts[code as CheckCode]?.title ?? code)
      .join("；")}。请改正录入、退回补材料，或不予给付。${stayed}`,
  }),
  findings_unchecked: ({ codes }) => ({
    title: `还有${listOf(codes).length}条核查发现没有核对`,
    detail: `${listOf(codes)
      .map((code) => findingTexts[code as CheckCode]?.title ?? code)
      .join("；")}。核对后点“已核对”再通过。${stayed}`,
  }),
  bill_used_meanwhile: () => ({
    title: "这张票据刚被另一件申领用了",
    detail: "同一张票据只能得到一次费用补助。请重新打开这件申领，按现在的核算结果决定。这件申领还没有通过。",
  }),
  claim_incomplete: ({ papers, faults }) => ({
    title: `还差${listOf(papers).length + listOf(faults).length}项`,
    detail: `${listOf(papers).length > 0 ? `材料：${listOf(papers).join("、")}。` : ""}${listOf(faults)
      .map((code) => faultTexts[code] ?? code)
      .join("")}补齐后就可以提交，已填写的内容都保存着。`,
  }),
  consent_missing: () => ({
    title: "还没有本人对处理医疗信息的同意",
    detail:
      "申领要看诊断、费用和住院材料，这些是敏感个人信息，要本人单独同意后才能提交。已填写的内容都保存着。",
  }),
  claim_filed_already: ({ number, on, channel, state }) => ({
    title: "这次已经申领过了",
    detail: `${on ? sayFullDay(on as PlainDate) : ""}${channelNames[channel as keyof typeof channelNames] ?? ""}已提交，申领号${number}，现在是“${stateOf(state)}”。不用再交一次；要补充的，请在那一件里办。您这份还是草稿，没有提交。`,
  }),
  event_not_in_plan: ({ kinds, plan }) => ({
    title: "这份保障不管这种情况",
    detail: `“${plan}”保障的是：${listOf(kinds)
      .map((kind) => kindNames[kind as keyof typeof kindNames] ?? kind)
      .join("、")}。${stayed}`,
  }),
  ends_before_it_begins: () => ({
    title: "结束日期早于开始日期",
    detail: `请核对两个日期。${stayed}`,
  }),
  paper_unreadable: () => ({
    title: "这个文件不是照片，也不是 PDF",
    detail: `请拍照，或上传 JPEG、PNG、WebP 图片和 PDF，每份最大20MB。${stayed}`,
  }),
  too_many_papers: ({ most }) => ({
    title: `材料已有${most}份`,
    detail: `请先删去重复的再传。这一份没有保存。`,
  }),
  nothing_to_take_back: () => ({
    title: "已经不能撤回了",
    detail: "决定已经送出，或者别人已经接着办了。需要改正的，请重新打开这件申领。",
  }),
  reason_missing: () => ({
    title: "请写明不予给付的原因",
    detail: `本人会看到原因和条款，也可以申请复议。${stayed}`,
  }),
  appeal_too_late: ({ until }) => ({
    title: "申请复议的期限已过",
    detail: `最后一天是${sayFullDay(until as PlainDate)}。有新材料的，请联系单位经办人或市总工会。${stayed}`,
  }),
  claim_paid_before: () => ({
    title: "这件申领付过款，不能撤回",
    detail: `正在重新审核，结果出来后会告诉您。${stayed}`,
  }),
  payee_wrong: ({ faults }) => ({
    title: "收款账户不对",
    detail: `${listOf(faults)
      .map((code) => faultTexts[code] ?? code)
      .join("")}${stayed}`,
  }),
  sample_looked_at: () => ({ title: "这件已经有人复查过", detail: "请看下一件。" }),
};
