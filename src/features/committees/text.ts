import type { RefusalTexts } from "#core/text.ts";

const nothing = "没有保存任何数据。";

export const committeeTexts: RefusalTexts = {
  committee_unknown: () => ({ title: "没有找到这个机构", detail: `它可能已经撤销，请刷新页面。${nothing}` }),
  committee_exists: () => ({
    title: "已经有同名的机构",
    detail: `请换一个名称，或者在原来的机构里加人。${nothing}`,
  }),
  committee_seat_unknown: () => ({
    title: "没有找到这项任职",
    detail: "任期可能已经结束，请刷新页面。没有改变任何数据。",
  }),
  committee_has_head: () => ({
    title: "这段时间已经有负责人",
    detail: `请先给原来的负责人填任期结束日期。${nothing}`,
  }),
  committee_term_backwards: () => ({ title: "任期结束早于开始", detail: `请改日期。${nothing}` }),
  meeting_in_future: () => ({ title: "会议还没有开", detail: `开过的会议才登记，请改日期。${nothing}` }),
  decision_due_before_meeting: () => ({
    title: "办结日期早于会议",
    detail: `请把每项议定事项的日期定在会议当天或以后。${nothing}`,
  }),
};

export const committeeKindNames = {
  management_committee: "管理委员会",
  party_group: "党组",
  leading_group: "领导小组",
  office: "办公室",
  work_group: "工作组",
  coordination: "部门协作",
} as const;
export const seatNames = { head: "负责人", deputy: "副职", member: "成员" } as const;
export const meetingNames = { plenary: "全体会议", joint: "联席会议", special: "专题会议" } as const;
