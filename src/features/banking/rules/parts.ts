import type { PlainDate } from "#core/dates.ts";
import { sum } from "#core/money.ts";
import type { Book, Evidence, Line, OpenItem } from "./book.ts";

/** A part that waits to be made up, until the end of that day. */
export type Waiting = { readonly line: Line; readonly until: PlainDate };

/** The one organisation that the strongest evidence points to, where nothing points elsewhere. */
export function onlyPayer(evidence: Evidence): string | "several" | "memo_names_another" | undefined {
  const way = [evidence.code, evidence.account, evidence.name].find((set) => set.size > 0);
  if (!way) return undefined;
  let left = [...way];
  for (const set of [evidence.account, evidence.name]) {
    const both = left.filter((id) => set.has(id));
    if (both.length > 0) left = both;
  }
  const [payer] = left;
  if (left.length !== 1 || payer === undefined) return "several";
  const elsewhere = evidence.memo.size > 0 && !evidence.memo.has(payer) && !evidence.code.has(payer);
  return elsewhere ? "memo_names_another" : payer;
}

export type Whole = { readonly lines: readonly Line[]; readonly item: OpenItem };

/** Longer rows of parts than this are a person's business. */
const mostParts = 10;

/** The ways in which this line and waiting lines of the same account or name make one open item whole. */
export function wholes(book: Book, line: Line, payer: string, parts: readonly Waiting[]): Whole[] {
  const forms = book.formsOf(line.name);
  const waiting = parts.filter(
    (part) =>
      line.on <= part.until &&
      ((part.line.account !== "" && part.line.account === line.account) ||
        book.formsOf(part.line.name).some((form) => forms.includes(form))),
  );
  if (waiting.length === 0) return [];
  const sets = waiting.length > mostParts ? [waiting] : subsetsOf(waiting);
  const items = book.itemsOf(payer);
  return sets.flatMap((set) => {
    const total = sum([line.amount, ...set.map((part) => part.line.amount)]);
    return items
      .filter((item) => item.open === total)
      .map((item) => ({ lines: [...set.map((part) => part.line), line], item }));
  });
}

/** All subsets that are not empty. */
function subsetsOf<T>(all: readonly T[]): T[][] {
  const sets: T[][] = [];
  for (let mask = 1; mask < 2 ** all.length; mask++) {
    sets.push(all.filter((_one, place) => Math.floor(mask / 2 ** place) % 2 === 1));
  }
  return sets;
}
