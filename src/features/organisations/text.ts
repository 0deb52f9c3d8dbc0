import type { RefusalTexts } from "#core/text.ts";
import type { Label } from "./rules/labels.ts";
import type { Missing, NoUsccReason, RegistrationState, returnReasons } from "./rules/registration.ts";
import type { OrganisationKind } from "./rules/tree.ts";

/** Words for what this feature refuses. */
export const organisationTexts: RefusalTexts = {
  organisation_code_twice: ({ code }) => ({
    title: `编号${code}在名单里出现了两次`,
    detail: "每个单位的编号只能用一次。请改正后重新提交，没有保存任何数据。",
  }),
  organisation_code_taken: () => ({
    title: "这个单位编号已经有人用了",
    detail: "请换一个编号；如果是同一个单位，请打开原来的记录。没有保存任何数据。",
  }),
  parent_unknown: ({ code, parent }) => ({
    title: `单位${code}的上级${parent}不存在`,
    detail: "请核对上级的编号，或先登记上级。没有保存任何数据。",
  }),
  parent_kind_wrong: ({ code, parent }) => ({
    title: `单位${code}不能放在${parent}下面`,
    detail: "基层单位放在县区、产业工会、功能区、联合工会或市总直属下面。没有保存任何数据。",
  }),
  organisation_circle: ({ code }) => ({
    title: `单位${code}成了自己的上级`,
    detail: "上下级绕成了一圈，请核对上级。没有保存任何数据。",
  }),
  province_number_wrong: () => ({
    title: "省的代码不对",
    detail: "省的代码是六位数字，后四位是0，例如410000。没有保存任何数据。",
  }),
  city_number_wrong: () => ({
    title: "市的代码不对",
    detail: "市的代码是六位数字，例如濮阳410900、济源419001。没有保存任何数据。",
  }),
  city_open_already: ({ cityId }) => ({
    title: `代码${cityId}已经开通过`,
    detail: "请核对代码，或直接进入已经开通的市。没有保存任何数据。",
  }),
  organisation_unknown: () => ({
    title: "没有找到这个单位，或它不在您的管理范围",
    detail: "请从列表中选择单位；如果您另有身份，可以切换后再看。",
  }),
  new_parent_unknown: () => ({
    title: "没有找到所选的上级工会",
    detail: "请从列表中重新选择。没有保存任何数据。",
  }),
  new_parent_kind_wrong: () => ({
    title: "不能放在所选的上级下面",
    detail: "基层单位放在县区、产业工会、功能区、联合工会或市总直属下面。没有保存任何数据。",
  }),
  moved_into_itself: () => ({
    title: "不能移到自己的下级里",
    detail: "请选择另一个上级。没有保存任何数据。",
  }),
  label_value_unknown: () => ({
    title: "标签的取值不对",
    detail: "请从列出的取值里选择。没有保存任何数据。",
  }),
  link_unknown: () => ({
    title: "这个链接打不开",
    detail: "请核对链接是否完整；丢失了的，请联系发邀请的工会重新发一个。",
  }),
  link_expired: () => ({
    title: "这个链接已经过期",
    detail: "填写的内容还在。请联系上级工会重新发一个链接。",
  }),
  link_used: () => ({
    title: "这个链接已经用来开通过账号",
    detail: "请直接登录；忘记密码或换了经办人的，请联系市总工会。",
  }),
  registration_closed: () => ({
    title: "登记已经提交，现在不能改",
    detail: "等审核结果出来再看；需要改的，请联系上级工会退回。没有保存任何数据。",
  }),
  registration_incomplete: ({ missing }) => ({
    title: "还有几项没有填好",
    detail: `${[missing]
      .flat()
      .map((code) => missingNames[code as Missing] ?? "")
      .join("；")}。已填的内容都在，补全后再提交。`,
  }),
  registration_not_approved: () => ({
    title: "登记还没有通过审核",
    detail: "通过以后，用同一个链接开通账号。",
  }),
  registration_unknown: () => ({
    title: "没有找到这份登记，或它不在您的管理范围",
    detail: "请刷新列表后再看。",
  }),
  registration_decided: () => ({
    title: "这份登记已由同事处理",
    detail: "请刷新列表查看结果。您填写的意见没有提交。",
  }),
  registration_twin: ({ names, by }) => ({
    title: `可能重复登记：${[names].flat().join("、")}`,
    detail: `${[by]
      .flat()
      .map((code) => twinNames[String(code)] ?? "")
      .filter((word, place, all) => all.indexOf(word) === place)
      .join("、")}。确认不是同一个单位，请勾选“不是同一单位”后再通过。没有保存任何数据。`,
  }),
};

export const missingNames: Record<Missing, string> = {
  name: "单位名称要写全称",
  uscc: "统一社会信用代码没有填；没有代码的请选原因",
  uscc_unconfirmed: "统一社会信用代码校验不对，请核对；确实没错就勾选“已核对”",
  staff: "职工人数没有填",
  account: "缴费账户的户名和账号没有填",
  contact: "联系人没有填",
  phone: "联系人手机没有填",
  parent_kind_wrong: "所选的上级不能接收这类单位",
};

export const kindNames: Record<OrganisationKind, string> = {
  province_office: "省办事处",
  city_agency: "市总工会",
  county_union: "县区总工会",
  industry_union: "产业工会",
  functional_zone: "功能区",
  joint_union: "联合工会",
  member_unit: "基层单位",
};

const categoryNames: Record<string, string> = { municipal: "市直", county: "县区" };

/** A city's own category is its own word. */
export const categoryName = (category: string | null): string =>
  category === null ? "" : (categoryNames[category] ?? category);

export const labelTexts: Record<Label, { readonly name: string; readonly values: Record<string, string> }> = {
  scale: { name: "规模", values: { large: "大型", medium: "中型", small: "小型", micro: "微型" } },
  key_firm: { name: "重点企业", values: { yes: "是" } },
  in_difficulty: { name: "困难企业", values: { yes: "是" } },
  phase: {
    name: "推进批次",
    values: { government: "机关事业", state_owned: "国有企业", new_employment: "新业态" },
  },
  union_strength: { name: "工会力量", values: { strong: "强", ordinary: "一般", weak: "弱" } },
};

export const noUsccReasonNames: Record<NoUsccReason, string> = {
  platform_workers: "新就业形态劳动者，没有用人单位代码",
  joint_union: "联合工会，由多家单位组成",
  inner_body: "内设机构，用上级单位的代码",
  other: "其他原因",
};

export const registrationStateNames: Record<RegistrationState, string> = {
  invited: "已邀请",
  draft: "填写中",
  submitted: "待审核",
  returned: "已退回",
  approved: "已通过",
  refused: "不通过",
};

export const returnReasonNames: Record<(typeof returnReasons)[number], string> = {
  name_differs: "单位名称与证照不一致",
  uscc_differs: "统一社会信用代码与证照不一致",
  account_differs: "缴费账户与单位名称不一致",
  staff_implausible: "职工人数明显不对",
  contact_unreachable: "联系人电话打不通",
  wrong_parent: "上级工会选错",
  duplicate: "可能与已登记的单位重复",
  other: "其他，见说明",
};

export const twinNames: Record<string, string> = {
  uscc: "统一社会信用代码相同",
  name: "名称相同",
  account: "缴费账号相同",
};

export const usccFindingNames = {
  uscc_length: "应为18位，位数不对。",
  uscc_letter: "含有代码里不用的字母（I、O、S、V、Z）。",
  uscc_check: "校验位不对。少数真实代码也会这样，核对无误可以继续。",
} as const;
