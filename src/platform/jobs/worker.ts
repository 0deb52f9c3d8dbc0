import { Logger, type Runner, run, runOnce } from "graphile-worker";
import { sql } from "kysely";
import type { Pool } from "pg";
import type { PlainDate } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import type { RefusalTexts } from "#core/text.ts";
import { type Actor, reading, systemActor, type WriteCtx, writing } from "#platform/context.ts";
import { outageCode, presentRefusal } from "#platform/http/problem.ts";
import { platformTexts } from "#platform/text.ts";
import type { Job, Progress } from "./job.ts";

export type WorkerParts = {
  readonly ownerPool: Pool;
  readonly pool: Pool;
  readonly jobs: readonly Job[];
  readonly texts: RefusalTexts;
};

const quiet = new Logger(() => (level, message) => {
  if (level === "error") process.stderr.write(`${message}\n`);
});

/** Starts taking jobs; two at a time, because the machine has few cores and the database is on it. */
export const startWorker = (parts: WorkerParts): Promise<Runner> =>
  run({
    pgPool: parts.ownerPool,
    taskList: taskList(parts),
    concurrency: 2,
    pollInterval: 1000,
    noHandleSignals: true,
    logger: quiet,
  });

/** Works all waiting jobs off and returns: for tests and the command line. */
export const workOff = (parts: WorkerParts): Promise<void> =>
  runOnce({ pgPool: parts.ownerPool, taskList: taskList(parts), noHandleSignals: true, logger: quiet });

const taskList = (parts: WorkerParts) => ({
  run: async (
    payload: unknown,
    helpers: { readonly job: { readonly attempts: number; readonly max_attempts: number } },
  ) => {
    const { cityId, id } = payload as { cityId: number; id: string };
    await runJob(parts, cityId, id, helpers.job.attempts >= helpers.job.max_attempts);
  },
});

type JobRow = {
  readonly name: string;
  readonly payload: unknown;
  readonly actor: Actor;
  readonly demoDay: PlainDate | null;
};

async function runJob(parts: WorkerParts, cityId: number, id: string, isLastAttempt: boolean): Promise<void> {
  const note = <T>(work: (ctx: WriteCtx) => Promise<T>) =>
    writing(parts.pool, systemActor("worker", cityId), work);
  const started = await note((ctx) =>
    sql<JobRow>`update job_run set state = 'running', started_at = ${ctx.now}
      where city_id = ${cityId} and id = ${id} and state in ('waiting', 'running')
      returning name, payload, actor, (select demo_day from city where city_id = ${cityId}) as "demoDay"`.execute(
      ctx.db,
    ),
  );
  const row = started.rows[0];
  if (!row) return releaseCancelled(parts, cityId, id);
  const job = jobNamed(parts, row.name);
  // A demo city's calendar may have been stopped since the job was asked for.
  const actor = { ...row.actor, demoDay: row.demoDay ?? row.actor.demoDay };
  const reporter = report(parts, cityId, id);
  try {
    const payload = job.payload.parse(row.payload);
    const fetched = job.fetch
      ? await job.fetch(payload, reporter.progress, (run) => reading(parts.pool, actor, run))
      : undefined;
    await writing(parts.pool, actor, async (ctx) => {
      const result = await job.handle(ctx, payload, fetched, reporter.progress);
      await reporter.stop();
      await sql`update job_run set state = 'done', result = ${JSON.stringify(result ?? null)}, finished_at = ${ctx.now}
        where city_id = ${cityId} and id = ${id}`.execute(ctx.db);
    });
  } catch (thrown) {
    await reporter.stop();
    const outage = outageCode(thrown);
    const refusal =
      thrown instanceof Refusal
        ? thrown
        : outage === "storage_full"
          ? new Refusal("invalid", outage)
          : undefined;
    if (!refusal && !isLastAttempt) throw thrown;
    const state = reporter.progress.signal.aborted ? "cancelled" : refusal ? "refused" : "failed";
    const shown = refusal ?? new Refusal("invalid", "server_fault", { requestId: id });
    const problem = presentRefusal(shown, { ...platformTexts, ...parts.texts });
    await note((ctx) =>
      sql`update job_run set state = ${state}, problem = ${JSON.stringify(problem)}, finished_at = ${ctx.now}
        where city_id = ${cityId} and id = ${id} and state <> 'done'`.execute(ctx.db),
    );
    await job.release?.(job.payload.parse(row.payload));
    if (!refusal) throw thrown;
  }
}

function jobNamed(parts: WorkerParts, name: string): Job {
  const job = parts.jobs.find((known) => known.name === name);
  if (!job) throw new Error(`No job is named ${name}.`);
  return job;
}

/** A job that was cancelled before it began. */
async function releaseCancelled(parts: WorkerParts, cityId: number, id: string): Promise<void> {
  const { rows } = await writing(parts.pool, systemActor("worker", cityId), (ctx) =>
    sql<Pick<JobRow, "name" | "payload">>`select name, payload from job_run
      where city_id = ${cityId} and id = ${id} and state = 'cancelled'`.execute(ctx.db),
  );
  const [row] = rows;
  if (!row) return;
  const job = jobNamed(parts, row.name);
  await job.release?.(job.payload.parse(row.payload));
}

/** Progress goes out at most twice a second, on a connection of its own; the same statement hears of a cancellation. */
function report(
  parts: WorkerParts,
  cityId: number,
  id: string,
): { progress: Progress; stop: () => Promise<void> } {
  const abort = new AbortController();
  let latest: { done: number; total: number | undefined; note: string | undefined } | undefined;
  const send = async () => {
    const now = latest;
    latest = undefined;
    const { rows } = await writing(parts.pool, systemActor("worker", cityId), (ctx) =>
      now
        ? sql<{
            state: string;
          }>`update job_run set done = ${now.done}, total = ${now.total ?? null}, note = ${now.note ?? null}
            where city_id = ${cityId} and id = ${id} returning state`.execute(ctx.db)
        : sql<{ state: string }>`select state from job_run where city_id = ${cityId} and id = ${id}`.execute(
            ctx.db,
          ),
    );
    if (rows[0]?.state === "cancelled") abort.abort();
  };
  let sending = Promise.resolve();
  const timer = setInterval(() => {
    sending = sending.then(send).catch(() => undefined);
  }, 500);
  const progress = Object.assign(
    (done: number, total?: number, note?: string) => {
      latest = { done, total, note };
    },
    { signal: abort.signal },
  );
  const stop = async () => {
    clearInterval(timer);
    await sending;
  };
  return { progress, stop };
}
