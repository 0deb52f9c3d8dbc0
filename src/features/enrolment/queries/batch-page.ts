import { sql } from "kysely";
import type { z } from "zod";
import { Refusal } from "#core/refusal.ts";
import { publishedVersions } from "#features/plans/index.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import { reasonNames } from "../commands/text.ts";
import type { BatchPage } from "../contract.ts";
import { type BatchListRow, presentBatch, presentCover } from "../present.ts";
import type { LineCode } from "../rules/index.ts";
import { type Batch, confirmable } from "../store/batches.ts";
import { listedColumns, listedTables } from "./batch-list.ts";

/** One roster: its counts, what comes next, and what this actor may do with it. Refuses `not_found`. */
export async function batchPage(ctx: ReadCtx, batchId: string): Promise<z.input<typeof BatchPage>> {
  const { rows } = await sql<BatchListRow>`select ${listedColumns} from ${listedTables}
    where batch.city_id = ${ctx.actor.cityId} and batch.id = ${batchId}
      and ${withinPart(ctx, sql.ref("batch.organisation_id"))}`.execute(ctx.db);
  const batch = rows[0];
  if (!batch) throw new Refusal("not_found", "not_found");
  const versions = await publishedVersions(ctx, batch.planCode);
  const plan = versions.find(({ version }) => version === batch.planVersion);
  const undecided = batch.review - batch.approved - batch.denied;
  return {
    ...presentBatch(batch),
    version: batch.version,
    planName: plan?.name ?? batch.planCode,
    confirmable: confirmable(batch),
    file: await fileOf(ctx, batch),
    counts: {
      toHandle: batch.rejected + undecided,
      rejected: batch.rejected,
      review: undecided,
      warned: batch.warned,
      all: batch.rows,
    },
    reasons: await reasonsOf(ctx, batchId),
    cover:
      batch.state === "confirmed"
        ? presentCover({ from: batch.coverFrom, until: batch.coverUntil }, batch, ctx.today)
        : null,
    nextStep: nextStepOf(batch, undecided),
    billedAt: batch.billedAt?.toISOString() ?? null,
    allowed: allowedOn(ctx, batch),
  };
}

type FileView = NonNullable<z.input<typeof BatchPage>["file"]>;

async function fileOf(ctx: ReadCtx, batch: Batch): Promise<FileView | null> {
  if (!batch.fileId) return null;
  const { rows } = await sql<{
    name: string;
    bytes: bigint;
    reading: Pick<FileView, "sheet" | "headerLine" | "columns" | "ignoredColumns">;
    tookMs: number;
    arrivedAt: Date;
  }>`select name, bytes, reading, took_ms as "tookMs", arrived_at as "arrivedAt" from roster_file
    where city_id = ${ctx.actor.cityId} and id = ${batch.fileId}`.execute(ctx.db);
  const file = rows[0];
  if (!file) return null;
  const { name, bytes, reading, tookMs, arrivedAt } = file;
  return { name, bytes: Number(bytes), ...reading, tookMs, arrivedAt: arrivedAt.toISOString() };
}

async function reasonsOf(ctx: ReadCtx, batchId: string) {
  const { rows } = await sql<{
    code: LineCode;
    lines: number;
  }>`select code, count(*)::int as lines from roster_line
    where city_id = ${ctx.actor.cityId} and batch_id = ${batchId} and outcome <> 'accepted' group by 1 order by 2 desc, 1`.execute(
    ctx.db,
  );
  return rows.map((row) => ({ ...row, title: reasonNames[row.code] }));
}

function nextStepOf(batch: Batch, undecided: number): z.input<typeof BatchPage>["nextStep"] {
  if (batch.state === "draft") return "upload";
  if (batch.state === "confirmed") return batch.billedAt ? "done" : "bill";
  if (batch.state === "withdrawn") return "done";
  if (batch.rejected > 0) return "handle";
  return undecided > 0 ? "wait_for_review" : "confirm";
}

function allowedOn(ctx: ReadCtx, batch: Batch): string[] {
  const isOpen = batch.state === "draft" || batch.state === "read";
  const may = (permission: Parameters<typeof allows>[1], when: boolean, ...what: string[]) =>
    when && allows(ctx.actor, permission) ? what : [];
  return [
    ...may("enrolment.upload", isOpen, "upload"),
    ...may("enrolment.upload", batch.state === "read", "correct", "remove", "evidence"),
    ...may("enrolment.confirm", batch.state === "read" && confirmable(batch) > 0, "confirm"),
    ...may("enrolment.confirm", isOpen || (batch.state === "confirmed" && !batch.billedAt), "withdraw"),
    ...may("enrolment.review", batch.state === "read", "review"),
    ...may("enrolment.upload", batch.state !== "draft", "download"),
  ];
}
