import type { RefusalTexts } from "#core/text.ts";
import type { NoticeTemplate } from "#features/notices/rules/index.ts";
import type { Paper, ReceiptKind, RequestState } from "./rules/request.ts";

const unchanged = "没有改变任何数据。";

export const receiptTexts: RefusalTexts = {
  receipt_in_another_state: () => ({
    title: "这张收据已经不在这一步",
    detail: `可能是同事刚刚办了。请刷新后看结果。${unchanged}`,
  }),
  receipt_amount_changed: () => ({
    title: "金额刚刚变了，没有确认",
    detail: `账单改了人数或金额。请刷新后核对新的金额，再确认。${unchanged}`,
  }),
  receipt_uscc_wrong: () => ({
    title: "统一社会信用代码应为18位",
    detail: `请核对后填写；没有代码的单位可以留空。${unchanged}`,
  }),
  receipt_drawer_is_checker: () => ({
    title: "开票和复核要两个人",
    detail: `选中的里面有您开的，请另一位同事复核。${unchanged}`,
  }),
  receipt_not_issued: () => ({
    title: "这张收据还没有开出",
    detail: `单位确认抬头后，由出纳开票、会计复核开出。${unchanged}`,
  }),
};

export const paperNames: Record<Paper, string> = {
  receipt: "收据",
  transfer_note: "资金往来结算单",
  donation_receipt: "捐赠收据",
};

export const kindNames: Record<ReceiptKind, string> = {
  contribution: "会费",
  subsidy: "补助",
  gift: "赠送",
  donation: "捐赠",
};

export const requestStateNames: Record<RequestState, string> = {
  requested: "待确认抬头",
  confirmed: "待开票",
  drawn: "待复核",
  issued: "已开出",
  reversal_drawn: "红冲待复核",
  withdrawn: "不再开",
};

type Issued = {
  /** 收据HA-C-2025-000031. */
  readonly paper: string;
  readonly item: string;
  readonly amount: string;
};

/** What who paid is told of its receipt. */
export const receiptNotices = {
  issued: {
    code: "receipts.issued",
    title: ({ paper }) => `${paper}已开出`,
    body: ({ item, amount }) => `${item}，${amount}元。可以下载打印；校验码和二维码印在上面，谁都能查验。`,
    sms: ({ paper, amount }) => `${paper}已开出，${amount}元，请登录同舟下载。`,
  },
  reversed: {
    code: "receipts.reversed",
    title: ({ paper }) => `${paper}已红冲，请不要再用`,
    body: ({ item, amount }) =>
      `${item}，${amount}元。原来下载的作废，核对抬头和金额后会重开一张，开出后再告诉您。`,
  },
} satisfies Record<string, NoticeTemplate<Issued>>;
