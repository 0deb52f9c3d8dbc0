import { randomInt, timingSafeEqual } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { channels } from "#platform/channels/channels.ts";
import type { WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { mySetting, whose } from "../queries/settings.ts";
import { type Channel, mutedKey, type NoticePurpose } from "../rules/template.ts";

/** ☆ How long a code by mail opens, and how often it may be tried. */
const codeMinutes = 30;
const triesPerCode = 5;

/** Changes my own row, which is made where there is none yet. */
async function change(ctx: WriteCtx, set: RawBuilder<unknown>): Promise<void> {
  const { personId, accountId } = whose(ctx);
  await sql`insert into notice_setting (city_id, id, person_id, account_id)
    values (${ctx.actor.cityId}, ${newId()}, ${personId}, ${accountId})
    on conflict on constraint notice_setting_once do nothing`.execute(ctx.db);
  await sql`update notice_setting set ${set} where city_id = ${ctx.actor.cityId}
    and person_id is not distinct from ${personId}::uuid and account_id is not distinct from ${accountId}::uuid`.execute(
    ctx.db,
  );
}

const hashOf = (email: string, code: string) => vault().blindIndex(`email:${email}:${code}`);

/** Takes an address, which counts once the code sent to it comes back. Refuses email_not_set_up. */
export async function setEmail(ctx: WriteCtx, email: string): Promise<void> {
  if (!channels().email) throw new Refusal("conflict", "email_not_set_up");
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const until = new Date(ctx.now.getTime() + codeMinutes * 60_000);
  await change(
    ctx,
    sql`email_sealed = ${vault().seal(email)}, email_code_hash = ${hashOf(email, code)}, email_code_until = ${until},
      email_tries = 0, email_confirmed_at = null`,
  );
  const sealed = vault().seal(`${email} ${code}`).toString("base64");
  await ctx.enqueue("send_email_code", "发送邮箱验证码", { sealed });
  await ctx.record("notice.email_set", { by: ctx.actor.id });
}

/** The code came back: mails go there from now on. Returns (so that the try counts) the refusal email_code_wrong. */
export async function confirmEmail(ctx: WriteCtx, code: string): Promise<Refusal | undefined> {
  const setting = await mySetting(ctx);
  const { emailSealed, emailCodeHash, emailCodeUntil } = setting ?? {};
  const isOpen =
    emailSealed &&
    emailCodeHash &&
    emailCodeUntil &&
    emailCodeUntil > ctx.now &&
    (setting?.emailTries ?? 0) < triesPerCode;
  if (!isOpen || !timingSafeEqual(hashOf(vault().open(emailSealed), code), emailCodeHash)) {
    await change(ctx, sql`email_tries = email_tries + 1`);
    return new Refusal("invalid", "email_code_wrong");
  }
  await change(ctx, sql`email_confirmed_at = ${ctx.now}, email_code_hash = null, email_code_until = null`);
  await ctx.record("notice.email_confirmed", { by: ctx.actor.id });
  return undefined;
}

export async function removeEmail(ctx: WriteCtx): Promise<void> {
  await change(ctx, sql`email_sealed = null, email_code_hash = null, email_confirmed_at = null`);
  await ctx.record("notice.email_removed", { by: ctx.actor.id });
}

/** Asks WeChat who came back from its page of consent with this code. */
export async function askWeChat(ctx: WriteCtx, code: string): Promise<void> {
  const sealed = vault().seal(code).toString("base64");
  await ctx.enqueue("link_wechat", "连接微信", { sealed });
  await ctx.record("notice.wechat_asked", { by: ctx.actor.id });
}

/** Notices go to this WeChat user, too, from now on. Refuses wechat_not_linked. */
export async function linkWeChat(ctx: WriteCtx, openId: string | undefined): Promise<void> {
  if (!openId) throw new Refusal("invalid", "wechat_not_linked");
  await change(ctx, sql`wechat_sealed = ${vault().seal(openId)}`);
  await ctx.record("notice.wechat_linked", { by: ctx.actor.id });
}

export async function unlinkWeChat(ctx: WriteCtx): Promise<void> {
  await change(ctx, sql`wechat_sealed = null`);
  await ctx.record("notice.wechat_unlinked", { by: ctx.actor.id });
}

/** What somebody wants by which way; the inbox has everything all the same. */
export async function setWanted(
  ctx: WriteCtx,
  channel: Channel,
  purpose: NoticePurpose,
  wanted: boolean,
): Promise<void> {
  const key = mutedKey(channel, purpose);
  await change(
    ctx,
    wanted
      ? sql`muted = array_remove(muted, ${key})`
      : sql`muted = array_append(array_remove(muted, ${key}), ${key})`,
  );
  await ctx.record("notice.wish_set", { channel, purpose, wanted });
}
