import type { RefusalTexts } from "#core/text.ts";

const nothingSaved = "没有保存任何数据。";

export const memberTexts: RefusalTexts = {
  phone_not_mobile: () => ({
    title: "这不是11位手机号码",
    detail: `请填写中国大陆的手机号码，例如13912345678。${nothingSaved}`,
  }),
  sms_not_set_up: () => ({
    title: "短信还没有开通",
    detail: "现在不能用手机号码登录。请向您单位的经办人或市总工会了解开通时间。没有保存任何数据。",
  }),
  code_just_sent: ({ seconds }) => ({
    title: "验证码刚刚发过",
    detail: `请看一下短信；没有收到，${seconds}秒后可以再发。上一个验证码仍然有效。`,
  }),
  codes_too_many: ({ seconds }) => ({
    title: "验证码发得太多了",
    detail: `为了您的安全，请过${Number(seconds) > 3600 ? "一天" : "一小时"}再试。一直收不到短信，请单位经办人帮您办理。`,
  }),
  sms_code_wrong: () => ({
    title: "验证码不对，或已经过期",
    detail: "验证码5分钟内有效，只能用一次，错5次作废。请核对最后一条短信，或重新发一个。",
  }),
  already_bound: () => ({
    title: "这个手机号码已经认证过",
    detail: "要换成别人，请先在“我的”里解除。没有改变任何数据。",
  }),
  member_not_matched: () => ({
    title: "没有对上",
    detail:
      "姓名和证件号码要和单位交的名册一样。请核对后再试；还是对不上，请单位经办人查看名册。一天可以试5次。没有保存您填写的号码。",
  }),
  bindings_too_many: () => ({
    title: "今天试得太多了",
    detail: "请明天再试，或请单位经办人查看名册里您的姓名和证件号码。没有保存您填写的号码。",
  }),
  request_unknown: () => ({
    title: "没有找到这个申请，或它不在您的管理范围",
    detail: "请刷新列表后再看。没有改变任何数据。",
  }),
  request_decided: () => ({
    title: "这个申请已经处理过",
    detail: "可能是同事刚刚办了，或者职工自己撤回了。没有改变任何数据。",
  }),
  consent_text_changed: () => ({
    title: "这份说明有了新的版本",
    detail: "请刷新页面，看过新的内容再决定。没有保存任何数据。",
  }),
  session_unknown: () => ({ title: "这个登录已经结束", detail: "请刷新后再看。没有改变任何数据。" }),
  deletion_asked: () => ({
    title: "您已经提出过删除申请",
    detail: "市总工会答复前不用再提。没有改变任何数据。",
  }),
};
