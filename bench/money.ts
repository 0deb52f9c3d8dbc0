import type { PlainDate } from "#core/dates.ts";
import { type Cents, formatYuan } from "#core/money.ts";
import { type Imported, importStatement, type Matched, matchLines } from "#features/banking/index.ts";
import { sha256, type WriteCtx } from "#platform/context.ts";
import { readContent } from "#tests/support/statements.ts";

/** Money on its way to the special account. */
export type Transfer = {
  readonly name: string;
  readonly account: string;
  readonly cents: Cents;
  readonly memo: string;
};

export const specialAccount = "41050161523600000123";

/** A bank's file as its customers get it. */
export function statementFile(transfers: readonly Transfer[], on: PlainDate, serials: string): Buffer {
  const lines = transfers.map(
    ({ name, account, cents, memo }, n) =>
      `${serials}${String(n).padStart(8, "0")},${on},,${formatYuan(cents)},${name},${account},${memo}`,
  );
  return Buffer.from(
    `交易流水号,交易日期,借方发生额,贷方发生额,对方户名,对方账号,摘要\n${lines.join("\n")}\n`,
  );
}

/** Reads the file, takes its lines in and matches them, as the program does. */
export async function takeStatement(
  ctx: WriteCtx,
  bytes: Buffer,
  until: PlainDate,
): Promise<Imported & Matched> {
  const reading = await readContent(bytes);
  if (reading.outcome === "refused")
    throw new Error(`The statement was refused: ${JSON.stringify(reading.problems.slice(0, 3))}`);
  const named = { ...reading, statement: { ...reading.statement, account: specialAccount } };
  const imported = await importStatement(
    ctx,
    { name: "bench.csv", hash: sha256(bytes).toString("hex") },
    named,
  );
  return { ...imported, ...(await matchLines(ctx, until)) };
}
