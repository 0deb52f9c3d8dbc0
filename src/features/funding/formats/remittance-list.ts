import { readXlsx, writeXlsxStream } from "hucre";
import { parseCsv, writeCsv } from "#core/csv.ts";
import { formatYuan, parseYuan } from "#core/money.ts";
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

export type AnswerProblem = { readonly row: number; readonly code: string };

/** Reads the province's answer: our own list with its two last columns filled in, as workbook or CSV, columns in any order. */
export async function readAnswer(bytes: Uint8Array): Promise<ReadAnswer> {
  const rows = await rowsOf(bytes);
  if (!rows) return { answers: undefined, problems: [{ row: 0, code: "answer_unreadable" }] };
  const headerAt = rows.findIndex(
    (cells) => cells.includes(column.idNumber) && cells.includes(column.name) && cells.includes(column.cents),
  );
  const names = rows[headerAt];
  if (!names) return { answers: undefined, problems: [{ row: 0, code: "answer_without_header" }] };
  const at = (name: string) => names.indexOf(name);
  const answers: Answer[] = [];
  const problems: AnswerProblem[] = [];
  for (const [place, cells] of rows.entries()) {
    const idNumber = cells[at(column.idNumber)] ?? "";
    if (place <= headerAt || idNumber === "") continue;
    const cents = parseYuan(cells[at(column.cents)] ?? "");
    if (cents === undefined) {
      problems.push({ row: place + 1, code: "answer_amount_unreadable" });
      continue;
    }
    answers.push({
      idNumber: idNumber.toUpperCase(),
      name: cells[at(column.name)] ?? "",
      cents,
      accepted: !refused.has(cells[at(column.decision)] ?? ""),
      note: cells[at(column.note)] ?? "",
    });
  }
  return problems.length > 0 ? { answers: undefined, problems } : { answers, problems: [] };
}

async function rowsOf(bytes: Uint8Array): Promise<string[][] | undefined> {
  const clean = (cell: unknown) => String(cell ?? "").trim();
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    try {
      const workbook = await readXlsx(bytes);
      return workbook.sheets.flatMap((sheet) => sheet.rows.map((row) => row.map(clean)));
    } catch {
      return undefined;
    }
  }
  const text = textOf(bytes);
  return text === undefined ? undefined : parseCsv(text).map(({ cells }) => cells.map(clean));
}

function textOf(bytes: Uint8Array): string | undefined {
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this encoding: try the next.
    }
  }
  return undefined;
}
