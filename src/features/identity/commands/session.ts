import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { roleOf } from "#core/permissions.ts";
import { Refusal } from "#core/refusal.ts";
import { now } from "#platform/clock.ts";
import { atFrontDesk, type WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import {
  afterFailure,
  idleMinutes,
  isLocked,
  lockMinutes,
  sessionHours,
  triesBeforeLock,
} from "../rules/limits.ts";
import { normalLogin } from "../rules/login.ts";
import {
  type Account,
  type Grant,
  grantsOf,
  type LiveSession,
  lockAccount,
  lockAccountByLogin,
} from "../store.ts";
import { hashToken, isPassword, newToken, totpStep } from "./credentials.ts";

export type SignIn = {
  readonly login: string;
  readonly password: string;
  readonly code?: string | undefined;
};

/**
 * Signs in and answers the token. Wrong tries are counted per login, known or not, so that neither the answer, the
 * time it takes nor the lock tells whether an account exists. Returns (not throws, so that the count is kept) the
 * refusals account_locked, sign_in_wrong, code_needed, code_wrong.
 */
export async function signIn(ctx: WriteCtx, given: SignIn): Promise<string | Refusal> {
  const login = normalLogin(given.login);
  const tries = await lockTries(ctx, login);
  const nowMs = ctx.now.getTime();
  if (isLocked(tries, nowMs)) return new Refusal("too_many", "account_locked", { minutes: lockMinutes });
  const account = await lockAccountByLogin(ctx, login);
  const isRight = await isPassword(account?.passwordHash ?? null, given.password);
  if (!account || !isRight || account.disabledAt) return countFailure(ctx, login, account, "sign_in_wrong");
  let hasSecondFactor = false;
  if (account.totpConfirmed) {
    if (!given.code) return new Refusal("unauthenticated", "code_needed");
    if (!(await takeCode(ctx, account, given.code))) return countFailure(ctx, login, account, "code_wrong");
    hasSecondFactor = true;
  }
  await sql`delete from sign_in_try where login_index = ${indexOf(login)}`.execute(ctx.db);
  return startSession(ctx, account, hasSecondFactor);
}

const indexOf = (login: string) => vault().blindIndex(`login:${login}`);

async function lockTries(ctx: WriteCtx, login: string) {
  const { rows } = await sql<{ failed: number; locked: Date | null }>`insert into sign_in_try
      (login_index, failed_count, tried_at) values (${indexOf(login)}, 0, ${ctx.now})
    on conflict (login_index) do update set tried_at = excluded.tried_at
    returning failed_count as failed, locked_until as locked`.execute(ctx.db);
  return { failed: rows[0]?.failed ?? 0, lockedUntilMs: rows[0]?.locked?.getTime() };
}

async function countFailure(ctx: WriteCtx, login: string, account: Account | undefined, code: string) {
  const { rows } = await sql<{ failed: number }>`select failed_count as failed from sign_in_try
    where login_index = ${indexOf(login)}`.execute(ctx.db);
  const after = afterFailure(rows[0]?.failed ?? 0, ctx.now.getTime());
  const until = after.lockedUntilMs === undefined ? null : new Date(after.lockedUntilMs);
  await sql`update sign_in_try set failed_count = ${after.failed}, locked_until = ${until}
    where login_index = ${indexOf(login)}`.execute(ctx.db);
  const cityId = account?.cityIds[0];
  if (account && cityId) {
    await atFrontDesk(ctx, cityId, (desk) =>
      desk.record("session.refused", { accountId: account.id, reason: code, locked: until !== null }),
    );
  }
  return until
    ? new Refusal("too_many", "account_locked", { minutes: lockMinutes })
    : new Refusal("unauthenticated", code, { left: triesBeforeLock - after.failed });
}

/** Takes a code once: the same step never opens twice. Demo accounts are shared by many people at a time. */
export async function takeCode(ctx: WriteCtx, account: Account, code: string): Promise<boolean> {
  if (!account.totpSealed) return false;
  const used = account.totpLastStep === null || account.isDemo ? undefined : Number(account.totpLastStep);
  const step = totpStep(vault().open(account.totpSealed), code.replace(/\s/g, ""), ctx.now.getTime(), used);
  if (step === undefined) return false;
  await sql`update account set totp_last_step = greatest(totp_last_step, ${step}) where id = ${account.id}`.execute(
    ctx.db,
  );
  return true;
}

/** A new session in the role used last, else in the first that may be entered. */
export async function startSession(
  ctx: WriteCtx,
  account: Pick<Account, "id" | "cityIds">,
  hasSecondFactor: boolean,
): Promise<string> {
  const grants = await grantsOf(ctx, account);
  const { rows } = await sql<{ id: string; cityId: number }>`select grant_id as id,
      coalesce(acting_city_id, grant_city_id) as "cityId" from session
    where account_id = ${account.id} and kind = 'browser' and grant_id is not null
    order by created_at desc limit 1`.execute(ctx.db);
  const grant =
    grants.find((known) => known.id === rows[0]?.id && known.cityId === rows[0].cityId) ??
    grants.find((known) => hasSecondFactor || !roleOf(known.role).secondFactor) ??
    grants[0];
  const { token, tokenHash } = newToken();
  // A session lives by the real clock, also where a demo city's calendar stands still.
  const at = now();
  const expiresAt = new Date(at.getTime() + sessionHours * 3_600_000);
  await sql`insert into session (id, account_id, kind, token_hash, has_second_factor, grant_city_id, grant_id,
      acting_city_id, created_at, seen_at, expires_at)
    values (${newId()}, ${account.id}, 'browser', ${tokenHash}, ${hasSecondFactor}, ${grant?.homeCityId ?? null},
      ${grant?.id ?? null}, ${grant?.cityId ?? null}, ${at}, ${at}, ${expiresAt})`.execute(ctx.db);
  await recordAt(ctx, grant, account.id, "session.signed_in");
  return token;
}

/** In the account's own name: whoever reads the record sees who signed in. */
const recordAt = (ctx: WriteCtx, grant: Grant | undefined, accountId: string, event: string) =>
  atFrontDesk(
    ctx,
    grant?.cityId ?? 0,
    (desk) => desk.record(event, { accountId, role: grant?.role ?? null }),
    { id: accountId, ...(grant && { role: grant.role, organisationId: grant.organisationId }) },
  );

/** The session of a token and its account, also one that still lacks a second factor or a new password. */
export async function sessionOf(
  ctx: WriteCtx,
  token: string | undefined,
): Promise<{ session: LiveSession; account: Account }> {
  const { rows } =
    await sql<LiveSession>`select id, account_id as "accountId", has_second_factor as "hasSecondFactor",
      grant_city_id as "grantCityId", grant_id as "grantId" from session
    where token_hash = ${hashToken(token ?? "")} and kind = 'browser' and expires_at > ${ctx.now}
      and seen_at > ${new Date(ctx.now.getTime() - idleMinutes * 60_000)} for update`.execute(ctx.db);
  const session = rows[0];
  const account = session && (await lockAccount(ctx, session.accountId));
  if (!account || account.disabledAt) throw new Refusal("unauthenticated", "signed_out");
  return { session, account };
}

/** Ends a session; without one there is nothing to do. */
export async function signOut(ctx: WriteCtx, token: string | undefined): Promise<void> {
  if (!token) return;
  const { rows } = await sql<{ accountId: string; cityId: number | null }>`delete from session
    where token_hash = ${hashToken(token)} and kind = 'browser'
    returning account_id as "accountId", grant_city_id as "cityId"`.execute(ctx.db);
  const ended = rows[0];
  if (!ended) return;
  await atFrontDesk(
    ctx,
    ended.cityId ?? 0,
    (desk) => desk.record("session.signed_out", { accountId: ended.accountId }),
    { id: ended.accountId },
  );
}

/**
 * Acts in another of one's roles from now on, or in another city of the province: without one, the role's first.
 * Refuses: grant_not_held, second_factor_missing.
 */
export async function switchGrant(
  ctx: WriteCtx,
  token: string | undefined,
  grantId: string,
  cityId?: number,
): Promise<void> {
  const { session, account } = await sessionOf(ctx, token);
  const grant = (await grantsOf(ctx, account)).find(
    (held) => held.id === grantId && (cityId === undefined || held.cityId === cityId),
  );
  if (!grant) throw new Refusal("not_found", "grant_not_held");
  if (roleOf(grant.role).secondFactor && !session.hasSecondFactor && account.totpConfirmed)
    throw new Refusal("forbidden", "second_factor_missing");
  await sql`update session set grant_city_id = ${grant.homeCityId}, grant_id = ${grant.id},
      acting_city_id = ${grant.cityId}, seen_at = ${ctx.now}
    where id = ${session.id}`.execute(ctx.db);
  await recordAt(ctx, grant, account.id, "session.role_switched");
}
