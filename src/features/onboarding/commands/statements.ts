import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PlainDate } from "#core/dates.ts";
import type { Facts } from "#core/refusal.ts";
import { bankingTexts, chronological, type Reading, readStatement } from "#features/banking/index.ts";
import { sha256 } from "#platform/context.ts";
import type { Fault } from "../rules/fault.ts";
import { accountOfAll, chainProblems } from "../rules/statement-chain.ts";

type ReadFile = Extract<Reading, { outcome: "read" }>;

/** A statement of the folder as it was read; nothing of it is stored yet. */
export type StatementFile = {
  readonly name: string;
  readonly hash: string;
  readonly reading: ReadFile;
  readonly days: readonly PlainDate[];
};

/** Kept for a special account that no statement names; a person can tell that it is none. */
const unnamedAccount = "00000000";

/** Reads all statements, the earliest first. What would be refused is told before anything is stored. */
export async function readStatements(
  folder: string,
  names: readonly string[],
): Promise<{ readonly statements: readonly StatementFile[]; readonly faults: readonly Fault[] }> {
  const faults: Fault[] = [];
  const read: StatementFile[] = [];
  for (const name of names) {
    const path = join(folder, "bank", name);
    const reading = await readStatement(path);
    if (reading.outcome === "refused") {
      faults.push(...reading.problems.map(({ row, code, facts }) => refused(name, row, code, facts)));
      continue;
    }
    const days = [...new Set(reading.statement.lines.map((line) => line.on))].sort();
    read.push({ name, hash: sha256(await readFile(path)).toString("hex"), reading, days });
  }
  const first = ({ days, name }: StatementFile) => `${days[0] ?? ""} ${name}`;
  const inOrder = read.sort((a, b) => (first(a) < first(b) ? -1 : 1));
  const account = accountOfAll(
    inOrder.map(({ reading }) => reading.statement.account),
    unnamedAccount,
  );
  const statements = inOrder.map((file) => named(file, account));
  faults.push(
    ...statements
      .filter(({ reading }) => reading.statement.account === undefined)
      .map(({ name }) => refused(name, 0, "statement_account_missing", {})),
    ...chainProblems(
      statements.map(({ name, reading }) => ({
        name,
        account: reading.statement.account ?? "",
        lines: chronological(reading.statement),
      })),
    ).map(({ file, row, code, facts }) => refused(file, row, code, facts)),
  );
  return { statements, faults };
}

function named(file: StatementFile, account: string | undefined): StatementFile {
  const { statement } = file.reading;
  if (statement.account !== undefined) return file;
  return { ...file, reading: { ...file.reading, statement: { ...statement, account } } };
}

function refused(name: string, row: number, code: string, facts: Facts): Fault {
  const said = bankingTexts[code]?.({ row, ...facts });
  const why = said ? `${said.title}。${said.detail}` : code;
  return { file: `bank/${name}`, line: row || undefined, code: "statement_refused", facts: { why } };
}
