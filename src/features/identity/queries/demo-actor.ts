import { sql } from "kysely";
import { type Role, roleOf } from "#core/permissions.ts";
import type { Actor, ReadCtx } from "#platform/context.ts";

/** Somebody of the demo in the city that is asked from, as they would act there: the program makes the demo in their name. */
export async function demoActor(ctx: ReadCtx, login: string): Promise<Actor> {
  const { rows } = await sql<{
    id: string;
    name: string;
    role: Role;
    organisationId: string;
  }>`select a.id, a.name,
      g.role, g.organisation_id as "organisationId"
    from account as a join role_grant as g on g.city_id = any(a.city_ids) and g.account_id = a.id
    join city as here on here.city_id = ${ctx.actor.cityId} and g.city_id in (here.city_id, here.province_id)
    where a.login = ${login} and a.is_demo
    order by g.city_id desc limit 1`.execute(ctx.db);
  const [found] = rows;
  if (!found) throw new Error(`The demo has no account ${login}.`);
  return { ...found, reach: roleOf(found.role).reach, cityId: ctx.actor.cityId };
}
