import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#tests/support/database.ts";
import { tables } from "./tables.ts";

let database: TestDatabase;
let present: string[];
beforeAll(async () => {
  database = await testDatabase();
  present = (
    await names(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
    )
  ).sort();
});
afterAll(() => database.close());

const distributed = Object.entries(tables)
  .filter(([, rule]) => rule.kind === "distributed")
  .map(([name]) => name);
const changing = Object.entries(tables).flatMap(([name, rule]) =>
  rule.kind === "distributed" && rule.changes ? [[name, rule.changes] as const] : [],
);
const appendOnly = Object.entries(tables)
  .filter(([, rule]) => rule.kind !== "local" && rule.appendOnly)
  .map(([name]) => name);

async function names(sql: string, values: unknown[] = []): Promise<string[]> {
  return (await database.ownerPool.query<{ name: string }>(sql, values)).rows.map((row) => row.name);
}

describe("the catalogue keeps the database rules", () => {
  test("every table is declared, and every declared table exists", () => {
    expect(present).toEqual(Object.keys(tables).sort());
  });

  test("rule 1: a distributed table begins with city_id int not null", async () => {
    const right = await names(
      `select attrelid::regclass::text as name from pg_attribute
       where attnum = 1 and attname = 'city_id' and atttypid = 'int4'::regtype and attnotnull
         and attrelid = any($1::text[]::regclass[])`,
      [distributed],
    );
    expect(right.sort()).toEqual([...distributed].sort());
  });

  test("rule 1: its primary key, unique constraints, exclusions and indexes start with city_id", async () => {
    const wrong = await names(
      `select indexrelid::regclass::text as name from pg_index
       where indrelid = any($1::text[]::regclass[])
         and (select attname from pg_attribute where attrelid = indrelid and attnum = indkey[0]) is distinct from 'city_id'`,
      [distributed],
    );
    const keyed = await names(
      "select indrelid::regclass::text as name from pg_index where indisprimary and indrelid = any($1::text[]::regclass[])",
      [distributed],
    );
    expect(wrong).toEqual([]);
    expect(keyed.sort()).toEqual([...distributed].sort());
  });

  test("rules 1 and 3: its foreign keys carry the city, or point at a reference table", async () => {
    const { rows } = await database.ownerPool.query<{
      name: string;
      from: string;
      to: string;
      city: boolean;
    }>(
      `select conname as name, conrelid::regclass::text as from, confrelid::regclass::text as to,
         (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]) = 'city_id'
         and (select attname from pg_attribute where attrelid = confrelid and attnum = confkey[1]) = 'city_id' as city
       from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
    );
    const kind = (name: string) => tables[name]?.kind;
    const wrong = rows.filter(({ from, to, city }) =>
      kind(from) === "distributed"
        ? kind(to) === "local" || (kind(to) === "distributed" && !city)
        : kind(to) === "distributed",
    );
    expect(wrong).toEqual([]);
  });

  test("rule 7: row-level security is enabled and forced, with a policy", async () => {
    const walled = await names(
      `select relname as name from pg_class where relrowsecurity and relforcerowsecurity
         and exists (select from pg_policy where polrelid = pg_class.oid)`,
    );
    expect(walled.sort()).toEqual([...distributed].sort());
  });

  test("rule 9: no triggers and no rules", async () => {
    const triggers = await names(
      "select tgname as name from pg_trigger join pg_class on pg_class.oid = tgrelid where not tgisinternal and relnamespace = 'public'::regnamespace",
    );
    const rules = await names(
      "select rulename as name from pg_rules where schemaname = 'public' and rulename <> '_RETURN'",
    );
    expect([...triggers, ...rules]).toEqual([]);
  });

  test("the application role owns nothing and is no superuser", async () => {
    const owned = await names(
      "select relname as name from pg_class where relowner = (select oid from pg_roles where rolname = 'tongzhou_app')",
    );
    const mighty = await names(
      "select rolname as name from pg_roles where rolname = 'tongzhou_app' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)",
    );
    expect([...owned, ...mighty]).toEqual([]);
  });
});

describe("what is written stays written", () => {
  test.each(appendOnly)("%s: the application role may only add and read", async (table) => {
    const { rows } = await database.ownerPool.query(
      `select has_table_privilege('tongzhou_app', $1, 'insert') as insert,
         has_table_privilege('tongzhou_app', $1, 'update') or has_any_column_privilege('tongzhou_app', $1, 'update') as update,
         has_table_privilege('tongzhou_app', $1, 'delete') as delete, has_table_privilege('tongzhou_app', $1, 'truncate') as truncate`,
      [table],
    );
    expect(rows[0]).toEqual({ insert: true, update: false, delete: false, truncate: false });
  });

  test.each(appendOnly)(
    "%s: an update, a deletion and a truncation are refused when tried",
    async (table) => {
      for (const attempt of [
        `update ${table} set city_id = 410900`,
        `delete from ${table}`,
        `truncate ${table}`,
      ]) {
        await expect(database.pool.query(attempt)).rejects.toMatchObject({ code: "42501" });
      }
    },
  );

  test.each(changing)("%s: only some columns change, and no row goes", async (table, changes) => {
    const { rows } = await database.ownerPool.query<{ name: string; change: boolean; gone: boolean }>(
      `select attname as name, has_column_privilege('tongzhou_app', $1, attname, 'update') as change,
         has_table_privilege('tongzhou_app', $1, 'delete') or has_table_privilege('tongzhou_app', $1, 'truncate') as gone
       from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
      [table],
    );
    expect(
      rows
        .filter((row) => row.change)
        .map((row) => row.name)
        .sort(),
    ).toEqual([...changes].sort());
    expect(rows.some((row) => row.gone)).toBe(false);
  });
});
