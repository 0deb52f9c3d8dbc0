import type { Pool } from "pg";
import { vault } from "#platform/crypto.ts";

/** A table with values that are sealed: their columns, and the key by which its rows are gone through. */
export type SealedTable = {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly { readonly name: string; readonly type: string }[];
};

const batch = 200;

/** Whatever is sealed is called so: a test of the catalogue holds it. */
export async function sealedTables(owner: Pool): Promise<SealedTable[]> {
  const { rows } = await owner.query<SealedTable>(`select table_.relname as name,
      array_agg(distinct column_.attname::text) as columns,
      (select json_agg(json_build_object('name', part.attname, 'type', format_type(part.atttypid, part.atttypmod))
          order by array_position(key.indkey::int2[], part.attnum))
        from pg_index as key join pg_attribute as part on part.attrelid = key.indrelid and part.attnum = any(key.indkey)
        where key.indrelid = table_.oid and key.indisprimary) as key
    from pg_class as table_
    join pg_attribute as column_ on column_.attrelid = table_.oid and column_.attnum > 0 and not column_.attisdropped
    where table_.relnamespace = 'public'::regnamespace and table_.relkind = 'r' and column_.atttypid = 'bytea'::regtype
      and column_.attname ~ '(^|_)sealed$'
    group by table_.oid, table_.relname order by table_.relname`);
  return rows;
}

/** How many values each key has sealed. */
export async function countByKey(owner: Pool): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for (const { name, columns } of await sealedTables(owner))
    for (const column of columns) {
      const { rows } = await owner.query<{ key: number; n: number }>(
        `select get_byte(${column}, 0) as key, count(*)::int as n from ${name} where ${column} is not null group by 1`,
      );
      for (const { key, n } of rows) counts.set(key, (counts.get(key) ?? 0) + n);
    }
  return counts;
}

/**
 * Seals the values of one table with the key that seals now, batch by batch, each a transaction of its own, in the order
 * of the table's key. Whoever changes a row meanwhile wins: it is sealed with the new key by then. Answers how many rows.
 */
export async function resealTable(
  owner: Pool,
  table: SealedTable,
  tell: (rows: number) => void,
): Promise<number> {
  let done = 0;
  for (let after: string[] | undefined; ; ) {
    const rows = await oldRows(owner, table, after);
    const last = rows.at(-1);
    if (!last) return done;
    await saveRows(owner, table, rows);
    after = last.key;
    done += rows.length;
    tell(rows.length);
  }
}

type Row = { readonly key: string[]; readonly values: readonly (Buffer | null)[] };

async function oldRows(
  owner: Pool,
  { name, columns, key }: SealedTable,
  after: readonly string[] | undefined,
): Promise<Row[]> {
  const current = vault().keyNumber();
  const isOld = columns.map((column) => `(${column} is not null and get_byte(${column}, 0) <> ${current})`);
  const place = key.map((part) => part.name).join(", ");
  const beyond = after
    ? `and (${place}) > (${key.map(({ type }, at) => `$${at + 1}::${type}`).join(", ")})`
    : "";
  const { rows } = await owner.query<Record<string, string> & Record<`v${number}`, Buffer | null>>(
    `select ${key.map((part, at) => `${part.name}::text as k${at}`).join(", ")},
       ${columns.map((column, at) => `${column} as v${at}`).join(", ")}
     from ${name} where (${isOld.join(" or ")}) ${beyond} order by ${place} limit ${batch}`,
    after ? [...after] : [],
  );
  return rows.map((row) => ({
    key: key.map((_part, at) => row[`k${at}`] ?? ""),
    values: columns.map((_column, at) => row[`v${at}`] ?? null) as (Buffer | null)[],
  }));
}

/** A row is changed only where it still holds what was read. */
async function saveRows(
  owner: Pool,
  { name, columns, key }: SealedTable,
  rows: readonly Row[],
): Promise<void> {
  const { isCurrent, openBytes, sealBytes } = vault();
  const anew = (value: Buffer | null) => (value && !isCurrent(value) ? sealBytes(openBytes(value)) : value);
  const parameters = [
    ...key.map((_part, at) => rows.map((row) => row.key[at])),
    ...columns.map((_column, at) => rows.map((row) => row.values[at])),
    ...columns.map((_column, at) => rows.map((row) => anew(row.values[at] ?? null))),
  ];
  const names = [
    ...key.map((_part, at) => `k${at}`),
    ...columns.map((_column, at) => `old${at}`),
    ...columns.map((_column, at) => `new${at}`),
  ];
  const types = [...key.map(() => "text"), ...columns.map(() => "bytea"), ...columns.map(() => "bytea")];
  await owner.query(
    `update ${name} as t set ${columns.map((column, at) => `${column} = given.new${at}`).join(", ")}
     from unnest(${types.map((type, at) => `$${at + 1}::${type}[]`).join(", ")}) as given (${names.join(", ")})
     where ${key.map(({ name: part, type }, at) => `t.${part} = given.k${at}::${type}`).join(" and ")}
       and ${columns.map((column, at) => `t.${column} is not distinct from given.old${at}`).join(" and ")}`,
    parameters,
  );
}
