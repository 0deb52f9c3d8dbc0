import { type ReactNode, useRef, useState } from "react";
import { Button } from "../Button.tsx";
import { Drawer } from "../Drawer.tsx";
import { Facts } from "../page.tsx";
import type { ProblemError } from "../problem.ts";
import { setQuery, useQueryState } from "../router.tsx";
import { Bones, Note, ProblemState } from "../States.tsx";
import { sayCount } from "../say.ts";
import { type Column, cellClass } from "./columns.ts";
import { useTableKeys } from "./keys.ts";
import { TableRow } from "./TableRow.tsx";
import "./table.css";

/** The rows to show: what `useListing` gives, or `given(rows)` for a table that is there as a whole. */
export type Rows<Row> = {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly isPending: boolean;
  readonly isRefreshing: boolean;
  readonly problem: ProblemError | null;
  readonly hasMore: boolean;
  readonly isMoreComing: boolean;
  readonly more: () => void;
  readonly again: () => void;
};

export const given = <Row,>(rows: readonly Row[]): Rows<Row> => ({
  rows,
  total: rows.length,
  isPending: false,
  isRefreshing: false,
  problem: null,
  hasMore: false,
  isMoreComing: false,
  more: () => undefined,
  again: () => undefined,
});

type Props<Row> = {
  /** What the table lists, for screen readers: 单位. */
  label: string;
  from: Rows<Row>;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** 家, 人, 行, 笔: the counting word of the total. */
  unit?: string;
  /** Enter or a click: goes to the row's own page. Without it the row's drawer opens. */
  onOpen?: ((row: Row) => void) | undefined;
  /** The row's drawer: its title and what stands beneath the columns that did not fit. */
  peek?: { title: (row: Row) => ReactNode; body?: (row: Row) => ReactNode } | undefined;
  /** Chips, one search. */
  tools?: ReactNode;
  /** Buttons for the rows that are selected: 催办6家. */
  bulk?: ((keys: readonly string[], clear: () => void) => ReactNode) | undefined;
  /** Sums for the whole filter, by column key; the first column says 合计. */
  totals?: Readonly<Record<string, ReactNode>> | undefined;
  /** Left of the foot: 行号与您的表格一致. */
  foot?: ReactNode;
  empty: ReactNode;
};

/** A real table: sticky head, keyboard, key paging with an exact total, bulk bar, two-line rows on a phone. */
export function DataTable<Row>(props: Props<Row>) {
  const { label, from, columns, rowKey, onOpen, peek, tools, bulk, totals, empty } = props;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [peeked, setPeeked] = useState<string>();
  const body = useRef<HTMLTableSectionElement>(null);

  const toggle = (key: string) => {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    setSelected(next);
  };
  const open = (row: Row) => (onOpen ? onOpen(row) : setPeeked(rowKey(row)));
  const keys = useTableKeys({
    body,
    count: from.rows.length,
    open: (i) => from.rows[i] && open(from.rows[i]),
    move: (i) => peeked !== undefined && from.rows[i] && setPeeked(rowKey(from.rows[i])),
    select: (i) => bulk && from.rows[i] && toggle(rowKey(from.rows[i])),
    leave: () => (peeked ? setPeeked(undefined) : setSelected(new Set())),
  });
  const shown = from.rows.find((row) => rowKey(row) === peeked);

  return (
    <div className={`table-box${from.isRefreshing ? " table-refreshing" : ""}`}>
      {tools && <div className="table-tools">{tools}</div>}
      {from.problem && from.rows.length > 0 && (
        <Note tone="wait" title="下面是上一次读到的内容">
          {from.problem.title}。
        </Note>
      )}
      {from.rows.length === 0 ? (
        <NoRows from={from} empty={empty} />
      ) : (
        <table className={`table${onOpen || peek ? " table-open" : ""}`} aria-label={label}>
          <Head
            columns={columns}
            all={
              bulk && {
                on: selected.size === from.rows.length,
                set: (on) => setSelected(on ? new Set(from.rows.map(rowKey)) : new Set()),
              }
            }
          />
          <tbody ref={body} onKeyDown={keys}>
            {from.rows.map((row, i) => (
              <TableRow
                key={rowKey(row)}
                row={row}
                columns={columns}
                isFirst={i === 0}
                isPeeked={rowKey(row) === peeked}
                selection={bulk && { on: selected.has(rowKey(row)), toggle: () => toggle(rowKey(row)) }}
                onOpen={onOpen || peek ? () => open(row) : undefined}
              />
            ))}
          </tbody>
          {totals && <Totals columns={columns} totals={totals} hasPick={Boolean(bulk)} />}
        </table>
      )}
      {from.rows.length > 0 && <Foot {...props} />}
      {bulk && selected.size > 0 && (
        <section className="bulk" aria-label="已选中的行">
          <span>
            已选{sayCount(selected.size)}
            {props.unit ?? "行"}
          </span>
          {bulk([...selected], () => setSelected(new Set()))}
          <Button kind="plain" onClick={() => setSelected(new Set())}>
            取消选择
          </Button>
        </section>
      )}
      {shown !== undefined && (
        <Drawer title={peek?.title(shown) ?? label} onClose={() => setPeeked(undefined)}>
          <Facts rows={columns.filter((c) => c.title).map((c) => [c.title, c.cell(shown)] as const)} />
          {peek?.body?.(shown)}
        </Drawer>
      )}
    </div>
  );
}

function NoRows<Row>({ from, empty }: { from: Rows<Row>; empty: ReactNode }) {
  if (from.problem) return <ProblemState problem={from.problem} again={from.again} />;
  return from.isPending ? <Bones /> : empty;
}

const marks = { ascending: "↑", descending: "↓", none: "" } as const;

type HeadProps<Row> = {
  columns: readonly Column<Row>[];
  all: { on: boolean; set: (on: boolean) => void } | undefined;
};

function Head<Row>({ columns, all }: HeadProps<Row>) {
  const [sort] = useQueryState("sort");
  const next = (key: string) => setQuery({ sort: sort === `-${key}` ? key : sort === key ? "" : `-${key}` });
  const order = (key: string) => (sort === key ? "ascending" : sort === `-${key}` ? "descending" : undefined);
  return (
    <thead>
      <tr>
        {all && (
          <th className="pick" scope="col">
            <input
              type="checkbox"
              aria-label="选中显示的全部"
              checked={all.on}
              onChange={(event) => all.set(event.target.checked)}
            />
          </th>
        )}
        {columns.map((column) => (
          <th
            key={column.key}
            scope="col"
            className={cellClass(column)}
            aria-sort={order(column.key)}
            style={column.width ? { width: column.width } : undefined}
          >
            {column.sorts ? (
              <button type="button" className="sort" onClick={() => next(column.key)}>
                {column.title}
                <span className="sort-mark" aria-hidden="true">
                  {marks[order(column.key) ?? "none"]}
                </span>
              </button>
            ) : (
              column.title
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

type TotalsProps<Row> = {
  columns: readonly Column<Row>[];
  totals: Readonly<Record<string, ReactNode>>;
  hasPick: boolean;
};

const Totals = <Row,>({ columns, totals, hasPick }: TotalsProps<Row>) => (
  <tfoot>
    <tr>
      {hasPick && <td className="pick" />}
      {columns.map((column, i) => (
        <td key={column.key} className={cellClass(column)}>
          {totals[column.key] ?? (i === 0 ? "合计" : "")}
        </td>
      ))}
    </tr>
  </tfoot>
);

function Foot<Row>({ from, foot, unit = "行", bulk, onOpen, peek }: Props<Row>) {
  const left = from.total - from.rows.length;
  return (
    <div className="table-foot">
      <span>
        {foot}
        <span className="table-keys">
          {foot && " · "}
          <kbd>↑</kbd> <kbd>↓</kbd> 换行{(onOpen || peek) && <KeyHint name="Enter" does="打开" />}
          {bulk && <KeyHint name="空格" does="选中" />}
        </span>
      </span>
      <span>
        {from.hasMore ? `第1–${sayCount(from.rows.length)}${unit}，` : ""}共{sayCount(from.total)}
        {unit}
        {from.hasMore && (
          <>
            {"　"}
            <button type="button" className="link" onClick={from.more} disabled={from.isMoreComing}>
              {from.isMoreComing ? "正在取" : `再显示${Math.min(50, Math.max(left, 1))}${unit}`}
            </button>
          </>
        )}
      </span>
    </div>
  );
}

const KeyHint = ({ name, does }: { name: string; does: string }) => (
  <>
    {" "}
    <kbd>{name}</kbd> {does}
  </>
);
