import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { type Role, roles } from "#core/permissions.ts";
import { Refusal } from "#core/refusal.ts";
import { type OrganisationInBrief, organisationById } from "#features/organisations/index.ts";
import { type Actor, actingAs, type WriteCtx } from "#platform/context.ts";
import { grantFault, mayDelegate } from "../rules/grant.ts";
import { lockAccount } from "../store.ts";

export type NewGrant = {
  readonly accountId: string;
  readonly organisationId: string;
  readonly role: Role;
  readonly from?: PlainDate | undefined;
  /** The first day on which it no longer holds. */
  readonly until?: PlainDate | undefined;
};

/** Acts in a city: one's own, or for those who see the whole province any of it. */
export const inCity = <T>(
  ctx: WriteCtx,
  cityId: number | undefined,
  run: (ctx: WriteCtx) => Promise<T>,
): Promise<T> => {
  if (cityId === undefined || cityId === ctx.actor.cityId) return run(ctx);
  if (ctx.actor.reach !== "province" && ctx.actor.reach !== "system")
    throw new Refusal("not_found", "organisation_unknown");
  const there: Actor = { ...ctx.actor, cityId };
  return actingAs(ctx, there, run);
};

/**
 * Gives an account a role in a part of the tree. Refuses: organisation_unknown, account_unknown, role_beyond_own,
 * role_place_wrong, duties_conflict, grant_held_already, own_account.
 */
export async function grantRole(ctx: WriteCtx, given: NewGrant): Promise<string> {
  const organisation = await demandOrganisation(ctx, given.organisationId);
  const account = await lockAccount(ctx, given.accountId);
  if (!account || account.disabledAt) throw new Refusal("not_found", "account_unknown");
  if (account.id === ctx.actor.id) throw new Refusal("forbidden", "own_account");
  demandGrantable(ctx.actor.role, given.role, organisation, await rolesHeld(ctx, account.id, given));
  return insertGrant(ctx, { ...given, delegatedFrom: null });
}

export async function demandOrganisation(ctx: WriteCtx, id: string): Promise<OrganisationInBrief> {
  const organisation = await organisationById(ctx, id);
  if (organisation?.state !== "registered") throw new Refusal("not_found", "organisation_unknown");
  return organisation;
}

export function demandGrantable(
  granter: Role | "system",
  role: Role,
  organisation: OrganisationInBrief,
  held: readonly Role[],
): void {
  const fault = grantFault(granter, role, organisation.kind, held);
  if (fault) throw new Refusal("forbidden", fault, { role: roles[role].name });
}

/** Roles an account holds in this city on any day from which the new grant would hold. */
export async function rolesHeld(
  ctx: WriteCtx,
  accountId: string,
  given: Pick<NewGrant, "organisationId" | "role" | "from" | "until">,
): Promise<Role[]> {
  const during = sql`daterange(${given.from ?? ctx.today}::date, ${given.until ?? null}::date)`;
  const { rows } = await sql<{
    role: Role;
    organisation_id: string;
  }>`select role, organisation_id from role_grant
    where city_id = ${ctx.actor.cityId} and account_id = ${accountId} and revoked_at is null and during && ${during}`.execute(
    ctx.db,
  );
  if (rows.some((row) => row.role === given.role && row.organisation_id === given.organisationId))
    throw new Refusal("conflict", "grant_held_already");
  return rows.map((row) => row.role);
}

export async function insertGrant(
  ctx: WriteCtx,
  given: NewGrant & { readonly delegatedFrom: string | null },
): Promise<string> {
  const { cityId } = ctx.actor;
  const id = newId();
  const from = given.from ?? ctx.today;
  if (given.until !== undefined && given.until <= from) throw new Refusal("invalid", "period_empty");
  await sql`insert into role_grant (city_id, id, account_id, organisation_id, role, during, granted_by, granted_at, delegated_from)
    values (${cityId}, ${id}, ${given.accountId}, ${given.organisationId}, ${given.role},
      daterange(${from}::date, ${given.until ?? null}::date), ${ctx.actor.id}, ${ctx.now}, ${given.delegatedFrom})`.execute(
    ctx.db,
  );
  await sql`update account set city_ids = array(select distinct c from unnest(city_ids || ${cityId}::int) as c order by c)
    where id = ${given.accountId}`.execute(ctx.db);
  await ctx.record(given.delegatedFrom ? "role.delegated" : "role.granted", {
    grantId: id,
    accountId: given.accountId,
    role: given.role,
    at: given.organisationId,
    until: given.until ?? null,
  });
  return id;
}

/**
 * Hands one's own role to somebody for a time: the same part of the tree, never longer than one's own, and it ends
 * with it. Refuses: grant_not_held, delegation_barred, delegation_endless, account_unknown, duties_conflict.
 */
export async function delegateRole(
  ctx: WriteCtx,
  given: { readonly login: string; readonly from?: PlainDate | undefined; readonly until: PlainDate },
): Promise<string> {
  const { cityId, organisationId, role, id: accountId } = ctx.actor;
  if (role === "system" || !organisationId || !mayDelegate(role))
    throw new Refusal("forbidden", "delegation_barred");
  const own = await sql<{
    id: string;
    until: PlainDate | null;
  }>`select id, upper(during) as until from role_grant
    where city_id = ${cityId} and account_id = ${accountId} and organisation_id = ${organisationId} and role = ${role}
      and revoked_at is null and delegated_from is null and during @> ${ctx.today}::date`.execute(ctx.db);
  const source = own.rows[0];
  if (!source) throw new Refusal("forbidden", "delegation_barred");
  if (source.until && given.until > source.until) throw new Refusal("invalid", "delegation_too_long");
  const found = await sql<{ id: string }>`select a.id from account as a
    where a.login = ${given.login.trim().toLowerCase()} and a.disabled_at is null and ${cityId} = any(a.city_ids)`.execute(
    ctx.db,
  );
  const delegate = found.rows[0];
  if (!delegate || delegate.id === accountId) throw new Refusal("not_found", "account_unknown");
  const grant = { accountId: delegate.id, organisationId, role, from: given.from, until: given.until };
  const held = await rolesHeld(ctx, delegate.id, grant);
  const organisation = await demandOrganisation(ctx, organisationId);
  const fault = grantFault("system", role, organisation.kind, held);
  if (fault) throw new Refusal("forbidden", fault, { role: roles[role].name });
  return insertGrant(ctx, { ...grant, delegatedFrom: source.id });
}

/** Takes a role back at once; sessions in it end with the next request. Refuses: grant_unknown, role_beyond_own. */
export async function revokeGrant(
  ctx: WriteCtx,
  grantId: string,
): Promise<{ role: Role; accountId: string; organisationId: string }> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<{
    role: Role;
    accountId: string;
    organisationId: string;
  }>`select role, account_id as "accountId",
      organisation_id as "organisationId" from role_grant
    where city_id = ${cityId} and id = ${grantId} and revoked_at is null for update`.execute(ctx.db);
  const grant = rows[0];
  if (!grant) throw new Refusal("not_found", "grant_unknown");
  const organisation = await organisationById(ctx, grant.organisationId);
  if (!organisation) throw new Refusal("not_found", "grant_unknown");
  if (grant.accountId === ctx.actor.id) throw new Refusal("forbidden", "own_account");
  demandGrantable(ctx.actor.role, grant.role, organisation, []);
  await sql`update role_grant set revoked_at = ${ctx.now}, revoked_by = ${ctx.actor.id}
    where city_id = ${cityId} and id = ${grantId}`.execute(ctx.db);
  await ctx.record("role.revoked", { grantId, accountId: grant.accountId, role: grant.role });
  return grant;
}

/** Ends a delegation of one's own before its time. Refuses: grant_unknown. */
export async function endDelegation(ctx: WriteCtx, grantId: string): Promise<void> {
  const { cityId, id } = ctx.actor;
  const { rows } = await sql`update role_grant as g set revoked_at = ${ctx.now}, revoked_by = ${id}
    from role_grant as source
    where g.city_id = ${cityId} and g.id = ${grantId} and g.revoked_at is null and source.city_id = ${cityId}
      and source.id = g.delegated_from and source.account_id = ${id} returning g.id`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("not_found", "grant_unknown");
  await ctx.record("role.delegation_ended", { grantId });
}
