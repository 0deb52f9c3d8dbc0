import type { RefusalTexts } from "#core/text.ts";
import type { CertificateWorth } from "../rules/certificate.ts";
import type { CoverState } from "../rules/cover-standing.ts";

const unchanged = "没有改变任何数据。";

const notYet: Readonly<Partial<Record<CoverState, string>>> = {
  unpaid: "会费还没有到齐。",
  paid: "会费已到，等月度结算。",
  settled: "会费已到，还没有上缴。",
};

export const certificateTexts: RefusalTexts = {
  certificate_not_yet: ({ state }) => ({
    title: "现在还不能开保障凭证",
    detail: `${notYet[state as CoverState] ?? ""}会费上缴以后，保障确定了才开。${unchanged}`,
  }),
  cover_not_confirmed: () => ({
    title: "请先确认本人参加",
    detail: `看过说明、点“确认参加”以后就能开凭证。${unchanged}`,
  }),
  nobody_to_certify: () => ({
    title: "这份名册里没有可以开凭证的人",
    detail: `名册确认、会费上缴以后再开。${unchanged}`,
  }),
};

export const worthNames: Readonly<Record<CertificateWorth, string>> = {
  covers: "这份凭证是真的，现在在保障中",
  will_cover: "这份凭证是真的，保障还没有开始",
  over: "这份凭证是真的，保障已经到期",
  cancelled: "这份凭证对应的保障已经取消，不再有效",
};
