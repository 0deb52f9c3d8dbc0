import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { programFolder } from "#platform/config.ts";

export type Migration = {
  readonly number: number;
  readonly name: string;
  readonly hash: string;
  readonly tables: readonly string[];
  readonly distribute: readonly string[];
  readonly foreignKeys: readonly string[];
};

const sections = {
  "-- tables": "tables",
  "-- distribute": "distribute",
  "-- foreign keys": "foreignKeys",
} as const;

/** The numbered files in order, each cut into its three sections and these into statements. */
export function readMigrations(folder = join(programFolder, "migrations")): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  const migrations = names
    .sort()
    .map((name) => parseMigration(name, readFileSync(join(folder, name), "utf8")));
  for (const [i, { number, name }] of migrations.entries()) {
    if (migrations[i - 1]?.number === number) throw new Error(`Two migrations have the number of ${name}.`);
  }
  return migrations;
}

export function parseMigration(file: string, text: string): Migration {
  const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(file)?.[1]);
  if (!number) throw new Error(`${file} is no name for a migration (0007_create_claim.sql).`);
  if (!text.startsWith("-- ")) throw new Error(`${file}: the first line says why.`);
  const found = { tables: [] as string[], distribute: [] as string[], foreignKeys: [] as string[] };
  let current: string[] | undefined;
  for (const line of text.replaceAll("\r\n", "\n").split("\n")) {
    const section = sections[line.trim() as keyof typeof sections];
    if (section) current = found[section];
    else if (line.trim().startsWith("--") || line.trim() === "") continue;
    else if (!current) throw new Error(`${file}: a statement before the first section.`);
    else current.push(line);
  }
  const name = file.replace(/\.sql$/, "");
  return {
    number,
    name,
    hash: createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex"),
    tables: statements(name, found.tables),
    distribute: statements(name, found.distribute),
    foreignKeys: statements(name, found.foreignKeys),
  };
}

/** A statement ends with a semicolon at the end of a line. */
function statements(name: string, lines: readonly string[]): string[] {
  const parts = lines.join("\n").split(/;[ \t]*(?:\n|$)/);
  const rest = parts.pop() ?? "";
  if (rest.trim() !== "") throw new Error(`${name}: the last statement has no semicolon: ${rest.trim()}`);
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
