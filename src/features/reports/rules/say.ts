import type { Figure } from "#core/figure.ts";

const units: Readonly<Record<Figure["unit"], string>> = {
  people: "人",
  person_times: "人次",
  units: "家",
  cases: "件",
  pieces: "个",
  cents: "元",
  bp: "%",
  minutes: "分钟",
  days: "天",
  rank: "名",
};

/** 41.392万元, 2,210.77元, 70.2%, 5,174人, 第3名: from 10,000 yuan on in 万元 with up to four decimals, none of them noughts at the end. */
export function sayFigure({ value, unit }: Pick<Figure, "value" | "unit">): string {
  if (value === null) return "–";
  if (unit === "bp") return `${trimmed(BigInt(value), 2)}%`;
  if (unit === "rank") return `第${value}${units.rank}`;
  if (unit !== "cents") return `${grouped(BigInt(value).toString())}${units[unit]}`;
  const cents = BigInt(value);
  return cents < 1_000_000n ? `${fixed(cents)}元` : `${trimmed(cents, 6, 4)}万元`;
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");

function fixed(cents: bigint): string {
  const text = cents.toString().padStart(3, "0");
  return `${grouped(text.slice(0, -2))}.${text.slice(-2)}`;
}

/** A whole number with so many decimals, cut to `shown` by rounding half up, without noughts at the end. */
function trimmed(value: bigint, decimals: number, shown = decimals): string {
  const step = 10n ** BigInt(decimals - shown);
  const sign = value < 0n ? "−" : "";
  const abs = value < 0n ? -value : value;
  const rounded = ((abs * 2n + step) / (2n * step)).toString().padStart(shown + 1, "0");
  const fraction = rounded.slice(rounded.length - shown).replace(/0+$/, "");
  return `${sign}${grouped(rounded.slice(0, rounded.length - shown))}${fraction && `.${fraction}`}`;
}

/** A report on paper: texts only, whatever file it becomes. */
export type DocumentText = {
  readonly title: string;
  readonly days: string;
  readonly note: string;
  readonly heads: readonly string[];
  readonly sections: readonly { readonly title: string; readonly rows: readonly string[][] }[];
};

/** 287,400.00元 ÷ 409,400.00元（同期各项计划上缴的会费）: what was divided by what, both in full. */
export function sayDivision({ unit, of }: Pick<Figure, "unit" | "of">): string | null {
  if (!of) return null;
  const plain = (value: bigint | number) =>
    `${value < 0 ? "−" : ""}${grouped(String(value).replace("-", ""))}`;
  const money = (value: bigint | number) => `${fixed(BigInt(value))}元`;
  const numerator = (unit === "cents" || of.unit === "cents" ? money : plain)(of.numerator);
  const denominator = (of.unit === "cents" ? money : plain)(of.denominator);
  return `${numerator} ÷ ${denominator}（${of.denominatorName}）`;
}
