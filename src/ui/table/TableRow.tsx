import type { MouseEvent } from "react";
import { type Column, cellClass } from "./columns.ts";

type Props<Row> = {
  row: Row;
  columns: readonly Column<Row>[];
  isFirst: boolean;
  isPeeked: boolean;
  selection: { on: boolean; toggle: () => void } | undefined;
  onOpen: (() => void) | undefined;
};

/** A click on a link, button or field in the row is theirs, and marking text is no click. */
const isOwnClick = (event: MouseEvent) =>
  !(event.target as HTMLElement).closest("a, button, input, select, label, textarea") &&
  String(getSelection()) === "";

export function TableRow<Row>({ row, columns, isFirst, isPeeked, selection, onOpen }: Props<Row>) {
  return (
    // The first row can be reached by Tab; from there ↑↓ move and Enter opens (see keys.ts).
    <tr
      tabIndex={isFirst ? 0 : -1}
      className={isPeeked ? "peeked" : undefined}
      aria-selected={selection?.on}
      onClick={(event) => {
        event.currentTarget.focus();
        if (onOpen && isOwnClick(event)) onOpen();
      }}
    >
      {selection && (
        <td className="pick">
          <input type="checkbox" aria-label="选中这一行" checked={selection.on} onChange={selection.toggle} />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.key} className={cellClass(column)}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}
