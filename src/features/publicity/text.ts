import type { RefusalTexts } from "#core/text.ts";

const nothing = "没有保存任何数据。";

export const publicityTexts: RefusalTexts = {
  material_unknown: () => ({ title: "没有找到这种物料", detail: `请刷新页面再选。${nothing}` }),
  material_short: ({ have }) => ({
    title: "没有这么多",
    detail: `现有${have}，发出和用掉的不能比它多。${nothing}`,
  }),
  material_only_at_city: () => ({
    title: "印制由市总工会登记",
    detail: `县区收到的，由市总工会发放时一起登记。${nothing}`,
  }),
  story_unknown: () => ({ title: "没有找到这篇稿子", detail: "它可能已经撤下。没有改变任何数据。" }),
  story_not_open: () => ({ title: "这篇稿子已经发布或撤下", detail: "请刷新页面看最新的情况。" }),
  story_without_consent: () => ({
    title: "本人没有同意做宣传",
    detail: `请本人在手机“我的同意”里同意“用您的经历做宣传”，再起草或发布。${nothing}`,
  }),
  story_unfit: ({ said }) => ({ title: "稿子里有不能写的内容", detail: `${said}请改好再保存。${nothing}` }),
  story_drafter_publishes: () => ({
    title: "起草人不能自己发布",
    detail: "请另一位同事看过再发布。没有改变任何数据。",
  }),
  ambassador_already: () => ({ title: "已经是宣传员", detail: nothing }),
};

export const faultWords = {
  story_names_somebody: "写了本人全名，只能留姓氏。",
  story_tells_a_number: "有一长串数字，可能是证件号、电话或卡号。",
  story_tells_the_illness: "写了本人的病情。",
} as const;

export const moveNames = { printed: "印制", received: "收到", issued: "发放", used: "用掉" } as const;
export const storyKindNames = { story: "故事", film: "短片" } as const;
export const storyStateNames = { drafted: "等发布", published: "已发布", withdrawn: "已撤下" } as const;
export const activityNames = {
  mobilisation: "动员会",
  shift_talk: "班前十分钟",
  lecture: "讲堂",
  seminar: "座谈会",
  match: "冠名赛事",
  check_up: "公益体检",
  zone: "活动现场专区",
  visit: "走访宣讲",
  charity: "公益募捐",
} as const;
export const channelNames = {
  newspaper: "报纸",
  television: "电视",
  website: "网站",
  wechat: "公众号",
  app: "工会客户端",
  short_video: "短视频",
  notice_board: "宣传栏",
} as const;
export const audienceNames = {
  everybody: "全体职工",
  cadres: "工会干部",
  units: "单位",
  new_employment: "新就业形态",
  women: "女职工",
} as const;
