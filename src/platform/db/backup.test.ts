import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#core/ids.ts";
import { readConfig } from "#platform/config.ts";
import { reading, systemActor, writing } from "#platform/context.ts";
import { type TestDatabase, testDatabase, testServerUrl, withDatabase } from "#tests/support/database.ts";
import { backUp, restore } from "./backup.ts";
import { type Database, openDatabase } from "./database.ts";

const cityId = 410900;
const folder = mkdtempSync(join(tmpdir(), "tongzhou-backup-"));
const configOf = (name: string) => readConfig({ TONGZHOU_DATA: join(folder, name) });
const actor = systemActor("test", cityId);
const awkward = "王\t小\\明\n“二”\u{2A6A5}";

async function fill(database: Database): Promise<void> {
  await writing(database.pool, actor, async (ctx) => {
    const agencyId = newId();
    const organisation = (id: string, code: string, kind: string, parentId: string | null) => ({
      ...{ city_id: cityId, id, code, kind, name: awkward, name_key: awkward, parent_id: parentId },
      ...{ union_id: agencyId, state: "registered", opened_on: "2025-01-01" },
    });
    const unit = organisation(newId(), "B", "member_unit", agencyId);
    const rows = [organisation(agencyId, "A", "city_agency", null), unit];
    await ctx.db.insertInto("organisation").values(rows).execute();
    await ctx.copy(
      "person (city_id, id, name, organisation_id, phone_sealed)",
      Array.from(
        { length: 5000 },
        (_, i) => `${cityId}\t${newId()}\t人员${i}\t${unit.id}\t\\\\x00ff${i % 10}0\n`,
      ),
    );
    await ctx.record("test.filled", { people: 5000 });
  });
}

const contentOf = (database: Database) =>
  reading(database.pool, actor, async (ctx) => ({
    people: await ctx.db.selectFrom("person").selectAll().orderBy("id").execute(),
    organisations: await ctx.db.selectFrom("organisation").selectAll().orderBy("id").execute(),
    audit: await ctx.db.selectFrom("audit_line").selectAll().execute(),
  }));

async function openedContent(name: string) {
  const database = await openDatabase(configOf(name));
  try {
    return await contentOf(database);
  } finally {
    await database.close();
  }
}

let source: Database;
let wanted: Awaited<ReturnType<typeof contentOf>>;
const physical = join(folder, "a.backup");
const logical = join(folder, "a.logical");
beforeAll(async () => {
  source = await openDatabase(configOf("source"));
  await fill(source);
  wanted = await contentOf(source);
  expect(await backUp(configOf("source"), physical)).toBe("physical");
  expect(await backUp(configOf("source"), logical, "logical")).toBe("logical");
});
afterAll(async () => {
  await source.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("backup and restore", () => {
  test("a physical backup, made beside the running program, opens in another folder with the same content", async () => {
    await restore(configOf("physical"), physical);
    expect(await openedContent("physical")).toEqual(wanted);
  });

  test("a logical backup does too", async () => {
    await restore(configOf("logical"), logical);
    expect(await openedContent("logical")).toEqual(wanted);
  });

  test("a logical backup moves to a server whose owner is perhaps no superuser", async () => {
    const target: TestDatabase = await testDatabase();
    const url = withDatabase(testServerUrl(), target.name);
    await restore(readConfig({ DATABASE_URL: url, TONGZHOU_DATA: join(folder, "server") }), logical);
    expect(await contentOf(target)).toEqual(wanted);
    const { rows } = await target.ownerPool.query(
      "select count(*)::int as n from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity and not relforcerowsecurity",
    );
    expect(rows).toEqual([{ n: 0 }]);
    await target.close();
  });

  test("a second backup never overwrites a file", async () => {
    await expect(backUp(configOf("source"), physical)).rejects.toThrow("已存在");
  });

  test.each([
    ["physical", physical, "已有数据库"],
    ["logical", logical, "不是空的"],
  ])("a %s backup is not put over data", async (_kind, file, words) => {
    await expect(restore(configOf("source"), file)).rejects.toThrow(words);
    expect(await contentOf(source)).toEqual(wanted);
  });

  test.each([
    ["cut off", (bytes: Buffer) => bytes.subarray(0, bytes.length - 20_000), /不完整|已损坏/],
    [
      "changed",
      (bytes: Buffer) => bytes.fill(0xa5, bytes.length >> 1, (bytes.length >> 1) + 9),
      /已损坏|不完整/,
    ],
    ["no backup", () => Buffer.from("PK\u0003\u0004 something else altogether"), /不是同舟的备份文件/],
  ])("a file that is %s is refused, and nothing of it stays", async (name, damage, words) => {
    for (const file of [physical, logical]) {
      const bad = join(folder, "bad");
      writeFileSync(bad, damage(Buffer.from(readFileSync(file))));
      await expect(restore(configOf(`bad ${name}`), bad)).rejects.toThrow(words);
    }
    expect(existsSync(join(folder, `bad ${name}`))).toBe(false);
  });
});
