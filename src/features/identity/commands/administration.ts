import { randomInt } from "node:crypto";
import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { mayGrant, type Role, roleOf } from "#core/permissions.ts";
import { Refusal } from "#core/refusal.ts";
import { now } from "#platform/clock.ts";
import type { WriteCtx } from "#platform/context.ts";
import { tokenDays } from "../rules/limits.ts";
import { type Account, grantsOf, lockAccount } from "../store.ts";
import { createAccount } from "./accounts.ts";
import { hashPassword, newToken } from "./credentials.ts";
import { demandGrantable, demandOrganisation, insertGrant, type NewGrant } from "./grants.ts";

/** No letters that look like digits; every kind of character is in it. */
export function temporaryPassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz";
  const pick = (from: string, n: number) =>
    Array.from({ length: n }, () => from[randomInt(from.length)] ?? "").join("");
  return `${pick(letters.toUpperCase(), 2)}${pick(letters, 4)}-${pick("23456789", 4)}`;
}

/** Opens an account in a role, with a password to be changed at the first sign-in. Refuses as `grantRole` and `createAccount` do. */
export async function openAccount(
  ctx: WriteCtx,
  given: { readonly login: string; readonly name: string } & Omit<NewGrant, "accountId">,
): Promise<{ id: string; password: string }> {
  const organisation = await demandOrganisation(ctx, given.organisationId);
  demandGrantable(ctx.actor.role, given.role, organisation, []);
  const password = temporaryPassword();
  const id = await createAccount(ctx, { ...given, password, mustChangePassword: true });
  await insertGrant(ctx, { ...given, accountId: id, delegatedFrom: null });
  return { id, password };
}

/** Whom the actor may manage: nobody with a role the actor could not have given, anywhere. Refuses: account_unknown, own_account, account_beyond_own. */
async function demandManageable(ctx: WriteCtx, id: string): Promise<Account> {
  const account = await lockAccount(ctx, id);
  if (!account?.cityIds.includes(ctx.actor.cityId) && ctx.actor.reach !== "province")
    throw new Refusal("not_found", "account_unknown");
  if (!account) throw new Refusal("not_found", "account_unknown");
  if (account.id === ctx.actor.id) throw new Refusal("forbidden", "own_account");
  const { role, cityId, reach } = ctx.actor;
  // Roles in other cities lie behind the wall of a city's administrator: an account that has any is not theirs.
  const isElsewhere = reach !== "province" && account.cityIds.some((city) => city !== cityId);
  const beyond = (await grantsOf(ctx, account)).some(
    (grant) => role === "system" || !mayGrant(role, grant.role),
  );
  if (isElsewhere || beyond) throw new Refusal("forbidden", "account_beyond_own");
  if (account.isDemo) throw new Refusal("conflict", "demo_account_fixed");
  return account;
}

/** A new password for somebody who lost theirs; all their sessions end. */
export async function resetPassword(ctx: WriteCtx, id: string): Promise<{ password: string }> {
  await demandManageable(ctx, id);
  const password = temporaryPassword();
  await sql`update account set password_hash = ${await hashPassword(password)}, password_changed_at = ${ctx.now},
    must_change_password = true where id = ${id}`.execute(ctx.db);
  await endSessions(ctx, id);
  await ctx.record("account.password_reset", { accountId: id });
  return { password };
}

/** Takes the second factor off an account whose phone is lost; it is set up anew at the next sign-in. */
export async function resetSecondFactor(ctx: WriteCtx, id: string): Promise<void> {
  await demandManageable(ctx, id);
  await sql`update account set totp_sealed = null, totp_confirmed = false, totp_last_step = null where id = ${id}`.execute(
    ctx.db,
  );
  await endSessions(ctx, id);
  await ctx.record("account.second_factor_reset", { accountId: id });
}

/** Closes an account, or opens it again; a closed one is out at once. */
export async function setDisabled(ctx: WriteCtx, id: string, isDisabled: boolean): Promise<void> {
  await demandManageable(ctx, id);
  await sql`update account set disabled_at = ${isDisabled ? ctx.now : null} where id = ${id}`.execute(ctx.db);
  if (isDisabled) await sql`delete from session where account_id = ${id}`.execute(ctx.db);
  await ctx.record(isDisabled ? "account.disabled" : "account.enabled", { accountId: id });
}

const endSessions = (ctx: WriteCtx, id: string) =>
  sql`delete from session where account_id = ${id} and kind = 'browser'`.execute(ctx.db);

/**
 * Opens an account for another system. It signs in by token, so it never gets a role that asks for a second factor.
 * Refuses: service_role_barred and as `grantRole` does.
 */
export async function openServiceAccount(
  ctx: WriteCtx,
  given: { readonly name: string; readonly organisationId: string; readonly role: Role },
): Promise<{ id: string; token: string }> {
  if (roleOf(given.role).secondFactor) throw new Refusal("invalid", "service_role_barred");
  const organisation = await demandOrganisation(ctx, given.organisationId);
  demandGrantable(ctx.actor.role, given.role, organisation, []);
  const id = await createAccount(ctx, {
    login: `service-${newId().slice(-12)}`,
    name: given.name,
    kind: "service",
  });
  const grantId = await insertGrant(ctx, { ...given, accountId: id, delegatedFrom: null });
  return { id, token: await issueToken(ctx, id, grantId) };
}

async function issueToken(ctx: WriteCtx, accountId: string, grantId: string): Promise<string> {
  const { token, tokenHash } = newToken();
  const at = now(); // tokens live in real time, also where a demo city's calendar stands still
  const until = new Date(at.getTime() + tokenDays * 86_400_000);
  await sql`insert into session (id, account_id, kind, token_hash, grant_city_id, grant_id, created_at, seen_at, expires_at)
    values (${newId()}, ${accountId}, 'token', ${tokenHash}, ${ctx.actor.cityId}, ${grantId}, ${at}, ${at}, ${until})`.execute(
    ctx.db,
  );
  await ctx.record("account.token_issued", { accountId });
  return token;
}

/** A new token for another system; the old one ends at once. Refuses: account_unknown, account_beyond_own. */
export async function renewToken(ctx: WriteCtx, id: string): Promise<{ token: string }> {
  const account = await demandManageable(ctx, id);
  const grant = (await grantsOf(ctx, account)).find((held) => held.cityId === ctx.actor.cityId);
  if (account.kind !== "service" || !grant) throw new Refusal("not_found", "account_unknown");
  await sql`delete from session where account_id = ${id} and kind = 'token'`.execute(ctx.db);
  return { token: await issueToken(ctx, id, grant.id) };
}
