import type { RefusalTexts } from "#core/text.ts";

export const noticeTexts: RefusalTexts = {
  email_not_set_up: () => ({
    title: "邮件还没有开通",
    detail: "市总工会还没有设定发信的邮箱，通知都在站内。没有保存任何数据。",
  }),
  email_code_wrong: () => ({
    title: "验证码不对，或已经过期",
    detail: "验证码30分钟内有效，错5次作废。请核对邮件，或重新填写邮箱再发一次。",
  }),
  wechat_not_linked: () => ({
    title: "微信没有连上",
    detail: "请在微信里打开这一页再试一次。没有保存任何数据。",
  }),
  delivery_not_failed: () => ({
    title: "这条通知不用再发",
    detail: "它可能已经发出，或者不在您的管理范围。请刷新后再看。没有改变任何数据。",
  }),
};

export const channelNames = { sms: "短信", email: "邮件", wechat: "微信" } as const;

/** What a channel said, in words; a code that is not known is shown as it is, for whoever asks the vendor. */
const faults: Readonly<Record<string, string>> = {
  unreachable: "连接不上",
  no_answer: "对方8秒内没有回答",
  no_template: "没有设定短信模板",
  not_set_up: "这个渠道没有开通",
};
export const sayFault = (fault: string): string => faults[fault] ?? `对方回答${fault}`;
