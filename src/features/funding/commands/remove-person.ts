import type { PlainMonth } from "#core/dates.ts";
import { formatYuan, minus, showYuan, zero } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { expectLess } from "#features/banking/index.ts";
import { holdCover, removeCover } from "#features/enrolment/index.ts";
import { type Actor, actingAs, type WriteCtx } from "#platform/context.ts";
import { removalObstacle } from "../rules/removal.ts";
import { fromUnit, sharesFor } from "../rules/shares.ts";
import {
  type BillChange,
  deleteBill,
  lockBillOf,
  type StandingBill,
  saveBillAnew,
} from "../store/bill-changes.ts";
import { fundingDays } from "../store/rules.ts";
import { followReceipts } from "./advance.ts";
import { dropReceipts } from "./ask-for-receipts.ts";
import { followGifts } from "./follow-gifts.ts";

export type BillAnew = Omit<BillChange, "reason"> & { readonly month: PlainMonth };

/**
 * Takes a person off a confirmed batch before its money is remitted. Its bill is made anew for those who are left; for
 * nobody it is withdrawn. What had come in beyond goes back to suspense, and the cashier decides what becomes of it.
 * Refusals: `not_found`, `batch_remitted`, `roster_frozen`, `line_decided_meanwhile`.
 */
export async function removePerson(
  ctx: WriteCtx,
  coverId: string,
  reason: string,
): Promise<{ readonly left: number; readonly bill: BillAnew | undefined }> {
  const held = await holdCover(ctx, coverId);
  return actingAs(ctx, atTheCity(ctx.actor), async (city) => {
    const bill = await lockBillOf(city, held.batch.id);
    const obstacle = bill && removalObstacle(bill.settledMonth, await fundingDays(city));
    if (obstacle) throw new Refusal("conflict", obstacle.code, obstacle.facts);
    const left = await removeCover(city, held, reason);
    return { left, bill: bill && (await makeAnew(city, bill, left, reason)) };
  });
}

/** The bank's lines and the books lie behind the city's wall; what is done there stays done by this person. */
const atTheCity = (actor: Actor): Actor => (actor.reach === "part" ? { ...actor, reach: "city" } : actor);

async function makeAnew(ctx: WriteCtx, bill: StandingBill, heads: number, reason: string): Promise<BillAnew> {
  const shares = sharesFor(bill.shares, heads);
  const before = { heads: bill.heads, due: fromUnit(bill.shares) };
  const after = { heads, due: fromUnit(shares) };
  const note = `账单由${before.heads}人${showYuan(before.due)}元改为${heads}人${showYuan(after.due)}元`;
  const isGift = bill.shares.some((share) => share.payer === "gift");
  const less = { source: "funding", sourceId: bill.id, due: after.due, heads, note };
  const freed = isGift || before.due === zero ? zero : await expectLess(ctx, less);
  const change = { before, after, freed, reason };
  if (heads === 0) {
    await dropReceipts(ctx, bill.id);
    await deleteBill(ctx, bill, change);
  } else await saveBillAnew(ctx, bill, shares, change);
  if (isGift) await followGifts(ctx);
  else await followReceipts(ctx, [bill.id]);
  await ctx.record(heads === 0 ? "funding.bill_withdrawn" : "funding.bill_made_anew", {
    bill: bill.id,
    heads,
    less: formatYuan(minus(before.due, after.due)),
    freed: formatYuan(freed),
  });
  return { month: bill.month, before, after, freed };
}
