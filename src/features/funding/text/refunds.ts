import { type PlainDate, sayFullDay } from "#core/dates.ts";
import type { RefusalTexts } from "#core/text.ts";
import type { NoticeTemplate } from "#features/notices/rules/index.ts";
import type { RefundGround, RefundState } from "../rules/refund.ts";

export const groundNames: Readonly<Record<RefundGround, string>> = {
  left_before_cover: "保障开始前已离开",
  duplicate: "重复参加",
  not_eligible: "不该参加（登记错、已退休等）",
};

export const refundStateNames: Readonly<Record<RefundState, string>> = {
  asked: "待决定",
  withdrawn: "已撤回",
  refused: "不同意",
  approved: "等省办退回",
  received: "退款中",
  paid: "已退",
};

const unchanged = "没有改变任何数据。";

export const refundTexts: RefusalTexts = {
  cover_has_begun: ({ from }) => ({
    title: `保障${sayFullDay(from as PlainDate)}已经开始，离开了也不退`,
    detail: `保障开始以后管到期满，离开单位也还能申领。重复参加或本来就不该参加的，请选对应的事由。${unchanged}`,
  }),
  cover_has_ended: ({ until }) => ({
    title: `这份保障${sayFullDay(until as PlainDate)}前已经期满，不能再退`,
    detail: `退费要在保障期内申请。${unchanged}`,
  }),
  cover_paid_on: ({ number }) => ({
    title: `这份保障已经给付过互助金（${number}），不能取消`,
    detail: `给付依据的就是这份保障。确实付错了的，先由市总工会按申领更正、追回。${unchanged}`,
  }),
  cover_claimed_on: ({ number }) => ({
    title: number ? `这份保障上有申领（${number}），不能取消` : "这份保障上有一件没提交的申领，不能取消",
    detail: `申领不论结果，依据的都是这份保障，职工还可以申请复议。${unchanged}`,
  }),
  refund_without_bill: () => ({
    title: "这份保障不是在这里缴费的",
    detail: `它是随城市资料一起导入的，没有账单，退费请按原来的途径办。${unchanged}`,
  }),
  refund_member_account_missing: () => ({
    title: "请填职工本人的银行卡号",
    detail: "这家单位的会费由职工承担，会费部分要退给职工本人。卡号是16到19位数字。没有保存任何数据。",
  }),
  refund_already_asked: () => ({
    title: "这个人已经申请过退费",
    detail: `一份保障只退一次。请在退费列表里看办到哪一步。${unchanged}`,
  }),
  refund_decided: ({ state }) => ({
    title: `这件退费现在是“${refundStateNames[state as RefundState] ?? state}”，不能再改`,
    detail: `可能是同事刚刚办了。${unchanged}`,
  }),
  refund_asker_decides: () => ({
    title: "申请人不能自己决定",
    detail: `请另一位审核人员决定。${unchanged}`,
  }),
  refund_refusal_without_reason: () => ({
    title: "请写明为什么不同意",
    detail: `申请人会看到，才知道要补什么。${unchanged}`,
  }),
  refund_without_paper: () => ({
    title: "还没有上传证明材料",
    detail: `请先上传离职证明、另一份保障的凭证或单位说明，再决定。${unchanged}`,
  }),
  refund_paper_unreadable: () => ({
    title: "这个文件不是 PDF 或图片",
    detail: "请上传 PDF，或 JPEG、PNG 图片，最大20MB。没有保存任何数据。",
  }),
  refund_payee_without_account: ({ payees }) => ({
    title: `${(Array.isArray(payees) ? payees : [payees]).join("、")}没有登记收款账号`,
    detail: `退费要退到各自的账户。请先在单位资料里补登账号，再决定。${unchanged}`,
  }),
  refund_before_paid_back: () => ({
    title: "先缴后补的补助还没有拨回单位",
    detail: `拨回以后，补助才算工会承担的，才知道退给谁。${unchanged}`,
  }),
};

type Decided = { readonly number: string; readonly agree: boolean; readonly note: string };

export const refundNotices = {
  decided: {
    code: "funding.refund_decided",
    title: ({ number, agree }) => `退费${number}${agree ? "已同意" : "没有同意"}`,
    body: ({ agree, note }) =>
      agree
        ? `保障已取消。省办事处退回会费以后，按原来的分担退给各方。${note}`
        : `理由：${note}。保障不变。材料补齐后可以重新申请。`,
  },
  cancelled: {
    code: "funding.cover_cancelled",
    title: () => "您的一份互助保障已取消",
    body: () =>
      "单位为您申请了退费，市总工会已同意，这份保障从开始之日起取消，不能再申领。您不清楚原因的，请问单位经办人。",
  },
} satisfies Record<string, NoticeTemplate<Decided>>;
