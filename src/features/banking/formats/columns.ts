import { flagOf, momentOf, textOf } from "./cells.ts";
import type { Cell, OpenFile } from "./statement.ts";
import { type Field, memoNames, parts, vocabulary } from "./vocabulary.ts";

/** Where each field stands in the rows below `headerRow`. */
export type Columns = {
  readonly headerAt: number;
  readonly headers: readonly string[];
  /** Columns that could be the serial, best first: the first that is filled and unique wins. */
  readonly serials: readonly number[];
  readonly memo: readonly number[];
} & { readonly [field in Exclude<Field, "serial">]: number | undefined };

/** `借方发生额（支取）`, `账户余额(元)` and ` 对方 户名` as the bare name. */
export function bareHeader(cell: Cell): string {
  const text = textOf(cell)
    .normalize("NFKC")
    .replace(/\s/g, "")
    .replace(/[:：]$/, "")
    .replaceAll("帐", "账");
  const bare = text
    // 借方发生额(支取), 交易日期[ Transaction Date ]
    .replace(/\([^)]*\)$|\[[^\]]*\]$/, "")
    .replace(/[/-]?(人民币)?元$/, "")
    .replace(/^\*/, "");
  // 收(付)方名称 keeps its brackets: they are inside the name.
  return bare === "" ? text : bare;
}

const fieldNames = Object.entries(vocabulary) as [Field, readonly string[]][];

/** The first row that names a day and an amount, by the vocabulary. Undefined: this is no statement. */
export function findColumns(file: OpenFile): Columns | undefined {
  for (const [at, row] of file.rows.slice(0, 40).entries()) {
    const upper = row.cells.map(bareHeader);
    const below = file.rows[at + 1];
    const merged = below?.line === row.line + 1 ? mergedHead(upper, below.cells) : undefined;
    const headerAt = merged ? at + 1 : at;
    const columns = columnsOf(
      merged ?? upper,
      headerAt,
      (column) => holdsDays(file, headerAt, column),
      (width) => marksOf(file, headerAt, width),
    );
    if (columns) return columns;
  }
  return undefined;
}

const known = new Set<string>(Object.values(vocabulary).flat());
const sides = new Set<string>([...vocabulary.debit, ...vocabulary.credit]);

/**
 * A head of two rows, 发生额 above 借方 and 贷方, 对方 above 户名 and 账号, as one: the lower name with the upper one
 * before it where banks call a column so, else the lower, else the upper. Undefined where the row below is no head.
 */
function mergedHead(upper: readonly string[], below: readonly Cell[]): string[] | undefined {
  const lower = below.map(bareHeader);
  const isHead = lower.some((name) => sides.has(name)) && !below.some((cell) => momentOf(cell));
  if (!isHead || upper.some((name) => sides.has(name))) return undefined;
  let over = "";
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, at) => {
    const name = lower[at] ?? "";
    if (upper[at]) over = upper[at];
    else if (name === "") over = "";
    if (name === "") return upper[at] ?? "";
    return known.has(over + name) ? over + name : name;
  });
}

/** Whether a column is what its name promises: 交易时间 holds days at one bank and bare times at another. */
function holdsDays(file: OpenFile, headerAt: number, column: number): boolean {
  const cells = file.rows.slice(headerAt + 1, headerAt + 30).map((row) => row.cells[column]);
  const filled = cells.filter((cell) => textOf(cell) !== "");
  return filled.length === 0 || filled.filter((cell) => momentOf(cell)).length * 2 >= filled.length;
}

/** The column in which every line that says something says 借 or 贷, 收 or 支. */
function marksOf(file: OpenFile, headerAt: number, width: number): number | undefined {
  const lines = file.rows.slice(headerAt + 1).filter((row) => row.cells.some((cell) => momentOf(cell)));
  return Array.from({ length: width }, (_, column) => column).find((column) => {
    const said = lines.map((row) => textOf(row.cells[column])).filter((text) => text !== "");
    return said.length > 0 && said.length === lines.length && said.every((text) => flagOf(text));
  });
}

const serialsOf = (headers: readonly string[], byPart: number | undefined): number[] => {
  const named = vocabulary.serial.map((name) => headers.indexOf(name)).filter((found) => found >= 0);
  return named.length > 0 || byPart === undefined ? named : [byPart];
};

function columnsOf(
  headers: readonly string[],
  headerAt: number,
  isDay: (column: number) => boolean,
  marksAt: (width: number) => number | undefined,
): Columns | undefined {
  const place = (names: readonly string[]) => {
    for (const name of names) {
      const found = headers.indexOf(name);
      if (found >= 0) return found;
    }
    return undefined;
  };
  const placeByPart = (field: Field, taken: ReadonlySet<number>) => {
    const part = parts[field];
    const found = part ? headers.findIndex((header, at) => part.test(header) && !taken.has(at)) : -1;
    return found < 0 ? undefined : found;
  };
  const places = Object.fromEntries(fieldNames.map(([field, names]) => [field, place(names)])) as {
    [field in Field]: number | undefined;
  };
  const taken = new Set(Object.values(places).filter((found) => found !== undefined));
  for (const [field] of fieldNames) places[field] ??= placeByPart(field, taken);
  const { debit, credit, amount } = places;
  const named = vocabulary.date.map((name) => headers.indexOf(name)).filter((found) => found >= 0);
  // Where no column holds days, the first stands, and each row says that its day cannot be read.
  const date = named.find(isDay) ?? named[0] ?? places.date;
  if (date === undefined || (amount === undefined && (debit === undefined || credit === undefined))) {
    return undefined;
  }
  const { serial: _best, ...rest } = places;
  const sides = debit !== undefined && credit !== undefined;
  return {
    ...rest,
    // A mark is known by what it says, whatever its name.
    flag: places.flag ?? (sides ? undefined : marksAt(headers.length)),
    date,
    // 交易时间 may be the only day there is; then it is not the time as well.
    time: places.time === date ? undefined : places.time,
    headerAt,
    headers,
    serials: serialsOf(headers, places.serial),
    memo: memoNames.map(place).filter((found) => found !== undefined),
  };
}
