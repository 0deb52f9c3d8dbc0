import { addDays, type PlainDate, sayFullDay } from "#core/dates.ts";
import { type Cents, showYuan } from "#core/money.ts";
import type { Facts } from "#core/refusal.ts";
import type { RefusalTexts } from "#core/text.ts";
import type { FunderKind, GiftKind } from "../rules/gift.ts";

export const giftKindNames: Readonly<Record<GiftKind, string>> = { named: "按名单", head_count: "按人数" };

export const funderKindNames: Readonly<Record<FunderKind, string>> = {
  union: "工会",
  enterprise: "企业",
  fiscal: "财政",
  other: "其他",
};

const stayed = "没有保存任何数据。";
const unconfirmed = "名册没有确认，没有改变任何数据。";
const yuan = (fact: Facts[string] | undefined) => showYuan(BigInt(String(fact ?? 0)) as Cents);
const names = (fact: Facts[string] | undefined) => (Array.isArray(fact) ? fact : [fact]).join("、");

export const giftTexts: RefusalTexts = {
  gift_period_in_order: () => ({ title: "结束日期早于开始日期", detail: `请改日期。${stayed}` }),
  gift_money_too_little: ({ price }) => ({
    title: `赠送金额不够一个人的${yuan(price)}元`,
    detail: `请核对金额。${stayed}`,
  }),
  gift_account_unreadable: () => ({
    title: "赠送方账号读不出来",
    detail: `账号是6到32位数字或字母；不知道可以不填，按户名和金额核对。${stayed}`,
  }),
  gift_of_others: () => ({
    title: "这份赠送由别的工会设立",
    detail: `请联系设立它的工会。${stayed}`,
  }),
  gift_closed: () => ({
    title: "这份赠送已经结束",
    detail: `不能再报、再确认名册，已经确认的不受影响。${stayed}`,
  }),
  gift_not_by_number: () => ({
    title: "这份赠送是按名单的，不分到单位",
    detail: `由设立它的工会直接报名册。${stayed}`,
  }),
  gift_units_unknown: ({ codes }) => ({
    title: `没有找到编号${names(codes)}`,
    detail: `请核对单位编号，或它不在您的管理范围。其余也没有保存。`,
  }),
  gift_unit_twice: ({ codes }) => ({
    title: `编号${names(codes)}写了两次`,
    detail: `一个单位只写一行。${stayed}`,
  }),
  gift_list_too_long: ({ total, quota }) => ({
    title: `分到各单位的一共${total}人，赠送只有${quota}人`,
    detail: `请减少，或请赠送方增加名额后另设一份。${stayed}`,
  }),
  gift_unit_has_used: ({ used, wanted }) => ({
    title: `有单位已经用了${used}人，不能改为${wanted}人`,
    detail: `名额不能少于已经确认的人数。${stayed}`,
  }),
  gift_of_another_plan: () => ({
    title: "这份赠送是另一个计划的",
    detail: `请选同一个保障计划。${stayed}`,
  }),
  gift_outside_its_period: ({ from, until }) => ({
    title: `这份赠送的保障要在${sayFullDay(from as PlainDate)}到${sayFullDay(addDays(until as PlainDate, -1))}之间开始`,
    detail: `请改保障开始的日期。${stayed}`,
  }),
  gift_named_by_its_owner: () => ({
    title: "这份赠送的名单由设立它的工会报",
    detail: `把名单交给设立它的工会。${stayed}`,
  }),
  gift_unit_not_listed: () => ({
    title: "这份赠送没有分给这个单位",
    detail: `请设立它的工会先分给名额。${stayed}`,
  }),
  gift_people_used_up: ({ left, wanted }) => ({
    title: `赠送名额还剩${left}人，名册要确认${wanted}人`,
    detail: `请把多出来的人移出名册，或请赠送方增加。${unconfirmed}`,
  }),
  gift_money_used_up: ({ left, wanted }) => ({
    title: `赠送的钱还剩${yuan(left)}元，名册要${yuan(wanted)}元`,
    detail: `请把多出来的人移出名册，或请赠送方增加。${unconfirmed}`,
  }),
  gift_unit_used_up: ({ left, wanted }) => ({
    title: `本单位的赠送名额还剩${left}人，名册要确认${wanted}人`,
    detail: `请把多出来的人移出名册，或请设立这份赠送的工会调整名额。${unconfirmed}`,
  }),
};
