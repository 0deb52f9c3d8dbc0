import { createReadStream, createWriteStream, readdirSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { DatabaseProblem } from "../problem.ts";
import type { Entry, EntrySum, Part } from "./container.ts";
import { backupText } from "./text.ts";

/** The files people sent, sealed as they are, under `files/` of the data folder. */
export async function* sentFiles(dataFolder: string): AsyncGenerator<Part> {
  for (const path of filesUnder(dataFolder, "files")) {
    if (!path.endsWith(".part")) yield fileOf(dataFolder, path);
  }
}

/** One file as it is on disk; nothing where it has gone meanwhile. */
export const fileOf = (folder: string, path: string): Part => ({
  head: { kind: "file", path },
  pieces: contentOf(join(folder, path)),
});

async function* contentOf(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

/** Every file below, with forward slashes, from the folder on. */
export function filesUnder(folder: string, below: string): string[] {
  const found: string[] = [];
  const visit = (path: string) => {
    for (const entry of entriesOf(join(folder, path))) {
      const inside = `${path}/${entry.name}`;
      if (entry.isDirectory()) visit(inside);
      else if (entry.isFile()) found.push(inside);
    }
  };
  visit(below);
  return found;
}

export function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Writes an entry to its path below the folder, and never outside of it. Safe on disk, unless told to hurry. */
export async function takeOut(entry: Entry, folder: string, backup: string, flush = true): Promise<void> {
  const path = String(entry.head.path);
  const parts = path.split("/");
  if (path.includes("\\") || path.startsWith("/") || parts.some((part) => part === ".." || part === "")) {
    throw new DatabaseProblem(backupText.damaged(backup));
  }
  const target = join(folder, parts.join(sep));
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await pipeline(entry.pieces, createWriteStream(target, { mode: 0o600, flush }));
}

/** Reads an entry to its end without keeping it. */
export async function pass(entry: Entry): Promise<EntrySum> {
  for (;;) {
    const next = await entry.pieces.next();
    if (next.done) return next.value;
  }
}
