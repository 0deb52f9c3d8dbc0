import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";
import { type NewOrganisation, type Placed, placeOrganisations } from "../rules/new-organisation.ts";
import { insertOrganisations, standingByCode } from "../store/insert.ts";

/**
 * Opens a province: its number (410000) and its office. Refuses: province_number_wrong, city_open_already.
 */
export async function openProvince(
  ctx: WriteCtx,
  provinceId: number,
  office: Omit<NewOrganisation, "kind" | "parentCode">,
  isDemo = false,
): Promise<Placed> {
  if (provinceId % 10_000 !== 0) throw new Refusal("invalid", "province_number_wrong");
  return openPlace(
    ctx,
    { cityId: provinceId, provinceId, name: office.name, isDemo },
    {
      ...office,
      kind: "province_office",
      parentCode: undefined,
    },
  );
}

export type NewCity = {
  readonly cityId: number;
  readonly name: string;
  readonly isDemo?: boolean;
  readonly agency: Omit<NewOrganisation, "kind" | "parentCode">;
};

/** Opens a city with its agency. Refuses: city_number_wrong, city_open_already. */
export async function openCity(ctx: WriteCtx, city: NewCity): Promise<Placed> {
  const provinceId = Math.floor(city.cityId / 10_000) * 10_000;
  if (city.cityId === provinceId || (city.cityId % 100 !== 0 && city.cityId % 10_000 < 9000))
    throw new Refusal("invalid", "city_number_wrong");
  return openPlace(
    ctx,
    { cityId: city.cityId, provinceId, name: city.name, isDemo: city.isDemo ?? false },
    { ...city.agency, kind: "city_agency", parentCode: undefined },
  );
}

async function openPlace(
  ctx: WriteCtx,
  place: { cityId: number; provinceId: number; name: string; isDemo: boolean },
  top: NewOrganisation,
): Promise<Placed> {
  const opened = await sql`insert into city (city_id, name, province_id, is_demo, opened_at)
    values (${place.cityId}, ${place.name}, ${place.provinceId}, ${place.isDemo}, ${ctx.now})
    on conflict (city_id) do nothing returning city_id`.execute(ctx.db);
  if (opened.rows.length === 0) throw new Refusal("conflict", "city_open_already", { cityId: place.cityId });
  return actingAs(ctx, systemActor("set-up", place.cityId), async (inside) => {
    const [placed] = placeOrganisations([top], new Map(), newId);
    if (!placed) throw new Error("One organisation in, one out.");
    await insertOrganisations(inside, [placed]);
    await inside.record("city.opened", { cityId: place.cityId, organisationId: placed.id });
    return placed;
  });
}

/**
 * Registers organisations as they are listed, children and parents in any order, all or none.
 * Refuses: organisation_code_twice, organisation_code_taken, parent_unknown, parent_kind_wrong, organisation_circle.
 */
export async function registerOrganisations(
  ctx: WriteCtx,
  rows: readonly NewOrganisation[],
): Promise<readonly Placed[]> {
  if (rows.length === 0) return [];
  const codes = new Set(rows.map((row) => row.code));
  const above = rows.flatMap((row) => (row.parentCode && !codes.has(row.parentCode) ? [row.parentCode] : []));
  const placed = placeOrganisations(rows, await standingByCode(ctx, [...new Set(above)]), newId);
  await insertOrganisations(ctx, placed);
  await ctx.record("organisations.registered", {
    count: placed.length,
    organisationIds: placed.slice(0, 50).map((row) => row.id),
  });
  return placed;
}

/** Registers one organisation. Refuses as `registerOrganisations` does. */
export async function registerOrganisation(ctx: WriteCtx, row: NewOrganisation): Promise<Placed> {
  const [placed] = await registerOrganisations(ctx, [row]);
  if (!placed) throw new Error("One organisation in, one out.");
  return placed;
}
