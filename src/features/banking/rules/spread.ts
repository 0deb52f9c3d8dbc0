import { type Cents, lesser, zero } from "#core/money.ts";

type Part = { readonly id: string; readonly amount: Cents };
export type Spread = { readonly lineId: string; readonly itemId: string; readonly amount: Cents };

/**
 * Lays lines over items in order: the first line fills the first item, what is left of it goes on to the next.
 * What no item takes stays with the lines. Answers undefined where the items take more than the lines hold.
 */
export function spread(lines: readonly Part[], items: readonly Part[]): Spread[] | undefined {
  const laid: Spread[] = [];
  const left = lines.map((line) => ({ ...line }));
  let at = 0;
  for (const item of items) {
    let open = item.amount;
    while (open > 0n) {
      const line = left[at];
      if (!line) return undefined;
      const amount = lesser(line.amount, open);
      if (amount > 0n) laid.push({ lineId: line.id, itemId: item.id, amount });
      open = (open - amount) as Cents;
      line.amount = (line.amount - amount) as Cents;
      if (line.amount === zero) at++;
    }
  }
  return laid;
}
