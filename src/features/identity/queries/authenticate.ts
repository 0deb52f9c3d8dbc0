import type { Pool } from "pg";
import { dayInChina, type PlainDate } from "#core/dates.ts";
import { type Role, roleOf, roles } from "#core/permissions.ts";
import { now } from "#platform/clock.ts";
import type { Actor } from "#platform/context.ts";
import { hashToken } from "../commands/credentials.ts";
import { provinceRoles } from "../rules/grant.ts";
import { idleMinutes } from "../rules/limits.ts";

type Found = {
  readonly account_id: string;
  readonly name: string;
  readonly has_second_factor: boolean;
  readonly must_change_password: boolean;
  readonly role: string;
  readonly city_id: number;
  readonly organisation_id: string;
  readonly demo_day: PlainDate | null;
};

/**
 * Who a token stands for, asked of the database every time, so that a revoked grant or a signed-out session ends at
 * once. One round trip; the last sight of a session is noted once a minute.
 */
export const authenticate =
  (pool: Pool) =>
  async (token: string): Promise<Actor | undefined> => {
    const at = now();
    const found = await ask(pool, question(hashToken(token).toString("hex"), at));
    if (!found || !(found.role in roles) || found.must_change_password) return undefined;
    const role = found.role as Role;
    const { reach, secondFactor } = roleOf(role);
    if (secondFactor && !found.has_second_factor) return undefined;
    return {
      id: found.account_id,
      name: found.name,
      role,
      reach,
      cityId: found.city_id,
      organisationId: found.organisation_id,
      demoDay: found.demo_day ?? undefined,
    };
  };

async function ask(pool: Pool, text: string): Promise<Found | undefined> {
  const client = await pool.connect();
  try {
    const answers = (await client.query(text)) as unknown as { rows: Found[] }[];
    client.release();
    return answers[2]?.rows[0];
  } catch (error) {
    client.release(true); // it may stand in a broken transaction: nobody must get it again
    throw error;
  }
}

/** Several statements in one message take no parameters: all values are made here of digits and letters. */
function question(hash: string, at: Date): string {
  const day = `date '${dayInChina(at)}'`;
  const time = `timestamptz '${at.toISOString()}'`;
  return `begin; set local app.reach = 'system';
    with live as (
      select s.id, s.seen_at, a.id as account_id, a.name, s.has_second_factor or a.kind = 'service' as has_second_factor,
        a.must_change_password, g.role, c.city_id, g.organisation_id, c.demo_day
      from session as s
      join account as a on a.id = s.account_id and a.disabled_at is null
      join role_grant as g on g.city_id = s.grant_city_id and g.id = s.grant_id and g.account_id = a.id
        and g.revoked_at is null and g.during @> ${day}
      join city as c on c.city_id = coalesce(s.acting_city_id, g.city_id) and (c.city_id = g.city_id
        or (c.province_id = g.city_id and g.role in (${provinceRoles.map((role) => `'${role}'`)})))
      join organisation as o on o.city_id = g.city_id and o.id = g.organisation_id and o.state = 'registered'
      where s.token_hash = '\\x${hash}'::bytea and s.expires_at > ${time}
        and (s.kind = 'token' or s.seen_at > ${time} - interval '${idleMinutes} minutes')
        and (g.delegated_from is null or exists (select from role_grant as source where source.city_id = g.city_id
          and source.id = g.delegated_from and source.revoked_at is null and source.during @> ${day}))),
    seen as (update session set seen_at = ${time} where id in
      (select id from live where seen_at < ${time} - interval '1 minute') returning id)
    select live.*, (select count(*) from seen) as seen from live;
    commit`;
}
