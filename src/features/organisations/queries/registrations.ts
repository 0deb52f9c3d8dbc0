import { sql } from "kysely";
import { maskAccount, maskPhone } from "#core/mask.ts";
import { Refusal } from "#core/refusal.ts";
import { allows, type ReadCtx, type WriteCtx, withinPart } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { missingIn, withLink } from "../commands/registration.ts";
import { isOpenToUnit, type RegistrationState } from "../rules/registration.ts";
import { judgeUscc } from "../rules/uscc.ts";
import { type Registration, registrationsWhere, twinsOf } from "../store/registration.ts";

const present = (registration: Registration) => ({
  id: registration.id,
  state: registration.state,
  step: registration.step,
  name: registration.name,
  kind: registration.kind,
  parentId: registration.parentId,
  uscc: registration.uscc,
  usccConfirmed: registration.usccConfirmed,
  usccFinding: registration.uscc ? (judgeUscc(registration.uscc).finding ?? null) : null,
  noUsccReason: registration.noUsccReason,
  sector: registration.sector,
  staff: registration.staff,
  payer: registration.payer,
  accountName: registration.accountName,
  accountNo: registration.accountNoSealed ? maskAccount(vault().open(registration.accountNoSealed)) : null,
  contact: registration.contact,
  phone: registration.phoneSealed ? maskPhone(vault().open(registration.phoneSealed)) : null,
  reasons: [...registration.reasons],
  note: registration.note,
  submittedAt: registration.submittedAt?.toISOString() ?? null,
  decidedAt: registration.decidedAt?.toISOString() ?? null,
});

/** What the holder of a link sees of their registration, and all that is still missing. */
export const registrationByLink = (ctx: WriteCtx, token: string) =>
  withLink(ctx, token, async (inside, registration) => {
    const twins = await twinsOf(inside, { ...registration, not: registration.unitId });
    const places = await placesIn(inside, registration.cityId);
    return {
      ...present(registration),
      unions: places,
      isOpen: isOpenToUnit(registration.state),
      missing: await missingIn(inside, registration),
      // Whose twin it is stays inside: the page only says that there is one.
      twinBy: twins[0]?.by ?? null,
      mayOpenAccount: registration.state === "approved" && !registration.claimedAt,
    };
  });

/** Cities one can register in, and the unions of one of them. Public: these names are on every notice. */
export async function registrationPlaces(ctx: ReadCtx, cityId: number | undefined) {
  const { rows } = await sql<{ cityId: number; name: string }>`select city_id as "cityId", name from city
    where city_id <> province_id order by city_id`.execute(ctx.db);
  return { cities: rows, unions: cityId === undefined ? [] : await placesIn(ctx, cityId) };
}

async function placesIn(ctx: ReadCtx, cityId: number) {
  const { rows } = await sql<{
    id: string;
    name: string;
    kind: string;
  }>`select id, name, kind from organisation
    where city_id = ${cityId} and state = 'registered'
      and kind in ('city_agency', 'county_union', 'industry_union', 'functional_zone') order by code`.execute(
    ctx.db,
  );
  return rows;
}

/** Registrations under the actor's part of the tree. */
export async function registrationList(
  ctx: ReadCtx,
  filter: { state: RegistrationState; after?: string | undefined; limit: number },
) {
  const within = sql<boolean>`${withinPart(ctx, sql.ref("r.organisation_id"))} and r.state = ${filter.state}`;
  const after = filter.after ? sql`r.id > ${filter.after}::uuid` : sql`true`;
  const rows = await registrationsWhere(ctx, sql`${within} and ${after}`, filter.limit + 1);
  const shown = rows.slice(0, filter.limit);
  const counts = await sql<{ state: RegistrationState; n: bigint }>`select r.state, count(*) as n
    from unit_registration as r where r.city_id = ${ctx.actor.cityId} and ${withinPart(ctx, sql.ref("r.organisation_id"))}
    group by r.state`.execute(ctx.db);
  const total = counts.rows.find((row) => row.state === filter.state)?.n ?? 0n;
  return {
    rows: shown.map((row) => ({ ...present(row), parentName: row.parentName, unionName: row.unionName })),
    total: Number(total),
    next: rows.length > filter.limit ? (shown.at(-1)?.id ?? null) : null,
    counts: Object.fromEntries(counts.rows.map((row) => [row.state, Number(row.n)])),
  };
}

/** One registration as its reviewer sees it, with the units it looks like. Refuses: registration_unknown. */
export async function registrationPage(ctx: ReadCtx, id: string) {
  const [row] = await registrationsWhere(
    ctx,
    sql`r.id = ${id}::uuid and ${withinPart(ctx, sql.ref("r.organisation_id"))}`,
    1,
  );
  if (!row) throw new Refusal("not_found", "registration_unknown");
  const { rows: parents } = await sql<{ kind: string }>`select kind from organisation
    where city_id = ${ctx.actor.cityId} and id = ${row.parentId}`.execute(ctx.db);
  const kind = parents[0]?.kind;
  return {
    ...present(row),
    parentName: row.parentName,
    unionName: row.unionName,
    // Units under the agency or an industry union are the city's own; the reviewer can say otherwise.
    likelyCategory: kind === "county_union" || kind === "functional_zone" ? "county" : "municipal",
    twins: await twinsOf(ctx, { ...row, not: row.unitId }),
    allowed: (["organisations.review"] as const).filter(
      (permission) => row.state === "submitted" && allows(ctx.actor, permission),
    ),
  };
}
