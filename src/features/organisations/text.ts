import type { RefusalTexts } from "#core/text.ts";

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
};
