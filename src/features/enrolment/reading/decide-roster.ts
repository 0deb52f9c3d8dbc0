import type { PlainDate } from "#core/dates.ts";
import type { SheetRow } from "#platform/tables/sheet.ts";
import { type DecidedLine, decideLine, type Outcome } from "../rules/decide-line.ts";
import { numbersSeen } from "../rules/numbers-seen.ts";
import type { Field, Header } from "../rules/roster-header.ts";
import { isClosing, rosterLine } from "../rules/roster-line.ts";
import { findHeader } from "./find-header.ts";
import { openRoster } from "./open-roster.ts";

/** What ages and birth dates are judged on. */
export type RosterQuestion = { readonly today: PlainDate; readonly coverFrom: PlainDate };

/** What is known of a roster before its first line. */
export type RosterHead = {
  readonly sheet: string | null;
  /** The line of the header; the lower one where it has two. */
  readonly headerLine: number;
  /** The header seen for each column that means something. */
  readonly columns: Readonly<Partial<Record<Field, string>>>;
  readonly ignoredColumns: readonly string[];
  /** How many rows the file says it has, for the progress display; what it says may be wrong. */
  readonly expectedRows: number | undefined;
};

export type RosterCounts = { readonly rows: number } & Readonly<Record<Outcome, number>>;

/** Where the lines go. */
export type RosterSink = {
  readonly head: (head: RosterHead) => void | Promise<void>;
  /** `line` is the last line read, for the progress display. */
  readonly lines: (batch: readonly DecidedLine[], line: number) => void | Promise<void>;
};

const batchSize = 2_000;

/** Reads and decides a roster, batch by batch. Refuses the file whole, and then before any line was passed on. */
export async function decideRoster(
  path: string,
  question: RosterQuestion,
  sink: RosterSink,
): Promise<RosterCounts> {
  const workbook = await openRoster(path);
  try {
    const { sheet, header, lastLine } = await findHeader(workbook);
    await sink.head({
      sheet: sheet.name,
      headerLine: lastLine,
      columns: Object.fromEntries([...header.columns].map(([field, column]) => [field, column.header])),
      ignoredColumns: header.ignored,
      expectedRows: sheet.rowCount(),
    });
    const counts = { rows: 0, accepted: 0, review: 0, rejected: 0 };
    let batch: DecidedLine[] = [];
    let line = lastLine;
    const decide = lineDecider(header, question);
    const pause = async () => {
      while (batch.length >= batchSize) await sink.lines(batch.splice(0, batchSize), line);
    };
    await sheet.read({
      needsValues: true,
      wanted: new Set([...header.columns.values()].map(({ column }) => column)),
      take: (row) => {
        if (row.line <= lastLine) return true;
        line = row.line;
        const decided = decide(row);
        if (decided) {
          counts.rows++;
          counts[decided.outcome]++;
          batch.push(decided);
        }
        return true;
      },
      pause,
    });
    if (batch.length > 0) await sink.lines(batch, line);
    batch = [];
    return counts;
  } finally {
    workbook.close();
  }
}

/** Decides row after row of one roster; blank and closing rows are none of its lines. */
function lineDecider(header: Header, question: RosterQuestion): (row: SheetRow) => DecidedLine | undefined {
  const seen = numbersSeen();
  const context = { ...question, earlier: seen.earlier };
  const at = (field: Field) => header.columns.get(field)?.column ?? -1;
  const name = at("name");
  const idNumber = at("id_number");
  const [document, sex, post] = [at("document"), at("sex"), at("post")];
  const [phone, card, remark] = [at("phone"), at("card"), at("remark")];
  return (row) => {
    if (row.first === "" || isClosing(row.first, row.text(idNumber))) return undefined;
    const line = rosterLine(row.line, {
      name: row.cell(name),
      id_number: row.cell(idNumber),
      document: row.cell(document),
      sex: row.cell(sex),
      post: row.cell(post),
      phone: row.cell(phone),
      card: row.cell(card),
      remark: row.cell(remark),
    });
    const decided = decideLine(line, context);
    if (line.idNumber !== "" && !line.idPrecisionLost) {
      seen.add(line.idNumber, line.name, line.line, decided.outcome);
    }
    return decided;
  };
}
