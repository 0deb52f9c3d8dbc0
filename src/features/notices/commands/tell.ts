import { type RawBuilder, sql } from "kysely";
import { newId } from "#core/ids.ts";
import { type Permission, roles } from "#core/permissions.ts";
import { channels } from "#platform/channels/channels.ts";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";
import { type Channel, mutedKey, type NoticeTemplate, purposeOf } from "../rules/template.ts";

export type Recipient =
  | { readonly personId: string }
  | { readonly organisationId: string; readonly permission?: Permission }
  | { readonly accountId: string };

export type About = {
  /** The feature that tells, and what it tells of. */
  readonly source: string;
  readonly sourceId: string;
  /** The page that shows more: of the console, or `/m/…` for a worker. */
  readonly link?: string;
};

/**
 * Tells somebody, once per (template, source, sourceId, recipient). The words are kept as sent; the inbox has them with the
 * transaction, messages and mails go out afterwards (`deliverNotices`), each with what came of it.
 */
export async function tell<F>(
  ctx: WriteCtx,
  template: NoticeTemplate<F>,
  to: Recipient,
  facts: F,
  about: About,
): Promise<void> {
  const noticeId = newId();
  const isNew = await actingAs(ctx, systemActor("notices", ctx.actor.cityId), async (inside) => {
    const sms = template.sms?.(facts) ?? null;
    const { rows } =
      await sql`insert into notice (city_id, id, organisation_id, person_id, account_id, permission, template,
        source, source_id, title, body, sms, link, told_at)
      values (${ctx.actor.cityId}, ${noticeId}, ${"organisationId" in to ? to.organisationId : null},
        ${"personId" in to ? to.personId : null}, ${"accountId" in to ? to.accountId : null},
        ${"permission" in to ? (to.permission ?? null) : null}, ${template.code}, ${about.source}, ${about.sourceId},
        ${template.title(facts)}, ${template.body(facts)}, ${sms}, ${about.link ?? null}, ${ctx.now})
      on conflict on constraint notice_once do nothing returning id`.execute(inside.db);
    if (rows.length === 0) return false;
    await address(inside, noticeId, {
      ...(sms !== null && { sms: phonesOf(inside, to, about.source) }),
      email: emailsOf(inside, to, about.source),
      wechat: weChatOf(inside, to, about.source),
    });
    return true;
  });
  if (isNew) await ctx.record("notice.told", { noticeId, template: template.code, sourceId: about.sourceId });
}

/** One delivery for each address of each channel (organisation_id, sealed; nobody's phone stands as null). */
async function address(
  ctx: WriteCtx,
  noticeId: string,
  addresses: { readonly [C in Channel]?: RawBuilder<unknown> },
): Promise<void> {
  const all = Object.entries(addresses).map(([channel, of]) => {
    const isSetUp = channels()[channel as Channel] !== undefined;
    return sql`select ${channel}::text as channel, ${isSetUp}::boolean as is_set_up, one.* from (${of}) as one`;
  });
  await sql`insert into notice_delivery (city_id, id, organisation_id, notice_id, channel, address_sealed, state, next_at)
    select ${ctx.actor.cityId}::int, gen_random_uuid(), found.organisation_id, ${noticeId}::uuid, found.channel, found.sealed,
      case when found.sealed is null then 'no_address' when found.is_set_up then 'waiting' else 'not_set_up' end, ${ctx.now}::timestamptz
    from (${sql.join(all, sql` union all `)}) as found`.execute(ctx.db);
}

/** The registered contact of an organisation; of a worker the phone they sign in with, else the roster's. */
function phonesOf({ actor }: WriteCtx, to: Recipient, source: string): RawBuilder<unknown> {
  if ("organisationId" in to)
    return sql`select organisation.id as organisation_id, profile.phone_sealed as sealed from organisation
      left join organisation_profile as profile on profile.city_id = organisation.city_id
        and profile.organisation_id = organisation.id
      where organisation.city_id = ${actor.cityId} and organisation.id = ${to.organisationId}`;
  if ("accountId" in to) return nobody;
  return sql`select null::uuid as organisation_id, coalesce((select b.phone_sealed from member_binding as b
        where b.city_id = person.city_id and b.person_id = person.id and b.ended_at is null limit 1),
      person.phone_sealed) as sealed
    from person where city_id = ${actor.cityId} and id = ${to.personId} and not ${isMuted(actor.cityId, to, "sms", source)}`;
}

/** Confirmed addresses only: of the person, of the account, or of the accounts that have the permission there. */
function emailsOf({ actor, today }: WriteCtx, to: Recipient, source: string): RawBuilder<unknown> {
  const wanted = sql`setting.city_id = ${actor.cityId} and setting.email_confirmed_at is not null
    and not ${mutedKey("email", purposeOf(source))} = any(setting.muted)`;
  if ("personId" in to)
    return sql`select null::uuid as organisation_id, setting.email_sealed as sealed from notice_setting as setting
      where ${wanted} and setting.person_id = ${to.personId}`;
  if ("accountId" in to)
    return sql`select null::uuid as organisation_id, setting.email_sealed as sealed from notice_setting as setting
      where ${wanted} and setting.account_id = ${to.accountId}`;
  return sql`select ${to.organisationId}::uuid as organisation_id, setting.email_sealed as sealed
    from notice_setting as setting
    where ${wanted} and setting.account_id in (select account_id from role_grant as held where held.city_id = ${actor.cityId}
      and held.organisation_id = ${to.organisationId} and held.revoked_at is null and held.during @> ${today}::date
      and held.role = any(${rolesWith(to.permission)}::text[]))`;
}

function weChatOf({ actor }: WriteCtx, to: Recipient, source: string): RawBuilder<unknown> {
  if (!("personId" in to)) return nobody;
  return sql`select null::uuid as organisation_id, setting.wechat_sealed as sealed from notice_setting as setting
    where setting.city_id = ${actor.cityId} and setting.person_id = ${to.personId} and setting.wechat_sealed is not null
      and not ${mutedKey("wechat", purposeOf(source))} = any(setting.muted)`;
}

const nobody = sql`select null::uuid as organisation_id, null::bytea as sealed where false`;

const isMuted = (cityId: number, to: { readonly personId: string }, channel: Channel, source: string) =>
  sql`exists (select from notice_setting as setting where setting.city_id = ${cityId} and setting.person_id = ${to.personId}
    and ${mutedKey(channel, purposeOf(source))} = any(setting.muted))`;

export const rolesWith = (permission: Permission | undefined): string[] =>
  Object.entries(roles).flatMap(([role, { permissions }]) =>
    permission === undefined || (permissions as readonly Permission[]).includes(permission) ? [role] : [],
  );
