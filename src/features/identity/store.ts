import { sql } from "kysely";
import type { Role } from "#core/permissions.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import { provinceRoles } from "./rules/grant.ts";

export type Account = {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly kind: "person" | "service";
  readonly cityIds: readonly number[];
  readonly passwordHash: string | null;
  readonly totpSealed: Buffer | null;
  readonly totpConfirmed: boolean;
  readonly totpLastStep: bigint | null;
  readonly mustChangePassword: boolean;
  readonly isDemo: boolean;
  readonly disabledAt: Date | null;
};

const columns = sql`id, login, name, kind, city_ids as "cityIds", password_hash as "passwordHash",
  totp_sealed as "totpSealed", totp_confirmed as "totpConfirmed", totp_last_step as "totpLastStep",
  must_change_password as "mustChangePassword", is_demo as "isDemo", disabled_at as "disabledAt"`;

/** Locked, so that guesses at one account wait for each other. */
export async function lockAccountByLogin(ctx: WriteCtx, login: string): Promise<Account | undefined> {
  const { rows } =
    await sql<Account>`select ${columns} from account where login = ${login} for update`.execute(ctx.db);
  return rows[0];
}

export async function lockAccount(ctx: WriteCtx, id: string): Promise<Account | undefined> {
  const { rows } = await sql<Account>`select ${columns} from account where id = ${id} for update`.execute(
    ctx.db,
  );
  return rows[0];
}

export type LiveSession = {
  readonly id: string;
  readonly accountId: string;
  readonly hasSecondFactor: boolean;
  readonly grantCityId: number | null;
  readonly grantId: string | null;
};

/**
 * A grant that holds today (not revoked, in its period, and the one it was delegated from as well), in a city where it
 * may be used: its own, or for somebody of the province each of the province's. An officer's work lies in the cities.
 */
export type Grant = {
  /** The city acted in. */
  readonly cityId: number;
  /** The city, or province, where the grant stands. */
  readonly homeCityId: number;
  readonly id: string;
  readonly role: Role;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly cityName: string;
  readonly until: string | null;
};

export async function grantsOf(
  ctx: ReadCtx,
  account: { readonly id: string; readonly cityIds: readonly number[] },
): Promise<Grant[]> {
  const { rows } =
    await sql<Grant>`select c.city_id as "cityId", g.city_id as "homeCityId", g.id, g.role, g.organisation_id as "organisationId",
      o.name as "organisationName", c.name as "cityName", upper(g.during) as until
    from role_grant as g
    join organisation as o on o.city_id = g.city_id and o.id = g.organisation_id and o.state = 'registered'
    join city as c on c.city_id = g.city_id or (c.province_id = g.city_id and g.role = any(${provinceRoles}))
    left join role_grant as source on source.city_id = g.city_id and source.id = g.delegated_from
    where g.city_id = any(${account.cityIds}::int[]) and g.account_id = ${account.id}
      and g.revoked_at is null and g.during @> ${ctx.today}::date
      and (g.delegated_from is null or (source.revoked_at is null and source.during @> ${ctx.today}::date))
      and (g.role <> 'province_officer' or c.city_id <> g.city_id or not exists (select from city as other
        where other.province_id = g.city_id and other.city_id <> g.city_id))
    order by g.granted_at, g.id, c.opened_at, c.city_id`.execute(ctx.db);
  return rows;
}
