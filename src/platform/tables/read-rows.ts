import { askChild, type ChildOptions } from "#platform/children/ask-child.ts";

/** A row in which something can be seen, with its number as a person sees it. A number is what the file holds as one. */
export type TableRow = { readonly line: number; readonly cells: readonly (string | number)[] };

export type RowsTask = {
  readonly path: string;
  readonly mostCharacters?: number | undefined;
  /** Elements of XML as rows, in the one sheet `XML`; otherwise XML is refused like any other file that is no table. */
  readonly mayBeXml?: boolean | undefined;
};
/** Rows of one visible sheet, named as its tab; null where the file has none. */
export type RowsPiece = { readonly sheet: string | null; readonly rows: readonly TableRow[] };

const program = new URL("./rows-child.ts", import.meta.url);

/**
 * Reads a table (.xlsx, .xls, text, a page's table) in a process of its own and hands its rows over, blank ones left out,
 * days as `2025-01-10`. Who keeps all of them says how much text that may be. Refuses `file_too_large`,
 * `file_encrypted`, `file_unreadable`: keep what came only once this has answered.
 */
export const readRows = (
  path: string,
  take: (sheet: string | null, rows: readonly TableRow[]) => void | Promise<void>,
  { mostCharacters, mayBeXml, ...options }: ChildOptions & Omit<RowsTask, "path"> = {},
): Promise<void> =>
  askChild<void, RowsPiece>(
    program,
    { path, mostCharacters, mayBeXml } satisfies RowsTask,
    ({ sheet, rows }) => take(sheet, rows),
    options,
  );
