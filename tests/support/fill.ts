import { randomBytes } from "node:crypto";
import type { Pool } from "pg";
import { newId } from "#core/ids.ts";
import { tables } from "#platform/db/tables.ts";
import { testVault } from "./app.ts";

/** Whose rows a table is filled with: a unit, and a word that stands in every text of its rows. */
export type Owner = { readonly cityId: number; readonly organisationId: string; readonly mark: string };

type Column = {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly mustBe: boolean;
};

/**
 * Puts a row of every owner into every table behind a wall, whatever tables there are: values by type, by the words a
 * check allows, and by the rows a foreign key points to. Answers the tables it could not fill.
 */
export async function fillTables(owner: Pool, owners: readonly Owner[]): Promise<string[]> {
  const columns = await columnsOf(owner);
  const words = await wordsOf(owner);
  const targets = await targetsOf(owner);
  const behindWalls = Object.keys(tables).filter(
    (name) => tables[name]?.kind === "distributed" && columns.some((column) => column.table === name),
  );
  await fillTable(owner, "person", owners, columns, words, targets); // two of each: a merge needs them
  let open = behindWalls.filter((name) => !name.startsWith("audit_") && !skipped.has(name));
  // A row may need one of a table that comes later in the list: go round until nothing more can be filled.
  for (let round = 0; round < 6 && open.length > 0; round++) {
    const left: string[] = [];
    for (const table of open) {
      if (!(await fillTable(owner, table, owners, columns, words, targets))) left.push(table);
    }
    open = left;
  }
  return open;
}

/** Filled by registering organisations; a made-up row would break the tree. */
const skipped = new Set([
  "organisation",
  "organisation_part",
  "organisation_profile",
  "organisation_move",
  "organisation_category",
]);

async function fillTable(
  owner: Pool,
  table: string,
  owners: readonly Owner[],
  columns: readonly Column[],
  words: ReadonlyMap<string, string>,
  targets: ReadonlyMap<string, string>,
): Promise<boolean> {
  const own = columns.filter((column) => column.table === table);
  // One row a city is enough where units share it.
  const isShared = !own.some((column) => column.name === "organisation_id");
  const cities = new Map(owners.map((each) => [each.cityId, { ...each, mark: "共有" }]));
  for (const each of isShared ? cities.values() : owners) {
    const values: unknown[] = [];
    for (const column of own) values.push(await madeUp(owner, column, each, words, targets));
    const names = own.map((column) => `"${column.name}"`);
    const places = own.map((_, place) => `$${place + 1}`);
    try {
      await owner.query(`insert into ${table} (${names}) values (${places})`, values);
    } catch {
      return false;
    }
  }
  return true;
}

async function madeUp(
  owner: Pool,
  column: Column,
  { cityId, organisationId, mark }: Owner,
  words: ReadonlyMap<string, string>,
  targets: ReadonlyMap<string, string>,
): Promise<unknown> {
  const key = `${column.table}.${column.name}`;
  if (column.name === "city_id") return cityId;
  if (column.name === "id") return newId();
  const given = known[column.name];
  if (given !== undefined) return given;
  if (column.name === "organisation_id" || column.name === "unit_id") return organisationId;
  const target = targets.get(key) ?? meant[column.name];
  if (target)
    return rowOf(owner, target, cityId, organisationId, column.name === "merged_id" ? "asc" : "desc");
  if (!column.mustBe && !column.type.startsWith("text")) return null;
  const word = words.get(key);
  if (word !== undefined) return word;
  if (column.name.endsWith("_sealed")) return testVault.seal(mark);
  if (column.type === "text") return `${mark}${randomBytes(3).toString("hex")}`;
  return typed[column.type]?.() ?? null;
}

/** What a made-up value could not be: the plan that is published, ends that come after their beginnings, sums. */
const known: Readonly<Record<string, unknown>> = {
  plan_code: "HN-INP-80",
  plan_version: "2025.1",
  role: "unit_clerk",
  year: 2025,
  cover_until: "2026-01-01",
  until_on: "2026-01-01",
  // What a sheet is scored by is 100 together; who is praised is an organisation.
  ...{ coverage: 100, funding: 0, service: 0, awareness: 0, inspection: 0, innovation: 0 },
  praised_name: null,
  // A bill's parts add up to its price.
  county_cents: 0,
  // A quiz, a template, a call's marks and a draw are lists; a certificate comes with its days.
  questions: "[]",
  items: "[]",
  marks: "[]",
  drawn_from: "[]",
  certificate: null,
  // A donation of money has no goods; what is granted comes of a donation or of fiscal money, not of both.
  goods: null,
  fiscal_grant_id: null,
  // A bill made anew is for less.
  heads_after: 0,
  due_after_cents: 0,
  city_cents: 0,
};

/** Whom and what a row is about need be no foreign key: it stands for something all the same. */
const meant: Readonly<Record<string, string>> = { person_id: "person", batch_id: "enrolment_batch" };

const typed: Readonly<Record<string, () => unknown>> = {
  uuid: () => newId(),
  integer: () => 1,
  smallint: () => 1,
  bigint: () => 1,
  numeric: () => 1,
  boolean: () => false,
  date: () => "2025-01-01",
  daterange: () => `[2025-01-01,2026-01-01)`,
  "timestamp with time zone": () => "2025-01-01T00:00:00Z",
  bytea: () => randomBytes(16),
  jsonb: () => "{}",
  "text[]": () => [],
  "uuid[]": () => [],
  "integer[]": () => [],
};

async function rowOf(
  owner: Pool,
  table: string,
  cityId: number,
  organisationId: string,
  order: "asc" | "desc",
): Promise<unknown> {
  const { rows: has } = await owner.query(
    "select from pg_attribute where attrelid = $1::regclass and attname = 'organisation_id' and not attisdropped",
    [table],
  );
  const mine =
    has.length > 0 ? "organisation_id = $2" : table === "organisation" ? "id = $2" : "$2::uuid is not null";
  const { rows } = await owner.query(
    `select id from ${table} where city_id = $1 and ${mine} order by id ${order} limit 1`,
    [cityId, organisationId],
  );
  return rows[0]?.id ?? null;
}

async function columnsOf(owner: Pool): Promise<Column[]> {
  const { rows } = await owner.query<Column>(`select c.relname as table, a.attname as name,
      format_type(a.atttypid, null) as type, a.attnotnull and not a.atthasdef as "mustBe"
    from pg_class as c join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attgenerated = ''
      and (a.attnotnull is false or a.atthasdef is false)
    order by c.relname, a.attnum`);
  return rows;
}

/** The first word that a check of the form `column in ('a', 'b')` allows. */
async function wordsOf(owner: Pool): Promise<Map<string, string>> {
  const { rows } = await owner.query<{
    table: string;
    text: string;
  }>(`select conrelid::regclass::text as table,
      pg_get_constraintdef(oid) as text from pg_constraint where contype = 'c'`);
  const words = new Map<string, string>();
  for (const { table, text } of rows) {
    const match = /^CHECK \(\((\w+) = ANY \(ARRAY\['([^']*)'/.exec(text);
    if (match?.[1] && match[2] !== undefined) words.set(`${table}.${match[1]}`, match[2]);
  }
  return words;
}

/** The table each column of a foreign key points to, where it is the key's last column (the city is its first). */
async function targetsOf(owner: Pool): Promise<Map<string, string>> {
  const { rows } = await owner.query<{ table: string; name: string; target: string }>(`select
      k.conrelid::regclass::text as table, a.attname as name, k.confrelid::regclass::text as target
    from pg_constraint as k join pg_attribute as a on a.attrelid = k.conrelid and a.attnum = k.conkey[array_length(k.conkey, 1)]
    join pg_attribute as f on f.attrelid = k.confrelid and f.attnum = k.confkey[array_length(k.confkey, 1)]
    where k.contype = 'f' and f.attname = 'id'`);
  return new Map(rows.map((row) => [`${row.table}.${row.name}`, row.target]));
}
