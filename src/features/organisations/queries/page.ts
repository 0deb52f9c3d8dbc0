import { sql } from "kysely";
import { maskAccount, maskPhone } from "#core/mask.ts";
import type { Permission } from "#core/permissions.ts";
import { Refusal } from "#core/refusal.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import type { OrganisationKind } from "../rules/tree.ts";
import { judgeUscc } from "../rules/uscc.ts";

type Row = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly state: "registered" | "closed";
  readonly parentId: string | null;
  readonly parentName: string | null;
  readonly unionId: string;
  readonly unionName: string;
  readonly regionCode: string | null;
  readonly sector: string | null;
  readonly openedOn: string;
  readonly category: string | null;
  readonly uscc: string | null;
  readonly usccConfirmed: boolean;
  readonly noUsccReason: string | null;
  readonly staff: number | null;
  readonly payer: "unit" | "member";
  readonly accountName: string | null;
  readonly contact: string | null;
  readonly version: number;
  readonly accountNoSealed: Buffer | null;
  readonly phoneSealed: Buffer | null;
};

const mayDo: readonly Permission[] = [
  "organisations.register",
  "organisations.move",
  "people.unmask",
  "accounts.grant",
];

/** One organisation with its history. Refuses: organisation_unknown. */
export async function organisationPage(ctx: ReadCtx, id: string) {
  const { rows } = await sql<Row>`select o.id, o.code, o.name, o.kind, o.state, o.parent_id as "parentId",
      parent.name as "parentName", o.union_id as "unionId", u.name as "unionName", o.region_code as "regionCode", o.sector,
      o.opened_on as "openedOn", c.category, p.uscc, coalesce(p.uscc_confirmed, false) as "usccConfirmed",
      p.no_uscc_reason as "noUsccReason", p.staff, coalesce(p.payer, 'unit') as payer, p.account_name as "accountName",
      p.contact, o.version, p.account_no_sealed as "accountNoSealed", p.phone_sealed as "phoneSealed"
    from organisation as o
    join organisation as u on u.city_id = o.city_id and u.id = o.union_id
    left join organisation as parent on parent.city_id = o.city_id and parent.id = o.parent_id
    left join organisation_profile as p on p.city_id = o.city_id and p.organisation_id = o.id
    left join organisation_category as c on c.city_id = o.city_id and c.organisation_id = o.id
      and c.during @> ${ctx.today}::date
    where o.city_id = ${ctx.actor.cityId} and o.id = ${id} and ${withinPart(ctx, sql.ref("o.id"))}`.execute(
    ctx.db,
  );
  const row = rows[0];
  if (!row) throw new Refusal("not_found", "organisation_unknown");
  const { accountNoSealed, phoneSealed, ...shown } = row;
  return {
    ...shown,
    usccFinding: row.uscc ? (judgeUscc(row.uscc).finding ?? null) : null,
    accountNo: accountNoSealed ? maskAccount(vault().open(accountNoSealed)) : null,
    phone: phoneSealed ? maskPhone(vault().open(phoneSealed)) : null,
    moves: await movesOf(ctx, id),
    categories: await categoriesOf(ctx, id),
    labels: await labelsOf(ctx, id),
    children: await childrenOf(ctx, id),
    allowed: mayDo.filter((permission) => allows(ctx.actor, permission)),
  };
}

async function movesOf(ctx: ReadCtx, id: string) {
  const { rows } = await sql<{
    parentName: string;
    from: string | null;
    until: string | null;
    reason: string;
  }>`select
      o.name as "parentName", lower(m.during) as from, upper(m.during) as until, m.reason
    from organisation_move as m join organisation as o on o.city_id = m.city_id and o.id = m.parent_id
    where m.city_id = ${ctx.actor.cityId} and m.organisation_id = ${id} order by lower(m.during) desc`.execute(
    ctx.db,
  );
  return rows;
}

async function categoriesOf(ctx: ReadCtx, id: string) {
  const { rows } = await sql<{ category: string; from: string | null; until: string | null }>`select category,
      lower(during) as from, upper(during) as until from organisation_category
    where city_id = ${ctx.actor.cityId} and organisation_id = ${id} order by lower(during) desc nulls last`.execute(
    ctx.db,
  );
  return rows;
}

async function labelsOf(ctx: ReadCtx, id: string) {
  const { rows } = await sql<{
    label: string;
    value: string;
    from: string | null;
    until: string | null;
  }>`select label,
      value, lower(during) as from, upper(during) as until from organisation_label
    where city_id = ${ctx.actor.cityId} and organisation_id = ${id} order by label, lower(during) desc`.execute(
    ctx.db,
  );
  return rows;
}

async function childrenOf(ctx: ReadCtx, id: string): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from organisation_part as part
    join organisation as o on o.city_id = part.city_id and o.id = part.organisation_id and o.state = 'registered'
    where part.city_id = ${ctx.actor.cityId} and part.ancestor_id = ${id} and part.depth > 0
      and o.kind in ('member_unit', 'joint_union')`.execute(ctx.db);
  return Number(rows[0]?.n ?? 0n);
}
