import type { PlainDate, PlainMonth } from "#core/dates.ts";
import { sayFullDay, sayMonth } from "#core/dates.ts";
import type { RefusalTexts } from "#core/text.ts";
import type { LineCode } from "../rules/index.ts";
import { certificateTexts } from "../text/certificates.ts";
import { giftTexts } from "../text/gifts.ts";

/** What each reason is called where it is counted, without a line's own facts. */
export const reasonNames: Record<LineCode, string> = {
  name_missing: "没有姓名",
  id_missing: "没有身份证号",
  id_precision_lost: "号码存成了数字",
  id_length: "号码位数不对",
  id_region: "号码开头不对",
  id_birth_date: "出生日期不对",
  id_checksum: "校验位不对",
  duplicate_in_file: "本表内重复",
  already_covered: "已经参加",
  under_age: "未满16周岁",
  retirement_category_unknown: "缺岗位类别",
  over_age: "已到退休年龄",
  other_papers: "其他证件",
};

const nothingStored = "没有保存任何数据。";
const nothingChanged = "名册没有改变。";

/** Words for what the commands on rosters and covers refuse. */
export const batchTexts: RefusalTexts = {
  ...giftTexts,
  ...certificateTexts,
  unit_not_registered: () => ({
    title: "这个单位现在不能报名册",
    detail: `只有已登记的基层单位、联合工会可以报名册。请先在“单位”里完成登记。${nothingStored}`,
  }),
  platform_workers_need_joint_union: () => ({
    title: "新就业形态劳动者要由联合工会报",
    detail: `请选择登记为联合工会的单位，它可以没有用人单位的信用代码。${nothingStored}`,
  }),
  cover_before_settlement: ({ coverFrom, month }) => ({
    title: "保障不能从过去开始",
    detail: `${sayMonth(month as PlainMonth)}结算的名册，保障最早从${sayMonth(month as PlainMonth)}1日开始，现在填的是${sayFullDay(coverFrom as PlainDate)}。${nothingStored}`,
  }),
  covers_overlap: () => ({
    title: "同一个人有两段重叠的保障",
    detail: `同一计划在同一天只能有一份保障。请核对带来的保障。${nothingStored}`,
  }),
  batch_confirmed: () => ({
    title: "这份名册已经确认，不能再改",
    detail: `要增加人员，请另报一份增员名册；还没上缴的，可以在“保障”里减员。${nothingChanged}`,
  }),
  batch_withdrawn: () => ({
    title: "这份名册已经撤回",
    detail: `请另开一份名册再上传。${nothingStored}`,
  }),
  batch_not_read: () => ({
    title: "还没有上传名册",
    detail: "请先上传名册，读完后再办这一步。",
  }),
  no_last_roster: () => ({
    title: "还没有上次的名册",
    detail: "这个单位还没有读过名册。请下载空白模板，或直接上传您现有的表。",
  }),
  batch_billed: () => ({
    title: "这份名册已经出了账单",
    detail: `出账单以后不能整份撤回。不参加的人可以在“保障”里减员，账单随之改小。${nothingChanged}`,
  }),
  batch_not_remitted: () => ({
    title: "这份名册的会费还没有上缴",
    detail: `上缴以前不用退费：会费截止以前可以直接减员，截止以后等上缴完再申请退费。${nothingChanged}`,
  }),
  batch_remitted: () => ({
    title: "这份名册的会费已经上缴",
    detail: `上缴以后不能再减员，保障到期满为止。重复参加、登记错了、保障开始前已经离开的，可以申请退费。${nothingChanged}`,
  }),
  batch_changed_meanwhile: () => ({
    title: "名册刚刚有了变化",
    detail: "您看到的人数已经不是最新的。请看一下新的结果，再确认。没有确认任何人。",
  }),
  nothing_to_confirm: ({ coveredMeanwhile }) => ({
    title: "没有可以确认的人",
    detail: `${Number(coveredMeanwhile) > 0 ? `有${coveredMeanwhile}人刚刚已在别处参加。` : ""}请先改正退回的行，或等待审核。没有确认任何人。`,
  }),
  line_changed_meanwhile: ({ line }) => ({
    title: `第${line}行刚刚被别人改过`,
    detail: "请看一下新的内容，再改。您填写的内容没有保存。",
  }),
  line_not_in_review: ({ line }) => ({
    title: `第${line}行不在审核中`,
    detail: "它可能已经改正或删除。请刷新后再看。",
  }),
  line_decided_meanwhile: ({ line, decision }) => ({
    title: `第${line}行刚刚被别人${decision === "approved" ? "通过" : decision === "denied" ? "退回" : "改过"}了`,
    detail: "您的意见没有提交。请看一下新的结果；仍有不同意见，可以先撤回再定。",
  }),
  question_open: ({ line }) => ({
    title: `第${line}行已经请示，省办事处还没有答复`,
    detail: "有答复会显示在这一行。不等答复也可以先决定。没有保存任何数据。",
  }),
  question_answered: () => ({
    title: "另一位同事刚刚答复了这个请示",
    detail: "您的答复没有提交。请到“已答复”里看；要补充，请直接联系提问的市。",
  }),
  question_settled: () => ({
    title: "市里已经办完，不用答复了",
    detail: "提问的市刚刚作了决定，或单位已经确认、撤回了名册。您的答复没有提交。",
  }),
  own_roster: () => ({
    title: "自己上传的名册要由别人审核",
    detail: "请由另一位审核人处理这一行。没有保存任何数据。",
  }),
  evidence_unreadable: () => ({
    title: "这个文件不是证明材料",
    detail: `请上传 PDF，或 JPEG、PNG 图片，最大20MB。${nothingStored}`,
  }),
  roster_of_another_unit: ({ why, unit, people, rows }) => ({
    title: "这份名册好像是别的单位的",
    detail: `${sayStrange(String(why), typeof unit === "string" ? unit : "另一个单位", Number(people), Number(rows))}请核对；确实是本单位的，可以选择“是本单位的名册，继续”。${nothingStored}`,
  }),
  corrections_unmatched: ({ lines, count }) => ({
    title: `有${count}行对不上原来的名册`,
    detail: `补交文件的第${sayLines(lines, Number(count))}，在名册待改正的行里找不到身份证号或姓名相同的一行，或者不止一行。请核对后再交；新增的人请另报增员名册。${nothingChanged}`,
  }),
  corrections_too_many: ({ most }) => ({
    title: "补交的行太多",
    detail: `只补交改正的行，一次最多${most}行。要换整份名册，请用“重新上传”。${nothingChanged}`,
  }),
  move_outside_cover: ({ from, until }) => ({
    title: "转移的日期不在保障期内",
    detail: `这份保障从${sayFullDay(from as PlainDate)}开始，到${sayFullDay(until as PlainDate)}前一天为止。${nothingStored}`,
  }),
  move_to_same_unit: () => ({ title: "已经在这个单位", detail: `请选择另一个单位。${nothingStored}` }),
};

function sayStrange(why: string, unit: string, people: number, rows: number): string {
  if (why === "same_file") return `${unit}交过内容完全相同的文件。`;
  if (why === "title") return `文件名或工作表名写的是${unit}。`;
  return `${rows}行里有${people}人已在${unit}参加。`;
}

function sayLines(lines: unknown, count: number): string {
  const named = Array.isArray(lines) ? lines : [];
  return `${named.join("、")}${count > named.length ? "等" : ""}行`;
}
