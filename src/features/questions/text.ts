import type { RefusalTexts } from "#core/text.ts";
import type { NoticeTemplate } from "#features/notices/rules/index.ts";

export const questionTexts: RefusalTexts = {
  question_unknown: () => ({
    title: "没有找到这个咨询",
    detail: "它可能不在您的管理范围。请回到咨询列表再看。没有改变任何数据。",
  }),
  question_too_short: () => ({
    title: "写得太短",
    detail: "请把要问的事或答复写完整，至少4个字。没有保存任何数据。",
  }),
  question_not_open: () => ({
    title: "这个咨询已经有人答复",
    detail: "别人刚刚答复了它。请刷新后看答复。没有改变任何数据。",
  }),
  question_still_open: () => ({
    title: "这个咨询还在等答复",
    detail: "答复以后，觉得没说清楚，可以再问。没有改变任何数据。",
  }),
  not_a_suggestion: () => ({
    title: "这是咨询，不是建议",
    detail: "咨询只要答复。没有改变任何数据。",
  }),
  ruling_without_clause: () => ({
    title: "口径要写明依据的条款",
    detail: "请填写依据哪个计划的第几条。没有保存任何数据。",
  }),
  faq_over_before_it_begins: () => ({
    title: "有效期已经过了",
    detail: "“有效到”要在今天以后。没有保存任何数据。",
  }),
  faq_unknown: () => ({ title: "没有找到这条答复", detail: "它可能已经撤下。没有改变任何数据。" }),
  faq_not_drafted: () => ({ title: "这条已经批准或撤下", detail: "请刷新后再看。没有改变任何数据。" }),
  faq_retired: () => ({ title: "这条已经撤下", detail: "别人刚刚撤下了它。没有改变任何数据。" }),
  drafter_is_approver: () => ({
    title: "起草和批准不能是同一个人",
    detail: "请另一位同事批准。没有改变任何数据。",
  }),
  station_unknown: () => ({
    title: "没有找到这个联络站",
    detail: "它可能不在您的管理范围。没有改变任何数据。",
  }),
};

export const questionNotices = {
  answered: {
    code: "questions.answered",
    title: ({ number }) => `您的咨询${number}有了答复`,
    body: ({ number }) => `您的咨询${number}有了答复。没说清楚的，可以在那里再问。`,
    sms: ({ number }) => `您的咨询${number}有了答复，请登录同舟查看。`,
  },
} satisfies Record<string, NoticeTemplate<{ readonly number: string }>>;

export const topicNames = {
  enrol: "参加和名册",
  age: "年龄和退休",
  change: "增员、减员、转移",
  fee: "会费和收据",
  claim: "申领互助金",
  account: "登录和操作",
  other: "其他",
} as const;

export const channelNames = {
  phone_page: "手机",
  clerk: "经办代问",
  telephone: "电话",
  group: "工作群",
} as const;

export const questionStateNames = { open: "等答复", answered: "已答复", closed: "已了结" } as const;

export const entryNames = {
  asked: "提问",
  answered: "答复",
  sent_up: "请示上级",
  asked_again: "再问",
  closed: "了结",
  outcome: "办理结果",
} as const;

export const faqStateNames = { drafted: "等批准", approved: "已发布", retired: "已撤下" } as const;
export const faqKindNames = { faq: "常见问题", ruling: "口径" } as const;
export const halfNames = { morning: "上午", afternoon: "下午" } as const;
