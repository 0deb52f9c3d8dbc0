export const categories = [
  "minimum_living",
  "extreme_poverty",
  "low_income_edge",
  "illness_poverty",
  "other",
] as const;
export type Category = (typeof categories)[number];

export type HardshipLine = { readonly name: string; readonly number: string; readonly category: Category };

/** What civil affairs write, as one of our categories. */
export function categoryOf(text: string): Category {
  if (/特困/.test(text)) return "extreme_poverty";
  if (/边缘|低收入/.test(text)) return "low_income_edge";
  if (/低保|最低生活/.test(text)) return "minimum_living";
  return /因病/.test(text) ? "illness_poverty" : "other";
}

const heads = { name: /姓名/, number: /证件号|身份证|公民身份/, category: /类别|类型|身份类/ } as const;

/** Lines under a head with name, identity number and category; undefined where there is no such head. */
export function readHardship(
  rows: readonly { readonly cells: readonly (string | number)[] }[],
): HardshipLine[] | undefined {
  const at = rows.findIndex(({ cells }) =>
    [heads.name, heads.number].every((head) => cells.some((cell) => head.test(String(cell)))),
  );
  if (at < 0) return undefined;
  const place = (head: RegExp) => rows[at]?.cells.findIndex((cell) => head.test(String(cell))) ?? -1;
  const [name, number, category] = [place(heads.name), place(heads.number), place(heads.category)];
  return rows
    .slice(at + 1)
    .map(({ cells }) => ({
      name: String(cells[name] ?? "").replace(/\s/g, ""),
      number: String(cells[number] ?? "").trim(),
      category: categoryOf(String(cells[category] ?? "")),
    }))
    .filter((line) => line.name !== "" && line.number !== "");
}
