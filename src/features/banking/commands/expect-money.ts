import type { PlainDate } from "#core/dates.ts";
import { assert, Refusal } from "#core/refusal.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import {
  type ExpectedItem,
  findItems,
  markSettled,
  type Received,
  receivedOn,
  upsertItems,
  withdrawItems,
} from "../store/items.ts";

/**
 * Tells the bank side what is to come (or, for a remittance, to go): lines are matched to it from now on. The same
 * source again changes what is due. Refuses `item_has_receipts` where more was received than would be due.
 */
export async function expectMoney(ctx: WriteCtx, items: readonly ExpectedItem[]): Promise<void> {
  if (items.length === 0) return;
  assert(
    items.every((item) => item.due > 0n),
    "what is expected is more than nothing",
  );
  try {
    await upsertItems(ctx, items);
  } catch (error) {
    if ((error as { constraint?: string }).constraint === "open_item_not_overpaid") {
      throw new Refusal("conflict", "item_has_receipts");
    }
    throw error;
  }
}

/** Expects it no longer (a bill was taken back). Refuses `item_has_receipts` where something was received on one of them. */
export async function withdrawMoney(
  ctx: WriteCtx,
  source: string,
  sourceIds: readonly string[],
): Promise<void> {
  const withdrawn = await withdrawItems(ctx, source, sourceIds);
  const known = await findItems(ctx, { source, sourceIds });
  if (known.length > 0 || withdrawn < sourceIds.length) throw new Refusal("conflict", "item_has_receipts");
}

/** Marks items as part of a closed base: what was booked on them is not undone any more. */
export const settleMoney = (ctx: WriteCtx, source: string, sourceIds: readonly string[]): Promise<void> =>
  markSettled(ctx, source, sourceIds, true);

/** A closed base is opened again. */
export const unsettleMoney = (ctx: WriteCtx, source: string, sourceIds: readonly string[]): Promise<void> =>
  markSettled(ctx, source, sourceIds, false);

/** What had come in by the end of a day on the items of a source (`bill`), by source id. */
export async function receivedBy(
  ctx: ReadCtx,
  source: string,
  until: PlainDate,
  sourceIds?: readonly string[],
): Promise<Map<string, Received>> {
  const received = await receivedOn(ctx, source, until, sourceIds);
  return new Map(received.map((each) => [each.sourceId, each]));
}
