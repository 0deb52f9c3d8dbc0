import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { isLogin, normalLogin } from "../rules/login.ts";
import { passwordFaults } from "../rules/password.ts";
import { hashPassword, isPassword } from "./credentials.ts";
import { sessionOf } from "./session.ts";

export type NewAccount = {
  readonly login: string;
  readonly name: string;
  readonly password?: string | undefined;
  readonly kind?: "person" | "service";
  readonly mustChangePassword?: boolean;
  readonly isDemo?: boolean;
  readonly totpSecret?: string | undefined;
};

/** Opens an account without any role yet. Refuses: login_invalid, login_taken, password_weak. */
export async function createAccount(ctx: WriteCtx, given: NewAccount): Promise<string> {
  const login = normalLogin(given.login);
  if (!isLogin(login)) throw new Refusal("invalid", "login_invalid");
  if (given.password !== undefined) demandStrong(given.password, login);
  const id = newId();
  const { rows } =
    await sql`insert into account (id, login, name, kind, password_hash, password_changed_at, totp_sealed,
      totp_confirmed, must_change_password, is_demo, created_at)
    values (${id}, ${login}, ${given.name.trim()}, ${given.kind ?? "person"},
      ${given.password === undefined ? null : await hashPassword(given.password)}, ${ctx.now},
      ${given.totpSecret ? vault().seal(given.totpSecret) : null}, ${given.totpSecret !== undefined},
      ${given.mustChangePassword ?? false}, ${given.isDemo ?? false}, ${ctx.now})
    on conflict on constraint account_login_once do nothing returning id`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("conflict", "login_taken");
  await ctx.record("account.created", { accountId: id, kind: given.kind ?? "person" });
  return id;
}

export function demandStrong(password: string, login: string): void {
  const faults = passwordFaults(password, login);
  if (faults.length > 0) throw new Refusal("invalid", "password_weak", { faults });
}

/**
 * Changes one's own password and ends all other sessions. Refuses: password_wrong, password_weak, password_same,
 * demo_account_fixed.
 */
export async function changePassword(
  ctx: WriteCtx,
  token: string | undefined,
  given: { readonly current: string; readonly next: string },
): Promise<void> {
  const { session, account } = await sessionOf(ctx, token);
  if (account.isDemo) throw new Refusal("conflict", "demo_account_fixed");
  if (!(await isPassword(account.passwordHash, given.current)))
    throw new Refusal("invalid", "password_wrong");
  if (given.current === given.next) throw new Refusal("invalid", "password_same");
  demandStrong(given.next, account.login);
  await sql`update account set password_hash = ${await hashPassword(given.next)}, password_changed_at = ${ctx.now},
    must_change_password = false where id = ${account.id}`.execute(ctx.db);
  await sql`delete from session where account_id = ${account.id} and kind = 'browser' and id <> ${session.id}`.execute(
    ctx.db,
  );
  await ctx.record("account.password_changed", { accountId: account.id });
}
