import type { RefusalTexts } from "#core/text.ts";

const nothing = "没有保存任何数据。";

export const careTexts: RefusalTexts = {
  pack_unknown: () => ({ title: "没有找到这批关爱包", detail: `它可能已经结束。${nothing}` }),
  pack_day_not_yet: () => ({ title: "采购日期还没有到", detail: `请填今天或以前的日期。${nothing}` }),
  pack_short: ({ have }) => ({
    title: "库存不够",
    detail: `这里还有${have}份。请先从上级领取，或者把盘点的数补上。${nothing}`,
  }),
  pack_count_agrees: ({ left }) => ({ title: "盘点和账上一样", detail: `都是${left}份，不用登记差异。` }),
  pack_people_left: ({ people }) => ({
    title: "名单上还有人没有领",
    detail: `还有${people}人没有领。发给他们，或者从名单上去掉，再结束。${nothing}`,
  }),
  recipients_none: () => ({ title: "没有读到姓名", detail: `一行写一个人，至少两个字。${nothing}` }),
  recipient_unknown: () => ({
    title: "名单上没有这个人",
    detail: `可能同事刚刚去掉了，或者不在您的管理范围。${nothing}`,
  }),
  recipient_has_it: () => ({ title: "这个人已经领过", detail: `一批一人一份。${nothing}` }),
  recipient_handed_elsewhere: () => ({
    title: "这一份不是您这里发的",
    detail: `请发放的工会收回，库存才对得上。${nothing}`,
  }),
  hardship_nobody: () => ({
    title: "困难名单上没有可以登记的人",
    detail: `只登记名单里同意比对的职工。请先在“困难名单”里导入。${nothing}`,
  }),
  recipient_has_none: () => ({ title: "这个人还没有领", detail: `不用收回。${nothing}` }),
  proof_unreadable: () => ({
    title: "签名或照片打不开",
    detail: `请重新签名，或者重新拍一张JPG、PNG照片。${nothing}`,
  }),
  event_unknown: () => ({ title: "没有找到这场活动", detail: `它可能已经结束或取消。${nothing}` }),
  event_days_wrong: () => ({
    title: "报名截止日在活动以后",
    detail: `请把截止日填在活动当天或以前。${nothing}`,
  }),
  event_sign_up_over: () => ({ title: "报名已经截止", detail: "可以问问主办的工会，现场能不能参加。" }),
  event_full: () => ({ title: "名额已满", detail: "有人退出或者加场时，可以再来看看。" }),
  event_signed_up: () => ({ title: "已经报过名", detail: "不用再报，凭签到码到场就行。" }),
  event_seat_unknown: () => ({
    title: "没有找到这个报名",
    detail: `活动可能已经结束，或者这个人不在您的管理范围。${nothing}`,
  }),
  event_not_yet: () => ({ title: "活动还没有到日子", detail: "请在活动当天签到。" }),
  event_code_unknown: () => ({
    title: "没有找到这个签到码",
    detail: "请看报名时给的6位数字；手机上报名的，在“活动”里能看到。",
  }),
};

export const seasonNames = {
  spring: "春送岗位",
  summer: "夏送清凉",
  autumn: "金秋助学",
  winter: "冬送温暖",
} as const;
export const packStateNames = { open: "在发", closed: "已结束" } as const;
export const proofNames = { signature: "签名", photo: "照片" } as const;
export const eventKindNames = {
  match: "比赛",
  health_talk: "健康讲堂",
  check_up: "公益体检",
  other: "其他活动",
} as const;
export const eventStateNames = { open: "报名中", over: "已结束", cancelled: "已取消" } as const;
