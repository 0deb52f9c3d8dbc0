import { findColumns } from "./columns.ts";
import { readTable } from "./lines.ts";
import type { StatementFormat } from "./statement.ts";

/** Any bank's table whose header row uses words we know. Stands last in the list. */
export const anyTable: StatementFormat = {
  code: "any_table",
  label: "其他银行（按列名识别）",
  recognises: (file) => findColumns(file) !== undefined,
  parse: readTable,
};
