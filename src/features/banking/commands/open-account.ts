import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { accountIndex, bankAccounts, insertBankAccount } from "../store/statements.ts";

/**
 * Adds an account of the city, with a ledger account of its own; statements of it can be taken in from now on. The first
 * one is also opened by its first statement. Refuses `bank_account_known`.
 */
export async function openAccount(
  ctx: WriteCtx,
  { number, holder }: { readonly number: string; readonly holder: string },
): Promise<string> {
  const known = await bankAccounts(ctx);
  const index = accountIndex(number);
  if (known.some((each) => index && each.index.equals(index))) {
    throw new Refusal("conflict", "bank_account_known");
  }
  const account = await insertBankAccount(ctx, number, holder, nextLedgerAccount(known.length));
  await ctx.record("bank.account_opened", { accountId: account.id, ledgerAccount: account.ledgerAccount });
  return account.id;
}

export const nextLedgerAccount = (known: number): string => (known === 0 ? "bank" : `bank_${known + 1}`);
