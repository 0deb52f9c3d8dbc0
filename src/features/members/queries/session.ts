import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { maskPhone } from "#core/mask.ts";
import type { ReadCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { isDemoOnly } from "../commands/sign-in.ts";
import { type MemberSession, memberSession } from "../store.ts";

type Whose = {
  readonly id: string;
  readonly name: string;
  readonly organisationName: string;
  readonly cityName: string;
  readonly demoDay: PlainDate | null;
};

type Asked = { readonly askedAt: Date; readonly organisationName: string };

/** Who is signed in on this phone, for whom, and what is still open before they are known. */
export async function mySession(ctx: ReadCtx, token: string | undefined) {
  const session = await memberSession(ctx, token);
  const demo = session?.bindingId ? undefined : await demoWorkers(ctx);
  if (!session)
    return { phone: null, largeType: false, person: null, request: null, today: ctx.today, ...demo };
  const person = await personOf(ctx, session);
  const { demoDay, ...known } = person ?? {};
  return {
    phone: maskPhone(session.phone),
    largeType: session.largeType,
    person: person ? (known as Omit<Whose, "demoDay">) : null,
    request: person ? null : await openRequest(ctx, session.accountId),
    today: demoDay ?? ctx.today,
    ...demo,
  };
}

async function personOf(ctx: ReadCtx, session: MemberSession): Promise<Whose | undefined> {
  const { rows } = await sql<Whose>`select p.id, p.name, o.name as "organisationName", c.name as "cityName",
      c.demo_day as "demoDay"
    from member_binding as b
    join person as bound on bound.city_id = b.city_id and bound.id = b.person_id
    join person as p on p.city_id = bound.city_id and p.id = coalesce(bound.merged_into, bound.id)
    join organisation as o on o.city_id = p.city_id and o.id = p.organisation_id
    join city as c on c.city_id = b.city_id
    where b.city_id = ${session.bindingCityId} and b.id = ${session.bindingId} and b.ended_at is null`.execute(
    ctx.db,
  );
  return rows[0];
}

/** What the unit's clerk has to decide, or refused last. */
async function openRequest(ctx: ReadCtx, accountId: string) {
  const { rows } = await sql<Asked & { state: "asked" | "refused"; note: string | null }>`select
      asked.asked_at as "askedAt", o.name as "organisationName", asked.state, asked.note
    from city join member_request as asked on asked.city_id = city.city_id and asked.account_id = ${accountId}
      and asked.state in ('asked', 'refused')
    join organisation as o on o.city_id = asked.city_id and o.id = asked.organisation_id
    order by asked.id desc limit 1`.execute(ctx.db);
  const [row] = rows;
  return row ? { ...row, askedAt: row.askedAt.toISOString() } : null;
}

/** Some invented workers of the demo city, so that a newcomer can be one; nothing where a real city stands here, too. */
async function demoWorkers(ctx: ReadCtx) {
  if (!(await isDemoOnly(ctx))) return {};
  const { rows } = await sql<{ name: string; unit: string; phone: Buffer; number: Buffer }>`select p.name,
      unit.name as unit, p.phone_sealed as phone, i.number_sealed as number
    from city
    join lateral (select id, name from organisation where city_id = city.city_id and kind = 'member_unit'
      and state = 'registered' order by code limit 3) as unit on true
    join lateral (select id, name, phone_sealed from person where city_id = city.city_id and organisation_id = unit.id
      and phone_sealed is not null and merged_into is null order by id limit 1) as p on true
    join lateral (select number_sealed from person_identifier where city_id = city.city_id and person_id = p.id
      order by id limit 1) as i on true
    where city.is_demo order by unit.name`.execute(ctx.db);
  const open = (sealed: Buffer) => vault().open(sealed);
  return {
    demo: {
      workers: rows.map(({ name, unit, phone, number }) => ({
        name,
        organisationName: unit,
        phone: open(phone),
        idNumber: open(number),
      })),
    },
  };
}
