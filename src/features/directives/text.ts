import type { RefusalTexts } from "#core/text.ts";

const nothing = "没有保存任何数据。";

export const directiveTexts: RefusalTexts = {
  directive_only_at_city: () => ({ title: "文件由市总工会登记", detail: `县区和单位签收、办理。${nothing}` }),
  directive_number_taken: () => ({
    title: "这个文号已经登记过",
    detail: `请在列表里找到它，或者改文号。${nothing}`,
  }),
  directive_issued_in_future: () => ({ title: "印发日期在今天以后", detail: `印发以后再登记。${nothing}` }),
  directive_ends_before_it_begins: () => ({ title: "有效期早于印发日期", detail: `请改日期。${nothing}` }),
  directive_task_due_too_early: () => ({
    title: "有要求的期限早于印发日期",
    detail: `请把每项要求的期限定在印发当天或以后。${nothing}`,
  }),
  directive_task_of_nobody: () => ({
    title: "有要求没有写清由谁办",
    detail: `每项要求或者选一个工会、单位，或者写一个协作部门。${nothing}`,
  }),
  directive_not_sent_here: () => ({
    title: "这份文件没有发给本单位",
    detail: "不用签收。没有改变任何数据。",
  }),
  directive_received_already: () => ({ title: "已经签收过", detail: "请刷新页面。没有改变任何数据。" }),
};

export const directiveKindNames = { notice: "通知", plan: "方案", rule: "办法" } as const;
export const sendingNames = {
  nobody: "不用签收",
  unions: "县区、产业和功能区工会",
  units: "所有工会和单位",
} as const;
