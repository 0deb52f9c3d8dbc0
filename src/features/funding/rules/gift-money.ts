import type { PlainDate } from "#core/dates.ts";
import { type Cents, plus, zero } from "#core/money.ts";

/**
 * On which day the money of a gift had reached each of its bills: they are paid in the order in which they were written, out
 * of what had come in by then. A bill is paid whole or not at all, and none before an earlier one.
 */
export function reachedOn(
  received: readonly { readonly on: PlainDate; readonly cents: Cents }[],
  bills: readonly { readonly id: string; readonly cents: Cents }[],
): Map<string, PlainDate> {
  const inOrder = received.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const reached = new Map<string, PlainDate>();
  let wanted = zero;
  let have = zero;
  let next = 0;
  let day: PlainDate | undefined;
  for (const { id, cents } of bills) {
    wanted = plus(wanted, cents);
    for (; have < wanted && next < inOrder.length; next++) {
      const line = inOrder[next];
      if (!line) break;
      have = plus(have, line.cents);
      day = line.on;
    }
    if (have < wanted || !day) return reached;
    reached.set(id, day);
  }
  return reached;
}
