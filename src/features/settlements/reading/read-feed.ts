import { askChild } from "#platform/children/ask-child.ts";
import type { Control } from "../rules/control.ts";
import type { Fault, Settlement } from "../rules/settlement.ts";

export type FeedTask = { readonly path: string };

/** What a feed's child answers at the end; its settlements it has handed over by then. */
export type FeedAnswer = {
  readonly control: Control;
  /** The first of them; `faultCount` says how many there are. */
  readonly faults: readonly Fault[];
  readonly faultCount: number;
};

export type FeedRead = FeedAnswer & { readonly settlements: readonly Settlement[] };

/** Kept and shown of what is wrong; a feed that is wrong everywhere is wrong in the same way. */
export const mostFaults = 200;
/** A day of a city's hospital bills is a hundredth of it. */
export const mostLines = 200_000;

const program = new URL("./child.ts", import.meta.url);

/**
 * Reads a feed (CSV, workbook or JSON lines) in a process of its own with little memory. Refuses `feed_columns_missing`,
 * `feed_control_missing`, `feed_empty`, `feed_too_long`, and as `openTable`.
 */
export async function readFeed(path: string): Promise<FeedRead> {
  const settlements: Settlement[] = [];
  const answer = await askChild<FeedAnswer, Settlement[]>(program, { path } satisfies FeedTask, (piece) => {
    for (const settlement of piece) settlements.push(settlement);
  });
  return { ...answer, settlements };
}
