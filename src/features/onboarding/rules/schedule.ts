import { addDays, addMonthsTo, firstOf, monthOf, type PlainDate, type PlainMonth } from "#core/dates.ts";

/** What a load does, and on which business day. Commands run as if it were that day. */
export type Event =
  | { readonly kind: "work_batch"; readonly on: PlainDate; readonly order: number }
  | { readonly kind: "take_statement"; readonly on: PlainDate; readonly file: string }
  | { readonly kind: "match_lines"; readonly on: PlainDate }
  /** The cut-off day is over: `on` is the day after it. */
  | { readonly kind: "close_base"; readonly on: PlainDate; readonly month: PlainMonth };

/** A batch as the schedule sees it, and a statement by the days of its lines. */
export type Dated = {
  readonly batches: readonly { readonly order: number; readonly settlementMonth: PlainMonth }[];
  readonly statements: readonly { readonly file: string; readonly days: readonly PlainDate[] }[];
};

/** Within a day: rosters first, because their bills must stand before the day's money is matched. */
const phases: Readonly<Record<Event["kind"], number>> = {
  close_base: 0, // the night before this day
  work_batch: 1,
  take_statement: 2,
  match_lines: 3,
};

/** The months from the first to the last that a batch or a bank line speaks of, none left out between. */
export function monthsOf({ batches, statements }: Dated): PlainMonth[] {
  const named = [
    ...batches.map((batch) => batch.settlementMonth),
    ...statements.flatMap((statement) => statement.days.map(monthOf)),
  ].sort();
  const [first] = named;
  const last = named.at(-1);
  if (!first || !last) return [];
  const months: PlainMonth[] = [];
  for (let month = first; month <= last; month = addMonthsTo(month, 1)) months.push(month);
  return months;
}

/**
 * The order of a load, by business day: a month's batches on its first, in their order; a statement before its first
 * line counts; each day that has lines, and each cut-off day, matched in the evening; then the base closes. `cutOff` is
 * the last day for own shares, moved where the 10th is no working day.
 */
export function scheduleOf(dated: Dated, cutOff: (month: PlainMonth) => PlainDate): Event[] {
  const months = monthsOf(dated);
  const events: Event[] = dated.batches.map(({ order, settlementMonth }) => ({
    kind: "work_batch",
    on: firstOf(settlementMonth),
    order,
  }));
  for (const { file, days } of dated.statements) {
    // A statement without lines says nothing; it is taken in with the first month.
    const on = [...days].sort()[0] ?? (months[0] && firstOf(months[0]));
    if (on) events.push({ kind: "take_statement", on, file });
  }
  const closing = months.map((month) => ({ month, day: cutOff(month) }));
  for (const { month, day } of closing) events.push({ kind: "close_base", on: addDays(day, 1), month });
  const matchDays = new Set(dated.statements.flatMap((statement) => statement.days));
  for (const { day } of closing) matchDays.add(day);
  for (const on of matchDays) events.push({ kind: "match_lines", on });
  return events.sort(inOrder);
}

function inOrder(a: Event, b: Event): number {
  if (a.on !== b.on) return a.on < b.on ? -1 : 1;
  if (a.kind !== b.kind) return phases[a.kind] - phases[b.kind];
  return withinKind(a) < withinKind(b) ? -1 : 1;
}

function withinKind(event: Event): string {
  if (event.kind === "work_batch") return String(event.order).padStart(16, "0");
  if (event.kind === "take_statement") return event.file;
  return event.kind === "close_base" ? event.month : "";
}

/** What names an event among the steps of a load: the same folder gives the same names. */
export function keyOf(event: Event): string {
  switch (event.kind) {
    case "work_batch":
      return `batch ${event.order}`;
    case "take_statement":
      return `statement ${event.file}`;
    case "match_lines":
      return `match ${event.on}`;
    case "close_base":
      return `close ${event.month}`;
  }
}
