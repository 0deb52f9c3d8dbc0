import { type Cents, showYuan, cents as toCents } from "#core/money.ts";
import type { RefusalTexts } from "#core/text.ts";
import type { Fault, FaultCode } from "./rules/fault.ts";
import type { CityReport, RosterReport } from "./rules/report.ts";

type Facts = Fault["facts"];
type Say = (facts: Facts) => string;

const quoted = (value: unknown) => `“${value ?? ""}”`;
const asked: Readonly<Record<string, string>> = {
  own: "单位自缴",
  unit: "单位",
  member: "职工",
  county_union: "县区工会",
  city_union: "市总工会",
};
const payerName = (payer: unknown) => asked[String(payer)] ?? String(payer);
const categoryName = (category: unknown) =>
  category === "municipal"
    ? "市直（municipal）"
    : category === "county"
      ? "县区（county）"
      : category
        ? quoted(category)
        : "未填类别";

/** What is wrong with a folder's files, and what to do. File and line are said in front. */
const faultTexts: Readonly<Record<FaultCode, Say>> = {
  file_missing: () => "缺少这个文件。请补上后再导入。",
  file_empty: () => "文件是空的，连表头也没有。请换成有内容的文件。",
  file_not_text: () => "读不出文字。请另存为 UTF-8 或 GB 18030 编码的 CSV。",
  column_missing: ({ column }) => `表头里没有 ${column} 这一列。请补上这一列（列的先后不限）。`,
  cell_missing: ({ column }) => `${column} 没有填。请补填。`,
  code_odd: ({ value }) =>
    `编码${quoted(value)}不能用：最多40个字，不能有空格、井号、冒号、加号、逗号或顿号。请改一个编码。`,
  code_twice: ({ value, first }) =>
    `编码${quoted(value)}和第${first}行重复。请给其中一个换编码，或删去多余的一行。`,
  kind_unknown: ({ value }) =>
    `没有${quoted(value)}这种组织。可填 province_office、city_agency、county_union、industry_union、functional_zone、joint_union、member_unit。`,
  parent_missing: ({ value }) => `${quoted(value)}没有填上级。请在 parent 一列填上级的编码。`,
  parent_unknown: ({ value }) => `上级${quoted(value)}不在这张表里。请补上这个上级，或改正编码。`,
  parent_is_unit: ({ value }) => `上级${quoted(value)}是基层单位，不能再有下级。请改填它上面的工会。`,
  parent_cycle: ({ value }) => `${quoted(value)}的上级绕了一圈又回到它自己。请改正其中一个的上级。`,
  agency_missing: () => "没有市级办事机构（city_agency）。请补上一行，region 填城市代码，如 410900。",
  agency_twice: ({ first }) => `市级办事机构只能有一个，第${first}行已经有了。请删去一个，或分成两个文件夹。`,
  office_twice: () => "省级办事处（province_office）只能有一个。请删去多余的一行。",
  region_odd: ({ value }) => `行政区划代码${quoted(value)}不是六位数字。请按 GB/T 2260 填写。`,
  agency_region_odd: ({ value }) =>
    `市级办事机构的行政区划代码${quoted(value)}不是一个城市。请填六位城市代码，如 410900。`,
  category_unknown: ({ value }) =>
    `没有${quoted(value)}这种补助类别。可填 municipal（市直）、county（县区）；分担规则还可填 all（全部）。`,
  staff_odd: ({ value }) => `职工人数${quoted(value)}不是整数。请填数字，不知道就留空。`,
  payer_unknown: ({ value }) =>
    `出资人${quoted(value)}不认识。单位可填 unit、member；分担规则还可填 county_union、city_union。`,
  mode_unknown: ({ value }) =>
    `补助方式${quoted(value)}不认识。可填 direct_pool（直补）、reimburse_unit（返还单位）。`,
  cents_odd: ({ value }) => `金额${quoted(value)}不是以分为单位的整数。请填分，如50元填 5000。`,
  date_odd: ({ column, value }) => `${column} 的${quoted(value)}不是日期。请写成 2025-01-01 这样。`,
  dates_reversed: () => "结束日期不晚于开始日期。请核对两个日期。",
  month_odd: ({ column, value }) => `${column} 的${quoted(value)}不是月份。请写成 2025-01 这样。`,
  number_odd: ({ column, value }) => `${column} 的${quoted(value)}不是正整数。请改正。`,
  rule_not_adding_up: ({ category, total, price, plan }) =>
    `${categoryName(category)}各方分担合计${total}元，计划 ${plan} 的标准是${price}元，对不上。请改到相等。`,
  rule_payer_twice: ({ category, payer }) =>
    `${categoryName(category)}里${payerName(payer)}出现两次。请合并成一行。`,
  rule_own_paid_back: ({ category }) =>
    `${categoryName(category)}里单位自己的一份不能返还单位。请改为 direct_pool。`,
  rule_missing: ({ unit, category, on }) =>
    `单位${quoted(unit)}（${categoryName(category)}）在${on}没有分担规则。请在 funding.csv 里补上，或改正单位的类别。`,
  county_union_missing: ({ unit, category }) =>
    `单位${quoted(unit)}按${categoryName(category)}要由县区工会出一份，可它上面没有县区工会。请补上级，或改正类别。`,
  plan_unknown: ({ value, on }) => `没有在${on}有效的计划${quoted(value)}。请核对计划编码和起保日期。`,
  price_unknown: ({ value, on }) => `计划${quoted(value)}在${on}没有本市的标准。请先公布标准。`,
  cover_before_settlement: ({ on, month }) =>
    `起保日期${on}早于结算月份${month}。请核对两者；补缴的名册填现在的结算月份和以后的起保日期。`,
  parent_kind_wrong: ({ value, parent }) =>
    `${quoted(value)}不能直接放在${quoted(parent)}下面。请核对 kind 和 parent。`,
  order_twice: ({ value, first }) => `顺序号${value}和第${first}行重复。请改成不同的号。`,
  unit_unknown: ({ value }) => `单位${quoted(value)}不在 organisations.csv 里。请补上单位，或改正编码。`,
  unit_not_a_unit: ({ value }) => `${quoted(value)}不是参保单位。请改成 member_unit 或 joint_union 的编码。`,
  file_name_odd: ({ value }) => `文件名${quoted(value)}里不能有路径。请只写 rosters 里的文件名。`,
  roster_missing: ({ value }) => `rosters 里没有${quoted(value)}。请放进去，或改正文件名。`,
  roster_refused: ({ value, why }) => `名册${quoted(value)}读不出来：${why}`,
  decision_unknown: ({ value }) => `决定${quoted(value)}不认识。可填 approve（同意）、deny（不同意）。`,
  evidence_missing: () => "同意例外要写明依据。请在 evidence 一列补上。",
  exception_twice: ({ unit, place, first }) =>
    `单位${quoted(unit)}名册第${place}行和第${first}行说的是同一个人。请只留一条。`,
  exception_without_batch: ({ unit }) =>
    `单位${quoted(unit)}在 batches.csv 里没有名册。请补上批次，或删去这一条。`,
  exception_file_ambiguous: ({ unit, place }) =>
    `单位${quoted(unit)}不止一份名册的第${place}行都是这个证件号。请在 file 一列写明是哪一份。`,
  exception_line_unknown: ({ unit, place }) =>
    `单位${quoted(unit)}的名册没有第${place}行，或那一行不是人员。请核对行号（从1数起，表头也算）。`,
  exception_number_differs: ({ unit, place }) =>
    `证件号和单位${quoted(unit)}名册第${place}行的不一样。请核对行号和证件号。`,
  cover_twice: () => "这个人在同一计划里和另一行的保障日期重叠。请核对两行的日期。",
  id_number_odd: () => "证件号不是18位居民身份号码。请核对。",
  fund_unknown: ({ value, known }) => `没有${quoted(value)}这种资金。可填：${known}。`,
  decision_twice: ({ value, first }) => `流水号${quoted(value)}在第${first}行已经答过。请只留一条。`,
  bank_kind_unknown: ({ value }) =>
    `没有${quoted(value)}这种款项。可填 unit_share、subsidy、remittance、reimbursement、donation、interest、bank_fee、returned、unmatched。`,
  subsidy_payer_odd: ({ value }) =>
    `补助的出资人${quoted(value)}不认识。可填 city_union，或 county_union:加县区工会的编码。`,
  statement_refused: ({ why }) => `对账单读不出来：${why ?? ""}`,
  calendar_year_unknown: ({ year }) => `还没有${year}年的放假安排，算不出会费截止日。请先更新系统的日历。`,
};

/** One fault as a sentence a person reads: where, what is wrong, what to do. */
export const sayFault = (fault: Fault): string =>
  `${fault.file}${fault.line === undefined ? "" : ` 第${fault.line}行`}：${faultTexts[fault.code](fault.facts)}`;

const list = (faults: unknown) => (Array.isArray(faults) ? faults.join("\n") : "");

export const onboardingTexts: RefusalTexts = {
  folder_missing: ({ folder }) => ({
    title: "没有这个文件夹",
    detail: `找不到${quoted(folder)}，或者它不是文件夹。请核对路径。没有保存任何数据。`,
  }),
  folder_has_faults: ({ count, problems }) => ({
    title: `文件夹里有${count}处要改正`,
    detail: `没有保存任何数据。改正后用同一条命令再导入：\n${list(problems)}`,
  }),
  city_has_records: ({ city }) => ({
    title: `${city}已经有记录`,
    detail: "一个城市只能从一个文件夹导入一次；这个文件夹的内容和当初导入的不同。没有改动任何数据。",
  }),
  load_running: ({ city }) => ({
    title: `${city}正在导入`,
    detail: "另一个程序正在导入这个城市。请等它完成后再看结果；没有改动任何数据。",
  }),
};

const steps: Readonly<Record<string, string>> = {
  check: "检查文件夹",
  read: "读名册",
  open: "登记单位",
  work_batch: "核名册、确认、出账单",
  take_statement: "收对账单",
  match_lines: "核来款",
  close_base: "会费截止、上缴",
  prologue: "做前一年的申领和给付",
  sequel: "接着做下一个月的事",
  report: "汇总",
};

/** What a load is doing, in words. */
export const sayStep = (step: string): string => steps[step] ?? step;

/** Money that is still expected, and from whom. */
export type OpenMatter = {
  readonly kind: string;
  readonly month: string;
  readonly code: string;
  readonly name: string;
  readonly open: Cents;
};

const openKinds: Readonly<Record<string, string>> = {
  unit_share: "单位会费",
  subsidy: "补助",
  remittance: "上缴（等银行扣款）",
  reimbursement: "待返还单位",
};

const lineKinds: Readonly<Record<string, string>> = {
  unit_share: "单位会费",
  subsidy: "补助",
  remittance: "上缴",
  reimbursement: "拨回单位",
  donation: "捐赠",
  interest: "利息",
  bank_fee: "手续费",
  returned: "退回",
  unmatched: "查不出的款",
};

const yuan = (cents: number): string => `${showYuan(toCents(cents))}元`;

/** A load in sentences: what was read, what was not accepted and why, what came in, what is open and from whom. */
export function sayLoaded(report: CityReport, open: readonly OpenMatter[]): string[] {
  const rosters = Object.values(report.rosters);
  const total = (of: (roster: RosterReport) => number) => rosters.reduce((sum, each) => sum + of(each), 0);
  const reasons = new Map<string, number>();
  for (const { codes } of rosters.flatMap((roster) => roster.not_accepted))
    reasons.set(codes[0], (reasons.get(codes[0]) ?? 0) + 1);
  return [
    `名册：${rosters.length}份，${report.units}个单位，${total((each) => each.rows)}行。受理${total((each) => each.accepted)}，` +
      `待审核${total((each) => each.review)}（其中同意${total((each) => each.approved_on_review)}），退回${total((each) => each.rejected)}。` +
      `确认${report.members}人，应缴${yuan(report.contributions_cents)}。`,
    ...[...reasons]
      .sort(([, a], [, b]) => b - a)
      .map(([code, count]) => `  ${lineReasons[code] ?? code}：${count}行`),
    ...Object.entries(report.months).map(
      ([month, { units, members, remitted }]) =>
        `${month}：结算${units.length}个单位${members}人，${remitted > 0 ? `已上缴${yuan(remitted)}` : "还没有上缴"}。`,
    ),
    ...sayBank(report),
    ...(open.length === 0
      ? ["没有未到的款。"]
      : ["还没有到的款：", ...open.slice(0, 50).map(sayOpen), ...rest(open.length - 50)]),
    report.ledger.balanced ? "账簿平衡。" : "账簿不平，请运行 tongzhou ledger verify 查看。",
  ];
}

function sayBank({ bank }: CityReport): string[] {
  if (bank.length === 0) return ["没有对账单。"];
  const kinds = new Map<string, number>();
  for (const { kind } of bank) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const byRule = bank.filter((line) => line.by === "rule").length;
  const said = [...kinds].map(([kind, count]) => `${lineKinds[kind] ?? kind}${count}`).join("，");
  return [`银行流水：${bank.length}笔（${said}），系统核定${byRule}笔，人工${bank.length - byRule}笔。`];
}

const sayOpen = ({ kind, month, code, name, open }: OpenMatter): string =>
  `  ${month} ${openKinds[kind] ?? kind}：${name}（${code}）${showYuan(open)}元`;

const rest = (count: number): string[] => (count > 0 ? [`  另有${count}笔，请在页面上查看。`] : []);

const lineReasons: Readonly<Record<string, string>> = {
  name_missing: "没有姓名",
  id_missing: "没有身份证号",
  id_precision_lost: "号码存成了数字，末几位丢失",
  id_length: "号码位数不对",
  id_region: "号码开头不对",
  id_birth_date: "出生日期不对",
  id_checksum: "校验位不对",
  duplicate_in_file: "名册里重复",
  already_covered: "已在保障中",
  under_age: "不满16周岁",
  retirement_category_unknown: "岗位不明，退休年龄待核",
  over_age: "已到退休年龄，待核",
  other_papers: "其他证件，待核",
};
