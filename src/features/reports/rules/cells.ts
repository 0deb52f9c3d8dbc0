import type { FigureUnit } from "#core/figure.ts";
import { shareBp } from "./compose.ts";
import { type MeasureCode, measureOf } from "./measures.ts";

/** What the database counted for one measure in one group. */
export type Counted = { readonly n: bigint; readonly of: bigint | null; readonly people: bigint | null };

/** A figure of an answer: its value, or that it is hidden because it tells of fewer than three people. */
export type Cell = {
  /** A count, cents or basis points as text; null where nothing is divided by, or where it is hidden. */
  readonly value: string | null;
  readonly said: string;
  /** 7 ÷ 9: of a ratio, always. */
  readonly saidOf: string | null;
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly isHidden: boolean;
};

/** Fewer people than this, ill or in need, are not told apart. */
export const fewest = 3n;

const isFew = (code: MeasureCode, { people }: Counted): boolean =>
  measureOf(code).isSparing === true && people !== null && people > 0n && people < fewest;

/**
 * Which rows of a measure are hidden. The sum of all stands beneath, and whoever takes the rows that are told away from it
 * has the hidden ones together: the next smallest go with them until that tells nothing of fewer than three.
 */
export function hiddenRows(code: MeasureCode, rows: readonly Counted[]): ReadonlySet<number> {
  const few = rows.flatMap((row, at) => (isFew(code, row) ? [at] : []));
  if (few.length === 0) return new Set();
  const others = rows
    .map((row, at) => ({ at, people: row.people ?? 0n }))
    .filter(({ at, people }) => people > 0n && !few.includes(at));
  const bySize = others.toSorted((a, b) =>
    a.people < b.people ? -1 : a.people > b.people ? 1 : a.at - b.at,
  );
  let sum = few.reduce((all, at) => all + (rows[at]?.people ?? 0n), 0n);
  let more = 0;
  for (const { people } of bySize) {
    if (leavesDoubt({ few: few.length, more, sum, nextShown: people })) break;
    sum += people;
    more += 1;
  }
  return new Set([...few, ...bySize.slice(0, more).map(({ at }) => at)]);
}

/**
 * Whether the sum of the hidden rows leaves open how many are in each that is few: those have one or two, those that went
 * with them three at least, and no more than the smallest row that is told.
 */
function leavesDoubt(hidden: {
  readonly few: number;
  readonly more: number;
  readonly sum: bigint;
  readonly nextShown: bigint;
}): boolean {
  const { few, more, sum, nextShown } = hidden;
  if (few + more < 2 || sum < fewest) return false;
  const [one, two, others] = [BigInt(few), BigInt(2 * few), BigInt(more)];
  const [least, most] = [sum - others * nextShown, sum - others * fewest];
  const [low, high] = [least > one ? least : one, most < two ? most : two];
  return low < high || (one < low && low < two);
}

export function cellOf(code: MeasureCode, counted: Counted, isHidden: boolean): Cell {
  const nothing = { value: null, saidOf: null, numerator: null, denominator: null };
  if (isHidden) {
    const said = isFew(code, counted) ? "少于3人" : "不单列";
    return { ...nothing, said, isHidden: true };
  }
  const { unit } = measureOf(code);
  if (counted.of === null) {
    return { ...nothing, value: String(counted.n), said: sayPlain(unit, counted.n), isHidden: false };
  }
  const share = shareBp(counted.n, counted.of);
  const part = code === "loss_ratio" ? "cents" : "cases";
  const [n, of] = [sayPlain(part, counted.n), sayPlain(part, counted.of)];
  return {
    value: share === null ? null : String(share),
    said: share === null ? "–" : sayPlain("bp", BigInt(share)),
    saidOf: `${n} ÷ ${of}`,
    numerator: part === "cents" ? n.replaceAll(",", "") : String(counted.n),
    denominator: part === "cents" ? of.replaceAll(",", "") : String(counted.of),
    isHidden: false,
  };
}

/** A total is hidden like a row: nobody is told apart because nothing was divided. */
export const totalCell = (code: MeasureCode, counted: Counted): Cell =>
  cellOf(code, counted, isFew(code, counted));

/** In a column whose head names the unit: 5,174 · 287,400.00 · 70.2%. */
function sayPlain(unit: FigureUnit, value: bigint): string {
  const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  const sign = value < 0n ? "−" : "";
  const digits = (value < 0n ? -value : value).toString();
  if (unit === "cents" || unit === "bp") {
    const text = digits.padStart(3, "0");
    const [whole, rest] = [grouped(text.slice(0, -2)), text.slice(-2)];
    return unit === "cents"
      ? `${sign}${whole}.${rest}`
      : `${sign}${whole}${`.${rest}`.replace(/\.?0+$/, "")}%`;
  }
  return sign + grouped(digits);
}
