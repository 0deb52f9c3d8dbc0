import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { WriteCtx } from "#platform/context.ts";
import { files } from "#platform/files.ts";
import type { Look, Progress } from "#platform/jobs/job.ts";
import { writeZip, type ZipPart } from "#platform/workbooks/zip-writer.ts";
import { chunks, peopleOfOnePdf } from "../rules/certificate.ts";
import { findBatch } from "../store/batches.ts";
import { type CertifiedCover, coversOfBatch, insertCertificateFile } from "../store/certificates.ts";
import { certificatesPdf } from "./certify.ts";

type Asked = { readonly batchId: string; readonly fileId: string };
export type MadeFile = { readonly people: number; readonly kind: "pdf" | "zip" };

/** Prints the certificates of a roster, outside any transaction: one PDF, or a zip of several where it is long. */
export async function printCertificates(
  { batchId, fileId }: Asked,
  progress: Progress,
  look: Look,
): Promise<MadeFile> {
  const covers = await look((ctx) => coversOfBatch(ctx, batchId));
  const kind = covers.length > peopleOfOnePdf ? "zip" : "pdf";
  const folder = await mkdtemp(join(tmpdir(), "tongzhou-certificates-"));
  const path = join(folder, "made");
  try {
    const made = kind === "zip" ? writeZip(parts(covers, progress)) : [await certificatesPdf(covers)];
    await pipeline(Readable.from(made), createWriteStream(path));
    await files().keep(fileId, path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { people: covers.length, kind };
}

async function* parts(covers: readonly CertifiedCover[], progress: Progress): AsyncGenerator<ZipPart> {
  let done = 0;
  for (const some of chunks(covers, peopleOfOnePdf)) {
    progress.signal.throwIfAborted();
    yield { name: `保障凭证${done + 1}-${done + some.length}.pdf`, pieces: [await certificatesPdf(some)] };
    done += some.length;
    progress(done, covers.length);
  }
}

/** Keeps that the file is made; whoever asked finds it on the roster's page. */
export async function noteCertificates(
  ctx: WriteCtx,
  asked: Asked,
  made: MadeFile,
): Promise<{ link: string }> {
  const { organisationId } = await findBatch(ctx, asked.batchId);
  await insertCertificateFile(ctx, { id: asked.fileId, batchId: asked.batchId, organisationId, ...made });
  return { link: `/rosters/${asked.batchId}` };
}
