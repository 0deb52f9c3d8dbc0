import { sql } from "kysely";
import type { z } from "zod";
import { formatYuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import type { ReceiptPage } from "../contract.ts";
import { receiptsOf } from "../store/receipts.ts";
import { presentRequest, type RequestFacts, requestRows } from "./list.ts";

type Facts = RequestFacts & {
  note: string | null;
  confirmed_by_name: string | null;
  confirmed_at: Date | null;
  drawn_by_name: string | null;
  drawn_at: Date | null;
};

/** One receipt from its asking to its paper: who confirmed, drew and checked it, and everything issued for it. */
export async function receiptPage(ctx: ReadCtx, requestId: string): Promise<z.input<typeof ReceiptPage>> {
  const { rows } =
    await sql<Facts>`select shown.*, q.note, q.confirmed_by_name, q.confirmed_at, q.drawn_by_name, q.drawn_at
    from (${requestRows} where q.city_id = ${ctx.actor.cityId} and q.id = ${requestId}
      and ${withinPart(ctx, sql.ref("q.organisation_id"))}) as shown
    join receipt_request as q on q.city_id = ${ctx.actor.cityId} and q.id = shown.id`.execute(ctx.db);
  const [row] = rows;
  if (!row) throw new Refusal("not_found", "not_found");
  const receipts = await receiptsOf(ctx, requestId);
  const reversed = new Set(receipts.map((receipt) => receipt.reversesId));
  return {
    request: {
      ...presentRequest(row),
      note: row.note,
      confirmedBy: row.confirmed_by_name,
      confirmedAt: row.confirmed_at?.toISOString() ?? null,
      drawnBy: row.drawn_by_name,
      drawnAt: row.drawn_at?.toISOString() ?? null,
    },
    receipts: receipts.map((receipt) => ({
      id: receipt.id,
      number: receipt.number,
      paper: receipt.paper,
      kind: receipt.kind,
      amount: formatYuan(receipt.cents),
      issuedOn: receipt.issuedOn,
      drawnBy: receipt.drawnByName,
      checkedBy: receipt.checkedByName,
      reason: receipt.reason,
      isReversed: reversed.has(receipt.id),
    })),
    allowed: allowedOn(ctx, row),
  };
}

function allowedOn(ctx: ReadCtx, { state, drawn_by }: Facts): string[] {
  const isDrawn = state === "drawn" || state === "reversal_drawn";
  const mayIssue = allows(ctx.actor, "receipts.issue");
  return [
    ...(["requested", "confirmed"].includes(state) && allows(ctx.actor, "receipts.confirm")
      ? ["confirm"]
      : []),
    ...(state === "confirmed" && allows(ctx.actor, "receipts.draw") ? ["draw"] : []),
    ...(state === "issued" && allows(ctx.actor, "receipts.draw") ? ["reverse"] : []),
    ...(isDrawn && mayIssue ? ["return"] : []),
    ...(isDrawn && mayIssue && drawn_by !== ctx.actor.id ? ["issue"] : []),
  ];
}
