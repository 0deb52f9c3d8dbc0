import { type RefusalTexts, unreadableFiles } from "#core/text.ts";

const nothingStored = "原有数据没有变动。";
/** Where: by the entry of a message, whose lines nobody counts, else by the row of the table. */
const row = (facts: { row?: unknown; entry?: unknown }) => {
  if (facts.entry !== undefined) return `第${facts.entry}笔（文件第${facts.row}行）`;
  return Number(facts.row) > 0 ? `第${facts.row}行` : "这份文件";
};
const more = (facts: { problems?: unknown }) =>
  Number(facts.problems) > 1 ? `这样的问题一共${facts.problems}处。` : "";

/** Why a statement was not taken in: what, where, what to do, what became of the data. */
export const statementRefusals: RefusalTexts = {
  statement_file_too_large: ({ why }) => ({
    title: why === "size" ? "文件太大，没有导入" : "这个文件里面的内容太大，没有导入",
    detail: `请按月分开导出，再一份一份导入。${nothingStored}`,
  }),
  statement_file_locked: () => ({
    title: "文件有打开密码，没有导入",
    detail: `请在 Excel 里取消密码后另存，再导入。${nothingStored}`,
  }),
  statement_file_unreadable: ({ kind, line }) => ({
    title: `${unreadableFiles[String(kind)] ?? "这个文件读不出来"}，没有导入`,
    detail:
      kind === "broken_xml"
        ? `读到第${line}行读不下去了。请从网上银行重新导出，不要手工改动；文件里不能有文档类型声明和自定义实体。${nothingStored}`
        : `请从网上银行导出 Excel 表、CSV 或 camt.053 格式的对账单。${nothingStored}`,
  }),
  statement_other_message: ({ message }) => ({
    title: "这份 XML 不是对账单，没有导入",
    detail: `它是${message}。请从银行导出 camt.053（02到08版）的对账单，当日明细（camt.052）和到账通知（camt.054）没有期末余额，不能用来对账。${nothingStored}`,
  }),
  statement_balance_missing: ({ missing }) => ({
    title: `对账单没有${missing === "OPBD" ? "期初" : "期末"}账面余额，没有导入`,
    detail: `文件里没有能读的${missing}余额，无法核对是否缺行。请让银行提供带期初（OPBD）和期末（CLBD）余额的对账单。${nothingStored}`,
  }),
  statement_other_currency: (facts) => ({
    title: "有一笔不是人民币，没有导入",
    detail: `${row(facts)}的币种是${facts.currency}。专用账户只收付人民币，请核对是不是这个账户的对账单。${nothingStored}`,
  }),
  statement_of_several_accounts: () => ({
    title: "文件里有几个账户的流水，没有导入",
    detail: `“账号”一列里不止一个账号。请从网上银行按账户分开导出，再一份一份导入。${nothingStored}`,
  }),
  statement_formula: ({ line, column }) => ({
    title: `第${line}行${column}列是公式，没有算出的值，没有导入`,
    detail: `对账单里不该有公式。请从网上银行重新导出，不要手工改动。${nothingStored}`,
  }),
  statement_in_several_sheets: ({ sheets }) => ({
    title: "文件里有几张工作表都是流水，没有导入",
    detail: `${Array.isArray(sheets) ? sheets.join("、") : ""}都有流水。请每张另存为一个文件，按日期先后导入。${nothingStored}`,
  }),
  statement_header_missing: () => ({
    title: "没有找到表头，没有导入",
    detail: `对账单要有“交易日期”和“借方、贷方发生额”（或“收入、支出”）这几列，列的顺序不限。${nothingStored}`,
  }),
  statement_no_lines: () => ({
    title: "对账单里没有一笔交易",
    detail: `只有表头。请核对导出时选的日期。${nothingStored}`,
  }),
  statement_date_unreadable: (facts) => ({
    title: "有日期读不出来，没有导入",
    detail: `${row(facts)}的交易日期不是日期。${more(facts)}请从网上银行重新导出，不要手工改动。${nothingStored}`,
  }),
  statement_amount_unreadable: (facts) => ({
    title: "有金额读不出来，没有导入",
    detail: `${row(facts)}的金额不是数字，或小数超过两位。${more(facts)}请从网上银行重新导出。${nothingStored}`,
  }),
  statement_amount_missing: (facts) => ({
    title: "有一行没有金额，没有导入",
    detail: `${row(facts)}有日期，没有收入也没有支出。${more(facts)}请从网上银行重新导出。${nothingStored}`,
  }),
  statement_amount_both: (facts) => ({
    title: "有一行又收又支，没有导入",
    detail: `${row(facts)}的借方和贷方都有金额。${more(facts)}请从网上银行重新导出。${nothingStored}`,
  }),
  statement_direction_unreadable: (facts) => ({
    title: "看不出是收还是支，没有导入",
    detail: `${row(facts)}的借贷标志认不出来。${more(facts)}请从网上银行重新导出。${nothingStored}`,
  }),
  statement_direction_contradicts: (facts) => ({
    title: "借贷标志和金额对不上，没有导入",
    detail: `${row(facts)}的借贷标志和金额所在的列不一致。${more(facts)}请从网上银行重新导出。${nothingStored}`,
  }),
  statement_balance_unreadable: (facts) => ({
    title: "有余额读不出来，没有导入",
    detail: `${row(facts)}的余额不是数字。${more(facts)}请从网上银行重新导出。${nothingStored}`,
  }),
  statement_line_repeated: (facts) => ({
    title: "同一笔出现了两次，没有导入",
    detail: `${row(facts)}和前面一行完全相同。${more(facts)}请核对后重新导出。${nothingStored}`,
  }),
  statement_gap: (facts) => ({
    title: "对账单缺行，没有导入",
    detail: `${row(facts)}余额应为${facts.expected}，表里是${facts.found}，中间少了${facts.difference}元。${
      facts.after
        ? `上次导入到流水${facts.after}（${facts.afterOn}），从它的下一笔起导出就能接上。`
        : "通常是导出时漏选了日期。"
    }${nothingStored}`,
  }),
  statement_totals_differ: (facts) => ({
    title: "合计和明细对不上，没有导入",
    detail: `${row(facts)}的合计是${facts.found}，各行加起来是${facts.expected}。可能少了几行，请重新导出。${nothingStored}`,
  }),
  statement_ends_differ: (facts) => ({
    title: "期初或期末余额对不上，没有导入",
    detail: `${row(facts)}写的是${facts.found}，按明细应为${facts.expected}。可能少了几行，请重新导出。${nothingStored}`,
  }),
  statement_line_differs: (facts) => ({
    title: "有一笔和以前导入的不一样，没有导入",
    detail: `${row(facts)}的流水${facts.serial}以前导入过，金额、日期或余额却不同。请向银行核实。${nothingStored}`,
  }),
  statement_before_first: (facts) => ({
    title: "这份对账单和已导入的接不上",
    detail: `${row(facts)}起的交易早于已导入的记录，或插在它们中间。请按时间先后导入。${nothingStored}`,
  }),
  statement_account_missing: () => ({
    title: "看不出是哪个账户的对账单",
    detail: `文件里没有账号。请先选是哪个账户，或保留文件开头写有“账号”的那一行，再导入。${nothingStored}`,
  }),
  statement_of_other_account: () => ({
    title: "这不是所选账户的对账单",
    detail: `文件里的账号和已登记的专用账户不同。请核对文件；真是另一个账户的，请会计先在“核对设置”里加上。${nothingStored}`,
  }),
};
