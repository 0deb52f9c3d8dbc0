import type { ReactNode } from "react";
import { sayShare } from "./say.ts";
import "./bars.css";

const percentOf = (part: number, whole: number) =>
  whole > 0 ? Math.min(100, Math.max(0, (part / whole) * 100)) : 0;

type ProgressProps = { part: number; whole: number; label: string };

/** How much of it: one thin bar. The words stand beside it; the label is for screen readers. */
export function ProgressBar({ part, whole, label }: ProgressProps) {
  return (
    <span
      className="bar"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(percentOf(part, whole))}
      aria-valuetext={sayShare(part, whole)}
    >
      <span style={{ width: `${percentOf(part, whole)}%` }} />
    </span>
  );
}

/** A bar with its per cent, for a table cell. */
export function BarCell(props: ProgressProps) {
  return (
    <span className="bar-cell">
      <ProgressBar {...props} />
      <span className="bar-cell-share">{sayShare(props.part, props.whole)}</span>
    </span>
  );
}

export type Part = {
  readonly key: string;
  readonly size: number;
  /** brand, light and grey for make-up; good, wait, bad for states; `missing` is striped: not there yet. */
  readonly look: "brand" | "light" | "grey" | "good" | "wait" | "bad" | "missing";
  /** The figure in the bar: 会费105,400.00. Narrow parts show none; say it beneath. */
  readonly words?: string;
};

/** The make-up of one sum: one bar, figures in it, no legend to look up. `thin` has none. */
export function StackedBar({
  parts,
  label,
  thin,
}: {
  parts: readonly Part[];
  label: string;
  thin?: boolean;
}) {
  const whole = parts.reduce((sum, part) => sum + part.size, 0);
  return (
    <div className={`stacked${thin ? " stacked-thin" : ""}`} role="img" aria-label={label}>
      {parts
        .filter((part) => part.size > 0)
        .map((part) => {
          const share = percentOf(part.size, whole);
          return (
            <span key={part.key} className={`part-${part.look}`} style={{ flex: `${part.size} 1 0` }}>
              {!thin && share > 12 ? part.words : ""}
            </span>
          );
        })}
    </div>
  );
}

export type BarRow = {
  readonly key: string;
  readonly label: ReactNode;
  readonly size: number;
  readonly words: ReactNode;
};

/** Compares units: horizontal bars, largest first, from zero; the figure at the end of each. */
export function BarRows({ rows, label }: { rows: readonly BarRow[]; label: string }) {
  const longest = Math.max(...rows.map((row) => row.size), 0);
  return (
    <div className="bar-rows" role="group" aria-label={label}>
      {rows.map((row) => (
        <BarLine key={row.key} row={row} longest={longest} />
      ))}
    </div>
  );
}

function BarLine({ row, longest }: { row: BarRow; longest: number }) {
  return (
    <>
      <span>{row.label}</span>
      <span className="bar" aria-hidden="true">
        <span style={{ width: `${percentOf(row.size, longest)}%` }} />
      </span>
      <span className="number">{row.words}</span>
    </>
  );
}

export type Step = {
  readonly key: string;
  readonly label: string;
  readonly state: "done" | "now" | "later";
  /** 1月25日 · 还缺4笔 */
  readonly note?: ReactNode;
  readonly tone?: "wait" | "bad" | undefined;
};

const stepWords = { done: "已完成", now: "正在这一步", later: "还没到" } as const;

/** The month board's steps with their dates. */
export function Steps({ steps, label }: { steps: readonly Step[]; label: string }) {
  return (
    <ol className="surface steps" aria-label={label}>
      {steps.map((step, i) => (
        <li
          key={step.key}
          className={`step step-${step.state}`}
          aria-current={step.state === "now" ? "step" : undefined}
        >
          <span className="step-mark" aria-hidden="true">
            {step.state === "done" ? "✓" : i + 1}
          </span>
          <span>
            <span className="step-label">
              {step.label}
              <span className="visually-hidden">，{stepWords[step.state]}</span>
            </span>
            {step.note && (
              <span className={`secondary ${step.tone ?? ""}`} style={{ display: "block" }}>
                {step.note}
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
