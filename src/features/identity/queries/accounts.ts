import { sql } from "kysely";
import { mayGrant, type Role, roleOf } from "#core/permissions.ts";
import { type ReadCtx, withinPart } from "#platform/context.ts";
import { rolesAt } from "../rules/grant.ts";

type Filter = {
  readonly q?: string | undefined;
  readonly role?: Role | undefined;
  readonly organisationId?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

type Row = {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly kind: "person" | "service";
  readonly isDisabled: boolean;
  readonly hasSecondFactor: boolean;
  readonly seenAt: Date | null;
};

type GrantRow = {
  readonly id: string;
  readonly accountId: string;
  readonly role: Role;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly from: string | null;
  readonly until: string | null;
  readonly isDelegated: boolean;
};

/** Accounts with a role in the actor's part of the tree. */
export async function accountList(ctx: ReadCtx, filter: Filter) {
  const { cityId } = ctx.actor;
  const text = filter.q?.trim();
  const like = `%${(text ?? "").replace(/[\\%_]/g, "\\$&")}%`;
  const all = [
    sql`exists (select from role_grant as g where g.city_id = ${cityId} and g.account_id = a.id and g.revoked_at is null
      and ${withinPart(ctx, sql.ref("g.organisation_id"))}
      and ${filter.role ? sql`g.role = ${filter.role}` : sql`true`}
      and ${filter.organisationId ? sql`g.organisation_id = ${filter.organisationId}::uuid` : sql`true`})`,
    text ? sql`(a.login like ${like} or a.name like ${like})` : sql`true`,
  ];
  const where = sql.join(all, sql` and `);
  const { rows } =
    await sql<Row>`select a.id, a.login, a.name, a.kind, a.disabled_at is not null as "isDisabled",
      a.totp_confirmed as "hasSecondFactor", (select max(s.seen_at) from session as s where s.account_id = a.id) as "seenAt"
    from account as a where ${where} and ${filter.after ? sql`a.login > ${filter.after}` : sql`true`}
    order by a.login limit ${filter.limit + 1}`.execute(ctx.db);
  const total = await sql<{ n: bigint }>`select count(*) as n from account as a where ${where}`.execute(
    ctx.db,
  );
  const shown = rows.slice(0, filter.limit);
  const grants = await grantsShown(
    ctx,
    shown.map((row) => row.id),
  );
  return {
    rows: shown.map(({ seenAt, ...row }) => ({
      ...row,
      seenAt: seenAt?.toISOString() ?? null,
      isMe: row.id === ctx.actor.id,
      grants: grants
        .filter((grant) => grant.accountId === row.id)
        .map(({ accountId: _, ...grant }) => ({ ...grant, roleName: roleOf(grant.role).name })),
    })),
    total: Number(total.rows[0]?.n ?? 0n),
    next: rows.length > filter.limit ? (shown.at(-1)?.login ?? null) : null,
  };
}

async function grantsShown(ctx: ReadCtx, accountIds: readonly string[]): Promise<GrantRow[]> {
  const { rows } = await sql<GrantRow>`select g.id, g.account_id as "accountId", g.role,
      g.organisation_id as "organisationId", o.name as "organisationName", lower(g.during) as from,
      upper(g.during) as until, g.delegated_from is not null as "isDelegated"
    from role_grant as g join organisation as o on o.city_id = g.city_id and o.id = g.organisation_id
    where g.city_id = ${ctx.actor.cityId} and g.account_id = any(${accountIds}::uuid[]) and g.revoked_at is null
      and (upper(g.during) is null or upper(g.during) > ${ctx.today}::date)
      and ${withinPart(ctx, sql.ref("g.organisation_id"))}
    order by g.granted_at, g.id`.execute(ctx.db);
  return rows;
}

/** The roles the actor may give at an organisation of a kind. */
export function grantableRoles(ctx: ReadCtx, kind: string) {
  const { role: own } = ctx.actor;
  return rolesAt(kind)
    .filter((role) => own !== "system" && mayGrant(own, role))
    .map((role) => ({ role, roleName: roleOf(role).name, secondFactor: roleOf(role).secondFactor }));
}

type InvitationRow = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly organisationName: string;
  readonly invitedAt: Date;
  readonly expiresAt: Date;
};

/** Invitations nobody has accepted yet. */
export async function openInvitations(ctx: ReadCtx) {
  const { rows } = await sql<InvitationRow>`select i.id, i.name, i.role, o.name as "organisationName",
      i.invited_at as "invitedAt", i.expires_at as "expiresAt"
    from account_invitation as i join organisation as o on o.city_id = i.city_id and o.id = i.organisation_id
    where i.city_id = ${ctx.actor.cityId} and i.accepted_at is null and i.withdrawn_at is null
      and ${withinPart(ctx, sql.ref("i.organisation_id"))} order by i.id desc limit 200`.execute(ctx.db);
  return {
    rows: rows.map((row) => ({
      ...row,
      roleName: roleOf(row.role).name,
      invitedAt: row.invitedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
    })),
    total: rows.length,
    next: null,
  };
}
