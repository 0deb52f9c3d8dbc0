import { type RawBuilder, sql } from "kysely";
import { maskAccount, maskPhone } from "#core/mask.ts";
import { type ReadCtx, withinPart } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { nameKey } from "../rules/name-key.ts";
import type { OrganisationKind } from "../rules/tree.ts";

export type ListFilter = {
  readonly q?: string | undefined;
  readonly kind?: string | undefined;
  readonly unionId?: string | undefined;
  readonly category?: string | undefined;
  readonly sector?: string | undefined;
  readonly state?: "registered" | "closed" | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

type Row = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly state: "registered" | "closed";
  readonly unionId: string;
  readonly unionName: string;
  readonly sector: string | null;
  readonly category: string | null;
  readonly staff: number | null;
  readonly payer: "unit" | "member";
  readonly uscc: string | null;
  readonly contact: string | null;
  readonly accountNoSealed: Buffer | null;
  readonly phoneSealed: Buffer | null;
};

const from = sql`organisation as o
  join organisation as u on u.city_id = o.city_id and u.id = o.union_id
  left join organisation_profile as p on p.city_id = o.city_id and p.organisation_id = o.id`;

const categoryToday = (ctx: ReadCtx) => sql`left join organisation_category as c on c.city_id = o.city_id
  and c.organisation_id = o.id and c.during @> ${ctx.today}::date`;

/** Units in the actor's part of the tree, by number, a page at a time, with the exact count of the whole filter. */
export async function organisationList(ctx: ReadCtx, filter: ListFilter) {
  const where = conditions(ctx, filter);
  const after = filter.after ? sql<boolean>`o.code > ${filter.after}` : sql<boolean>`true`;
  const { rows } = await sql<Row>`select o.id, o.code, o.name, o.kind, o.state, o.union_id as "unionId",
      u.name as "unionName", o.sector, c.category, p.staff, coalesce(p.payer, 'unit') as payer, p.uscc, p.contact,
      p.account_no_sealed as "accountNoSealed", p.phone_sealed as "phoneSealed"
    from ${from} ${categoryToday(ctx)} where ${sql.join(where, sql` and `)} and ${after}
    order by o.code limit ${filter.limit + 1}`.execute(ctx.db);
  const shown = rows.slice(0, filter.limit);
  return {
    rows: shown.map(present),
    total: await count(ctx, where),
    next: rows.length > filter.limit ? (shown.at(-1)?.code ?? null) : null,
  };
}

async function count(ctx: ReadCtx, where: readonly RawBuilder<boolean>[]): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from ${from} ${categoryToday(ctx)}
    where ${sql.join(where, sql` and `)}`.execute(ctx.db);
  return Number(rows[0]?.n ?? 0n);
}

function conditions(ctx: ReadCtx, filter: ListFilter): RawBuilder<boolean>[] {
  const all = [sql<boolean>`o.city_id = ${ctx.actor.cityId}`, withinPart(ctx, sql.ref("o.id"))];
  if (filter.kind) all.push(sql`o.kind = ${filter.kind}`);
  else all.push(sql`o.kind in ('member_unit', 'joint_union')`);
  all.push(sql`o.state = ${filter.state ?? "registered"}`);
  if (filter.unionId) all.push(sql`o.union_id = ${filter.unionId}::uuid`);
  if (filter.category) all.push(sql`c.category = ${filter.category}`);
  if (filter.sector) all.push(sql`o.sector = ${filter.sector}`);
  const text = filter.q?.trim();
  if (text) {
    const like = (part: string) => `%${part.replace(/[\\%_]/g, "\\$&")}%`;
    all.push(sql`(o.name_key like ${like(nameKey(text) || text)} or o.name like ${like(text)}
      or o.code ilike ${like(text)} or p.uscc = ${text.toUpperCase()})`);
  }
  return all;
}

const present = ({ accountNoSealed, phoneSealed, ...row }: Row) => ({
  ...row,
  accountNo: accountNoSealed ? maskAccount(vault().open(accountNoSealed)) : null,
  phone: phoneSealed ? maskPhone(vault().open(phoneSealed)) : null,
});

/** What one can filter by, with how many stand behind each. */
export async function organisationFilters(ctx: ReadCtx) {
  const { rows } = await sql<{
    what: "union" | "category" | "sector" | "state";
    value: string;
    label: string;
    n: bigint;
  }>`with unit as (select o.union_id, u.name as union_name, u.code as union_code, c.category, o.sector, o.state from ${from}
      ${categoryToday(ctx)} where o.city_id = ${ctx.actor.cityId} and o.kind in ('member_unit', 'joint_union')
        and ${withinPart(ctx, sql.ref("o.id"))})
    select 'union' as what, union_id::text as value, union_name as label, count(*) as n from unit
      where state = 'registered' group by union_id, union_name
    union all select 'category', category, category, count(*) from unit
      where category is not null and state = 'registered' group by category
    union all select 'sector', sector, sector, count(*) from unit
      where sector is not null and state = 'registered' group by sector
    union all select 'state', state, state, count(*) from unit group by state
    order by 1, 4 desc, 3`.execute(ctx.db);
  const of = (what: (typeof rows)[number]["what"]) =>
    rows
      .filter((row) => row.what === what)
      .map(({ value, label, n }) => ({ value, label, count: Number(n) }));
  return { unions: of("union"), categories: of("category"), sectors: of("sector"), states: of("state") };
}

/** Those one may choose as a parent or place: the actor's part of the tree, unions and joint unions. */
export async function organisationChoices(ctx: ReadCtx, q: string | undefined) {
  const text = q?.trim();
  const { rows } = await sql<{
    id: string;
    code: string;
    name: string;
    kind: OrganisationKind;
  }>`select o.id, o.code,
      o.name, o.kind
    from organisation as o where o.city_id = ${ctx.actor.cityId} and o.state = 'registered'
      and ${withinPart(ctx, sql.ref("o.id"))}
      and ${text ? sql`(o.name like ${`%${text.replace(/[\\%_]/g, "\\$&")}%`} or o.code ilike ${`${text}%`})` : sql`o.kind <> 'member_unit'`}
    order by case o.kind when 'city_agency' then 0 when 'county_union' then 1 when 'industry_union' then 2 else 3 end, o.code
    limit 100`.execute(ctx.db);
  return { rows };
}
