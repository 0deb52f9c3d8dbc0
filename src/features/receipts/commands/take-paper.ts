import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { renderPdf } from "#platform/pdf/render.ts";
import { paperData } from "../present.ts";
import { receiptsOf } from "../store/receipts.ts";

const template = new URL("../papers/receipt.typ", import.meta.url);

/** One issued receipt as PDF: the same bytes whenever it is taken. Refuses `not_found`. */
export async function takePaper(
  ctx: WriteCtx,
  requestId: string,
  receiptId: string,
): Promise<{ readonly name: string; readonly content: Buffer }> {
  const all = await receiptsOf(ctx, requestId);
  const receipt = all.find((each) => each.id === receiptId);
  if (!receipt) throw new Refusal("not_found", "not_found");
  const reverses = all.find((each) => each.id === receipt.reversesId)?.number ?? "";
  await ctx.record("receipt.paper_taken", { receiptId });
  return { name: `${receipt.number}.pdf`, content: await renderPdf(template, paperData(receipt, reverses)) };
}
