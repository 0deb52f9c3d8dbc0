import type { RefusalTexts } from "#core/text.ts";

/** Words for what this feature refuses. */
export const peopleTexts: RefusalTexts = {
  person_unknown: () => ({
    title: "没有找到这位职工，或不在您的管理范围",
    detail: "请核对后再查；如果您另有身份，可以切换后再看。",
  }),
  person_changed: () => ({
    title: "这位职工的记录刚被同事改过",
    detail: "请刷新后核对，再改一次。没有保存任何数据。",
  }),
  person_known_already: () => ({
    title: "名册里有人刚由另一份名册登记",
    detail: "请把名册重新提交一次。没有保存任何数据。",
  }),
  merge_same_record: () => ({
    title: "两边是同一条记录",
    detail: "请选择同一位职工的两条不同记录。没有保存任何数据。",
  }),
  merge_already_merged: () => ({
    title: "其中一条记录已经合并过",
    detail: "请打开合并后的记录再看。没有保存任何数据。",
  }),
  merge_open: () => ({
    title: "这条记录已有一个合并申请在等人核定",
    detail: "请先由另一位同事核定原来的申请。没有保存任何数据。",
  }),
  merge_unknown: () => ({ title: "没有找到这个合并申请", detail: "请刷新列表后再看。" }),
  merge_decided: () => ({ title: "这个合并申请已由同事核定", detail: "请刷新列表查看结果。" }),
  merge_own_proposal: () => ({
    title: "自己提出的合并要由另一位同事核定",
    detail: "请另一位有合并权限的同事办理。没有保存任何数据。",
  }),
};

export const identifierNames: Record<string, string> = {
  resident_id: "居民身份证",
  foreign_residence: "外国人永久居留身份证",
  passport: "护照",
  other: "其他证件",
};

export const sexNames = { male: "男", female: "女" } as const;
