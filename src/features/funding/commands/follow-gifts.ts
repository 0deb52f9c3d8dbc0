import { yearOf } from "#core/dates.ts";
import { receivedBy } from "#features/banking/index.ts";
import { type Gift, gifts, markPaid, saveReceived } from "#features/enrolment/index.ts";
import { requestReceipts, type WantedReceipt, withdrawReceipts } from "#features/receipts/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { reachedOn } from "../rules/gift-money.ts";
import { giftBills, giftPayments, saveReached } from "../store/gift-bills.ts";
import { forever } from "../store/money.ts";

const source = "gift";

/** What funders have paid: which of the gifts' bills it reaches, and the funders' receipts. */
export async function followGifts(ctx: WriteCtx): Promise<void> {
  const all = await gifts(ctx);
  if (all.length === 0) return;
  const money = await receivedBy(ctx, source, forever);
  await saveReceived(ctx, money);
  const payments = await giftPayments(ctx);
  const bills = await giftBills(ctx);
  for (const { id } of all) {
    const own = bills.filter((bill) => bill.giftId === id);
    if (own.length === 0) continue;
    const paid = payments.filter((payment) => payment.giftId === id);
    await markPaid(ctx, await saveReached(ctx, own, reachedOn(paid, own)));
  }
  const full = all.filter((gift) => money.get(gift.id)?.inFullOn);
  await requestReceipts(
    ctx,
    full.map((gift) => receiptOf(gift, money.get(gift.id)?.inFullOn ?? ctx.today)),
  );
  await withdrawReceipts(
    ctx,
    source,
    all.filter((gift) => !full.includes(gift)).map(({ id }) => id),
  );
}

/** One for the whole gift, in the funder's name: confirmed by the funder where it is registered, else by whoever set it up. */
const receiptOf = (gift: Gift, receivedOn: WantedReceipt["receivedOn"]): WantedReceipt => ({
  source,
  sourceId: gift.id,
  organisationId: gift.funderOrganisationId ?? gift.organisationId,
  ...(gift.funderOrganisationId === null && { title: gift.funderName }),
  kind: "gift",
  item: `${yearOf(receivedOn)}年职工互助保障会费（赠送${gift.number}）`,
  heads: gift.peopleQuota,
  cents: gift.centsQuota,
  receivedOn,
});
