import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#core/ids.ts";
import { readConfig } from "./config.ts";
import { openVault, setVault } from "./crypto.ts";
import { type FileStore, openFiles } from "./files.ts";
import { type ObjectStandIn, objectStandIn, standInBucket } from "./object-storage/stand-in.ts";

const folder = mkdtempSync(join(tmpdir(), "tongzhou-files-"));
setVault(openVault(folder, undefined));
let bucket: ObjectStandIn;
const stores = new Map<string, FileStore>();
const inFolder = (id: string) => readFileSync(join(folder, "files", id.slice(-2), id));
const inBucket = (id: string) => bucket.objects.get(`${id.slice(-2)}/${id}`) ?? Buffer.alloc(0);
beforeAll(async () => {
  bucket = await objectStandIn({ port: 0 });
  const settings = JSON.stringify({ url: bucket.url, ...standInBucket });
  stores.set("folder", await openFiles(readConfig({ TONGZHOU_DATA: folder })));
  stores.set("bucket", await openFiles(readConfig({ TONGZHOU_DATA: folder, TONGZHOU_FILES: settings })));
});
afterAll(async () => {
  await bucket.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each([
  ["folder", inFolder],
  ["bucket", inBucket],
])("in a %s", (kind, kept) => {
  const store = () => stores.get(kind) as FileStore;

  test.each([0, 1, 1024 * 1024, 2 * 1024 * 1024 + 17])(
    "a file of %i bytes comes back as it was",
    async (size) => {
      const path = join(folder, "given");
      const content = Buffer.alloc(size, "名册");
      writeFileSync(path, content);
      const id = newId();
      await store().keep(id, path);
      expect((await store().read(id)).equals(content)).toBe(true);
      expect(kept(id).length).toBeGreaterThanOrEqual(size);
      expect(kept(id).includes("名册")).toBe(false);
    },
  );

  test("a lent file is open only while it is used, and a dropped one is gone", async () => {
    const path = join(folder, "given");
    writeFileSync(path, "名册");
    const id = newId();
    await store().keep(id, path);
    expect(await store().lend(id, async (lent) => readFileSync(lent, "utf8"))).toBe("名册");
    expect(readdirSync(join(folder, "spool"))).toEqual([]);
    await store().drop(id);
    await expect(store().read(id)).rejects.toThrow();
  });
});
