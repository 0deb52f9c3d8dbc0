import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import { post } from "#features/ledger/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import type { FolderBalance } from "../rules/running-city-files.ts";

/**
 * The funds of a city that is already running: what the bank holds is told by its first statement as one sum, booked
 * against the opening balance; from there each fund takes its own. Without a statement the bank's sum is theirs.
 */
export async function openBooks(
  ctx: WriteCtx,
  balances: readonly FolderBalance[],
  hasStatement: boolean,
): Promise<void> {
  for (const { fund, cents, on, line } of balances) {
    if (cents === 0n) continue;
    await post(ctx, {
      source: "opening",
      sourceId: newId(),
      kind: "opening",
      on,
      summary: `期初资金（opening.csv 第${line}行）`,
      postings: [{ from: fund, to: hasStatement ? "opening_balance" : "bank", amount: cents as Cents }],
    });
  }
}
