import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { FastifyRequest } from "fastify";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import type { ArrivedFile } from "./route.ts";

/**
 * Takes one file in. It waits on disk under a name of ours until `use` is done; whoever wants to keep it moves it away.
 * A file above the limit, a broken connection or a full disk leaves nothing behind.
 */
export async function receiveFile<T>(
  request: FastifyRequest,
  spool: string,
  maxBytes: number,
  use: (file: ArrivedFile) => Promise<T>,
): Promise<T> {
  if (!request.isMultipart()) throw new Refusal("invalid", "no_file");
  const part = await request.file({ limits: { fileSize: maxBytes } });
  if (!part) throw new Refusal("invalid", "no_file");
  await mkdir(spool, { recursive: true, mode: 0o700 });
  const path = join(spool, newId());
  const hash = createHash("sha256");
  const hashing = new Transform({
    transform: (chunk, _encoding, done) => {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(part.file, hashing, createWriteStream(path, { mode: 0o600 })).catch(
      (error: NodeJS.ErrnoException) => {
        throw error.code === "ENOSPC" ? error : new Refusal("invalid", "upload_cancelled");
      },
    );
    if (part.file.truncated)
      throw new Refusal("too_large", "file_too_large", { limit: `${Math.floor(maxBytes / 1024 / 1024)}MB` });
    const { size } = await stat(path);
    return await use({ path, name: basename(part.filename ?? ""), bytes: size, sha256: hash.digest("hex") });
  } finally {
    await rm(path, { force: true });
  }
}
