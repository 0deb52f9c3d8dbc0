import { cents, showYuan } from "#core/money.ts";
import type { RefusalTexts } from "#core/text.ts";
import type { Example } from "./rules/example.ts";
import type { Lack } from "./rules/publishable.ts";
import { sayOutcome } from "./text/index.ts";
import { valueTexts } from "./text/terms.ts";

export const planTexts: RefusalTexts = {
  plan_file_wrong: ({ file, problems }) => ({
    title: `计划文件${file}有${count(problems)}处不对`,
    detail: `${linesOf(problems)}\n请改正后重新发布。没有保存任何数据。`,
  }),
  plan_version_published_differently: ({ plan, version }) => ({
    title: `计划${plan}的${version}版已经发布，内容不同`,
    detail: "已发布的版本不能修改，参加的人按它享受保障。请用新的版本号发布。原来的版本没有改变。",
  }),
  plan_version_taken: ({ plan, version }) => ({
    title: `计划${plan}已经有${version}版`,
    detail: "请换一个版本号，或打开原来的版本。没有保存任何数据。",
  }),
  plan_draft_renamed: ({ plan, version }) => ({
    title: `这份草稿是${plan}的${version}版，编码和版本不能改`,
    detail: "要用别的编码或版本，请另起一份草稿。没有保存这次的修改。",
  }),
  plan_draft_proposed: ({ plan, version }) => ({
    title: `${plan}的${version}版已经提交，不能再改`,
    detail: "要修改，请先退回草稿。没有保存这次的修改。",
  }),
  plan_draft_changed_meanwhile: ({ plan, version }) => ({
    title: `${plan}的${version}版刚刚被别人改过`,
    detail: "请刷新后看过新的内容再做。没有保存这次的修改。",
  }),
  plan_not_proposed: ({ plan, version }) => ({
    title: `${plan}的${version}版没有提交`,
    detail: "提交以后，才能由另一人发布或者退回。什么也没有改变。",
  }),
  plan_needs_second_person: ({ plan, version }) => ({
    title: `${plan}的${version}版要由另一人发布`,
    detail: "提交人和最后修改人不能自己发布。没有发布，草稿没有改变。",
  }),
  plan_version_retired: ({ plan, version }) => ({
    title: `${plan}的${version}版已经停用`,
    detail: "什么也没有改变。",
  }),
  retirement_in_the_past: ({ today }) => ({
    title: "停用日期不能早于今天",
    detail: `今天是${today}。以前开始的保障按这个版本继续，不能倒回去停用。什么也没有改变。`,
  }),
  plan_not_comparable: ({ plan, version }) => ({
    title: `${plan}的${version}版还有写法不对的地方，不能比较`,
    detail: "请先改正草稿中标出的问题。",
  }),
  plan_version_unknown: ({ plan, version }) => ({
    title: `没有计划${plan}的${version}版`,
    detail: "请核对计划编码和版本号。",
  }),
  plan_not_in_force: ({ plan, day }) => ({
    title: `${day}没有可以参加的计划${plan}`,
    detail: "请核对计划编码和保障开始日期，或先发布这一天有效的计划版本。没有保存任何数据。",
  }),
  plan_without_price: ({ plan, day }) => ({
    title: `计划${plan}在${day}没有本市的价格`,
    detail: "请省办事处在计划中写明本市价格后再办。没有保存任何数据。",
  }),
  plan_files_wrong: ({ problems }) => ({
    title: `计划文件有${count(problems)}处不对`,
    detail: `${linesOf(problems)}\n请改正后重新检查。`,
  }),
  plan_examples_wrong: ({ problems }) => ({
    title: `有${count(problems)}个例子算出来和写的不一样`,
    detail: `${linesOf(problems)}\n请改正条款或者例子后重新检查。`,
  }),
  plan_not_ready: ({ problems }) => ({
    title: `这个版本还不能发布：有${count(problems)}处要补`,
    detail: `${linesOf(problems)}\n补齐以后再发布。没有发布，草稿没有改变。`,
  }),
  claim_file_missing: ({ file }) => ({
    title: `打不开“${file}”`,
    detail: "请核对路径和文件名。没有核算任何一件申领。",
  }),
  claim_files_wrong: ({ problems }) => ({
    title: `文件里有${count(problems)}处不对`,
    detail: `${linesOf(problems)}\n请改正后重新运行。没有核算任何一件申领。`,
  }),
};

const count = (items: unknown): number => (Array.isArray(items) ? items.length : 0);
const linesOf = (items: unknown): string => (Array.isArray(items) ? items.join("\n") : "");

/** What is wrong with a plan file, a cover or an event, by code. */
const problemTexts: Readonly<Record<string, string>> = {
  not_yaml: "不是正确的YAML",
  key_twice: "同一项写了两次",
  unknown_key: "没有这一项，可能是拼写错误",
  missing: "缺少这一项",
  wrong_type: "类型不对",
  wrong_value: "值不对，不是可以用的写法",
  too_big: "超过上限",
  too_small: "低于下限",
  not_a_day: "不是日期，请写成2025-01-10这样",
  code_shape: "编码写法不对",
  tier_gap: "与上一段之间有空隙",
  tier_overlap: "与上一段重叠",
  tier_empty: "这一段是空的",
  last_tier_not_open: "最后一段不应有上限",
  prefix_twice: "同一疾病编码列了两次",
  price_twice: "同一城市同一天有两个价格",
  benefit_twice: "两项互助金用了同一个编码",
  clause_twice: "同一条款写了两次",
  clause_unknown: "条款里没有这一条",
  document_twice: "两份材料用了同一个编码",
  example_twice: "两个例子用了同一个名称",
  waiting_not_ascending: "等待期没有按天数递增",
  cap_group_unknown: "没有这个共用限额",
  shares_max_below_min: "最多份数小于最少份数",
  age_max_below_min: "最大年龄小于最小年龄",
  valid_until_too_early: "停用日期不在启用日期之后",
  version_twice: "另一个文件里有同一计划的同一版本",
  missing_column: "缺少这一列",
  not_a_number: "应是不小于0的整数，金额以分为单位",
  before_start: "早于开始日期",
  twice: "与前面一行重复",
  line_break: "单元格里有换行，可能缺少一个引号",
  plan_unknown: "没有这个计划的文件",
  plan_not_in_force: "保障开始时这个计划没有有效的版本",
  cover_unknown: "保障文件里没有这一份",
};

export const sayProblem = (code: string): string => problemTexts[code] ?? code;

/** One problem of one file: where, what, and the code that programs look for. */
export const sayFileProblem = ({
  file,
  line,
  key,
  code,
}: {
  readonly file: string;
  readonly line: number;
  readonly key: string;
  readonly code: string;
}): string => `${file}:${line} ${key === "" ? "" : `${key}：`}${sayProblem(code)}（${code}）`;

const partTexts = { clauses: "条款", documents: "申领材料", exclusions: "不予给付的情形", examples: "例子" };
export const sayExpected = ({ expect }: Example): string =>
  sayOutcome({ ...expect, benefit: cents(expect.benefit_cents) });

/** What stands between a version and its publication; of an example, what came out instead. */
export function sayLack(lack: Lack): string {
  switch (lack.code) {
    case "part_missing":
      return `缺少${partTexts[lack.what]}`;
    case "rule_not_stated":
      return `没有条款写明“${valueTexts.states?.[lack.what]}”，请在写明它的条款上注明 states: [${lack.what}]`;
    case "clause_not_shown":
      return `${lack.what}没有例子`;
    case "example_differs": {
      const { example, worked, differs } = lack.worked;
      const lines = differs.includes("lines")
        ? `，各项为${worked.lines.map((line) => `${line.benefit} ${showYuan(line.cents)}元`).join("、") || "无"}`
        : "";
      return `例子“${lack.what}”写的是${sayExpected(example)}，算出来是${sayOutcome(worked)}${lines}`;
    }
  }
}
