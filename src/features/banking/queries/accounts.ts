import { sql } from "kysely";
import type { z } from "zod";
import type { PlainDate } from "#core/dates.ts";
import { type Cents, formatYuan } from "#core/money.ts";
import { nameOfAccount } from "#features/ledger/index.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import type { BankSettings } from "../contract.ts";
import { namedAlike, usualWords, type WordPurpose } from "../rules/index.ts";
import { matchingWords, ownWords, parties } from "../store/matching.ts";

type Row = {
  id: string;
  shown: string;
  holder: string | null;
  ledger_account: string;
  until: PlainDate | null;
  closing: Cents | null;
};

/** The city's bank accounts in the order of the books, each as far as its statements were taken in. */
export async function accountList(ctx: ReadCtx): Promise<z.input<typeof BankSettings>["accounts"]> {
  const { rows } =
    await sql<Row>`select account.id, account.number_shown as shown, account.holder, account.ledger_account,
      line.booked_on as until, line.balance_cents as closing
    from bank_account as account left join lateral (
      select booked_on, balance_cents from bank_line as line
      where line.city_id = account.city_id and line.bank_account_id = account.id order by line.place desc limit 1
    ) as line on true
    where account.city_id = ${ctx.actor.cityId} order by account.ledger_account`.execute(ctx.db);
  return rows.map((row) => ({
    id: row.id,
    shown: row.shown,
    holder: row.holder,
    ledgerAccount: row.ledger_account,
    name: nameOfAccount(row.ledger_account),
    until: row.until,
    closing: row.closing === null ? null : formatYuan(row.closing),
  }));
}

/** What a city may set of its bank: accounts, and the words by which lines are told. */
export async function bankSettings(ctx: ReadCtx): Promise<z.input<typeof BankSettings>> {
  const own = await ownWords(ctx);
  const inForce = await matchingWords(ctx);
  const purposes = Object.keys(usualWords) as WordPurpose[];
  return {
    accounts: await accountList(ctx),
    words: purposes.map((purpose) => ({
      purpose,
      words: [...inForce[purpose]],
      usual: [...usualWords[purpose]],
      isOwn: own[purpose].length > 0,
    })),
    alike: namedAlike(await parties(ctx), inForce.nameParts).size,
    allowed: allows(ctx.actor, "banking.settings") ? ["set"] : [],
  };
}
