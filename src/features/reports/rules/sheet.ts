import { type Cell, cellOf } from "./cells.ts";
import { type MeasureCode, measureOf } from "./measures.ts";

/** A figure as text, and as the number that a workbook adds up. */
export type SheetCell =
  | string
  | { readonly said: string; readonly number: string; readonly look: "count" | "money" | "share" };
export type Column = { readonly title: string; readonly definition: string };
export type Block = {
  readonly caption: string;
  readonly rows: SheetCell[][];
  readonly total: SheetCell[] | null;
};
/** One sheet: under each head what it counts; one block of rows for each stretch of days. */
export type Sheet = {
  readonly name: string;
  readonly columns: Column[];
  /** How many columns from the left are words. */
  readonly wordy: number;
  readonly blocks: Block[];
};
/** A table of figures on paper, whatever file it becomes. */
export type Sheets = {
  readonly title: string;
  readonly days: string;
  readonly note: string;
  readonly sheets: Sheet[];
};

type Answer = {
  readonly groups: readonly { readonly name: string }[];
  readonly measures: readonly { readonly code: MeasureCode }[];
  readonly rows: readonly {
    readonly keys: readonly { readonly key: string; readonly label: string }[];
    readonly cells: readonly Cell[];
  }[];
  readonly total: readonly Cell[];
};

const lookOf = (code: MeasureCode): "count" | "money" =>
  measureOf(code).unit === "cents" || code === "loss_ratio" ? "money" : "count";
const isRatio = (code: MeasureCode): boolean => measureOf(code).unit === "bp";

/** A ratio takes three columns: what was divided, by what, and what came of it. */
export function columnsOf(code: MeasureCode): Column[] {
  const { name, unit, numeratorName, denominatorName, definition } = measureOf(code);
  const yuan = lookOf(code) === "money" ? "（元）" : "";
  if (unit !== "bp") return [{ title: name + yuan, definition }];
  return [
    { title: `${numeratorName}${yuan}`, definition: `${name}的分子。` },
    { title: `${denominatorName}${yuan}`, definition: `${name}的分母。` },
    { title: name, definition },
  ];
}

/** 70.2 % is 0.702 in a workbook, said as a share. */
const shareOf = (bp: string): string => {
  const digits = bp.replace("-", "").padStart(5, "0");
  return `${bp.startsWith("-") ? "-" : ""}${digits.slice(0, -4)}.${digits.slice(-4)}`;
};
const centsAsYuan = (cents: string): string => {
  const digits = cents.replace("-", "").padStart(3, "0");
  return `${cents.startsWith("-") ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

export function cellsOf(code: MeasureCode, cell: Cell): SheetCell[] {
  const look = lookOf(code);
  if (!isRatio(code)) {
    if (cell.value === null) return [cell.said];
    const number = look === "money" ? centsAsYuan(cell.value) : cell.value;
    return [{ said: cell.said, number, look }];
  }
  const share: SheetCell =
    cell.value === null ? cell.said : { said: cell.said, number: shareOf(cell.value), look: "share" };
  // Where the ratio is hidden, its parts are: what was paid would say it.
  if (cell.numerator === null || cell.denominator === null) return [cell.said, cell.said, share];
  const [numerator = "", denominator = ""] = (cell.saidOf ?? "").split(" ÷ ");
  return [
    { said: numerator, number: cell.numerator, look },
    { said: denominator, number: cell.denominator, look },
    share,
  ];
}

const nothing = (code: MeasureCode): Cell =>
  cellOf(code, { n: 0n, of: isRatio(code) ? 0n : null, people: 0n }, false);

/**
 * An answer as a block of rows. With `places`, those stand in their order, each with its row, also where nothing was
 * counted; what is not among them comes after.
 */
export function blockOf(
  answer: Answer,
  caption: string,
  places: readonly { readonly value: string; readonly label: string }[] = [],
): Block {
  const codes = answer.measures.map(({ code }) => code);
  const row = (labels: readonly string[], cells: readonly Cell[]): SheetCell[] => [
    ...labels,
    ...codes.flatMap((code, i) => cellsOf(code, cells[i] ?? nothing(code))),
  ];
  const found = new Map(answer.rows.map(({ keys, cells }) => [keys[0]?.key, cells]));
  const known = new Set(places.map(({ value }) => value));
  const rows = [
    ...places.map(({ value, label }) => row([label], found.get(value) ?? [])),
    ...answer.rows
      .filter(({ keys }) => !known.has(keys[0]?.key ?? ""))
      .map(({ keys, cells }) =>
        row(
          keys.map(({ label }) => label),
          cells,
        ),
      ),
  ];
  const labels = answer.groups.map((_, i) => (i === 0 ? "合计" : ""));
  return { caption, rows, total: row(labels.length > 0 ? labels : ["合计"], answer.total) };
}

/** The heads of an answer: what it was divided by, then each measure with its definition. */
export const headsOf = ({ groups, measures }: Pick<Answer, "groups" | "measures">): Column[] => [
  ...(groups.length > 0 ? groups : [{ name: "范围" }]).map(({ name }) => ({ title: name, definition: "" })),
  ...measures.flatMap(({ code }) => columnsOf(code)),
];

/** Contributions of each place side by side by who bore them, with their sum at the end. */
export function payersOf(
  answer: Answer,
  caption: string,
  places: readonly { readonly value: string; readonly label: string }[],
  payers: readonly string[],
): Block {
  const sums = new Map<string, bigint>();
  for (const { keys, cells } of answer.rows)
    sums.set(keys.map(({ key }) => key).join(" "), BigInt(cells[0]?.value ?? 0));
  const line = (label: string, cents: readonly bigint[]): SheetCell[] => [
    label,
    ...[...cents, cents.reduce((sum, each) => sum + each, 0n)].flatMap((each) =>
      cellsOf("contributions", cellOf("contributions", { n: each, of: null, people: null }, false)),
    ),
  ];
  const known = new Set(places.map(({ value }) => value));
  const more = new Map(answer.rows.map(({ keys: [place] }) => [place?.key ?? "", place?.label ?? ""]));
  const all = [
    ...places,
    ...[...more].filter(([value]) => !known.has(value)).map(([value, label]) => ({ value, label })),
  ];
  const of = (place: string) => payers.map((payer) => sums.get(`${place} ${payer}`) ?? 0n);
  return {
    caption,
    rows: all.map(({ value, label }) => line(label, of(value))),
    total: line(
      "合计",
      payers.map((_, i) => all.reduce((sum, { value }) => sum + (of(value)[i] ?? 0n), 0n)),
    ),
  };
}
