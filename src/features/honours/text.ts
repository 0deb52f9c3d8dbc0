import type { RefusalTexts } from "#core/text.ts";

const nothing = "没有改变任何数据。";

export const honourTexts: RefusalTexts = {
  case_unknown: () => ({ title: "没有找到这个案例", detail: `它可能不在您的管理范围。${nothing}` }),
  case_not_open: () => ({ title: "这个案例现在不能这样做", detail: `请刷新页面看最新的情况。${nothing}` }),
  case_reason_missing: () => ({ title: "请写明退回的原因", detail: `提交的单位按它修改。${nothing}` }),
  case_adopted_already: () => ({ title: "已经登记过采用", detail: nothing }),
  case_of_ones_own: () => ({ title: "这是自己的案例", detail: `别的单位学了才算采用。${nothing}` }),
  visit_without_guests: () => ({ title: "请选来观摩的单位", detail: `被观摩的单位自己不算。${nothing}` }),
  day_to_come: () => ({ title: "日期还没有到", detail: `请填今天或以前的日期。${nothing}` }),
  score_day_not_over: ({ today }) => ({
    title: "这一天还没有结束",
    detail: `考评按一天结束时的记录算，请选${today}以前的日期。${nothing}`,
  }),
  scores_taken: ({ asOf }) => ({
    title: "这一天已经考评过",
    detail: `${asOf}的考评表已经留存，不再重算。${nothing}`,
  }),
  scores_without_targets: ({ year }) => ({
    title: `${year}年还没有目标`,
    detail: `考评只算有目标的县区和单位。请先下达目标。${nothing}`,
  }),
  score_rule_not_100: () => ({ title: "分值加起来不是100", detail: `请改好再保存。${nothing}` }),
  sheet_unknown: () => ({ title: "没有找到这张考评表", detail: `它可能不在您的管理范围。${nothing}` }),
  sheet_of_no_unit: () => ({
    title: "不是单位的考评表",
    detail: `示范单位从单位的考评表里选。${nothing}`,
  }),
  incentive_given_already: () => ({ title: "这一项激励已经登记", detail: nothing }),
  model_already: () => ({ title: "这个月已经提名这个单位", detail: nothing }),
  model_unknown: () => ({ title: "没有找到这个示范单位", detail: `它可能已经撤下。${nothing}` }),
  model_not_open: () => ({ title: "已经公布或撤下", detail: `请刷新页面看最新的情况。${nothing}` }),
  model_notice_over: ({ until }) => ({ title: "公示期已过", detail: `公示到${until}为止。${nothing}` }),
  model_notice_runs: ({ until }) => ({
    title: "公示还没有期满",
    detail: `公示到${until}，第二天起才能公布。${nothing}`,
  }),
  model_objections_open: () => ({ title: "还有异议没有答复", detail: `请先答复，再公布。${nothing}` }),
  proposer_publishes_nothing: () => ({
    title: "提名的人不能自己公布",
    detail: `请另一位同事看过再公布。${nothing}`,
  }),
  model_objection_unknown: () => ({ title: "没有找到这条异议", detail: `可能已经答复。${nothing}` }),
  commendation_of_whom: () => ({
    title: "请说明表彰谁",
    detail: `选一个单位，或者写捐赠方的名称；只有捐赠可以只写名称。${nothing}`,
  }),
};

export const partNames = {
  coverage: "覆盖进度",
  funding: "资金到位",
  service: "服务时效",
  awareness: "知晓率",
  inspection: "检查",
  innovation: "创新",
} as const;

/** What each part divides by what. */
export const partMeanings = {
  coverage: "最近一次进度快照的序时进度，满100%得满分",
  funding: "到期的会费和补助里，按时到账的金额",
  service: "到期的待办事项里，按时办结的件数（会费和补助不算在内）",
  awareness: "各单位最近一次知晓率调查里，知晓的答卷",
  inspection: "检查里得到的分",
  innovation: "自己有发布的案例得6成，被别的单位采用得2成，采用别人的得2成",
} as const;

export const caseStateNames = {
  submitted: "等审核",
  returned: "已退回",
  accepted: "已通过，等发布",
  published: "已发布",
} as const;
export const modelStateNames = { noticed: "公示中", published: "示范单位", dropped: "已撤下" } as const;
export const incentiveNames = { funds: "工作经费", preference: "评优优先", honour: "通报表扬" } as const;
export const commendationNames = { donor: "捐赠", ambassador: "宣传员", unit: "先进单位" } as const;
