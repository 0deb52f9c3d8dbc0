import { createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { Role } from "#core/permissions.ts";
import { Refusal } from "#core/refusal.ts";
import { claimRegistration } from "#features/organisations/index.ts";
import { now } from "#platform/clock.ts";
import { atFrontDesk, type WriteCtx } from "#platform/context.ts";
import { invitationDays } from "../rules/limits.ts";
import { createAccount } from "./accounts.ts";
import { demandGrantable, demandOrganisation, insertGrant, revokeGrant, rolesHeld } from "./grants.ts";
import { sessionOf, startSession } from "./session.ts";

const hashLink = (token: string): Buffer => createHash("sha256").update(token).digest();
const cityOfLink = (token: string): number => Number(/^(\d{6})\./.exec(token)?.[1] ?? 0);

export type NewInvitation = {
  readonly organisationId: string;
  readonly role: Role;
  readonly name: string;
  readonly until?: PlainDate | undefined;
};

/**
 * Invites somebody into a role: answers the token of a link that works once and for 14 days.
 * Refuses: organisation_unknown, role_beyond_own, role_place_wrong.
 */
export async function inviteAccount(
  ctx: WriteCtx,
  given: NewInvitation,
): Promise<{ id: string; token: string }> {
  const organisation = await demandOrganisation(ctx, given.organisationId);
  demandGrantable(ctx.actor.role, given.role, organisation, []);
  const { cityId } = ctx.actor;
  const id = newId();
  const token = `${cityId}.${randomBytes(24).toString("base64url")}`;
  const until = new Date(now().getTime() + invitationDays * 86_400_000);
  await sql`insert into account_invitation (city_id, id, organisation_id, role, name, token_hash, expires_at, invited_by,
      invited_at, grant_until)
    values (${cityId}, ${id}, ${given.organisationId}, ${given.role}, ${given.name}, ${hashLink(token)}, ${until},
      ${ctx.actor.id}, ${ctx.now}, ${given.until ?? null})`.execute(ctx.db);
  await ctx.record("account.invited", { invitationId: id, role: given.role, at: given.organisationId });
  return { id, token };
}

/** A unit's clerk changes: the old one's role ends and the new one is invited, together. Refuses as both do. */
export async function replaceClerk(
  ctx: WriteCtx,
  grantId: string,
  name: string,
): Promise<{ id: string; token: string }> {
  const grant = await revokeGrant(ctx, grantId);
  return inviteAccount(ctx, { organisationId: grant.organisationId, role: grant.role, name });
}

type Invitation = {
  readonly id: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly role: Role;
  readonly name: string;
  readonly until: PlainDate | null;
  readonly acceptedAt: Date | null;
  readonly expiresAt: Date;
};

/** Works on the invitation of a link, as the front desk of its city. Refuses: link_unknown, link_expired, link_used. */
export async function withInvitation<T>(
  ctx: WriteCtx,
  token: string,
  run: (inside: WriteCtx, invitation: Invitation) => Promise<T>,
): Promise<T> {
  const cityId = cityOfLink(token);
  return atFrontDesk(ctx, cityId, async (inside) => {
    const { rows } = await sql<Invitation>`select i.id, i.organisation_id as "organisationId",
        o.name as "organisationName", i.role, i.name, i.grant_until as until, i.accepted_at as "acceptedAt",
        i.expires_at as "expiresAt"
      from account_invitation as i
      join organisation as o on o.city_id = i.city_id and o.id = i.organisation_id and o.state = 'registered'
      where i.city_id = ${cityId} and i.token_hash = ${hashLink(token)} and i.withdrawn_at is null
      for update of i`.execute(inside.db);
    const invitation = rows[0];
    if (!invitation) throw new Refusal("not_found", "link_unknown");
    if (invitation.acceptedAt) throw new Refusal("conflict", "link_used");
    if (invitation.expiresAt < now()) throw new Refusal("not_found", "link_expired");
    return run(inside, invitation);
  });
}

export type Acceptance = { readonly login: string; readonly name: string; readonly password: string };

/**
 * Accepts an invitation with a new account, or, where somebody is signed in, with theirs. Answers the session's token.
 * Refuses: link_unknown, link_expired, link_used, login_invalid, login_taken, password_weak, duties_conflict.
 */
export const acceptInvitation = (
  ctx: WriteCtx,
  token: string,
  as: Acceptance | { readonly sessionToken: string | undefined },
): Promise<string> =>
  withInvitation(ctx, token, async (inside, invitation) => {
    const account =
      "login" in as
        ? { id: await createAccount(inside, as), hasSecondFactor: false }
        : await signedIn(inside, as.sessionToken);
    const grant = {
      accountId: account.id,
      organisationId: invitation.organisationId,
      role: invitation.role,
      until: invitation.until ?? undefined,
    };
    demandGrantable(
      "system",
      grant.role,
      await demandOrganisation(inside, grant.organisationId),
      await rolesHeld(inside, account.id, grant),
    );
    await insertGrant(inside, { ...grant, delegatedFrom: null });
    await sql`update account_invitation set accepted_at = ${inside.now}, account_id = ${account.id}
      where city_id = ${inside.actor.cityId} and id = ${invitation.id}`.execute(inside.db);
    return startSession(inside, await accountCities(inside, account.id), account.hasSecondFactor);
  });

async function signedIn(ctx: WriteCtx, token: string | undefined) {
  const { account, session } = await sessionOf(ctx, token);
  return { id: account.id, hasSecondFactor: session.hasSecondFactor };
}

async function accountCities(ctx: WriteCtx, id: string) {
  const { rows } = await sql<{
    cityIds: number[];
  }>`select city_ids as "cityIds" from account where id = ${id}`.execute(ctx.db);
  return { id, cityIds: rows[0]?.cityIds ?? [] };
}

/** The first account of a unit, opened with the link of its approved registration: once. Refuses as both do. */
export async function openUnitAccount(ctx: WriteCtx, token: string, as: Acceptance): Promise<string> {
  const { cityId, unitId } = await claimRegistration(ctx, token);
  return atFrontDesk(ctx, cityId, async (inside) => {
    const accountId = await createAccount(inside, as);
    await insertGrant(inside, {
      accountId,
      organisationId: unitId,
      role: "unit_clerk",
      delegatedFrom: null,
    });
    return startSession(inside, { id: accountId, cityIds: [cityId] }, false);
  });
}

/** Takes an invitation back; its link opens nothing any more. Refuses: invitation_unknown. */
export async function withdrawInvitation(ctx: WriteCtx, id: string): Promise<void> {
  const { rows } = await sql`update account_invitation set withdrawn_at = ${ctx.now}
    where city_id = ${ctx.actor.cityId} and id = ${id} and accepted_at is null and withdrawn_at is null
    returning id`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("not_found", "invitation_unknown");
  await ctx.record("account.invitation_withdrawn", { invitationId: id });
}
