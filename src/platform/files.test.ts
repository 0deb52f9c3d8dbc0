import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { newId } from "#core/ids.ts";
import { openVault, setVault } from "./crypto.ts";
import { makeFileStore } from "./files.ts";

const folder = mkdtempSync(join(tmpdir(), "tongzhou-files-"));
setVault(openVault(folder, undefined));
const files = makeFileStore(folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([0, 1, 1024 * 1024, 2 * 1024 * 1024 + 17])(
  "a file of %i bytes comes back as it was",
  async (size) => {
    const path = join(folder, "given");
    const content = Buffer.alloc(size, "名册");
    writeFileSync(path, content);
    const id = newId();
    await files.keep(id, path);
    expect((await files.read(id)).equals(content)).toBe(true);
    expect(readFileSync(join(folder, "files", id.slice(-2), id)).includes("名册")).toBe(false);
  },
);

test("a lent file is open only while it is used, and a dropped one is gone", async () => {
  const path = join(folder, "given");
  writeFileSync(path, "名册");
  const id = newId();
  await files.keep(id, path);
  expect(await files.lend(id, async (lent) => readFileSync(lent, "utf8"))).toBe("名册");
  expect(readdirSync(join(folder, "spool"))).toEqual([]);
  await files.drop(id);
  await expect(files.read(id)).rejects.toThrow();
});
