import { sql } from "kysely";
import { channels } from "#platform/channels/channels.ts";
import type { ReadCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import {
  type Channel,
  mutableChannels,
  mutedKey,
  type NoticePurpose,
  noticePurposes,
} from "../rules/template.ts";

export type Setting = {
  readonly id: string;
  readonly emailSealed: Buffer | null;
  readonly emailCodeHash: Buffer | null;
  readonly emailCodeUntil: Date | null;
  readonly emailTries: number;
  readonly emailConfirmedAt: Date | null;
  readonly wechatSealed: Buffer | null;
  readonly muted: readonly string[];
};

/** A worker's settings stand with their person, those of whoever works here with their account. */
export const whose = ({ actor }: ReadCtx) =>
  actor.reach === "self"
    ? { personId: actor.personId ?? null, accountId: null }
    : { personId: null, accountId: actor.id };

export async function mySetting(ctx: ReadCtx): Promise<Setting | undefined> {
  const { personId, accountId } = whose(ctx);
  const { rows } =
    await sql<Setting>`select id, email_sealed as "emailSealed", email_code_hash as "emailCodeHash",
      email_code_until as "emailCodeUntil", email_tries as "emailTries", email_confirmed_at as "emailConfirmedAt",
      wechat_sealed as "wechatSealed", muted
    from notice_setting where city_id = ${ctx.actor.cityId} and person_id is not distinct from ${personId}::uuid
      and account_id is not distinct from ${accountId}::uuid`.execute(ctx.db);
  return rows[0];
}

/** su***@example.com. */
const maskEmail = (email: string): string => email.replace(/^(.{1,2})[^@]*/, "$1***");

export async function mySettings(ctx: ReadCtx) {
  const setting = await mySetting(ctx);
  const open = channels();
  const isWorker = ctx.actor.reach === "self";
  const ways = mutableChannels.filter((channel) => open[channel] && (isWorker || channel === "email"));
  const muted = (purpose: NoticePurpose): Channel[] =>
    mutableChannels.filter((channel) => setting?.muted.includes(mutedKey(channel, purpose)));
  return {
    email: setting?.emailSealed ? maskEmail(vault().open(setting.emailSealed)) : null,
    emailIsConfirmed: Boolean(setting?.emailConfirmedAt),
    channels: ways,
    wechat:
      open.wechat && isWorker ? { appId: open.wechat.appId, isLinked: Boolean(setting?.wechatSealed) } : null,
    purposes: (Object.keys(noticePurposes) as NoticePurpose[]).map((purpose) => ({
      purpose,
      name: noticePurposes[purpose],
      muted: muted(purpose),
    })),
  };
}
