import { writeXlsxStream } from "hucre";
import { writeCsv } from "#core/csv.ts";
import { formatYuan, parseYuan } from "#core/money.ts";
import { readRows } from "#platform/tables/read-rows.ts";
import type { Answer, ListedPerson } from "../rules/remittance.ts";

/** A person on the list that goes to the province. Both days of the cover are covered days. */
export type ListRow = ListedPerson & {
  readonly unitCode: string;
  readonly unitName: string;
  readonly unionName: string;
  readonly plan: string;
  readonly from: string;
  readonly lastDay: string;
};

const column = {
  number: "序号",
  unitCode: "单位编码",
  unitName: "单位名称",
  unionName: "上级工会",
  name: "姓名",
  idNumber: "证件号码",
  plan: "保障计划",
  from: "保障开始",
  lastDay: "保障结束",
  cents: "金额（元）",
  decision: "省办意见",
  note: "说明",
} as const;

/** The province writes 退回 (or 不接收) and why into the two last columns; what it leaves empty it accepts. */
const header = Object.values(column);
const refused = new Set(["退回", "不接收", "拒绝", "否"]);

const cellsOf = (row: ListRow, number: number): string[] => [
  String(number),
  row.unitCode,
  row.unitName,
  row.unionName,
  row.name,
  row.idNumber,
  row.plan,
  row.from,
  row.lastDay,
  formatYuan(row.cents),
  "",
  "",
];

/** The list as a workbook, made as it is read: every cell is text, so that no spreadsheet rounds an identity number. */
export function listWorkbook(rows: AsyncIterable<ListRow>): ReadableStream<Uint8Array> {
  const widths = [7, 12, 30, 20, 12, 22, 26, 12, 12, 12, 10, 24];
  return writeXlsxStream(numbered(rows), {
    name: "上缴名单",
    columns: header.map((name, at) => ({ header: name, width: widths[at] ?? 12, numFmt: "@" })),
    freezePane: { rows: 1 },
  });
}

async function* numbered(rows: AsyncIterable<ListRow>): AsyncGenerator<string[]> {
  let number = 0;
  for await (const row of rows) {
    number += 1;
    yield cellsOf(row, number);
  }
}

/** The list as CSV, for the province's own system. */
export async function* listCsv(rows: AsyncIterable<ListRow>): AsyncGenerator<string> {
  yield writeCsv([header]);
  for await (const cells of numbered(rows)) yield writeCsv([cells]).slice(1); // one byte-order mark is enough
}

export type ReadAnswer =
  | { readonly answers: readonly Answer[]; readonly problems: readonly [] }
  | { readonly answers: undefined; readonly problems: readonly AnswerProblem[] };

export type AnswerProblem = {
  readonly row: number;
  readonly code: "answer_without_header" | "answer_amount_unreadable" | "answer_number_lost";
};

/**
 * Reads the province's answer: our own list with its two last columns filled in, as workbook or text, columns in any
 * order. Refuses `file_unreadable`, `file_encrypted`, `file_too_large`.
 */
export async function readAnswer(path: string): Promise<ReadAnswer> {
  const answers: Answer[] = [];
  const problems: AnswerProblem[] = [];
  const heads = new Map<string | null, readonly string[]>();
  await readRows(path, (sheet, rows) => {
    for (const { line, cells } of rows) {
      const head = heads.get(sheet);
      const texts = cells.map((cell) => String(cell).trim());
      if (head) take(line, (name) => cells[head.indexOf(name)] ?? "");
      else if ([column.idNumber, column.name, column.cents].every((name) => texts.includes(name)))
        heads.set(sheet, texts);
    }
  });
  if (heads.size === 0) return { answers: undefined, problems: [{ row: 0, code: "answer_without_header" }] };
  return problems.length > 0 ? { answers: undefined, problems } : { answers, problems: [] };

  function take(row: number, at: (name: string) => string | number): void {
    const text = (name: string) => String(at(name)).trim();
    const idNumber = text(column.idNumber);
    if (idNumber === "") return;
    const cents = parseYuan(text(column.cents));
    // A number of 18 digits that a spreadsheet took for one has lost its last digits.
    if (typeof at(column.idNumber) === "number") problems.push({ row, code: "answer_number_lost" });
    else if (cents === undefined) problems.push({ row, code: "answer_amount_unreadable" });
    else {
      const accepted = !refused.has(text(column.decision));
      answers.push({
        idNumber: idNumber.toUpperCase(),
        name: text(column.name),
        cents,
        accepted,
        note: text(column.note),
      });
    }
  }
}
