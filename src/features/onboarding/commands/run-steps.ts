import { sql } from "kysely";
import type { Pool } from "pg";
import type { PlainDate } from "#core/dates.ts";
import { type Actor, type ReadCtx, reading, systemActor, type WriteCtx, writing } from "#platform/context.ts";
import { claimStep, doneSteps, noteStep } from "../store.ts";

/** Tells a watcher which step is worked and how far the load is. */
export type OnProgress = (step: string, done: number, total: number) => void;

/** Whose work a step is. A load has four pairs of eyes: who uploads does not review, who makes does not check. */
export type Hand = "opener" | "clerk" | "reviewer" | "cashier" | "accountant";

const hands: Readonly<Record<Hand, string>> = {
  opener: "数据带入",
  clerk: "数据带入（经办）",
  reviewer: "数据带入（审核）",
  cashier: "数据带入（出纳）",
  accountant: "数据带入（会计）",
};

export const handOf = (hand: Hand, cityId: number): Actor =>
  systemActor(`city-load ${hand}`, cityId, hands[hand]);

export type Step<T> = {
  /** Unique in the load; the same folder gives the same keys in the same order. */
  readonly key: string;
  readonly kind: string;
  readonly as: Hand;
  /** The business day: the command believes that it is this day. */
  readonly on: PlainDate;
  readonly work: (ctx: WriteCtx) => Promise<T>;
};

/** A step, or several that need not wait for each other. */
export type Steps = Step<unknown> | readonly Step<unknown>[];

/** Side by side: more would wait for the two cores of a small machine. */
const lanes = 3;

/**
 * Runs the steps of one load. Each is one transaction that also keeps the step's own row with its answer, so that a
 * load that was killed at any moment goes on behind the last step that was kept, with the same answers.
 */
export class StepRunner {
  readonly pool: Pool;
  readonly cityId: number;
  readonly loadId: string;
  private readonly done: Map<string, unknown>;
  private readonly isDemo: boolean;

  private constructor(
    pool: Pool,
    cityId: number,
    loadId: string,
    done: Map<string, unknown>,
    isDemo: boolean,
  ) {
    this.pool = pool;
    this.cityId = cityId;
    this.loadId = loadId;
    this.done = done;
    this.isDemo = isDemo;
  }

  static async open(pool: Pool, cityId: number, loadId: string, isDemo = false): Promise<StepRunner> {
    const done = await reading(pool, handOf("opener", cityId), (ctx) => doneSteps(ctx, loadId));
    return new StepRunner(pool, cityId, loadId, done, isDemo);
  }

  isDone(key: string): boolean {
    return this.done.has(key);
  }

  /** What a step answered that is done. */
  answerOf(key: string): unknown {
    return this.done.get(key);
  }

  look<T>(run: (ctx: ReadCtx) => Promise<T>): Promise<T> {
    return reading(this.pool, handOf("opener", this.cityId), run);
  }

  /** Runs steps in their order; those of a group side by side. */
  async runAll(all: readonly Steps[], tell: (done: number) => void): Promise<void> {
    let done = 0;
    for (const steps of all) {
      const waiting = [steps].flat();
      const work = async () => {
        for (let step = waiting.shift(); step; step = waiting.shift()) {
          tell(done);
          await this.run(step);
          done += 1;
        }
      };
      await Promise.all(Array.from({ length: Math.min(lanes, waiting.length) }, work));
    }
  }

  /** Runs a step, or answers what it answered when it was run. Answers survive as JSON: no dates, no bigints. */
  async run<T>({ key, kind, as, on, work }: Step<T>): Promise<T> {
    if (this.done.has(key)) return this.done.get(key) as T;
    const started = performance.now();
    const answer = await writing(
      this.pool,
      handOf(as, this.cityId),
      async (ctx): Promise<{ readonly result: T } | undefined> => {
        // A demo need not be on the disk with each step: what a crash takes is done again, as is its step's own row.
        if (this.isDemo) await sql`set local synchronous_commit = off`.execute(ctx.db);
        if (!(await claimStep(ctx, this.loadId, key, kind))) return undefined;
        const result = await work(ctx);
        await noteStep(ctx, this.loadId, key, { result, tookMs: performance.now() - started });
        return { result };
      },
      { at: morningOf(on) },
    );
    if (!answer) {
      // A killed program's last commit arrived after we had looked: its answer counts.
      const steps = await this.look((ctx) => doneSteps(ctx, this.loadId));
      for (const [done, result] of steps) this.done.set(done, result);
      return this.done.get(key) as T;
    }
    this.done.set(key, answer.result);
    return answer.result;
  }
}

/** Nine in the morning in China: an instant that is this day there, whatever the machine's own zone. */
export const morningOf = (day: PlainDate): Date => new Date(`${day}T01:00:00Z`);
