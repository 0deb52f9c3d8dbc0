import { randomInt, timingSafeEqual } from "node:crypto";
import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { hashToken, newToken } from "#features/identity/index.ts";
import { channels } from "#platform/channels/channels.ts";
import { atFrontDesk, type ReadCtx, type WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { mobileNumber } from "../rules/binding.ts";
import { deviceName } from "../rules/device.ts";
import { askFault, codeMinutes, opens, pauseSeconds, sessionDays } from "../rules/sign-in-code.ts";
import { bindingOfAccount, phoneIndex } from "../store.ts";

/** How a worker's token begins, so that one look tells whose it is. No other token holds a dot. */
export const memberTokenPrefix = "m.";

export type CodeSent = {
  readonly seconds: number;
  readonly again: number;
  readonly demoCode?: string | undefined;
};

/**
 * Sends a code to a phone number, whoever's it is: what is answered is the same for a number that is known and one that is
 * not. Refuses phone_not_mobile, sms_not_set_up, code_just_sent, codes_too_many.
 */
export async function askCode(ctx: WriteCtx, given: string, address: string): Promise<CodeSent> {
  const phone = mobileNumber(given);
  if (!phone) throw new Refusal("invalid", "phone_not_mobile");
  const isDemo = await isDemoOnly(ctx);
  if (!channels().sms && !isDemo) throw new Refusal("conflict", "sms_not_set_up");
  const [number, from] = [phoneIndex(phone), vault().blindIndex(`address:${address}`)];
  // Two at once for one number wait for each other: one of them is too early then.
  await sql`select pg_advisory_xact_lock(${number.readInt32BE(0)}, 410900004)`.execute(ctx.db);
  const fault = askFault(await askedBefore(ctx, number, from), ctx.now.getTime());
  if (fault) throw new Refusal("too_many", fault.code, { seconds: fault.seconds });
  const [id, code] = [newId(), String(randomInt(1_000_000)).padStart(6, "0")];
  const expiresAt = new Date(ctx.now.getTime() + codeMinutes * 60_000);
  const sealed = channels().sms ? vault().seal(`${phone} ${code}`) : null;
  await sql`insert into member_code (id, phone_index, address_index, code_hash, sealed, asked_at, expires_at)
    values (${id}, ${number}, ${from}, ${codeHash(id, code)}, ${sealed}, ${ctx.now}, ${expiresAt})`.execute(
    ctx.db,
  );
  if (sealed) await ctx.enqueue("send_sign_in_code", "发送登录验证码", { codeId: id });
  await ctx.record("member.code_asked", { codeId: id });
  return { seconds: codeMinutes * 60, again: pauseSeconds, demoCode: isDemo ? code : undefined };
}

/** Keyed: a million codes are soon tried against a plain hash. */
const codeHash = (id: string, code: string) => vault().blindIndex(`code:${id}:${code}`);

/** Only the demo city stands in this database: its people are invented, so its codes may be shown to whoever asks. */
export async function isDemoOnly(ctx: ReadCtx): Promise<boolean> {
  const { rows } = await sql<{ demo: boolean | null }>`select bool_and(is_demo) as demo from city`.execute(
    ctx.db,
  );
  return rows[0]?.demo === true;
}

async function askedBefore(ctx: WriteCtx, number: Buffer, address: Buffer) {
  const ago = (hours: number) => new Date(ctx.now.getTime() - hours * 3_600_000);
  const { rows } = await sql<{ last: Date | null; hour: number; day: number; there: number }>`select
      max(asked_at) as last, count(*) filter (where asked_at > ${ago(1)})::int as hour, count(*)::int as day,
      (select count(*)::int from member_code where address_index = ${address} and asked_at > ${ago(1)}) as there
    from member_code where phone_index = ${number} and asked_at > ${ago(24)}`.execute(ctx.db);
  const [row] = rows;
  return {
    lastMs: row?.last?.getTime(),
    inHour: row?.hour ?? 0,
    inDay: row?.day ?? 0,
    fromAddressInHour: row?.there ?? 0,
  };
}

type CodeRow = {
  readonly id: string;
  readonly hash: Buffer;
  readonly expiresAt: Date;
  readonly tries: number;
  readonly usedAt: Date | null;
};

/**
 * Signs in with the last code sent to a number and answers the session's token. Returns (not throws, so that the try
 * counts) the refusal sms_code_wrong: wrong, old, used and never sent are one answer.
 */
export async function signInByCode(
  ctx: WriteCtx,
  given: { readonly phone: string; readonly code: string },
  agent: string,
): Promise<string | Refusal> {
  const phone = mobileNumber(given.phone);
  if (!phone) throw new Refusal("invalid", "phone_not_mobile");
  const { rows } = await sql<CodeRow>`select id, code_hash as hash, expires_at as "expiresAt", tries,
      used_at as "usedAt" from member_code where phone_index = ${phoneIndex(phone)}
    order by asked_at desc limit 1 for update`.execute(ctx.db);
  const [sent] = rows;
  const isRight = sent !== undefined && timingSafeEqual(codeHash(sent.id, given.code), sent.hash);
  const code = sent && {
    expiresMs: sent.expiresAt.getTime(),
    tries: sent.tries,
    isUsed: sent.usedAt !== null,
    isRight,
  };
  if (!sent || !opens(code, ctx.now.getTime())) {
    await sql`update member_code set tries = tries + 1 where id = ${sent?.id ?? null}`.execute(ctx.db);
    return new Refusal("unauthenticated", "sms_code_wrong");
  }
  await sql`update member_code set used_at = ${ctx.now}, sealed = null where id = ${sent.id}`.execute(ctx.db);
  return startMemberSession(ctx, phone, agent);
}

/** A session of the account of a number, which is opened where there is none yet. The number is proved by the caller. */
export async function startMemberSession(ctx: WriteCtx, phone: string, agent: string): Promise<string> {
  const { rows } = await sql<{
    id: string;
  }>`insert into member_account (id, phone_index, phone_sealed, created_at)
    values (${newId()}, ${phoneIndex(phone)}, ${vault().seal(phone)}, ${ctx.now})
    on conflict on constraint member_account_phone_once do update set phone_sealed = excluded.phone_sealed
    returning id`.execute(ctx.db);
  const accountId = rows[0]?.id ?? "";
  const binding = await bindingOfAccount(ctx, accountId);
  const token = `${memberTokenPrefix}${newToken().token}`;
  const expiresAt = new Date(ctx.now.getTime() + sessionDays * 86_400_000);
  await sql`insert into member_session (id, account_id, token_hash, device, binding_city_id, binding_id, created_at,
      seen_at, expires_at)
    values (${newId()}, ${accountId}, ${hashToken(token)}, ${deviceName(agent)}, ${binding?.cityId ?? null},
      ${binding?.id ?? null}, ${ctx.now}, ${ctx.now}, ${expiresAt})`.execute(ctx.db);
  await atFrontDesk(ctx, binding?.cityId ?? 0, (desk) => desk.record("member.signed_in", { accountId }));
  return token;
}

/** Ends a session; without one there is nothing to do. */
export async function signOutMember(ctx: WriteCtx, token: string | undefined): Promise<void> {
  const { rows } = await sql<{ accountId: string; cityId: number | null }>`delete from member_session
    where token_hash = ${hashToken(token ?? "")}
    returning account_id as "accountId", binding_city_id as "cityId"`.execute(ctx.db);
  const [ended] = rows;
  if (!ended) return;
  await atFrontDesk(ctx, ended.cityId ?? 0, (desk) =>
    desk.record("member.signed_out", { accountId: ended.accountId }),
  );
}
