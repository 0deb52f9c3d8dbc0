/** One line of the benchmark's table. */
export type Figure = {
  readonly what: string;
  readonly ours: number;
  /** What a bare script needs for the same, measured in the same run. */
  readonly bound?: number | undefined;
  readonly unit: "s" | "ms" | "MB" | "kB" | "/s";
  readonly aim?:
    | { readonly most: number; readonly of: "ours" | "ratio" }
    | { readonly least: number }
    | undefined;
  readonly note?: string | undefined;
};

const shown = (value: number, unit: string): string =>
  unit === "/s" ? `${Math.round(value).toLocaleString("en")} /s` : shownQuantity(value, unit);

const shownQuantity = (value: number, unit: string): string =>
  `${unit === "ms" || unit === "s" ? (value >= 100 ? value.toFixed(0) : value.toFixed(value < 10 ? 2 : 1)) : value.toFixed(0)} ${unit}`;

const ratioOf = ({ ours, bound }: Figure): number | undefined => (bound ? ours / bound : undefined);

function aimOf({ aim, unit }: Figure): string {
  if (!aim) return "";
  if ("least" in aim) return `≥ ${shown(aim.least, unit)}`;
  return aim.of === "ratio" ? `≤ ${aim.most} ×` : `≤ ${aim.most} ${unit}`;
}

function verdictOf(figure: Figure): string {
  if (!figure.aim) return "";
  if ("least" in figure.aim) return figure.ours >= figure.aim.least ? "met" : "NOT MET";
  const value = figure.aim.of === "ratio" ? ratioOf(figure) : figure.ours;
  if (value === undefined) return "";
  return value <= figure.aim.most ? "met" : "NOT MET";
}

/** The table as people read it; East Asian widths are none here, so that columns stand. */
export function printTable(figures: readonly Figure[]): string {
  const head = ["what", "ours", "lower bound", "ratio", "aim", "", "note"];
  const rows = figures.map((figure) => {
    const ratio = ratioOf(figure);
    return [
      figure.what,
      shown(figure.ours, figure.unit),
      figure.bound === undefined ? "" : shown(figure.bound, figure.unit),
      ratio === undefined ? "" : `${ratio.toFixed(2)} ×`,
      aimOf(figure),
      verdictOf(figure),
      figure.note ?? "",
    ];
  });
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 || column >= 5 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export const median = (times: readonly number[]): number => percentile(times, 0.5);

/** How long something took, in seconds, and what it answered. */
export async function timed<T>(run: () => Promise<T>): Promise<{ seconds: number; answer: T }> {
  const since = performance.now();
  const answer = await run();
  return { seconds: (performance.now() - since) / 1000, answer };
}
