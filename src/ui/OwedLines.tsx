import { Line, Lines } from "./page.tsx";
import { Link } from "./router.tsx";
import { sayDeadline } from "./say.ts";
import { useToday } from "./session.tsx";
import { StatusTag } from "./Text.tsx";

export type Owed = {
  readonly id: string;
  /** Who owes it. */
  readonly who: string;
  readonly words: string;
  readonly dueOn: string;
  readonly dutyId: string | null;
  readonly isDone: boolean;
  readonly isLate: boolean;
};

/** What follows from a meeting, a directive, a visit: who does what by when, each a duty on its own page. */
export function OwedLines({ rows }: { rows: readonly Owed[] }) {
  const today = useToday();
  return (
    <Lines>
      {rows.map((row) => (
        <Line
          key={row.id}
          title={row.dutyId ? <Link to={`/duties/${row.dutyId}`}>{row.words}</Link> : row.words}
          note={row.who}
          action={
            row.isDone ? (
              <StatusTag tone="good">已办完</StatusTag>
            ) : (
              <StatusTag tone={row.isLate ? "bad" : "wait"}>{sayDeadline(row.dueOn, today)}</StatusTag>
            )
          }
        />
      ))}
    </Lines>
  );
}

/** 办完几项，共几项。 */
export const sayOwed = (done: number, all: number): string => (all === 0 ? "—" : `${done}/${all}`);
