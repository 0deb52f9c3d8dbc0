import { type PlainMonth, sayMonth } from "#core/dates.ts";
import { minus, zero } from "#core/money.ts";
import {
  requestReceipts,
  reverseChanged,
  type WantedReceipt,
  withdrawReceipts,
} from "#features/receipts/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { ownShares } from "../store/bills.ts";
import { moneyOf } from "../store/money.ts";
import { subsidiesDue } from "../store/periods.ts";
import { refundedByPayer } from "../store/refunds.ts";

const source = "funding";

/** One receipt per bill and payer of its own share, as soon as the share is in full; none where it is not any more. */
export async function askForReceipts(ctx: WriteCtx, billIds: readonly string[]): Promise<void> {
  if (billIds.length === 0) return;
  const shares = await ownShares(ctx, billIds);
  await requestReceipts(
    ctx,
    shares.flatMap((share): WantedReceipt[] =>
      share.inFullOn && share.heads > 0
        ? [
            {
              source,
              sourceId: share.id,
              organisationId: share.organisationId,
              kind: "contribution",
              item: `${sayMonth(share.month)}职工互助保障会费${share.payer === "member" ? "（职工个人承担）" : ""}`,
              heads: share.heads,
              cents: share.cents,
              receivedOn: share.inFullOn,
            },
          ]
        : [],
    ),
  );
  await withdrawReceipts(
    ctx,
    source,
    shares.filter((share) => !share.inFullOn || share.heads === 0).map((share) => share.id),
  );
}

/** A bill that is withdrawn asks for none. */
export async function dropReceipts(ctx: WriteCtx, billId: string): Promise<void> {
  const shares = await ownShares(ctx, [billId]);
  await withdrawReceipts(
    ctx,
    source,
    shares.map((share) => share.id),
  );
}

/** One per union and month, as soon as its subsidy is in full. */
export async function askForSubsidyReceipts(ctx: WriteCtx, month: PlainMonth): Promise<void> {
  const dues = await subsidiesDue(ctx, month);
  if (dues.length === 0) return;
  const money = await moneyOf(
    ctx,
    dues.map((due) => due.id),
  );
  const refunded = await refundedByPayer(ctx, month);
  const nothingLeft: string[] = [];
  await requestReceipts(
    ctx,
    dues.flatMap((due): WantedReceipt[] => {
      const receivedOn = money.get(due.id)?.inFullOn;
      if (!receivedOn) return [];
      const { id, organisationId } = due;
      const less = refunded.get(due.payer);
      const heads = due.heads - (less?.heads ?? 0);
      const cents = minus(due.cents, less?.cents ?? zero);
      if (heads === 0) nothingLeft.push(id);
      if (heads === 0) return [];
      const item = `${sayMonth(month)}职工互助保障补助`;
      return [{ source, sourceId: id, organisationId, kind: "subsidy", item, heads, cents, receivedOn }];
    }),
  );
  await withdrawReceipts(ctx, source, nothingLeft);
}

/**
 * After a refund: what is issued for the bill, and for the unions' subsidies of its month, is for one person too many. Its
 * reversal is drawn up by whoever decides the refund; a second person issues it, and it is issued anew for those left.
 */
export async function correctReceipts(
  ctx: WriteCtx,
  billId: string,
  month: PlainMonth,
  reason: string,
): Promise<void> {
  const shares = await ownShares(ctx, [billId]);
  const dues = await subsidiesDue(ctx, month);
  const ids = [...shares, ...dues].map(({ id }) => id);
  await askForReceipts(ctx, [billId]);
  await askForSubsidyReceipts(ctx, month);
  await reverseChanged(ctx, source, ids, reason);
}
