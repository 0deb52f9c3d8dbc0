import { setTimeout } from "node:timers/promises";
import { sql } from "kysely";
import type { Pool } from "pg";
import { Refusal } from "#core/refusal.ts";
import { createDemoAccounts } from "#features/identity/index.ts";
import { actingAs, reading, systemActor, type WriteCtx } from "#platform/context.ts";
import { outageCode } from "#platform/http/problem.ts";
import type { LoadProgress } from "../contract.ts";
import { cityPeople, provincePeople } from "../rules/demo-people.ts";
import { onboardingTexts, sayStep } from "../text.ts";
import { type Demo, demoCities } from "./demo/cities.ts";
import { loadFolder, type Opened } from "./load.ts";
import { openCovers } from "./open-books.ts";

const nothing: LoadProgress = { state: "none", city: null, step: null, done: 0, total: 0, problem: null };

let progress: LoadProgress = nothing;

/** How far this program's demo is; a page asks while it waits. */
export const demoProgress = (): LoadProgress => progress;

/**
 * Nothing stands in the database yet, or a demo was begun and not finished: by a program that was killed, or by an
 * earlier version that knew fewer cities.
 */
export const isDemoDue = (pool: Pool, demos: readonly Demo[] = demoCities()): Promise<boolean> =>
  reading(pool, systemActor("demo", 0), async (ctx) => {
    const { rows } = await sql<{ cities: number; accounts: number; demos: number; done: number }>`select
        (select count(*)::int from city) as cities, (select count(*)::int from account) as accounts,
        count(*)::int as demos, (count(*) filter (where load.state = 'done'))::int as done
      from city left join city_load as load on load.city_id = city.city_id
      where city.is_demo and city.city_id <> city.province_id`.execute(ctx.db);
    const [found] = rows;
    if (!found) return false;
    return (found.cities === 0 && found.accounts === 0) || (found.demos > 0 && found.done < demos.length);
  });

/**
 * Loads the demo cities in the background; the page answers meanwhile and asks how far it is. Whatever is killed half-way
 * goes on at the next start. Answers when it is over; never throws: what went wrong stands in the progress.
 */
export async function loadDemo(
  pool: Pool,
  onProgress?: (progress: LoadProgress) => void,
  demos: readonly Demo[] = demoCities(),
): Promise<LoadProgress> {
  const tell = (change: Partial<LoadProgress>) => {
    progress = { ...progress, ...change };
    onProgress?.(progress);
  };
  const total = demos.length * share;
  progress = { ...nothing, state: "running", step: sayStep("check"), total };
  try {
    for (const [at, demo] of demos.entries()) {
      const toldOf = (done: number, of: number) => at * share + Math.floor((done * share) / Math.max(of, 1));
      await throughOutages(() =>
        loadFolder(pool, demo.folder, {
          ...demo,
          isDemo: true,
          prepare: (ctx, opened) => openDesk(ctx, opened, demo),
          onProgress: (step, done, of) => tell({ step: sayStep(step), done: toldOf(done, of), total }),
        }),
      );
    }
    tell({ state: "done", step: null, done: progress.total });
  } catch (thrown) {
    const said = thrown instanceof Refusal ? onboardingTexts[thrown.code]?.(thrown.facts) : undefined;
    const problem = said ? `${said.title}。${said.detail}` : `演示数据没有装完：${String(thrown)}`;
    tell({ state: "stopped", problem });
  }
  return progress;
}

/** Each city is as much of the whole, in the progress that people see. */
const share = 1_000;

/** The launcher starts a database that died over again: the load goes on where it was. */
async function throughOutages<T>(work: () => Promise<T>): Promise<T> {
  for (let left = 5; ; left--) {
    try {
      return await work();
    } catch (thrown) {
      if (outageCode(thrown) !== "database_away" || left === 0) throw thrown;
      await setTimeout(1_000);
    }
  }
}

/** Accounts of every role, the day on which the calendar stands still while records come in, the covers of the year before. */
async function openDesk(
  ctx: WriteCtx,
  { folder, lastDay, plans, accepted }: Opened,
  demo: Demo,
): Promise<void> {
  progress = { ...progress, city: folder.cityName };
  await createDemoAccounts(ctx, cityPeople(folder));
  await actingAs(ctx, systemActor("demo", folder.provinceId), (there) =>
    createDemoAccounts(there, provincePeople(folder)),
  );
  // The province was opened for the demo, too: a demo is loaded into an empty database only.
  await sql`update city set is_demo = true, demo_day = ${lastDay}::date
    where city_id in (${folder.cityId}, ${folder.provinceId})`.execute(ctx.db);
  const rosters = folder.batches.map((batch) => ({ ...batch, people: accepted(batch) }));
  await openCovers(ctx, demo.coversBefore(rosters), plans);
}
