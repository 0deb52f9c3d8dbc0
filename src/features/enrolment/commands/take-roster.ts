import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";
import { files } from "#platform/files.ts";
import type { ArrivedFile } from "#platform/http/route.ts";
import type { Progress } from "#platform/jobs/job.ts";
import type { RosterHead } from "../reading/decide-roster.ts";
import { type RosterRead, readRoster } from "../reading/read-in-child.ts";
import type { DecidedLine } from "../rules/index.ts";
import { type Batch, currentFile, demandOpen, lockBatch, recount, setRosterFile } from "../store/batches.ts";
import { namesSomebodyKnown } from "../store/covers.ts";
import { deleteLines, storeLines } from "../store/lines.ts";
import { handOver } from "./hand-over.ts";
import { judgeStanding } from "./judge-standing.ts";
import { refuseStrangeFile, refuseStrangePeople } from "./strange-roster.ts";

/** A roster's file: as it arrived, or kept already by whoever queued it. */
export type RosterSource = Pick<ArrivedFile, "path" | "name" | "bytes" | "sha256"> & {
  readonly keptAs?: string | undefined;
};

/** A roster that was read before this transaction, by whoever checks many files before any is stored. */
export type ReadAhead = { readonly read: RosterRead; readonly lines: readonly DecidedLine[] };

export type TakeOptions = {
  readonly ahead?: ReadAhead | undefined;
  /** The person has seen that it looks like another unit's and says it is theirs. */
  readonly evenSo?: boolean | undefined;
  readonly progress?: Progress | undefined;
  /** Everything is taken back afterwards, so the file need not be kept. */
  readonly isRehearsal?: boolean | undefined;
};

export type TakeOutcome = { readonly batchId: string; readonly isSame: boolean };

/**
 * Reads a roster into its batch: every line is read and decided in a child process, sealed here, stored by COPY, and
 * judged against the city's covers – all in one transaction, so that there is the whole answer or nothing. The same file
 * for the same batch changes nothing; another one takes the place of the lines there were.
 *
 * The file is read inside the transaction: the alternative, a second copy of 424,000 sealed lines on disk, costs more
 * than it saves. What is held meanwhile is this one batch.
 * Refusals: `not_found`, `batch_confirmed`, `batch_withdrawn`, `roster_of_another_unit`, and those of the reader.
 */
export async function takeRoster(
  ctx: WriteCtx,
  batchId: string,
  source: RosterSource,
  options: TakeOptions = {},
): Promise<TakeOutcome> {
  const since = performance.now();
  const batch = await lockBatch(ctx, batchId);
  demandOpen(batch);
  const sha256 = Buffer.from(source.sha256, "hex");
  if ((await currentFile(ctx, batch))?.sha256.equals(sha256)) return { batchId, isSame: true };

  if (batch.fileId) await deleteLines(ctx, batchId);
  const id = source.keptAs ?? newId();
  const taking = takeLines(ctx, batch, { ...source, sha256 }, options);
  const read = source.keptAs || options.isRehearsal ? await taking : await keptMeanwhile(id, source, taking);
  const { sheet, headerLine, columns, ignoredColumns } = read.head;
  const tookMs = Math.round(performance.now() - since);
  const reading = { sheet, headerLine, columns, ignoredColumns };
  await setRosterFile(ctx, batch, { id, name: source.name, bytes: source.bytes, sha256, reading, tookMs });
  const nowRead = sql`, state = 'read', file_id = ${id}, read_at = ${ctx.now}`;
  const { rows, accepted, review, rejected } = await recount(ctx, batchId, nowRead);
  await ctx.record("enrolment.roster_read", { batchId, fileId: id, rows, accepted, review, rejected });
  return { batchId, isSame: false };
}

/** Keeps the file while it is read; one that is refused is not kept. */
async function keptMeanwhile<T>(id: string, { path }: RosterSource, taking: Promise<T>): Promise<T> {
  const [read, kept] = await Promise.allSettled([taking, files().keep(id, path)]);
  if (read.status === "fulfilled" && kept.status === "fulfilled") return read.value;
  await files().drop(id);
  throw read.status === "rejected" ? read.reason : (kept as PromiseRejectedResult).reason;
}

/** Reads, stores and judges the lines, unless the file or its people look like another unit's. */
async function takeLines(
  ctx: WriteCtx,
  batch: Batch,
  file: { readonly path: string; readonly name: string; readonly sha256: Buffer },
  { ahead, evenSo, progress }: TakeOptions,
): Promise<RosterRead> {
  const look = async ({ sheet }: RosterHead) => {
    if (!evenSo) await refuseStrangeFile(ctx, batch, file, sheet);
  };
  if (ahead) {
    await look(ahead.read.head);
    await storeLines(ctx, batch, [ahead.lines]);
  }
  const read = ahead?.read ?? (await readAndStore(ctx, batch, file.path, look, progress));
  const city = systemActor("enrolment", ctx.actor.cityId);
  if (!(await actingAs(ctx, city, (whole) => namesSomebodyKnown(whole, batch)))) return read;
  await judgeStanding(ctx, batch);
  if (!evenSo) await refuseStrangePeople(ctx, batch, read.counts.rows);
  return read;
}

/**
 * The child decides, we seal, the database takes in: each works on its own page of lines at the same time. The header is
 * looked at while the child reads on.
 */
async function readAndStore(
  ctx: WriteCtx,
  batch: Batch,
  path: string,
  look: (head: RosterHead) => Promise<void>,
  progress: Progress | undefined,
): Promise<RosterRead> {
  const pages = handOver<readonly DecidedLine[]>();
  const tally = { accepted: 0, review: 0, rejected: 0 };
  let expected: number | undefined;
  const sink = {
    head: (head: RosterHead) => {
      expected = head.expectedRows;
      return look(head);
    },
    lines: async (lines: readonly DecidedLine[], line: number) => {
      for (const { outcome } of lines) tally[outcome]++;
      progress?.(line, expected, `已受理${tally.accepted}，待审核${tally.review}，退回${tally.rejected}`);
      await pages.give(lines);
    },
  };
  const storing = storeLines(ctx, batch, pages.taken).catch((error: unknown) => {
    pages.refuse(error);
    throw error;
  });
  try {
    const question = { today: ctx.today, coverFrom: batch.coverFrom };
    const read = await readRoster(path, question, sink, { signal: progress?.signal });
    pages.end();
    await storing;
    return read;
  } catch (error) {
    pages.refuse(error);
    await storing.catch(() => undefined);
    if (progress?.signal.aborted) throw new Refusal("invalid", "upload_cancelled");
    throw error;
  }
}
