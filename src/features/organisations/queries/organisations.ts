import { type RawBuilder, sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { again, type ReadCtx, withinPart } from "#platform/context.ts";
import type { OrganisationKind } from "../rules/tree.ts";

/** An organisation as other features know it. */
export type Organisation = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly state: "registered" | "closed";
  readonly parentId: string | null;
  /** The county, industry union or zone that answers for it; the agency for its own units. */
  readonly unionId: string;
  readonly unionCode: string;
  readonly unionName: string;
  readonly unionKind: OrganisationKind;
  readonly regionCode: string | null;
  readonly sector: string | null;
  /** On the day asked for. */
  readonly category: string | null;
  readonly uscc: string | null;
  readonly staff: number | null;
  readonly payer: "unit" | "member";
  readonly accountName: string | null;
  /** Blind index of the account number: equal numbers have equal indexes. */
  readonly accountIndex: Buffer | null;
};

export type OrganisationFilter = {
  readonly ids?: readonly string[];
  readonly codes?: readonly string[];
  readonly kinds?: readonly OrganisationKind[];
  readonly unionId?: string;
  /** Whose category counts: today's where left out. */
  readonly on?: PlainDate;
};

/** Organisations in the actor's part of the tree, by code. */
export async function organisationsIn(
  ctx: ReadCtx,
  filter: OrganisationFilter = {},
): Promise<Organisation[]> {
  const all: RawBuilder<boolean>[] = [sql`o.city_id = ${ctx.actor.cityId}`, withinPart(ctx, sql.ref("o.id"))];
  if (filter.ids) all.push(sql`o.id = any(${filter.ids}::uuid[])`);
  if (filter.codes) all.push(sql`o.code = any(${filter.codes}::text[])`);
  if (filter.kinds) all.push(sql`o.kind = any(${filter.kinds}::text[])`);
  if (filter.unionId) all.push(sql`o.union_id = ${filter.unionId}::uuid`);
  const { rows } =
    await sql<Organisation>`select o.id, o.code, o.name, o.kind, o.state, o.parent_id as "parentId",
      o.union_id as "unionId", u.code as "unionCode", u.name as "unionName", u.kind as "unionKind",
      o.region_code as "regionCode", o.sector, c.category, p.uscc, p.staff, coalesce(p.payer, 'unit') as payer,
      p.account_name as "accountName", p.account_no_index as "accountIndex"
    from organisation as o
    join organisation as u on u.city_id = o.city_id and u.id = o.union_id
    left join organisation_profile as p on p.city_id = o.city_id and p.organisation_id = o.id
    left join organisation_category as c on c.city_id = o.city_id and c.organisation_id = o.id
      and c.during @> ${filter.on ?? ctx.today}::date
    where ${sql.join(all, sql` and `)} order by o.code`.execute(ctx.db);
  return rows;
}

/** The unit of a code within the actor's part of the tree. */
export const unitByCode = async (ctx: ReadCtx, code: string): Promise<Organisation | undefined> =>
  (await organisationsIn(ctx, { codes: [code] }))[0];

export type OrganisationInBrief = Pick<Organisation, "id" | "code" | "name" | "kind" | "state">;

/** One organisation in the actor's part of the tree, without what other tables know of it. */
export async function organisationById(ctx: ReadCtx, id: string): Promise<OrganisationInBrief | undefined> {
  const { rows } =
    await sql<OrganisationInBrief>`${again} select o.id, o.code, o.name, o.kind, o.state from organisation as o
    where o.city_id = ${ctx.actor.cityId} and o.id = ${id} and ${withinPart(ctx, sql.ref("o.id"))}`.execute(
      ctx.db,
    );
  return rows[0];
}

export type City = {
  readonly cityId: number;
  readonly name: string;
  readonly provinceId: number;
  readonly isDemo: boolean;
};

/** Open cities, the province's own number first. */
export async function cities(ctx: ReadCtx): Promise<City[]> {
  const { rows } =
    await sql<City>`select city_id as "cityId", name, province_id as "provinceId", is_demo as "isDemo"
    from city order by city_id`.execute(ctx.db);
  return rows;
}

/** The city's own agency, at the top of its tree. */
export async function agencyId(ctx: ReadCtx): Promise<string> {
  const { rows } = await sql<{ id: string }>`${again} select id from organisation
    where city_id = ${ctx.actor.cityId} and kind = 'city_agency'`.execute(ctx.db);
  const [agency] = rows;
  if (!agency) throw new Error("A city has an agency.");
  return agency.id;
}

/** Where the actor works: their part of the tree, or the agency for who sees the whole city. */
export const ownOrganisation = async (ctx: ReadCtx): Promise<string> =>
  ctx.actor.reach === "part" ? (ctx.actor.organisationId ?? "") : agencyId(ctx);
