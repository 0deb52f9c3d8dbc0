import type { Readable } from "node:stream";
import { type WrittenRow, writeWorkbook } from "#platform/workbooks/workbook-writer.ts";
import type { Field } from "./rules/roster-header.ts";
import { fieldTexts, workbookTexts } from "./text.ts";

/** Somebody to put into the template, as the last roster knew them. Fields that are left out stay empty. */
export type TemplateRow = Readonly<Partial<Record<Field, string>>>;

const fields: readonly Field[] = ["name", "id_number", "sex", "post", "phone", "card", "remark"];
const widths = [12, 22, 6, 12, 15, 24, 20];

/** A roster to fill in (.xlsx): blank, or with the people of the last one. Every column is text, so no number is lost. */
export function templateWorkbook(people: Iterable<TemplateRow> | AsyncIterable<TemplateRow> = []): Readable {
  return writeWorkbook([
    { name: workbookTexts.sheet, widths, frozenRows: 1, rows: rosterRows(people) },
    {
      name: workbookTexts.guideSheet,
      widths: [100],
      rows: workbookTexts.guide.map((text, i) => ({ line: i + 1, cells: [{ text, look: "note" as const }] })),
    },
  ]);
}

async function* rosterRows(
  people: Iterable<TemplateRow> | AsyncIterable<TemplateRow>,
): AsyncGenerator<WrittenRow> {
  let line = 1;
  yield { line, cells: fields.map((field) => ({ text: fieldTexts[field], look: "header" as const })) };
  for await (const person of people) {
    line++;
    yield { line, cells: fields.map((field) => person[field] ?? "") };
  }
}
