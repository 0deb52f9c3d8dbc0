import { type RawBuilder, sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { now } from "#platform/clock.ts";
import { atFrontDesk, type WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { nameKey } from "../rules/name-key.ts";
import { type Draft, isOpenToUnit, type Missing, missingOf } from "../rules/registration.ts";
import { mayStandUnder, type OrganisationKind } from "../rules/tree.ts";
import { judgeUscc } from "../rules/uscc.ts";
import {
  cityOfToken,
  lockRegistrationByToken,
  newLinkToken,
  type Registration,
} from "../store/registration.ts";

/** ☆ How long a link works. */
const linkDays = 30;
const linkUntil = () => new Date(now().getTime() + linkDays * 86_400_000);

type Start = {
  readonly name: string;
  readonly kind: "member_unit" | "joint_union";
  readonly parentId: string;
};

/** Invites a unit to register: answers the token of its link, shown once. Refuses: parent_unknown, parent_kind_wrong. */
export async function inviteUnit(ctx: WriteCtx, given: Start): Promise<{ id: string; token: string }> {
  return begin(ctx, given, "invited");
}

/** A unit begins by itself, from the public page. Refuses: city_unknown and as `inviteUnit`. */
export function startRegistration(
  ctx: WriteCtx,
  cityId: number,
  given: Start,
): Promise<{ id: string; token: string }> {
  return atFrontDesk(ctx, cityId, (inside) => begin(inside, given, "draft"));
}

async function begin(ctx: WriteCtx, given: Start, state: "invited" | "draft") {
  await demandParent(ctx, given.kind, given.parentId);
  const { cityId } = ctx.actor;
  const id = newId();
  const { token, hash } = newLinkToken(cityId);
  await sql`insert into unit_registration (city_id, id, organisation_id, state, token_hash, token_until, invited_by, name,
      name_key, kind, created_at)
    values (${cityId}, ${id}, ${given.parentId}, ${state}, ${hash}, ${linkUntil()}, ${ctx.actor.id}, ${given.name},
      ${nameKey(given.name)}, ${given.kind}, ${ctx.now})`.execute(ctx.db);
  await ctx.record(state === "invited" ? "registration.invited" : "registration.begun", {
    registrationId: id,
    parentId: given.parentId,
  });
  return { id, token };
}

export async function demandParent(
  ctx: WriteCtx,
  kind: OrganisationKind,
  parentId: string,
): Promise<OrganisationKind> {
  const { rows } = await sql<{ kind: OrganisationKind }>`select kind from organisation
    where city_id = ${ctx.actor.cityId} and id = ${parentId} and state = 'registered'`.execute(ctx.db);
  const parent = rows[0];
  if (!parent) throw new Refusal("invalid", "new_parent_unknown");
  if (!mayStandUnder(kind, parent.kind)) throw new Refusal("invalid", "new_parent_kind_wrong");
  return parent.kind;
}

/** Works on a registration in the name of whoever holds its link. Refuses: link_unknown, link_expired. */
export async function withLink<T>(
  ctx: WriteCtx,
  token: string,
  run: (inside: WriteCtx, registration: Registration) => Promise<T>,
): Promise<T> {
  return atFrontDesk(ctx, cityOfToken(token), async (inside) => {
    const registration = await lockRegistrationByToken(inside, token);
    if (!registration) throw new Refusal("not_found", "link_unknown");
    if (registration.tokenUntil < now()) throw new Refusal("not_found", "link_expired");
    return run(inside, registration);
  });
}

/** What one step of the pages sends; what is left out stays as it is. */
export type DraftChange = {
  readonly step: number;
  readonly name?: string | undefined;
  readonly kind?: "member_unit" | "joint_union" | undefined;
  readonly parentId?: string | undefined;
  readonly uscc?: string | null | undefined;
  readonly usccConfirmed?: boolean | undefined;
  readonly noUsccReason?: string | null | undefined;
  readonly sector?: string | null | undefined;
  readonly staff?: number | null | undefined;
  readonly payer?: "unit" | "member" | undefined;
  readonly accountName?: string | null | undefined;
  readonly accountNo?: string | undefined;
  readonly contact?: string | null | undefined;
  readonly phone?: string | undefined;
};

/** Keeps one step of a registration. Refuses: link_unknown, link_expired, registration_closed, new_parent_unknown. */
export const saveDraft = (ctx: WriteCtx, token: string, change: DraftChange): Promise<void> =>
  withLink(ctx, token, async (inside, registration) => {
    if (!isOpenToUnit(registration.state)) throw new Refusal("conflict", "registration_closed");
    if (change.parentId) await demandParent(inside, change.kind ?? registration.kind, change.parentId);
    await sql`update unit_registration set ${sql.join(assignments(change, registration))}
      where city_id = ${registration.cityId} and id = ${registration.id}`.execute(inside.db);
    await inside.record("registration.saved", { registrationId: registration.id, step: change.step });
  });

function assignments(change: DraftChange, registration: Registration): RawBuilder<unknown>[] {
  const uscc = change.uscc ? judgeUscc(change.uscc).code : change.uscc;
  const columns: Record<string, unknown> = {
    step: Math.max(change.step, registration.step),
    state: registration.state === "invited" ? "draft" : registration.state,
    name: change.name,
    name_key: change.name === undefined ? undefined : nameKey(change.name),
    kind: change.kind,
    organisation_id: change.parentId,
    uscc,
    uscc_confirmed: change.usccConfirmed,
    no_uscc_reason: change.noUsccReason,
    sector: change.sector,
    staff: change.staff,
    payer: change.payer,
    account_name: change.accountName,
    account_no_sealed: change.accountNo ? vault().seal(change.accountNo) : undefined,
    account_no_index: change.accountNo ? vault().blindIndex(change.accountNo) : undefined,
    contact: change.contact,
    phone_sealed: change.phone ? vault().seal(change.phone) : undefined,
  };
  return Object.entries(columns).flatMap(([column, value]) =>
    value === undefined ? [] : [sql`${sql.ref(column)} = ${value}`],
  );
}

export const draftOf = (registration: Registration): Draft => ({
  ...registration,
  hasAccount: registration.accountNoSealed !== null,
  hasPhone: registration.phoneSealed !== null,
});

export async function missingIn(ctx: WriteCtx, registration: Registration): Promise<Missing[]> {
  const { rows } = await sql<{ kind: OrganisationKind }>`select kind from organisation
    where city_id = ${registration.cityId} and id = ${registration.parentId}`.execute(ctx.db);
  return missingOf(draftOf(registration), rows[0]?.kind ?? "member_unit");
}

/** Hands the registration in. Refuses: registration_closed, registration_incomplete (with all that is missing). */
export const submitRegistration = (ctx: WriteCtx, token: string): Promise<void> =>
  withLink(ctx, token, async (inside, registration) => {
    if (!isOpenToUnit(registration.state)) throw new Refusal("conflict", "registration_closed");
    const missing = await missingIn(inside, registration);
    if (missing.length > 0) throw new Refusal("invalid", "registration_incomplete", { missing });
    await sql`update unit_registration set state = 'submitted', submitted_at = ${inside.now}, reasons = '{}', note = null,
        version = version + 1
      where city_id = ${registration.cityId} and id = ${registration.id}`.execute(inside.db);
    await inside.record("registration.submitted", { registrationId: registration.id });
  });

/**
 * The unit of an approved registration, for whoever holds its link to open its first account: once.
 * Refuses: link_unknown, link_expired, registration_not_approved, link_used.
 */
export const claimRegistration = (
  ctx: WriteCtx,
  token: string,
): Promise<{ readonly cityId: number; readonly unitId: string }> =>
  withLink(ctx, token, async (inside, registration) => {
    if (registration.state !== "approved" || !registration.unitId)
      throw new Refusal("conflict", "registration_not_approved");
    if (registration.claimedAt) throw new Refusal("conflict", "link_used");
    await sql`update unit_registration set claimed_at = ${inside.now}
      where city_id = ${registration.cityId} and id = ${registration.id}`.execute(inside.db);
    await inside.record("registration.claimed", { registrationId: registration.id });
    return { cityId: registration.cityId, unitId: registration.unitId };
  });
