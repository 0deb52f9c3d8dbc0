import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { newId } from "#core/ids.ts";
import { programFolder, readConfig } from "#platform/config.ts";
import { systemActor, type WriteCtx, writing } from "#platform/context.ts";
import { openVault, setVault, vault } from "#platform/crypto.ts";
import { files, makeFileStore, setFiles } from "#platform/files.ts";
import { seedCity } from "#tests/support/city.ts";
import { type TestDatabase, testDatabase, testServerUrl, withDatabase } from "#tests/support/database.ts";
import { retiredKeys } from "./key-file.ts";
import { countByKey, sealedTables } from "./reseal-rows.ts";
import { rotateKey } from "./rotate.ts";

const city = 410_900;
const data = mkdtempSync(join(tmpdir(), "tongzhou-keys-"));
let database: TestDatabase;
let unit: string;
const config = () =>
  readConfig({ DATABASE_URL: withDatabase(testServerUrl(), database.name), TONGZHOU_DATA: data });
const act = <T>(run: (ctx: WriteCtx) => Promise<T>) => writing(database.pool, systemActor("test", city), run);

beforeAll(async () => {
  setVault(openVault(data, undefined));
  setFiles(makeFileStore(data));
  database = await testDatabase();
  unit = (await seedCity(database.pool, city)).U11 ?? "";
});
afterAll(async () => {
  await database.close();
  rmSync(data, { recursive: true, force: true });
});

/** What every person's phone should be, by id: the test's own memory. */
const phones = new Map<string, string>();
const digits = (n: number) => `139${String(n).padStart(8, "0")}`;

async function addPeople(count: number, seal = vault().seal): Promise<void> {
  const people = Array.from({ length: count }, (_, n) => [newId(), digits(phones.size + n)] as const);
  await act(async (ctx) => {
    for (const [id, phone] of people)
      await sql`insert into person (city_id, id, name, organisation_id, employed_from, phone_sealed)
        values (${city}, ${id}, '苏晓梅', ${unit}, '2025-01-01', ${seal(phone)})`.execute(ctx.db);
  });
  for (const [id, phone] of people) phones.set(id, phone);
}

async function changeOne(id: string, phone: string, seal: (plain: string) => Buffer): Promise<void> {
  await act((ctx) =>
    sql`update person set phone_sealed = ${seal(phone)} where city_id = ${city} and id = ${id}`.execute(
      ctx.db,
    ),
  );
  phones.set(id, phone);
}

/** Everything is read and is what was written last. */
async function demandAllReads(): Promise<void> {
  const { rows } = await act((ctx) =>
    sql<{ id: string; sealed: Buffer }>`select id, phone_sealed as sealed from person
      where city_id = ${city} and phone_sealed is not null`.execute(ctx.db),
  );
  expect(Object.fromEntries(rows.map(({ id, sealed }) => [id, vault().open(sealed)]))).toEqual(
    Object.fromEntries(phones),
  );
}

const ring = () =>
  JSON.parse(readFileSync(join(data, "keys.json"), "utf8")) as { current: number; sealing: object };
const counts = async () => Object.fromEntries(await countByKey(database.ownerPool));

test("every sealed column is found by its name, and every table of them can be gone through", async () => {
  const tables = await sealedTables(database.ownerPool);
  expect(tables.length).toBeGreaterThan(20);
  for (const { name, key } of tables) expect(key.length, name).toBeGreaterThan(0);
  const { rows } = await database.ownerPool.query(
    `select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'public' and data_type = 'bytea' and column_name !~ '(sealed|_index|_hash|sha256)$' and column_name <> 'hash'`,
  );
  expect(rows, "a column of bytes is sealed, an index or a hash, and says so").toEqual([]);
});

describe("a new key", () => {
  let paper: string;

  test("takes the place of the old one while people go on writing: everything reads, the old key is out", async () => {
    await addPeople(900);
    paper = newId();
    const path = join(data, "paper");
    writeFileSync(path, Buffer.alloc(1_500_000, 7));
    await files().keep(paper, path);
    const index = vault().blindIndex("41090219900101001X");

    // The program that runs: it has its own ring, from before.
    const { seal } = openVault(data, undefined);
    let isOver = false;
    const writing_ = (async () => {
      const ids = [...phones.keys()].slice(0, 100);
      for (let n = 0; !isOver; n++) {
        await changeOne(ids[(n * 7) % ids.length] ?? "", digits(50_000_000 + n), seal);
        if (n % 10 === 0) await addPeople(1, seal);
      }
    })();
    const rotated = await rotateKey(config(), database).finally(() => {
      isOver = true;
    });
    await writing_;

    expect(rotated).toMatchObject({ key: 2, old: [1], files: 1 });
    expect(rotated.rows).toBeGreaterThan(100);
    expect(Object.keys(await counts())).toEqual(["2"]);
    expect(ring()).toMatchObject({ current: 2, sealing: { 2: expect.any(String) } });
    expect(Object.keys(ring().sealing)).toEqual(["2"]);
    expect(Object.keys(retiredKeys(data))).toEqual(["1"]);
    await demandAllReads();
    expect(await files().read(paper)).toEqual(Buffer.alloc(1_500_000, 7));
    expect(vault().blindIndex("41090219900101001X")).toEqual(index);
  });

  test("is known at once to a program that started before it, and seals there within a second", async () => {
    const other = openVault(data, undefined);
    const first = other.seal("先");
    setVault(openVault(data, undefined));
    const before = vault().keyNumber();
    await rotateKey(config(), database);
    const [[, sealed] = []] = [...(await sealedPhones())];
    expect(other.open(sealed as Buffer)).toMatch(/^139/);
    expect(other.keyNumber()).toBe(before + 1);
    await vi.waitFor(() => expect(() => other.open(first)).toThrow(/No data key/), { timeout: 5_000 });
    await demandAllReads();
  });

  test("killed in the middle, the same command goes on with the same key and ends as if nothing had been", async () => {
    await addPeople(1_500);
    const start = ring().current;
    const child = spawn(
      process.execPath,
      [
        "--disable-warning=ExperimentalWarning",
        join(programFolder, "src", "main", "cli.ts"),
        "key",
        "rotate",
      ],
      {
        env: {
          ...process.env,
          DATABASE_URL: withDatabase(testServerUrl(), database.name),
          TONGZHOU_DATA: data,
        },
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    const ended = new Promise((resolve) => child.on("close", resolve));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      if (text.includes("person")) child.kill("SIGKILL");
    });
    await ended;
    expect(Object.keys(ring().sealing)).toEqual([String(start), String(start + 1)]);
    const half = await counts();
    expect(half[start]).toBeGreaterThan(0);
    expect(half[start + 1]).toBeGreaterThan(0);
    await demandAllReads();

    const rotated = await rotateKey(config(), database);
    expect(rotated).toMatchObject({ key: start + 1, old: [start] });
    expect(Object.keys(await counts())).toEqual([String(start + 1)]);
    await demandAllReads();
  });

  test("is made by one at a time", async () => {
    const tried = await Promise.allSettled([rotateKey(config(), database), rotateKey(config(), database)]);
    const told = tried.map((each) => (each.status === "rejected" ? each.reason.code : "done")).sort();
    expect(told).toEqual(["done", "key_rotation_running"]);
  });

  test("leaves its beginning and its end among the audit lines, and no key in them", async () => {
    const { rows } = await database.ownerPool.query(
      "select event, facts from audit_line where event like 'key.%' order by id",
    );
    expect(rows.slice(0, 2)).toMatchObject([
      { event: "key.rotation_begun", facts: { key: 2, old: "1" } },
      { event: "key.rotated", facts: { key: 2, old: "1", files: 1 } },
    ]);
    expect(JSON.stringify(rows)).not.toContain(Object.values(ring().sealing)[0]);
  });
});

describe("keys in TONGZHOU_KEYS", () => {
  test("are changed by hand: a ring of one is refused, of two is sealed anew and left as it is", async () => {
    const file = readFileSync(join(data, "keys.json"), "utf8");
    const inEnvironment = (keys: string) => ({ ...config(), keys });
    await expect(rotateKey(inEnvironment(file), database)).rejects.toMatchObject({
      code: "key_in_environment",
    });
    const { current, sealing, ...rest } = JSON.parse(file);
    const two = JSON.stringify({
      ...rest,
      current: current + 1,
      sealing: { ...sealing, [current + 1]: Buffer.alloc(32, 9).toString("base64") },
    });
    expect(await rotateKey(inEnvironment(two), database)).toMatchObject({ key: current + 1, old: [current] });
    expect(Object.keys(await counts())).toEqual([String(current + 1)]);
    expect(readFileSync(join(data, "keys.json"), "utf8")).toBe(file);
    await demandAllReads();
  });
});

async function sealedPhones(): Promise<Map<string, Buffer>> {
  const { rows } = await act((ctx) =>
    sql<{ id: string; sealed: Buffer }>`select id, phone_sealed as sealed from person
      where city_id = ${city} and phone_sealed is not null limit 5`.execute(ctx.db),
  );
  return new Map(rows.map(({ id, sealed }) => [id, sealed]));
}
