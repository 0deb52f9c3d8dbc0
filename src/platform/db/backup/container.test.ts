import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { DatabaseProblem } from "../problem.ts";
import { readBackup, writeBackup } from "./container.ts";

const folder = mkdtempSync(join(tmpdir(), "tongzhou-container-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function contentOf(file: string): Promise<string> {
  const content: string[] = [];
  for await (const { head, pieces } of readBackup(file)) {
    content.push(JSON.stringify(head));
    for await (const piece of pieces) content.push(piece.toString("utf8"));
  }
  return content.join("\n");
}

test("a backup with any one byte changed says that it is damaged, or is still the same", async () => {
  const whole = join(folder, "whole");
  async function* parts() {
    for (let n = 0; n < 20; n++)
      yield { head: { path: `base/${n * 7919}` }, pieces: [Buffer.from(`${n ** 7}`), Buffer.from("片段")] };
  }
  await writeBackup(whole, parts());
  const wanted = await contentOf(whole);
  const bytes = readFileSync(whole);
  const damaged = join(folder, "damaged");
  const first = bytes.indexOf("\n") + 1;
  for (let at = first; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(bytes.readUInt8(at) ^ 0x41, at);
    writeFileSync(damaged, changed);
    const read = await contentOf(damaged).catch((error: unknown) => error);
    if (read !== wanted) expect(read, `byte ${at}`).toBeInstanceOf(DatabaseProblem);
  }
});
