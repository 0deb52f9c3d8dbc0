import { sql } from "kysely";
import type { Pool } from "pg";
import type { PlainDate } from "#core/dates.ts";
import { claimsOfTheDay } from "#features/claims/index.ts";
import { applyDueMoves } from "#features/organisations/index.ts";
import { settlementsOfTheDay } from "#features/settlements/index.ts";
import { systemActor, writing } from "#platform/context.ts";

const everyMs = 10 * 60_000;

/** What a new day brings by itself, looked for every ten minutes: moves in the tree whose day has come, deadlines of claims. */
export function startDailyWork(pool: Pool): () => void {
  // The next round does what this one could not.
  const look = () => void workOfTheDay(pool).catch(() => undefined);
  const timer = setInterval(look, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Safe to run at any time: what is done already is not due any more. */
export async function workOfTheDay(pool: Pool): Promise<void> {
  const { rows } = await writing(pool, systemActor("daily", 0), (ctx) =>
    sql<{
      cityId: number;
      demoDay: PlainDate | null;
    }>`select city_id as "cityId", demo_day as "demoDay" from city`.execute(ctx.db),
  );
  for (const { cityId, demoDay } of rows) {
    const actor = { ...systemActor("daily", cityId), demoDay: demoDay ?? undefined };
    await writing(pool, actor, applyDueMoves);
    await claimsOfTheDay(pool, actor);
    await settlementsOfTheDay(pool, actor);
  }
}
