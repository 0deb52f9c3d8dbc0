import { open } from "node:fs/promises";
import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { files } from "#platform/files.ts";
import type { ArrivedFile } from "#platform/http/route.ts";
import { type Batch, currentFile, demandOpen, lockBatch, recount } from "../store/batches.ts";
import { findLine, type KeptLine } from "../store/lines.ts";
import { type EvidenceKind, noteReview, type ReviewStep, saveEvidence } from "../store/reviews.ts";

export type ReviewDecision = {
  readonly decision: "approved" | "denied";
  /** What it rests on, in words: every decision names its evidence. */
  readonly note: string;
  readonly evidenceKind?: EvidenceKind | undefined;
  readonly archiveBornOn?: PlainDate | undefined;
  readonly expectedVersion?: number | undefined;
};

/**
 * The city agency decides a line under review, with evidence. Approved lines are confirmed with the rest.
 * Refusals: `not_found`, `batch_confirmed`, `batch_withdrawn`, `line_not_in_review`, `line_decided_meanwhile`,
 * `own_roster`.
 */
export async function decideReview(
  ctx: WriteCtx,
  batchId: string,
  lineId: string,
  request: ReviewDecision,
): Promise<KeptLine> {
  const { batch, line } = await reviewed(ctx, batchId, lineId);
  if (request.expectedVersion !== undefined && request.expectedVersion !== line.version)
    throw new Refusal("conflict", "line_decided_meanwhile", {
      line: line.line,
      decision: line.decision ?? "",
    });
  await refuseOwnRoster(ctx, batch);
  await setDecision(ctx, line, request.decision);
  await noteReview(ctx, line, { step: request.decision, ...request });
  await recount(ctx, batchId);
  await recordReview(ctx, line, request.decision);
  return findLine(ctx, batchId, lineId);
}

/** A decision taken back while the batch is open: the line waits again. Refusals: as `decideReview`. */
export async function takeBackReview(ctx: WriteCtx, batchId: string, lineId: string): Promise<KeptLine> {
  const { line } = await reviewed(ctx, batchId, lineId);
  if (!line.decision) return line;
  await setDecision(ctx, line, null);
  await noteReview(ctx, line, { step: "taken_back", note: "" });
  await recount(ctx, batchId);
  await recordReview(ctx, line, "taken_back");
  return findLine(ctx, batchId, lineId);
}

/** A line under review of an open batch, held. Refusals: `not_found`, `batch_confirmed`, `batch_withdrawn`, `line_not_in_review`. */
export async function reviewed(
  ctx: WriteCtx,
  batchId: string,
  lineId: string,
): Promise<{ batch: Batch; line: KeptLine }> {
  const batch = await lockBatch(ctx, batchId);
  demandOpen(batch);
  const line = await findLine(ctx, batchId, lineId);
  if (line.outcome !== "review") throw new Refusal("conflict", "line_not_in_review", { line: line.line });
  return { batch, line };
}

/** Whoever brought a roster does not decide its exceptions. */
async function refuseOwnRoster(ctx: WriteCtx, batch: Batch): Promise<void> {
  const file = await currentFile(ctx, batch);
  if (ctx.actor.role !== "system" && file?.arrivedBy === ctx.actor.id)
    throw new Refusal("forbidden", "own_roster");
}

async function setDecision(ctx: WriteCtx, line: KeptLine, decision: KeptLine["decision"]): Promise<void> {
  await sql`update roster_line set decision = ${decision}, version = version + 1
    where city_id = ${ctx.actor.cityId} and id = ${line.id}`.execute(ctx.db);
}

export const recordReview = (ctx: WriteCtx, line: KeptLine, step: ReviewStep) =>
  ctx.record("enrolment.line_reviewed", { batchId: line.batchId, line: line.line, code: line.code, step });

/**
 * A paper for a line under review, from the unit or the agency: judged by its content, sealed at rest, once each.
 * Refusals: as `decideReview`, and `evidence_unreadable`.
 */
export async function addEvidence(
  ctx: WriteCtx,
  batchId: string,
  lineId: string,
  kind: EvidenceKind,
  file: ArrivedFile,
): Promise<{ evidenceId: string }> {
  const { line } = await reviewed(ctx, batchId, lineId);
  const type = await paperTypeAt(file.path);
  if (!type) throw new Refusal("invalid", "evidence_unreadable");
  const id = newId();
  const kept = await saveEvidence(ctx, line, {
    id,
    kind,
    type,
    bytes: file.bytes,
    sha256: Buffer.from(file.sha256, "hex"),
  });
  if (kept !== id) return { evidenceId: kept };
  await files().keep(id, file.path);
  await ctx.record("enrolment.evidence_added", { batchId, line: line.line, evidenceId: id, kind });
  return { evidenceId: id };
}

const signatures = [
  ["application/pdf", Buffer.from("%PDF-")],
  ["image/jpeg", Buffer.from([0xff, 0xd8, 0xff])],
  ["image/png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
] as const;

/** What a file is by its first bytes, whatever its name says. */
export async function paperTypeAt(path: string): Promise<(typeof signatures)[number][0] | undefined> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
    const start = buffer.subarray(0, bytesRead);
    return signatures.find(([, signature]) => start.subarray(0, signature.length).equals(signature))?.[0];
  } finally {
    await file.close();
  }
}
