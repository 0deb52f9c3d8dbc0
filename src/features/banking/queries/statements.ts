import { sql } from "kysely";
import type { z } from "zod";
import type { PlainDate } from "#core/dates.ts";
import { type Cents, formatYuan } from "#core/money.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { StatementList } from "../contract.ts";
import { formats } from "../formats/index.ts";

type Row = {
  id: string;
  file_name: string;
  format: string;
  from_on: PlainDate;
  until_on: PlainDate;
  lines: number;
  new_lines: number;
  opening_cents: Cents | null;
  closing_cents: Cents | null;
  imported_by_name: string;
  imported_at: Date;
};

/** What was taken in, newest first. */
export async function statementList(
  ctx: ReadCtx,
  query: { readonly after?: string | undefined; readonly limit: number },
): Promise<z.input<typeof StatementList>> {
  const earlier = query.after ? sql`and id < ${query.after}::uuid` : sql``;
  const { rows } =
    await sql<Row>`select id, file_name, format, from_on, until_on, lines, new_lines, opening_cents,
      closing_cents, imported_by_name, imported_at from bank_statement
    where city_id = ${ctx.actor.cityId} ${earlier} order by id desc limit ${query.limit + 1}`.execute(ctx.db);
  const counted = await sql<{ n: bigint }>`select count(*) as n from bank_statement
    where city_id = ${ctx.actor.cityId}`.execute(ctx.db);
  const page = rows.slice(0, query.limit);
  const yuan = (cents: Cents | null) => (cents === null ? null : formatYuan(cents));
  return {
    rows: page.map((row) => ({
      id: row.id,
      fileName: row.file_name,
      format: formats.find((format) => format.code === row.format)?.label ?? row.format,
      from: row.from_on,
      until: row.until_on,
      lines: row.lines,
      newLines: row.new_lines,
      opening: yuan(row.opening_cents),
      closing: yuan(row.closing_cents),
      importedBy: row.imported_by_name,
      importedAt: row.imported_at.toISOString(),
    })),
    total: Number(counted.rows[0]?.n ?? 0n),
    next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
  };
}
