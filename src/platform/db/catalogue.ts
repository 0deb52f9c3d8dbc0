import type { Pool } from "pg";

// What PostgreSQL itself says of the schema: the source of docs/schema.sql and of the types in schema.ts.

export type Column = {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly fallback: string | null;
};
export type TableDescription = {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly constraints: readonly string[];
  readonly indexes: readonly string[];
  /** What the application role may do, e.g. `select, insert`. */
  readonly rights: string;
};
export type Catalogue = {
  readonly extensions: readonly string[];
  readonly functions: readonly string[];
  readonly tables: readonly TableDescription[];
};

/** Reads the public schema, everything in a fixed order. */
export async function readCatalogue(pool: Pool): Promise<Catalogue> {
  const list = async (sql: string) => (await pool.query<{ it: string }>(sql)).rows.map(({ it }) => it);
  const extensions = await list(
    "select extname as it from pg_extension where extname <> 'plpgsql' order by 1",
  );
  const functions = await list(
    `select pg_get_functiondef(oid) as it from pg_proc
     where pronamespace = 'public'::regnamespace and prokind in ('f', 'p')
       and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e') order by proname, 1`,
  );
  const { rows } = await pool.query<TableDescription>(tableQuery);
  return { extensions, functions, tables: rows };
}

const tableQuery = `
  select relname as name,
    (select json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod),
        'isRequired', attnotnull, 'fallback', pg_get_expr(adbin, adrelid)) order by attnum)
      from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
      where attrelid = class.oid and attnum > 0 and not attisdropped) as columns,
    array(select format('constraint %I %s', conname, pg_get_constraintdef(oid, true)) from pg_constraint
      where conrelid = class.oid and contype <> 'n'
      order by array_position('{p,u,x,c,f}'::text[], contype::text), conname) as constraints,
    array(select pg_get_indexdef(indexrelid) from pg_index
      where indrelid = class.oid and not exists (select from pg_constraint where conindid = indexrelid and contype <> 'f')
      order by 1) as indexes,
    array_to_string(array(select privilege from unnest('{select,insert,update,delete}'::text[]) with ordinality as t (privilege, n)
      where has_table_privilege('tongzhou_app', class.oid, privilege) order by n), ', ') as rights
  from pg_class as class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
  order by relname`;
