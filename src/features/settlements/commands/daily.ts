import type { Pool } from "pg";
import { type Actor, writing } from "#platform/context.ts";
import { waitingCorrections } from "../store.ts";
import { dropUnagreed } from "./confirm.ts";
import { followCorrection } from "./follow.ts";
import { askSourceWhenDue } from "./source.ts";

/** What a new day brings: corrections that waited, consents that were taken back, and what the other side has settled. */
export async function settlementsOfTheDay(pool: Pool, actor: Actor): Promise<void> {
  for (const id of await writing(pool, actor, waitingCorrections))
    await writing(pool, actor, (ctx) => followCorrection(ctx, id));
  await writing(pool, actor, dropUnagreed);
  await writing(pool, actor, askSourceWhenDue);
}
