import { newId } from "#core/ids.ts";
import type { WriteCtx } from "#platform/context.ts";
import { files } from "#platform/files.ts";
import type { ArrivedFile } from "#platform/http/route.ts";
import { currentFile, demandOpen, lockBatch } from "../store/batches.ts";

/**
 * Takes a roster in and queues its reading; the page follows the job and may be left. The file lies sealed on disk until
 * the job has read it. A file that is the batch's roster already is not read again.
 * Refusals: `not_found`, `batch_confirmed`, `batch_withdrawn`.
 */
export async function receiveRoster(
  ctx: WriteCtx,
  batchId: string,
  file: ArrivedFile,
  evenSo: boolean,
): Promise<{ jobId: string | null; isSame: boolean }> {
  const batch = await lockBatch(ctx, batchId);
  demandOpen(batch);
  const { name, bytes, sha256 } = file;
  if ((await currentFile(ctx, batch))?.sha256.equals(Buffer.from(sha256, "hex")))
    return { jobId: null, isSame: true };
  const fileId = newId();
  const title = `读取名册：${name}`;
  const jobId = await ctx.enqueue("read_roster", title, { batchId, fileId, name, bytes, sha256, evenSo });
  await ctx.record("enrolment.roster_received", { batchId, fileId, bytes });
  // Last: where anything before it fails, no file is left without its job.
  await files().keep(fileId, file.path);
  return { jobId, isSame: false };
}
