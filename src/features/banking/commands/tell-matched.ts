import { sql } from "kysely";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";

/**
 * Tells whoever expects money that lines were placed or taken back: later features work the jobs `lines_matched`, and
 * `payments_came_back` where a payment was sent back and nobody has dealt with it yet.
 */
export const tellMatched = (ctx: WriteCtx): Promise<unknown> =>
  actingAs(
    ctx,
    { ...systemActor("banking", ctx.actor.cityId), demoDay: ctx.actor.demoDay },
    async (inside) => {
      await inside.enqueue("lines_matched", "按银行来款更新月度结算", {});
      const { rows } = await sql`select from open_item where city_id = ${ctx.actor.cityId}
      and kind = 'payment_return' and received_cents = due_cents and not is_settled limit 1`.execute(ctx.db);
      if (rows.length > 0) await inside.enqueue("payments_came_back", "登记银行退回的付款", {});
    },
  );
