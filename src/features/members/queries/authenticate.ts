import type { Pool } from "pg";
import type { PlainDate } from "#core/dates.ts";
import { authenticate as authenticateStaff, hashToken } from "#features/identity/index.ts";
import { now } from "#platform/clock.ts";
import type { Actor } from "#platform/context.ts";
import { memberTokenPrefix } from "../commands/sign-in.ts";
import { idleDays } from "../rules/sign-in-code.ts";

/** Who a token stands for: somebody who works here, in a role, or a worker, who stands for one person. */
export const authenticate = (pool: Pool) => {
  const staff = authenticateStaff(pool);
  return (token: string): Promise<Actor | undefined> =>
    token.startsWith(memberTokenPrefix) ? authenticateMember(pool, token) : staff(token);
};

type Found = {
  readonly accountId: string;
  readonly cityId: number;
  readonly personId: string;
  readonly demoDay: PlainDate | null;
};

/** Asked every time, so that an ended session or binding ends at once. A merged record stands for the one kept. */
async function authenticateMember(pool: Pool, token: string): Promise<Actor | undefined> {
  const client = await pool.connect();
  try {
    const answers = (await client.query(question(hashToken(token).toString("hex"), now()))) as unknown as {
      rows: Found[];
    }[];
    client.release();
    const found = answers[2]?.rows[0];
    return found && actorOf(found);
  } catch (error) {
    client.release(true); // it may stand in a broken transaction: nobody must get it again
    throw error;
  }
}

const actorOf = ({ accountId, cityId, personId, demoDay }: Found): Actor => ({
  id: accountId,
  name: "职工本人",
  role: "member",
  reach: "self",
  cityId,
  organisationId: undefined,
  personId,
  demoDay: demoDay ?? undefined,
});

/** Several statements in one message take no parameters: all values are made here of digits and letters. */
function question(hash: string, at: Date): string {
  const time = `timestamptz '${at.toISOString()}'`;
  return `begin; set local app.reach = 'system';
    with live as (
      select s.id, s.seen_at, s.account_id as "accountId", b.city_id as "cityId",
        coalesce(p.merged_into, p.id) as "personId", c.demo_day as "demoDay"
      from member_session as s
      join member_binding as b on b.city_id = s.binding_city_id and b.id = s.binding_id and b.account_id = s.account_id
        and b.ended_at is null
      join person as p on p.city_id = b.city_id and p.id = b.person_id
      join city as c on c.city_id = b.city_id
      where s.token_hash = '\\x${hash}'::bytea and s.expires_at > ${time}
        and s.seen_at > ${time} - interval '${idleDays} days'),
    seen as (update member_session set seen_at = ${time} where id in
      (select id from live where seen_at < ${time} - interval '1 minute') returning id)
    select live.*, (select count(*) from seen) as seen from live;
    commit`;
}
