import type { PlainDate, PlainMonth } from "#core/dates.ts";
import { monthOf } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { assertSound, type Entry, reversed } from "./rules/index.ts";
import {
  closedMonths,
  findEntry,
  insertEntries,
  knownAccounts,
  lockAccounts,
  type NumberedEntry,
  saveMapping,
  setMonthState,
} from "./store.ts";

/**
 * Writes one entry into the books and answers its id. Refuses `month_closed`, `fund_never_negative`,
 * `entry_already_posted` (same source and kind).
 */
export async function post(ctx: WriteCtx, entry: Entry): Promise<string> {
  const [id = ""] = await postAll(ctx, [entry]);
  return id;
}

/** Writes many entries at once, all or none; answers their ids in order. Refuses as `post`. */
export async function postAll(ctx: WriteCtx, entries: readonly Entry[]): Promise<string[]> {
  return write(
    ctx,
    entries.map((entry) => ({ ...entry, id: newId() })),
  );
}

async function write(ctx: WriteCtx, entries: readonly NumberedEntry[]): Promise<string[]> {
  if (entries.length === 0) return [];
  for (const entry of entries) assertSound(entry);
  const codes = entries.flatMap((entry) => entry.postings.flatMap(({ from, to }) => [from, to]));
  await lockAccounts(ctx, [...new Set(codes)]);
  const months = [...new Set(entries.map((entry) => monthOf(entry.on)))];
  const [closed] = await closedMonths(ctx, months);
  if (closed) throw new Refusal("conflict", "month_closed", { month: closed });
  const written = await insertEntries(ctx, entries);
  // Somebody closed the month between the look and the writing.
  if (written < entries.length) throw new Refusal("conflict", "month_closed", { month: months[0] ?? "" });
  return entries.map((entry) => entry.id);
}

/** Entries that a feature takes back itself, with what belongs to them, or its records and the books would part. */
const owned = [
  { source: "bank_", code: "entry_of_bank_line" },
  { source: "fund_grant", code: "entry_of_fund_grant" },
] as const;

/** Takes an entry back by hand. Refuses as `reverse`, and `entry_of_bank_line`, `entry_of_fund_grant`. */
export async function reverseByHand(ctx: WriteCtx, entryId: string, reason: string): Promise<string> {
  const entry = await findEntry(ctx, entryId);
  const owner = owned.find(({ source }) => entry?.source.startsWith(source));
  if (owner) throw new Refusal("conflict", owner.code);
  return reverse(ctx, entryId, reason);
}

/**
 * Takes an entry back by one that moves the same amounts the other way; the entry itself stays as it was written.
 * Refuses `not_found`, `reversal_not_reversed`, `entry_already_reversed`, `month_closed`, `fund_never_negative`.
 */
export async function reverse(
  ctx: WriteCtx,
  entryId: string,
  reason: string,
  on: PlainDate = ctx.today,
): Promise<string> {
  const entry = await findEntry(ctx, entryId);
  if (!entry) throw new Refusal("not_found", "not_found");
  if (entry.reversesId) throw new Refusal("conflict", "reversal_not_reversed");
  const [id = ""] = await write(ctx, [
    {
      id: newId(),
      source: "ledger_entry",
      sourceId: entryId,
      kind: "reversal",
      on,
      summary: `冲回：${reason}`,
      postings: reversed(entry.postings),
      reversesId: entryId,
    },
  ]);
  await ctx.record("ledger.reversed", { entryId, by: id });
  return id;
}

/** Locks a month: nothing is posted into it any more. Refuses `month_already_closed`. */
export async function closeMonth(ctx: WriteCtx, month: PlainMonth): Promise<void> {
  if (!(await setMonthState(ctx, month, "closed")))
    throw new Refusal("conflict", "month_already_closed", { month });
  await ctx.record("ledger.month_closed", { month });
}

/** Unlocks a month. Who may do so, and that two people agreed, is funding's to see to. */
export async function reopenMonth(ctx: WriteCtx, month: PlainMonth): Promise<void> {
  await setMonthState(ctx, month, "open");
  await ctx.record("ledger.month_reopened", { month });
}

/**
 * Says under which code and name the union's accounting program knows an account; nothing takes that back. Refuses
 * `account_unknown`.
 */
export async function mapAccount(
  ctx: WriteCtx,
  account: string,
  external: { readonly code: string; readonly name: string } | undefined,
): Promise<void> {
  if (!(await knownAccounts(ctx)).includes(account)) {
    throw new Refusal("invalid", "account_unknown", { account });
  }
  await saveMapping(ctx, account, external);
  await ctx.record("ledger.account_mapped", { account, code: external?.code ?? "" });
}
