import type { RefusalTexts } from "#core/text.ts";

/** Chinese words for this feature's codes. */
export const calendarTexts: RefusalTexts = {
  calendar_year_unknown: ({ year }) => ({
    title: `还没有${year}年的放假安排`,
    detail: `算不出${year}年的截止日是不是工作日。国务院办公厅公布放假通知后，请系统管理员录入。没有保存任何数据。`,
  }),
};
