import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { sql } from "kysely";
import type { Pool } from "pg";
import { type PlainDate, plainDate } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { createDemoAccounts } from "#features/identity/index.ts";
import { programFolder } from "#platform/config.ts";
import { actingAs, reading, systemActor, type WriteCtx } from "#platform/context.ts";
import { outageCode } from "#platform/http/problem.ts";
import type { LoadProgress } from "../contract.ts";
import { cityPeople, provincePeople } from "../rules/demo-people.ts";
import { lastYearsCovers } from "../rules/demo-year.ts";
import { onboardingTexts, sayStep } from "../text.ts";
import { pastClaims, recentClaims } from "./demo-claims.ts";
import { recordsFrom } from "./demo-filing.ts";
import { marchSteps, standStill } from "./demo-march.ts";
import { paymentSteps } from "./demo-payments.ts";
import { receiptSteps } from "./demo-receipts.ts";
import { loadFolder, type Opened } from "./load.ts";
import { openCovers } from "./open-books.ts";
import type { Step, Steps } from "./run-steps.ts";

export type Demo = {
  readonly folder: string;
  /** It was there before its records begin: with the covers of the year before, and what is done before the records. */
  readonly openedOn?: PlainDate;
  readonly prologue?: readonly Steps[];
  readonly sequel: readonly Steps[];
};

/**
 * The city that a newcomer sees, synthetic from the first name to the last cent: a year of claims and payments, in it
 * Puyang's first quarter of 2025, and a morning in the month after it, with work for everybody.
 */
function puyang(): Demo {
  const [past, recent] = [pastClaims(), recentClaims()];
  return {
    folder: join(programFolder, "demo", "puyang"),
    openedOn: plainDate("2024-04-01"),
    prologue: [past.drafts, ...byDay([...paymentSteps.filter(isPast), ...past.days])],
    sequel: [
      recent.drafts,
      ...byDay([
        ...marchSteps,
        ...paymentSteps.filter((step) => !isPast(step)),
        ...recent.days,
        ...receiptSteps,
      ]),
      standStill,
    ],
  };
}

const isPast = ({ on }: Step<unknown>): boolean => on < recordsFrom;

/** In the order of their days; within a day as they stand. */
const byDay = (steps: readonly Step<unknown>[]): Step<unknown>[] =>
  steps.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));

const nothing: LoadProgress = { state: "none", city: null, step: null, done: 0, total: 0, problem: null };

let progress: LoadProgress = nothing;

/** How far this program's demo is; a page asks while it waits. */
export const demoProgress = (): LoadProgress => progress;

/** Nothing stands in the database yet, or a demo was begun and not finished: by a program that was killed. */
export const isDemoDue = (pool: Pool): Promise<boolean> =>
  reading(pool, systemActor("demo", 0), async (ctx) => {
    const { rows } = await sql<{ cities: number; accounts: number; unfinished: number }>`select
        (select count(*)::int from city) as cities, (select count(*)::int from account) as accounts,
        (select count(*)::int from city join city_load as load on load.city_id = city.city_id
          where city.is_demo and load.state = 'running') as unfinished`.execute(ctx.db);
    const [found] = rows;
    return found !== undefined && (found.unfinished > 0 || (found.cities === 0 && found.accounts === 0));
  });

/**
 * Loads the demo city in the background; the page answers meanwhile and asks how far it is. Whatever is killed half-way
 * goes on at the next start. Answers when it is over; never throws: what went wrong stands in the progress.
 */
export async function loadDemo(
  pool: Pool,
  onProgress?: (progress: LoadProgress) => void,
  demo = puyang(),
): Promise<LoadProgress> {
  const tell = (change: Partial<LoadProgress>) => {
    progress = { ...progress, ...change };
    onProgress?.(progress);
  };
  progress = { ...nothing, state: "running", step: sayStep("check") };
  try {
    await throughOutages(() =>
      loadFolder(pool, demo.folder, {
        ...demo,
        isDemo: true,
        prepare: openDesk,
        onProgress: (step, done, total) => tell({ step: sayStep(step), done, total }),
      }),
    );
    tell({ state: "done", step: null, done: progress.total });
  } catch (thrown) {
    const said = thrown instanceof Refusal ? onboardingTexts[thrown.code]?.(thrown.facts) : undefined;
    const problem = said ? `${said.title}。${said.detail}` : `演示数据没有装完：${String(thrown)}`;
    tell({ state: "stopped", problem });
  }
  return progress;
}

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
async function openDesk(ctx: WriteCtx, { folder, lastDay, plans, accepted }: Opened): Promise<void> {
  progress = { ...progress, city: folder.cityName };
  await createDemoAccounts(ctx, cityPeople(folder));
  await actingAs(ctx, systemActor("demo", folder.provinceId), (there) =>
    createDemoAccounts(there, provincePeople(folder)),
  );
  // The province was opened for the demo, too: a demo is loaded into an empty database only.
  await sql`update city set is_demo = true, demo_day = ${lastDay}::date
    where city_id in (${folder.cityId}, ${folder.provinceId})`.execute(ctx.db);
  const rosters = folder.batches.map((batch) => ({ ...batch, people: accepted(batch) }));
  await openCovers(ctx, lastYearsCovers(rosters), plans);
}
