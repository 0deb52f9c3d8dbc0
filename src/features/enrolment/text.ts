import { addDays, monthNumberOf, type PlainDate, sayDay, sayFullDay, sayMonth, yearOf } from "#core/dates.ts";
import type { RefusalTexts } from "#core/text.ts";
import type { CoverFacts, CoverStanding, CoverState } from "./rules/cover-standing.ts";
import type { DecidedLine, Finding, LineCode, LineFacts, Outcome, WarningCode } from "./rules/decide-line.ts";
import type { Field } from "./rules/roster-header.ts";

/** What a person reads of one finding: what it is called, why it is so, and 怎么改. */
export type LineText = { readonly title: string; readonly reason: string; readonly remedy: string };

/** What the words may show of the line. Leave the number out where it must not be read. */
export type LineShown = { readonly name: string; readonly idNumber?: string };

export const outcomeTexts: Record<Outcome, string> = {
  accepted: "已受理",
  review: "待审核",
  rejected: "退回",
};

/** A cover's state in a word. */
export const coverStateNames: Record<CoverState, string> = {
  unpaid: "待缴会费",
  paid: "会费已到齐",
  settled: "待上缴",
  remitted: "未开始",
  running: "保障中",
  ended: "已到期",
};

/** What a cover waits for, or why it runs later than was asked; nothing where all is as asked. */
export function sayCover({ state, settledLate }: CoverStanding, facts: CoverFacts, today: PlainDate): string {
  const asked = sayDay(facts.asked.from, today);
  const paid = facts.paidOn ? sayDay(facts.paidOn, today) : "";
  if (state === "unpaid")
    return today < facts.asked.from
      ? `会费在截止日前到齐的，从${asked}开始；晚到的顺延。`
      : `原定${asked}开始，会费还没有到齐；到齐后从结算的次月1日开始。`;
  if (state === "paid") return `会费${paid}到齐，等月度结算。`;
  if (settledLate)
    return `会费${paid}才到齐，转入${sayMonth(settledLate)}结算，从次月1日开始，原定${asked}。`;
  return state === "settled" ? "会费按时到齐，等补助到齐后上缴。" : "";
}

export const fieldTexts: Record<Field, string> = {
  name: "姓名",
  id_number: "身份证号",
  document: "证件类型",
  sex: "性别",
  post: "岗位类别",
  phone: "手机号",
  card: "银行卡号",
  remark: "备注",
};

const proof = "仍在岗的，请上传单位出具的未办理退休证明。";

export const lineTexts: Record<LineCode, (facts: LineFacts, shown: LineShown) => LineText> = {
  name_missing: () => ({ title: "没有姓名", reason: "该行的姓名是空的。", remedy: "请补填。" }),
  id_missing: () => ({ title: "没有身份证号", reason: "该行的身份证号是空的。", remedy: "请补填。" }),
  id_precision_lost: () => ({
    title: "号码存成了数字",
    reason: "表格把它当数字存，最后几位已经丢失。",
    remedy: "请把这一列设为“文本”格式，再对照身份证重新填写。",
  }),
  id_length: ({ length }) => ({
    title: "号码位数不对",
    reason: sayLength(Number(length)),
    remedy: Number(length) === 15 ? "请填18位号码。" : "请对照身份证改正。",
  }),
  id_region: (_facts, { idNumber }) => ({
    title: "号码开头不对",
    reason: `${idNumber ? `前两位是${idNumber.slice(0, 2)}，` : "前两位"}不是任何省、自治区、直辖市的代码。`,
    remedy: "请对照身份证改正。",
  }),
  id_birth_date: (facts, { idNumber }) => ({
    title: "出生日期不对",
    reason: `号码第7–14位${idNumber ? `是${idNumber.slice(6, 14)}，` : ""}${sayBirthFault(facts)}。`,
    remedy: "请对照身份证改正后重新提交。",
  }),
  id_checksum: () => ({
    title: "校验位不对",
    reason: "18位号码中至少有一位写错。",
    remedy: "请对照身份证逐位核对。",
  }),
  duplicate_in_file: sayDuplicate,
  already_covered: sayCovered,
  under_age: ({ age, birthday, coverFrom, days }) => ({
    title: `未满${age}周岁`,
    reason: `${sayFullDay(birthday as PlainDate)}才满${age}周岁，保障从${sayDay(coverFrom as PlainDate, birthday as PlainDate)}开始，差${days}天。`,
    remedy: `可放到${sayNextRoster(birthday as PlainDate, coverFrom as PlainDate)}的名册里。`,
  }),
  retirement_category_unknown: ({ workerRetiresOn, otherRetiresOn, years, months }) => ({
    title: "缺岗位类别",
    reason: `按工人岗位，${sayFullDay(workerRetiresOn as PlainDate)}已${sayAge(years, months)}；按管理或专业技术岗位，要到${sayFullDay(otherRetiresOn as PlainDate)}才到退休年龄。`,
    remedy: "请填写岗位类别：管理、专业技术或工人。",
  }),
  over_age: ({ retiresOn, years, months, category, post }) => ({
    title: "已到退休年龄",
    reason: `${sayPost(post)}${sayFullDay(retiresOn as PlainDate)}${sayAge(years, months)}。`,
    remedy: category === "woman_50" ? `岗位填错的，直接改岗位；${proof}` : proof,
  }),
  other_papers: ({ papers }) => ({
    title: "其他证件",
    reason: `证件类型是${papers}，号码要由人核对。`,
    remedy: "请上传证件照片，由市总工会审核。",
  }),
};

export const warningTexts: Record<WarningCode, { readonly title: string; readonly reason: string }> = {
  sex_mismatch: { title: "性别与号码不一致", reason: "已按号码第17位登记性别，请核对号码是不是这个人的。" },
  phone_invalid: { title: "手机号不对", reason: "应是1开头的11位号码。不改也能参加，但收不到通知。" },
  card_invalid: { title: "银行卡号不对", reason: "应是16–19位卡号。不改也能参加，申领互助金时再补。" },
  post_unknown: { title: "岗位类别看不懂", reason: "应是管理、专业技术或工人，已当作没有填。" },
};

/** 第17行史勇：2025年1月2日才满16周岁，保障从1月1日开始，差1天。可放到2月的名册里。 */
export function sayFinding(
  line: Pick<DecidedLine, "line" | "name">,
  finding: Finding,
  idNumber?: string,
): string {
  const text = explainFinding(finding, { name: line.name, ...(idNumber ? { idNumber } : {}) });
  return `第${line.line}行${line.name}：${text.reason}${text.remedy}`;
}

/** All there is to say of a line, for the table that goes back: what is wrong, how to put it right, what else. */
export function sayLine(
  line: Pick<DecidedLine, "name" | "findings" | "warnings">,
  idNumber?: string,
): string {
  const shown = { name: line.name, ...(idNumber ? { idNumber } : {}) };
  const [first, ...others] = line.findings.map((finding) => explainFinding(finding, shown));
  return [
    ...(first ? [`${first.title}：${first.reason}${first.remedy}`] : []),
    ...others.map(({ title, reason }) => `另外，${title}：${reason}`),
    ...line.warnings.map((code) => `提醒，${warningTexts[code].title}：${warningTexts[code].reason}`),
  ].join("\n");
}

export const explainFinding = (finding: Finding, shown: LineShown): LineText =>
  lineTexts[finding.code](finding.facts, shown);

function sayLength(length: number): string {
  if (length === 15) return "只有15位。15位号码2013年起停用。";
  return length < 18 ? `只有${length}位，少${18 - length}位。` : `有${length}位，多${length - 18}位。`;
}

function sayBirthFault({ why, year, month, day }: LineFacts): string {
  switch (why) {
    case "no_such_month":
      return `没有${month}月`;
    case "no_such_day":
      return `${month === 2 ? `${year}年` : ""}${month}月没有${day}日`;
    case "after_today":
      return "还没有到这一天";
    case "not_digits":
      return "里面有不是数字的字符";
    default:
      return "没有这一年";
  }
}

function sayDuplicate({ earlierLine, earlierOutcome, sameName }: LineFacts, { name }: LineShown): LineText {
  const title = "本表内重复";
  if (!sameName) {
    return {
      title,
      reason: `与第${earlierLine}行的号码相同，姓名却不同。`,
      remedy: "请核对号码是谁的，改正后重新提交。",
    };
  }
  const became = { accepted: "已受理", review: "待审核", rejected: "也要改正" }[earlierOutcome as Outcome];
  return {
    title,
    reason: `与第${earlierLine}行是同一个人${name ? `（${name}）` : ""}。`,
    remedy: `删除其中一行即可，第${earlierLine}行${became}。`,
  };
}

function sayCovered({ unit, sameUnit, from, until, sameName }: LineFacts): LineText {
  const where = sameUnit ? "本单位" : unit ? `${unit}` : "本市另一个单位";
  const period = from && until ? `，保障${sayFullDay(from as PlainDate)}–${sayLastDay(String(until))}` : "";
  return {
    title: "已经参加",
    reason: `已在${where}参加同一计划${period}，时间重叠。${sameName ? "" : "那里登记的姓名与本行不同。"}`,
    remedy: sameName
      ? "不用再报，删除这一行即可；换了单位的，请办理转移。"
      : "请先核对号码是谁的；确实是本人的，请联系市总工会。",
  };
}

/** Periods are kept half-open; people read both days as included. */
const sayLastDay = (until: string): string => sayFullDay(addDays(until as PlainDate, -1));

const sayAge = (years: unknown, months: unknown): string =>
  Number(months) > 0 ? `满${years}周岁${months}个月` : `满${years}周岁`;

const postTexts: Readonly<Record<string, string>> = {
  management: "管理岗位，",
  professional: "专业技术岗位，",
  worker: "工人岗位，",
};
const sayPost = (post: unknown): string => postTexts[String(post)] ?? "";

/** The roster of the first month that begins when the birthday has come. */
function sayNextRoster(birthday: PlainDate, coverFrom: PlainDate): string {
  const later = birthday.endsWith("-01") ? 0 : 1;
  const months = yearOf(birthday) * 12 + monthNumberOf(birthday) - 1 + later;
  const year = Math.floor(months / 12);
  return `${year === yearOf(coverFrom) ? "" : `${year}年`}${(months % 12) + 1}月`;
}

const nothingStored = "没有保存任何数据。";

/** Words for the files that are refused whole. */
export const enrolmentTexts: RefusalTexts = {
  file_missing: ({ file }) => ({
    title: `没有找到文件 ${file}`,
    detail: "请核对路径和文件名。",
  }),
  no_header: ({ headers }) => ({
    title: "没有找到表头",
    detail: `表头要同时有姓名和身份证号两列。${sayHeaders(headers)}请补上表头，或使用空白模板。${nothingStored}`,
  }),
};

function sayHeaders(headers: unknown): string {
  const seen = Array.isArray(headers) ? headers : [];
  return seen.length > 0 ? `现在看到的是：${seen.join("、")}。` : "";
}

/** Words of the workbooks that go out: the answer beside each line, and the template. */
export const workbookTexts = {
  outcome: "受理结果",
  answer: "问题和怎么改",
  sheet: "名册",
  guideSheet: "填表说明",
  guide: [
    "每人一行。姓名和身份证号必填，其余能填就填。",
    "身份证号填18位，末位是字母的写大写X。整列请先设为“文本”格式，否则最后几位会丢失。",
    "港澳台居民填居住证上的18位号码。用护照等其他证件的，请加一列“证件类型”写明。",
    "岗位类别填：管理、专业技术或工人。50岁以上的女职工必须填，退休年龄由它决定。",
    "手机号填11位，用来通知本人。银行卡号用来发互助金，可以以后再补。",
    "表头文字可以调换位置，请不要改动。不需要的列可以留空。",
  ],
} as const;
