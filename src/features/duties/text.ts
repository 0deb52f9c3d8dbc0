import type { RefusalTexts } from "#core/text.ts";
import type { NoticeTemplate } from "#features/notices/rules/index.ts";

export const dutyTexts: RefusalTexts = {
  duty_unknown: () => ({
    title: "没有找到这件待办事项",
    detail: "它可能已经了结，或者不在您的管理范围。请回到待办事项再看。没有改变任何数据。",
  }),
  duty_not_open: () => ({
    title: "这件事已经了结",
    detail: "别人刚刚办完了它。请刷新后再看。没有改变任何数据。",
  }),
  duty_not_running: () => ({
    title: "这件事现在没有计时",
    detail: "它已经暂停或了结。请刷新后再看。没有改变任何数据。",
  }),
  duty_not_paused: () => ({
    title: "这件事没有暂停",
    detail: "别人刚刚让它继续了，或者它已经了结。请刷新后再看。没有改变任何数据。",
  }),
  duty_closed_elsewhere: () => ({
    title: "这件事要在它自己的页面上办",
    detail: "请点“去办理”，在那里办完，待办事项会自动了结。没有改变任何数据。",
  }),
};

type Reminder = { readonly title: string; readonly until: string; readonly isLate: boolean };

export const dutyNotices = {
  reminder: {
    code: "duties.reminder",
    title: ({ title, isLate }) => (isLate ? `已过期：${title}` : `请按时办理：${title}`),
    body: ({ title, until, isLate }) =>
      isLate ? `“${title}”应于${until}办完，已经过期。请尽快办理。` : `“${title}”请于${until}以前办完。`,
    sms: ({ until, isLate }) =>
      isLate
        ? `您有一件待办事项应于${until}办完，已经过期。请登录同舟办理。`
        : `您有一件待办事项请于${until}以前办完。详情请登录同舟查看。`,
  },
} satisfies Record<string, NoticeTemplate<Reminder>>;

export const dutyEventNames = {
  opened: "开始计时",
  reminded: "催办",
  paused: "暂停",
  resumed: "继续",
  escalated: "转上级",
  closed: "办完",
  cancelled: "不用再办",
} as const;

export const unitNames = {
  working_minutes: "分钟",
  working_days: "个工作日",
  days: "天",
  day: "天",
} as const;
