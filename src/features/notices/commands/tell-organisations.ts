import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import type { Permission } from "#core/permissions.ts";
import { channels } from "#platform/channels/channels.ts";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";
import { mutedKey, type NoticeTemplate, purposeOf } from "../rules/template.ts";
import { type About, rolesWith } from "./tell.ts";

/**
 * Tells many organisations the same, in three statements: as `tell` does one by one, for whoever has the permission there.
 * Answers how many are told; those who know already are not told again.
 */
export async function tellOrganisations<F>(
  ctx: WriteCtx,
  template: NoticeTemplate<F>,
  to: { readonly organisationIds: readonly string[]; readonly permission: Permission },
  facts: F,
  about: About,
): Promise<number> {
  const { cityId } = ctx.actor;
  const sms = template.sms?.(facts) ?? null;
  const told = await actingAs(ctx, systemActor("notices", cityId), async (inside) => {
    const { rows } = await sql<{
      id: string;
    }>`insert into notice (city_id, id, organisation_id, permission, template, source,
        source_id, title, body, sms, link, told_at)
      select ${cityId}::int, n.id, n.organisation_id, ${to.permission}, ${template.code}, ${about.source}, ${about.sourceId},
        ${template.title(facts)}, ${template.body(facts)}, ${sms}, ${about.link ?? null}, ${ctx.now}::timestamptz
      from unnest(${to.organisationIds.map(newId)}::uuid[], ${[...to.organisationIds]}::uuid[]) as n (id, organisation_id)
      on conflict on constraint notice_once do nothing returning id`.execute(inside.db);
    const fresh = sql`notice.city_id = ${cityId} and notice.id = any(${rows.map(({ id }) => id)}::uuid[])`;
    const isSetUp = (channel: "sms" | "email") => channels()[channel] !== undefined;
    await sql`insert into notice_delivery (city_id, id, organisation_id, notice_id, channel, address_sealed, state, next_at)
      select ${cityId}::int, gen_random_uuid(), found.organisation_id, found.id, found.channel, found.sealed,
        case when found.sealed is null then 'no_address' when found.is_set_up then 'waiting' else 'not_set_up' end,
        ${ctx.now}::timestamptz
      from (
        select notice.organisation_id, notice.id, 'sms' as channel, ${isSetUp("sms")}::boolean as is_set_up,
          profile.phone_sealed as sealed
        from notice left join organisation_profile as profile on profile.city_id = notice.city_id
          and profile.organisation_id = notice.organisation_id
        where ${fresh} and notice.sms is not null
        union all
        select distinct notice.organisation_id, notice.id, 'email', ${isSetUp("email")}::boolean, setting.email_sealed
        from notice join role_grant as held on held.city_id = notice.city_id and held.organisation_id = notice.organisation_id
          and held.revoked_at is null and held.during @> ${ctx.today}::date and held.role = any(${rolesWith(to.permission)}::text[])
        join notice_setting as setting on setting.city_id = held.city_id and setting.account_id = held.account_id
        where ${fresh} and setting.email_confirmed_at is not null
          and not ${mutedKey("email", purposeOf(about.source))} = any(setting.muted)
      ) as found`.execute(inside.db);
    return rows.length;
  });
  await ctx.record("notice.told_many", { template: template.code, sourceId: about.sourceId, told });
  return told;
}
