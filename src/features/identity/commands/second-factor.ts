import { sql } from "kysely";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { newTotpSecret, totpAddress } from "./credentials.ts";
import { sessionOf, takeCode } from "./session.ts";

/** A new secret for the account's authenticator, shown once as text and QR code. Refuses: second_factor_set_up. */
export async function beginSecondFactor(
  ctx: WriteCtx,
  token: string | undefined,
): Promise<{ secret: string; address: string }> {
  const { account } = await sessionOf(ctx, token);
  if (account.totpConfirmed) throw new Refusal("conflict", "second_factor_set_up");
  const secret = newTotpSecret();
  await sql`update account set totp_sealed = ${vault().seal(secret)}, totp_last_step = null where id = ${account.id}`.execute(
    ctx.db,
  );
  await ctx.record("account.second_factor_begun", { accountId: account.id });
  return { secret, address: totpAddress(secret, account.login) };
}

/** Proves the authenticator by one code; from then on every sign-in asks for one. Refuses: code_wrong. */
export async function confirmSecondFactor(
  ctx: WriteCtx,
  token: string | undefined,
  code: string,
): Promise<void> {
  const { session, account } = await sessionOf(ctx, token);
  if (!(await takeCode(ctx, account, code))) throw new Refusal("invalid", "code_wrong_at_setup");
  await sql`update account set totp_confirmed = true where id = ${account.id}`.execute(ctx.db);
  await sql`update session set has_second_factor = true where id = ${session.id}`.execute(ctx.db);
  await sql`delete from session where account_id = ${account.id} and kind = 'browser' and id <> ${session.id}`.execute(
    ctx.db,
  );
  await ctx.record("account.second_factor_confirmed", { accountId: account.id });
}
