import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { objectStorage, openObjectStorage } from "./object-storage.ts";
import { type ObjectStandIn, objectStandIn, standInBucket } from "./stand-in.ts";

const folder = mkdtempSync(join(tmpdir(), "tongzhou-objects-"));
let store: ObjectStandIn;
beforeAll(async () => {
  store = await objectStandIn({ port: 0 });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const settings = () => ({ url: store.url, ...standInBucket });
const given = (content: Buffer | string) => {
  const path = join(folder, "given");
  writeFileSync(path, content);
  return path;
};

test.each([0, 17, 5_000_000])(
  "an object of %i bytes comes back as it was, and is gone once removed",
  async (size) => {
    const storage = objectStorage(settings());
    const content = Buffer.alloc(size, "封存");
    await storage.put("ab/0198c0de-0000-7000-8000-0000000000ab", given(content));
    expect((await storage.get("ab/0198c0de-0000-7000-8000-0000000000ab")).equals(content)).toBe(true);
    await storage.remove("ab/0198c0de-0000-7000-8000-0000000000ab");
    await storage.remove("ab/0198c0de-0000-7000-8000-0000000000ab");
    await expect(storage.get("ab/0198c0de-0000-7000-8000-0000000000ab")).rejects.toMatchObject({
      code: "ENOENT",
    });
  },
);

test("names come page after page", async () => {
  const storage = objectStorage(settings());
  const objects = store.objects as Map<string, Buffer>;
  const wanted = Array.from({ length: 2_345 }, (_, n) => `n/${String(n).padStart(5, "0")}`);
  for (const name of wanted) objects.set(name, Buffer.alloc(1));
  const names: string[] = [];
  for await (const name of storage.names()) names.push(name);
  expect(names).toEqual(wanted);
  objects.clear();
});

test("a key that is wrong, a bucket or a store that is not there: said at the start, naming no key", async () => {
  const opened = (change: object) => openObjectStorage(JSON.stringify({ ...settings(), ...change }));
  await expect(opened({ keySecret: "not-this-one" })).rejects.toThrow(/用不了：403 SignatureDoesNotMatch/);
  await expect(opened({ bucket: "nobody-has" })).rejects.toThrow(/用不了：404 NoSuchBucket/);
  await expect(opened({ url: "http://127.0.0.1:59999" })).rejects.toThrow(/用不了：ECONNREFUSED/);
  await expect(opened({ keyId: "", more: 1 })).rejects.toThrow(/这几项不对：keyId、unrecognized_keys/);
  await expect(openObjectStorage("{")).rejects.toThrow(/不是一段 JSON/);
  await expect(opened({})).resolves.toBeDefined();
});
