import { sql } from "kysely";
import { type Permission, roleOf } from "#core/permissions.ts";
import type { ReadCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { hashToken, totpCode } from "../commands/credentials.ts";
import { demoPassword } from "../rules/demo.ts";
import { idleMinutes } from "../rules/limits.ts";
import { type Grant, grantsOf } from "../store.ts";

type Row = {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly cityIds: readonly number[];
  readonly isDemo: boolean;
  readonly totpConfirmed: boolean;
  readonly mustChangePassword: boolean;
  readonly hasSecondFactor: boolean;
  readonly grantId: string | null;
  readonly cityId: number | null;
};

/** Who is signed in, in which role, what else they could be, and what is still needed before work can begin. */
export async function sessionView(ctx: ReadCtx, token: string | undefined) {
  const signedOut = {
    account: null,
    grants: [],
    current: null,
    permissions: [],
    needs: null,
    today: ctx.today,
  };
  const row = token ? await liveSession(ctx, token) : undefined;
  if (!row) return { ...signedOut, ...(await demoAccounts(ctx)) };
  const grants = await grantsOf(ctx, row);
  const current = grants.find((grant) => grant.id === row.grantId && grant.cityId === row.cityId);
  const needs = needsOf(row, current);
  const permissions: readonly Permission[] = current && !needs ? roleOf(current.role).permissions : [];
  return {
    account: { id: row.id, name: row.name, login: row.login, hasSecondFactor: row.totpConfirmed },
    grants: grants.map(presentGrant),
    current: current ? presentGrant(current) : null,
    permissions: [...permissions],
    needs,
    today: await dayOf(ctx, current?.cityId),
  };
}

/** The day a city works with: a demo city's calendar stands still. */
async function dayOf(ctx: ReadCtx, cityId: number | undefined): Promise<string> {
  const { rows } = await sql<{ day: string | null }>`select demo_day as day from city
    where city_id = ${cityId ?? 0}`.execute(ctx.db);
  return rows[0]?.day ?? ctx.today;
}

function needsOf(row: Row, current: Grant | undefined) {
  if (row.mustChangePassword) return "new_password" as const;
  if (current && roleOf(current.role).secondFactor && !row.hasSecondFactor)
    return row.totpConfirmed ? ("second_factor" as const) : ("second_factor_setup" as const);
  return null;
}

const presentGrant = (grant: Grant) => ({
  id: grant.id,
  role: grant.role,
  roleName: roleOf(grant.role).name,
  reach: roleOf(grant.role).reach,
  organisationId: grant.organisationId,
  organisationName: grant.organisationName,
  cityId: grant.cityId,
  cityName: grant.cityName,
  until: grant.until,
});

async function liveSession(ctx: ReadCtx, token: string): Promise<Row | undefined> {
  const { rows } =
    await sql<Row>`select a.id, a.login, a.name, a.city_ids as "cityIds", a.is_demo as "isDemo",
      a.totp_confirmed as "totpConfirmed", a.must_change_password as "mustChangePassword",
      s.has_second_factor as "hasSecondFactor", s.grant_id as "grantId",
      coalesce(s.acting_city_id, s.grant_city_id) as "cityId"
    from session as s join account as a on a.id = s.account_id and a.disabled_at is null
    where s.token_hash = ${hashToken(token)} and s.expires_at > ${ctx.now}
      and (s.kind = 'token' or s.seen_at > ${new Date(ctx.now.getTime() - idleMinutes * 60_000)})`.execute(
      ctx.db,
    );
  return rows[0];
}

/** The accounts of a demo city with their password and the code of this moment; nothing where no city is a demo. */
async function demoAccounts(ctx: ReadCtx) {
  const { rows } = await sql<{
    login: string;
    role: Grant["role"];
    organisationName: string;
    totpSealed: Buffer | null;
  }>`select login, role, "organisationName", "totpSealed" from (select distinct on (a.id) a.id, a.login, g.role,
      o.name as "organisationName", a.totp_sealed as "totpSealed", g.granted_at, g.city_id
    from city as c
    join role_grant as g on g.city_id = c.city_id and g.revoked_at is null and g.during @> ${ctx.today}::date
    join account as a on a.id = g.account_id and a.is_demo and a.disabled_at is null
    join organisation as o on o.city_id = g.city_id and o.id = g.organisation_id
    where c.is_demo order by a.id, g.granted_at) as first order by granted_at, city_id desc, id`.execute(
    ctx.db,
  );
  if (rows.length === 0) return {};
  return {
    demo: {
      accounts: rows.map((row) => ({
        login: row.login,
        password: demoPassword,
        roleName: roleOf(row.role).name,
        organisationName: row.organisationName,
        ...(row.totpSealed && { code: totpCode(vault().open(row.totpSealed), ctx.now.getTime()) }),
      })),
    },
  };
}
