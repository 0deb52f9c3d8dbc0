import type { Cents } from "#core/money.ts";
import { centsOf, problem, type ResultDraft, type ResultLayout, type ResultRow, readLine } from "./result.ts";

const names = [
  "顺序号",
  "收款账号",
  "收款账号名称",
  "金额",
  "处理状态",
  "失败原因",
  "处理日期",
  "自定义序号",
];

/**
 * 工商银行批量支付结果: a line of totals, then one line per payment, amounts in cents, `|` between and behind the fields.
 * Comments begin with `#`; the last of them names the columns.
 */
export const icbcResult: ResultLayout = {
  code: "icbc",
  recognises: (rows) => headOf(rows) !== undefined,
  parse: (rows): ResultDraft => {
    const head = headOf(rows);
    const place = (name: string) => head?.cells.indexOf(name) ?? -1;
    const details = rows.filter((row) => row.row > (head?.row ?? 0) && !isRemark(row));
    const read = details.map(({ row, cells }) => {
      const at = (name: string) => cells[place(name)]?.trim() ?? "";
      return readLine(row, {
        reference: at("自定义序号"),
        account: at("收款账号"),
        cents: centsOf(at("金额")),
        status: at("处理状态"),
        reason: at("失败原因"),
        day: at("处理日期"),
      });
    });
    const totals = rows.find((row) => row.row < (head?.row ?? 0) && !isRemark(row));
    return {
      batch: totals?.cells[0]?.trim() || undefined,
      lines: read.flatMap((each) => ("line" in each ? [each.line] : [])),
      totals: totals && totalsOf(totals),
      problems: [
        ...read.flatMap((each) => ("problems" in each ? each.problems : [])),
        ...(rows.some((row) => row.cells[0] === "*") ? [] : [problem(0, "result_cut_off")]),
      ],
    };
  },
};

const headOf = (rows: readonly ResultRow[]): ResultRow | undefined => {
  const found = rows.find(
    ({ cells }) =>
      cells[0]?.startsWith("#") && names.every((name) => cells.join("|").replace("#", "").includes(name)),
  );
  return found && { row: found.row, cells: found.cells.map((cell) => cell.replace("#", "")) };
};

const isRemark = ({ cells }: ResultRow): boolean => /^[#*]/.test(cells[0] ?? "");

/** 批次号|付款账号|总笔数|总金额|成功笔数|成功金额|失败笔数|失败金额| */
function totalsOf({ row, cells }: ResultRow) {
  const count = (at: number) => Number(cells[at] ?? "");
  const cents = (at: number) => centsOf(cells[at] ?? "") ?? (-1n as Cents);
  return {
    row,
    paid: { count: count(4), cents: cents(5) },
    failed: { count: count(6), cents: cents(7) },
  };
}
