import { type ResultDraft, type ResultLayout, type ResultRow, readLine, yuanOf } from "./result.ts";

const names = ["序号", "账户", "户名", "金额", "状态", "失败原因", "入账日期", "备注"];

/** 建设银行批量代发结果: a table with its columns named, amounts in yuan; 备注 repeats payment and batch. */
export const ccbResult: ResultLayout = {
  code: "ccb",
  recognises: (rows) => headOf(rows) !== undefined,
  parse: (rows): ResultDraft => {
    const head = headOf(rows);
    const place = (name: string) => head?.cells.indexOf(name) ?? -1;
    const details = rows.filter(({ row, cells }) => row > (head?.row ?? 0) && /^\d+$/.test(cells[0] ?? ""));
    const remarks = details.map(({ cells }) => (cells[place("备注")] ?? "").trim().split(/\s+/));
    const read = details.map(({ row, cells }, i) => {
      const at = (name: string) => cells[place(name)]?.trim() ?? "";
      return readLine(row, {
        reference: remarks[i]?.[0] ?? "",
        account: at("账户"),
        cents: yuanOf(at("金额")),
        status: at("状态"),
        reason: at("失败原因"),
        day: at("入账日期"),
      });
    });
    return {
      batch: remarks[0]?.[1],
      lines: read.flatMap((each) => ("line" in each ? [each.line] : [])),
      totals: undefined,
      problems: read.flatMap((each) => ("problems" in each ? each.problems : [])),
    };
  },
};

const headOf = (rows: readonly ResultRow[]): ResultRow | undefined =>
  rows.find(({ cells }) => names.every((name) => cells.map((cell) => cell.trim()).includes(name)));
