import { sql } from "kysely";
import type { Pool } from "pg";
import type { PlainDate } from "#core/dates.ts";
import { claimsOfTheDay } from "#features/claims/index.ts";
import { passDueTimes } from "#features/duties/index.ts";
import { applyDueMoves } from "#features/organisations/index.ts";
import { settlementsOfTheDay } from "#features/settlements/index.ts";
import { type Actor, systemActor, writing } from "#platform/context.ts";

const everyMs = 10 * 60_000;
const everyMinuteMs = 60_000;

/** What a new day brings by itself, looked for every ten minutes: moves in the tree whose day has come, deadlines of claims. */
export function startDailyWork(pool: Pool): () => void {
  // The next round does what this one could not.
  const look = () => void workOfTheDay(pool).catch(() => undefined);
  const glance = () => void workOfTheMinute(pool).catch(() => undefined);
  const timers = [setInterval(look, everyMs), setInterval(glance, everyMinuteMs)];
  for (const timer of timers) timer.unref();
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}

/** What does not wait for the next round: half an hour is soon over. */
export async function workOfTheMinute(pool: Pool): Promise<void> {
  for (const actor of await citiesAtWork(pool)) await passDueTimes(pool, actor);
}

/** Safe to run at any time: what is done already is not due any more. */
export async function workOfTheDay(pool: Pool): Promise<void> {
  for (const actor of await citiesAtWork(pool)) {
    await writing(pool, actor, applyDueMoves);
    await passDueTimes(pool, actor);
    await claimsOfTheDay(pool, actor);
    await settlementsOfTheDay(pool, actor);
  }
}

/**
 * The program at work in each city, on the day it is there. A city whose records are being brought in rests: its days pass
 * as the records say, and their deadlines with them.
 */
async function citiesAtWork(pool: Pool): Promise<Actor[]> {
  const { rows } = await writing(pool, systemActor("daily", 0), (ctx) =>
    sql<{
      cityId: number;
      demoDay: PlainDate | null;
    }>`select city_id as "cityId", demo_day as "demoDay" from city where not exists (select from city_load as load
      where load.city_id = city.city_id and load.state = 'running')`.execute(ctx.db),
  );
  return rows.map(({ cityId, demoDay }) => ({
    ...systemActor("daily", cityId),
    demoDay: demoDay ?? undefined,
  }));
}
