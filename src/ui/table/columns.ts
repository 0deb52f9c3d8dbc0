import type { ReactNode } from "react";

/** One column: identity → state → figures → date → action, in this order. */
export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand right. */
  readonly right?: boolean;
  /** Fixed width in pixels, so that nothing jumps. One column is left without and takes the rest. */
  readonly width?: number;
  /** The server sorts by it: `sort=key` up, `sort=-key` down. */
  readonly sorts?: boolean;
  /** Falls into the row's drawer at 1366. */
  readonly low?: boolean;
  /** Its place when a row becomes two lines on a phone; not shown without one (but in the drawer). */
  readonly phone?: "title" | "figure" | "second" | "state" | "action";
  /** Short things that must not wrap: dates, numbers, tags. */
  readonly tight?: boolean;
};

export const cellClass = <Row>(column: Column<Row>): string =>
  [
    column.right && "right",
    column.low && "low",
    (column.tight || column.right) && "cell-tight",
    column.phone && `phone-${column.phone}`,
  ]
    .filter(Boolean)
    .join(" ");
