/** Chinese words for this feature's codes. */
export const refusals = {
  calendar_year_unknown:
    "还没有{year}年的放假安排，算不出截止日是不是工作日。国务院办公厅公布放假通知后，请系统管理员录入。没有保存任何数据。",
} as const;
