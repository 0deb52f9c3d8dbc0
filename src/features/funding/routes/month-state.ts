import { plainMonth } from "#core/dates.ts";
import type { WriteCtx } from "#platform/context.ts";
import * as shape from "../contract.ts";
import { period } from "../store/periods.ts";

/** What a step of a month answers: where the month stands now. */
export const MonthOnly = { params: shape.MonthParams, reply: shape.StateReply } as const;
export const stateOf = async (ctx: WriteCtx, month: string) => ({
  state: (await period(ctx, plainMonth(month))).state,
});
