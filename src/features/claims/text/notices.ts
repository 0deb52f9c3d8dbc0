import type { NoticeTemplate } from "#features/notices/rules/index.ts";
import type { Certification } from "../rules/certification.ts";
import type { Channel, ClaimState } from "../rules/claim.ts";
import { reasonNames } from "./reasons.ts";

/** 申领SL-2025-000031: what every notice of a claim names. Never the illness, the hospital, or the plan, whose name may tell it. */
type Named = {
  readonly number: string;
  /** 段桂的, to whoever filed it for them; empty to themselves. */
  readonly whose: string;
};
type Next = Named & {
  /** 等单位证明您在职. */
  readonly next: string;
};

const why = "每一步怎么算的、依据哪一条，都写在申领页上。";

/** What those whose claim it is, and those who filed it for them, are told of it. */
export const claimNotices = {
  filed: {
    code: "claims.filed",
    title: ({ number }) => `申领已提交，申领号${number}`,
    body: ({ who, next }) => `${who}已提交。${next}。办完每一步都会告诉您，不用来问。`,
    sms: ({ number, next }) => `您的互助金申领已提交，申领号${number}。${next}。可在同舟手机页查看进度。`,
  } satisfies NoticeTemplate<Next & { readonly who: string }>,
  certified: {
    code: "claims.certified",
    title: ({ said }) => said,
    body: ({ number, next }) => `申领${number}：${next}。`,
  } satisfies NoticeTemplate<Next & { readonly said: string }>,
  returned: {
    code: "claims.returned",
    title: ({ whose, count }) => `${whose}申领要补${count}`,
    body: ({ number, papers, until }) =>
      `申领${number}要补：${papers}。哪里不对、怎么补写在申领页上。请在${until}前补好提交，补齐以后接着办，前面的不用重做；到期没有补齐会失效。`,
    sms: ({ number, count, until }) =>
      `您的互助金申领${number}要补${count}，请在${until}前登录同舟手机页补好，到期没有补齐会失效。`,
  } satisfies NoticeTemplate<
    Named & { readonly count: string; readonly papers: string; readonly until: string }
  >,
  lapseSoon: {
    code: "claims.lapse_soon",
    title: ({ whose, left }) => `${whose}申领还没有补齐材料，${left}到期`,
    body: ({ number, papers, until }) =>
      `申领${number}还差：${papers}。最后一天是${until}，当天补好也有效；到期没有补齐会失效。办不到的，请告诉单位经办人或市总工会。`,
    sms: ({ number, until }) =>
      `您的互助金申领${number}还没有补齐材料，最后一天是${until}，到期会失效。请登录同舟手机页补好。`,
  } satisfies NoticeTemplate<
    Named & { readonly left: string; readonly papers: string; readonly until: string }
  >,
  lapsed: {
    code: "claims.lapsed",
    title: ({ whose }) => `${whose}申领到期没有补齐材料，已失效`,
    body: ({ number, until }) => `申领${number}已失效，前面交的材料还保存着。${until}重新申领，重新算期限。`,
  } satisfies NoticeTemplate<Named & { readonly until: string }>,
  approved: {
    code: "claims.approved",
    title: ({ whose, benefit }) => `${whose}申领通过了，互助金${benefit}元`,
    body: ({ number, moves, until }) =>
      `申领${number}已核定。${moves}${why}觉得不对，可以在${until}前申请复议。`,
    sms: ({ number, benefit }) =>
      `您的互助金申领${number}已通过，核定${benefit}元。怎么算的请登录同舟手机页查看。`,
  } satisfies NoticeTemplate<
    Named & { readonly benefit: string; readonly moves: string; readonly until: string }
  >,
  rejected: {
    code: "claims.rejected",
    title: ({ whose }) => `${whose}申领这次不能给付`,
    body: ({ number, reason, until }) =>
      `申领${number}：${reason}。依据的条款和每一步的判断写在申领页上。觉得不对，可以在${until}前申请复议，由没有办过这件的人决定；单位经办人可以帮您办。`,
    sms: ({ number, until }) =>
      `您的互助金申领${number}这次不能给付，原因请登录同舟手机页查看。觉得不对，可以在${until}前申请复议。`,
  } satisfies NoticeTemplate<Named & { readonly reason: string; readonly until: string }>,
  paid: {
    code: "claims.paid",
    title: ({ whose, amount }) => `${whose}互助金${amount}元已付出`,
    body: ({ number, amount, on, tail }) =>
      `申领${number}的${amount}元，${on}由银行付到尾号${tail}的账户。没有看到的，请先向开户行查询，再告诉市总工会。`,
    sms: ({ amount, on, tail }) => `互助金${amount}元已于${on}付到您尾号${tail}的账户。`,
  } satisfies NoticeTemplate<Named & { readonly amount: string; readonly on: string; readonly tail: string }>,
  paymentFailed: {
    code: "claims.payment_failed",
    title: ({ whose, amount }) => `${whose}互助金${amount}元没有付成，请改正收款账户`,
    body: ({ number, what, tail }) =>
      `申领${number}：${what}，收款账户尾号${tail}。请在申领页上改正收款账户，改好就另付一笔，不用重新申领，钱不会少。`,
    sms: ({ number, tail }) =>
      `您的互助金（申领${number}）没有付成，账户尾号${tail}。请登录同舟手机页改正收款账户，改好就再付，不用重新申领。`,
  } satisfies NoticeTemplate<
    Named & { readonly amount: string; readonly what: string; readonly tail: string }
  >,
  appealDecided: {
    code: "claims.appeal_decided",
    title: ({ whose, outcome }) => `${whose}复议有了决定：${outcome}`,
    body: ({ number, next }) => `申领${number}的复议由没有办过这件的人决定，答复写在申领页上。${next}。`,
    sms: ({ number, outcome }) =>
      `您的互助金申领${number}复议有了决定：${outcome}。答复请登录同舟手机页查看。`,
  } satisfies NoticeTemplate<Next & { readonly outcome: string }>,
  /** To the unit: whoever certifies there. */
  certificationAsked: {
    code: "claims.certification_asked",
    title: ({ name }) => `${name}的申领等您证明在职`,
    body: ({ number, name, until }) =>
      `${name}提交了申领${number}。请在${until}前说明事发时是不是本单位在职职工；只证明在职，看不到病情。到期没有证明，转市总工会核实。`,
    sms: ({ until }) => `有1件互助金申领等您单位证明在职，请在${until}前登录同舟办理。`,
  } satisfies NoticeTemplate<Named & { readonly name: string; readonly until: string }>,
};

/** Who handed it in, to the worker whose claim it is. */
export const filedBy: Readonly<Record<Channel, string>> = {
  phone: "您在手机上",
  unit: "单位经办人替您",
  relative: "家人替您",
  automatic: "医保结算信息自动生成，您确认后",
};

/** What the unit said of the worker's employment, to the worker. */
export const certifiedAs: Readonly<Record<Certification, string>> = {
  employed: "单位已证明您在职",
  not_employed: "单位说明您事发时不在职，市总工会会核实",
  silent: "单位没有按期证明，转市总工会核实",
  not_needed: "不用单位证明",
};

/** What comes next, and until when; for the steps that a claim enters with a notice. */
export function nextOf(state: ClaimState, until: string): string {
  if (state === "certification") return `接着由单位证明您在职，${until}前办`;
  if (state === "first_review") return `接着由市总工会初审，${until}前办`;
  return "已按规则直接通过，结果马上告诉您";
}

const moves: Readonly<Record<string, (amount: string) => string>> = {
  benefit: () => "接着由出纳付款，付出后再告诉您。",
  difference: (amount) => `按改正后的结果补差额${amount}元，付出后再告诉您。`,
  recovery: (amount) => `按改正后的结果，以前多付了${amount}元，市总工会会联系您。`,
};
/** What an approval moves. */
export const movesOf = (kind: string, amount: string): string => moves[kind]?.(amount) ?? "没有新的钱要付。";

/** Why it was refused: the reasons of working out, but for the one that tells of an illness. */
export function reasonOf(codes: readonly string[]): string {
  const names = codes.map((code) =>
    code === "diagnosis_not_listed"
      ? reasonNames.event_not_insured
      : reasonNames[code as keyof typeof reasonNames],
  );
  return [...new Set(names.filter(Boolean))].join("、") || "原因由审核人员写在申领页上";
}
