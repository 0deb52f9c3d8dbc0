import { sql } from "kysely";
import { z } from "zod";
import { Refusal } from "#core/refusal.ts";
import { read, write } from "#platform/http/route.ts";

const JobView = z.object({
  id: z.uuid(),
  name: z.string(),
  title: z.string(),
  state: z.enum(["waiting", "running", "done", "refused", "failed", "cancelled"]),
  done: z.number().nullable(),
  total: z.number().nullable(),
  note: z.string().nullable(),
  result: z.unknown(),
  problem: z.unknown(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});

const columns = sql`id, name, title, state, done::float8 as done, total::float8 as total, note, result, problem,
  created_at as "createdAt", started_at as "startedAt", finished_at as "finishedAt"`;

type Row = { createdAt: Date; startedAt: Date | null; finishedAt: Date | null } & Omit<
  z.input<typeof JobView>,
  "createdAt" | "startedAt" | "finishedAt"
>;

const present = (row: Row): z.input<typeof JobView> => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  startedAt: row.startedAt?.toISOString() ?? null,
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

const JobParams = z.object({ jobId: z.uuid() });

/** What runs in the background for whoever asks, and only for them. */
export const jobRoutes = [
  read({
    path: "/jobs",
    summary: "My running and recent jobs",
    permission: "signed_in",
    reply: z.object({ rows: z.array(JobView) }),
    handle: async (ctx) => {
      const found = await sql<Row>`select ${columns} from job_run
        where city_id = ${ctx.actor.cityId} and account_id = ${ctx.actor.id}
        order by created_at desc limit 20`.execute(ctx.db);
      return { rows: found.rows.map(present) };
    },
  }),
  read({
    path: "/jobs/:jobId",
    summary: "One job and how far it is",
    permission: "signed_in",
    params: JobParams,
    reply: JobView,
    handle: async (ctx, { params }) => {
      const found = await sql<Row>`select ${columns} from job_run
        where city_id = ${ctx.actor.cityId} and account_id = ${ctx.actor.id} and id = ${params.jobId}`.execute(
        ctx.db,
      );
      const row = found.rows[0];
      if (!row) throw new Refusal("not_found", "not_found");
      return present(row);
    },
  }),
  write({
    path: "/jobs/:jobId/cancellation",
    summary: "Cancel a job that is not finished; it leaves nothing behind",
    permission: "signed_in",
    params: JobParams,
    reply: z.object({ cancelled: z.boolean() }),
    handle: async (ctx, { params }) => {
      const found = await sql`update job_run set state = 'cancelled', finished_at = ${ctx.now}
        where city_id = ${ctx.actor.cityId} and account_id = ${ctx.actor.id} and id = ${params.jobId}
          and state in ('waiting', 'running') returning id`.execute(ctx.db);
      if (found.rows.length > 0) await ctx.record("job.cancelled", { jobId: params.jobId });
      return { cancelled: found.rows.length > 0 };
    },
  }),
];
