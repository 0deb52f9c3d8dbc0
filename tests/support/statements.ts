import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Reading, readStatement } from "#features/banking/index.ts";

/** Reads a bank statement that a test has in memory. */
export async function readContent(content: string | Uint8Array): Promise<Reading> {
  const folder = mkdtempSync(join(tmpdir(), "tongzhou-statement-"));
  try {
    const path = join(folder, "statement");
    writeFileSync(path, content);
    return await readStatement(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
