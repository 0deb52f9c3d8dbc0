import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";

/** Tells whoever expects money that lines were placed or taken back: later features work the job `lines_matched`. */
export const tellMatched = (ctx: WriteCtx): Promise<unknown> =>
  actingAs(ctx, systemActor("banking", ctx.actor.cityId), (inside) =>
    inside.enqueue("lines_matched", "按银行来款更新月度结算", {}),
  );
