import type { PlainMonth } from "#core/dates.ts";
import type { ReadCtx } from "#platform/context.ts";
import { period } from "../store/periods.ts";

export const isBaseOpen = async (ctx: ReadCtx, month: PlainMonth): Promise<boolean> =>
  (await period(ctx, month)).state === "open";
