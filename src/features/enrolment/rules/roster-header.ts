import { squeezed } from "#core/cell.ts";

/** What a column of a roster can mean to us. */
export type Field = "name" | "id_number" | "document" | "sex" | "post" | "phone" | "card" | "remark";

/** What each header means. A header counts only as a whole; white space in it is ignored. */
const meanings: Record<Field, readonly string[]> = {
  name: ["姓名", "职工姓名"],
  id_number: ["身份证号", "身份证号码", "证件号码", "公民身份号码"],
  document: ["证件类型", "证件种类", "证件类别", "证件名称"],
  sex: ["性别"],
  post: ["岗位类别", "岗位", "人员类别"],
  phone: ["手机号", "手机号码", "联系电话"],
  card: ["银行卡号", "工资卡号"],
  remark: ["备注"],
};

const fieldOfHeader = new Map(
  Object.entries(meanings).flatMap(([field, headers]) => headers.map((header) => [header, field as Field])),
);

export const meaningOf = (header: string): Field | undefined => fieldOfHeader.get(squeezed(header));

/** Where each column of a roster stands (0-based), and what its header says. */
export type Header = {
  readonly columns: ReadonlyMap<Field, { readonly column: number; readonly header: string }>;
  /** Headers that mean nothing to us, as written, from left to right. */
  readonly ignored: readonly string[];
  /** 1, or 2 where the header is two adjacent rows of merged cells. */
  readonly rows: 1 | 2;
};

/**
 * The header that this row is, alone: a name and an identity-number column are both found. Where two columns mean
 * the same, the first counts.
 */
export function headerOf(cells: readonly string[], rows: 1 | 2 = 1): Header | undefined {
  const columns = new Map<Field, { column: number; header: string }>();
  const ignored: string[] = [];
  cells.forEach((cell, column) => {
    const header = cell.trim();
    if (squeezed(header) === "") return;
    const field = meaningOf(header);
    if (field && !columns.has(field)) columns.set(field, { column, header });
    else ignored.push(header);
  });
  return columns.has("name") && columns.has("id_number") ? { columns, ignored, rows } : undefined;
}

/**
 * The header that two adjacent rows make: a column's header is the lower cell, or the upper one where the lower is
 * empty. An upper cell that means nothing to us counts only where a merged cell joins it to the row below, so that
 * the title above a header is not taken for a column.
 */
export function headerOfTwo(
  upper: readonly string[],
  lower: readonly string[],
  isJoined: (column: number) => boolean,
): Header | undefined {
  const cells = Array.from({ length: Math.max(upper.length, lower.length) }, (_, column) => {
    const below = lower[column] ?? "";
    if (squeezed(below) !== "") return below;
    const above = upper[column] ?? "";
    return meaningOf(above) || isJoined(column) ? above : "";
  });
  return headerOf(cells, 2);
}

/**
 * Whether the row below a complete header still belongs to it: under 联系方式 may stand 手机号 and 银行卡号. Then it
 * has neither name nor number, and says another header – or merged cells say that name and number reach down to it.
 */
export function continuesHeader(
  header: Header,
  below: readonly string[],
  isJoined: (column: number) => boolean,
): boolean {
  const places = [header.columns.get("name")?.column ?? 0, header.columns.get("id_number")?.column ?? 0];
  if (places.some((column) => squeezed(below[column] ?? "") !== "")) return false;
  if (below.every((cell) => squeezed(cell) === "")) return false;
  return below.some((cell) => meaningOf(cell)) || places.every(isJoined);
}

/** What to show of a row that might have been meant as the header: never a row that holds somebody's number. */
export function headersSeen(rows: readonly (readonly string[])[]): string[] {
  const candidates = rows.filter((row) => !row.some((cell) => /\d{6}/.test(squeezed(cell))));
  const known = (row: readonly string[]) => row.filter((cell) => meaningOf(cell)).length;
  const filled = (row: readonly string[]) => row.filter((cell) => squeezed(cell) !== "");
  const best = candidates.reduce<readonly string[]>(
    (a, b) =>
      known(b) > known(a) || (known(b) === known(a) && filled(b).length > filled(a).length && known(a) === 0)
        ? b
        : a,
    [],
  );
  return filled(best)
    .slice(0, 20)
    .map((cell) => cell.trim().slice(0, 20));
}
