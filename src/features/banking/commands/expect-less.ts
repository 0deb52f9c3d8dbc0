import { type Cents, minus, sum, zero } from "#core/money.ts";
import { assert, Refusal } from "#core/refusal.ts";
import { type Entry, postAll } from "#features/ledger/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { type GivenBack, giveBack } from "../rules/give-back.ts";
import { unplacing } from "../rules/postings.ts";
import { findItems, lockItems, type StoredItem, upsertItems, withdrawItems } from "../store/items.ts";
import {
  allocationsOn,
  insertAllocations,
  insertDecision,
  type LiveAllocation,
  lockLines,
  reverseAllocations,
  type StoredLine,
  saveLines,
} from "../store/lines.ts";
import { openDays, summaryOf } from "./match-lines.ts";

export type LessDue = {
  readonly source: string;
  readonly sourceId: string;
  /** Nothing: it is expected no longer. */
  readonly due: Cents;
  readonly heads: number;
  /** Why, for whoever decides what becomes of the money. */
  readonly note: string;
};

type Freed = GivenBack<LiveAllocation>;

/**
 * Less is due than was announced. What came in beyond it is netted with nothing: it goes back to suspense in the name of
 * whoever acts, the latest money first, and each of its lines waits for a person. Answers what went back.
 * Refuses `item_settled`, `line_decided_meanwhile` (a colleague booked on it in this very moment).
 */
export async function expectLess(ctx: WriteCtx, change: LessDue): Promise<Cents> {
  const [known] = await findItems(ctx, { source: change.source, sourceIds: [change.sourceId] });
  assert(known, "what is lowered was announced");
  // Lines before items, as whoever books on them.
  const seen = await allocationsOn(ctx, known.id);
  const lines = await lockLines(
    ctx,
    seen.map((part) => part.lineId),
  );
  const item = (await lockItems(ctx, [known.id])).get(known.id);
  assert(item && change.due < item.due, "less is due than before");
  if (item.isSettled) throw new Refusal("conflict", "item_settled");
  const parts = await allocationsOn(ctx, item.id);
  if (parts.some((part) => !lines.has(part.lineId))) {
    throw new Refusal("conflict", "line_decided_meanwhile");
  }
  const freed = giveBack(parts, change.due);
  await rebook(ctx, freed);
  if (change.due === zero) await withdrawItems(ctx, change.source, [change.sourceId]);
  else await upsertItems(ctx, [{ ...item, due: change.due, heads: change.heads, announcedOn: ctx.today }]);
  await putBack(ctx, item, freed, lines, change.note);
  const total = sum(freed.map((each) => each.freed));
  if (total > zero) await ctx.record("bank.money_freed", { item: item.id, lines: freed.length });
  return total;
}

/** Each booking gives way to a smaller one, or to none. */
async function rebook(ctx: WriteCtx, freed: readonly Freed[]): Promise<void> {
  await reverseAllocations(
    ctx,
    freed.map(({ part }) => part),
  );
  const kept = freed.flatMap(({ part, kept }) => (kept > zero ? [{ ...part, amount: kept }] : []));
  await insertAllocations(ctx, kept, "person", new Map());
}

/** The lines wait for a person, and their money in suspense. */
async function putBack(
  ctx: WriteCtx,
  { account, organisationId }: StoredItem,
  freed: readonly Freed[],
  lines: ReadonlyMap<string, StoredLine>,
  note: string,
): Promise<void> {
  const day = await openDays(ctx, [ctx.today], ctx.today);
  const entries: Entry[] = [];
  for (const [lineId, parts] of Map.groupBy(freed, ({ part }) => part.lineId)) {
    const line = lines.get(lineId);
    assert(line, "a booking has its line");
    const amount = sum(parts.map((each) => each.freed));
    const allocated = minus(line.allocated, amount);
    const kind = allocated > zero ? (line.kind ?? undefined) : undefined;
    await saveLines(ctx, [
      { id: line.id, state: "to_decide", kind, how: "person", reason: "freed", note, allocated },
    ]);
    const decisionId = await insertDecision(ctx, { lineId: line.id, action: "freed", note });
    entries.push({
      source: "bank_decision",
      sourceId: decisionId,
      kind: "freed",
      on: day(ctx.today),
      summary: `退回待查：${summaryOf(line)}`,
      postings: unplacing(line.direction, [{ account, amount, organisationId }]),
    });
  }
  await postAll(ctx, entries);
}
