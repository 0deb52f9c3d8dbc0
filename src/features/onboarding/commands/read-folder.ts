import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { Refusal } from "#core/refusal.ts";
import { type FolderTables, tableFiles } from "../rules/city-folder.ts";
import type { Fault } from "../rules/fault.ts";

/** A folder as it lies on disk: what a load reads of it, and its name by content. */
export type FolderFiles = {
  readonly path: string;
  readonly name: string;
  /** SHA-256 over the names and contents of everything a load reads; other files in the folder do not count. */
  readonly hash: Buffer;
  readonly tables: FolderTables;
  readonly rosters: ReadonlySet<string>;
  readonly statements: readonly string[];
  readonly faults: readonly Fault[];
};

/** Refuses: folder_missing. */
export async function readFolder(path: string): Promise<FolderFiles> {
  const folder = resolve(path);
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new Refusal("not_found", "folder_missing", { folder: path });
  const rosters = await filesIn(join(folder, "rosters"));
  const statements = await filesIn(join(folder, "bank"));
  const present = new Set(await filesIn(folder));
  const names = [
    ...Object.values(tableFiles).filter((name) => present.has(name)),
    ...rosters.map((name) => `rosters/${name}`),
    ...statements.map((name) => `bank/${name}`),
  ].sort();
  const hash = createHash("sha256");
  for (const name of names) hash.update(`${name.normalize("NFC")}\0${await hashOf(join(folder, name))}\n`);
  const faults: Fault[] = [];
  const tables: Partial<Record<keyof FolderTables, string>> = {};
  for (const [table, name] of Object.entries(tableFiles) as [keyof FolderTables, string][]) {
    if (!present.has(name)) continue;
    const text = decode(await readFile(join(folder, name)));
    if (text === undefined) faults.push({ file: name, line: undefined, code: "file_not_text", facts: {} });
    tables[table] = text ?? "";
  }
  return {
    path: folder,
    name: basename(folder),
    hash: hash.digest(),
    tables,
    rosters: new Set(rosters),
    statements,
    faults,
  };
}

/** Plain files of one folder, none where it is not there; what an editor or a file manager leaves is passed over. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
    throw error;
  });
  return entries
    .filter((entry) => !entry.isDirectory() && !/^(\.|~\$|Thumbs\.db$)/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}

export async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest("hex");
}

/** UTF-8, or GB 18030 as Chinese spreadsheets write it; undefined where it is neither. */
function decode(bytes: Buffer): string | undefined {
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return text.includes("\0") ? undefined : text;
    } catch {
      // Not this encoding: the next one, or none.
    }
  }
  return undefined;
}
