// The process that reads somebody's table row by row: it has little memory, little time and nothing else to lose.
import { Refusal } from "#core/refusal.ts";
import { workTasks } from "#platform/children/work-tasks.ts";
import { openTable } from "./open-table.ts";
import type { RowsPiece, RowsTask, TableRow } from "./read-rows.ts";
import type { SheetRow } from "./sheet.ts";

const pieceSize = 2_000;

workTasks<RowsTask, RowsPiece>(
  async ({ path, mostCharacters = Number.POSITIVE_INFINITY, mayBeXml }, pass) => {
    const workbook = await openTable(path, { showFormats: true, mayBePage: true, mayBeXml });
    let characters = 0;
    for (const { name: sheet, read } of workbook.sheets) {
      const rows: TableRow[] = [];
      await read({
        wanted: "all",
        needsValues: true,
        take: (row) => {
          if (row.first === "") return true;
          const cells = cellsOf(row);
          // A cell costs something however short it is.
          for (const cell of cells) characters += 4 + (typeof cell === "string" ? cell.length : 4);
          if (characters > mostCharacters)
            throw new Refusal("too_large", "file_too_large", { why: "memory" });
          rows.push({ line: row.line, cells });
          return true;
        },
        pause: async () => {
          while (rows.length >= pieceSize) await pass({ sheet, rows: rows.splice(0, pieceSize) });
        },
      });
      if (rows.length > 0) await pass({ sheet, rows });
    }
    workbook.close();
  },
);

/** Days stand as text; other numbers stay numbers, so that whoever needs all their digits sees that they may be lost. */
const cellsOf = (row: SheetRow): (string | number)[] =>
  row.cells().map((text, column) => {
    if (!row.cell(column)?.isNumber) return text;
    const number = Number(text);
    return Number.isFinite(number) ? number : text;
  });
