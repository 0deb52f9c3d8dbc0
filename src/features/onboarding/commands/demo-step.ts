import { plainDate } from "#core/dates.ts";
import { demoActor } from "#features/identity/index.ts";
import { actingAs, type WriteCtx } from "#platform/context.ts";
import type { Step } from "./run-steps.ts";

/** One of the demo's people does something on a day; the title is what tells the step from others. */
export const demoStep = (
  title: string,
  login: string,
  on: string,
  work: (ctx: WriteCtx) => Promise<unknown>,
): Step<null> => ({
  key: `demo ${title}`,
  kind: "demo",
  as: "opener",
  on: plainDate(on),
  work: async (ctx) => {
    await actingAs(ctx, await demoActor(ctx, login), work);
    return null;
  },
});

/** The cities of the demo by the names of their folders. */
export type DemoCity = "puyang" | "luohe" | "zhengzhou";
