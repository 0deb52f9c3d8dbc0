import { sql } from "kysely";
import { Refusal } from "#core/refusal.ts";
import { now } from "#platform/clock.ts";
import type { WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { lockRegistration, type Registration, twinsOf } from "../store/registration.ts";
import { registerOrganisation } from "./register.ts";

async function demandSubmitted(ctx: WriteCtx, id: string): Promise<Registration> {
  const registration = await lockRegistration(ctx, id);
  if (!registration) throw new Refusal("not_found", "registration_unknown");
  if (registration.state !== "submitted") throw new Refusal("conflict", "registration_decided");
  return registration;
}

/**
 * Takes a unit in: it gets its number and its place in the tree. Looks like another one: the reviewer says that it is
 * not. Refuses: registration_unknown, registration_decided, registration_twin, organisation_code_taken.
 */
export async function approveRegistration(
  ctx: WriteCtx,
  id: string,
  given: {
    readonly category: string;
    readonly code?: string | undefined;
    readonly regionCode?: string | undefined;
    readonly isNoTwin?: boolean | undefined;
  },
): Promise<{ unitId: string; code: string }> {
  const registration = await demandSubmitted(ctx, id);
  const twins = await twinsOf(ctx, registration);
  if (twins.length > 0 && !given.isNoTwin) {
    throw new Refusal("conflict", "registration_twin", {
      names: twins.map((twin) => twin.name),
      by: twins.map((twin) => twin.by),
    });
  }
  const parent = await sql<{
    code: string;
    regionCode: string | null;
  }>`select code, region_code as "regionCode"
    from organisation where city_id = ${ctx.actor.cityId} and id = ${registration.parentId}`.execute(ctx.db);
  const unit = await registerOrganisation(ctx, {
    code: given.code ?? (await nextCode(ctx)),
    name: registration.name,
    kind: registration.kind,
    parentCode: parent.rows[0]?.code,
    regionCode: given.regionCode ?? parent.rows[0]?.regionCode ?? undefined,
    sector: registration.sector ?? undefined,
    category: given.category,
    uscc: registration.uscc ?? undefined,
    noUsccReason: registration.noUsccReason ?? undefined,
    staff: registration.staff ?? undefined,
    payer: registration.payer,
    accountName: registration.accountName ?? undefined,
    accountNo: registration.accountNoSealed ? vault().open(registration.accountNoSealed) : undefined,
    contact: registration.contact ?? undefined,
    phone: registration.phoneSealed ? vault().open(registration.phoneSealed) : undefined,
    openedOn: ctx.today,
  });
  await sql`update organisation_profile set uscc_confirmed = ${registration.usccConfirmed}
    where city_id = ${ctx.actor.cityId} and organisation_id = ${unit.id}`.execute(ctx.db);
  await decide(ctx, registration, "approved", { unitId: unit.id });
  await ctx.record("registration.approved", { registrationId: id, organisationId: unit.id });
  return { unitId: unit.id, code: unit.code };
}

/** The next free number of the city: U082 after U081. Two at once wait for each other. */
async function nextCode(ctx: WriteCtx): Promise<string> {
  const { cityId } = ctx.actor;
  await sql`select pg_advisory_xact_lock(7303, ${cityId})`.execute(ctx.db);
  const { rows } = await sql<{
    last: number | null;
  }>`select max(substr(code, 2)::int) as last from organisation
    where city_id = ${cityId} and code ~ '^U[0-9]{1,8}$'`.execute(ctx.db);
  return `U${String((rows[0]?.last ?? 0) + 1).padStart(3, "0")}`;
}

/** Sends it back with everything that must be put right. Refuses: registration_unknown, registration_decided. */
export async function returnRegistration(
  ctx: WriteCtx,
  id: string,
  given: { readonly reasons: readonly string[]; readonly note?: string | undefined },
): Promise<void> {
  await decide(ctx, await demandSubmitted(ctx, id), "returned", given);
  await ctx.record("registration.returned", { registrationId: id, reasons: given.reasons });
}

/** Refuses it for good. Refuses: registration_unknown, registration_decided. */
export async function refuseRegistration(ctx: WriteCtx, id: string, note: string): Promise<void> {
  await decide(ctx, await demandSubmitted(ctx, id), "refused", { note });
  await ctx.record("registration.refused", { registrationId: id });
}

async function decide(
  ctx: WriteCtx,
  registration: Registration,
  state: "approved" | "returned" | "refused",
  given: { unitId?: string; reasons?: readonly string[]; note?: string | undefined },
): Promise<void> {
  // The link lives on, so that the unit reads the answer and opens its account with it.
  const until = new Date(now().getTime() + 30 * 86_400_000);
  await sql`update unit_registration set state = ${state}, unit_id = ${given.unitId ?? null}, decided_at = ${ctx.now},
      decided_by = ${ctx.actor.id}, reasons = ${given.reasons ?? []}::text[], note = ${given.note ?? null},
      token_until = ${until}, version = version + 1
    where city_id = ${ctx.actor.cityId} and id = ${registration.id}`.execute(ctx.db);
}
