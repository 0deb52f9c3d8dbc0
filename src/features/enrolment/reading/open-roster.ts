import { openTable, type TableOptions } from "#platform/tables/open-table.ts";
import type { Workbook } from "#platform/tables/sheet.ts";
import { meaningOf } from "../rules/roster-header.ts";

/** Opens a roster's file, whatever its name says. Text is cut where its head then says most of what a roster says. */
export const openRoster = (
  path: string,
  options: Pick<TableOptions, "showFormats"> = {},
): Promise<Workbook> =>
  openTable(path, { ...options, score: (cells) => cells.filter((cell) => meaningOf(cell)).length });
