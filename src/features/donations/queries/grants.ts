import { sql } from "kysely";
import type { z } from "zod";
import { type Cents, formatYuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import type { GrantList, GrantPage, GrantQuery, GrantRow } from "../contract.ts";
import { decisionBar } from "../rules/grant.ts";
import { anonymous } from "../text.ts";
import { freeCents } from "./parts.ts";

type Row = Omit<z.input<typeof GrantRow>, "amount"> & { readonly cents: Cents };

const columns = sql`g.id, g.number, g.source, g.use_for as "useFor", g.purpose, g.cents, g.resolution,
  g.resolved_on::text as "resolvedOn", g.state, g.proposed_by_name as "proposedBy", g.proposed_on::text as "proposedOn"`;

/** Grants from one fund to another, the newest first. Pages by key. */
export async function grantList(
  ctx: ReadCtx,
  query: z.output<typeof GrantQuery>,
): Promise<z.input<typeof GrantList>> {
  const here = sql`g.city_id = ${ctx.actor.cityId}`;
  const show = query.show === "open" ? sql`and g.state = 'proposed'` : sql``;
  const after = query.after ? sql`and g.id < ${query.after}::uuid` : sql``;
  const { rows } = await sql<Row>`select ${columns} from fund_grant as g where ${here} ${show} ${after}
    order by g.id desc limit ${query.limit + 1}`.execute(ctx.db);
  const counted = await sql<{ open: number; all: number }>`select count(*)::int as "all",
      (count(*) filter (where g.state = 'proposed'))::int as open from fund_grant as g where ${here}`.execute(
    ctx.db,
  );
  const counts = counted.rows[0] ?? { open: 0, all: 0 };
  const page = rows.slice(0, query.limit);
  return {
    rows: page.map(({ cents, ...row }) => ({ ...row, amount: formatYuan(cents) })),
    total: counts[query.show],
    next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
    counts,
    free: formatYuan(await freeCents(ctx)),
    allowed: allows(ctx.actor, "donations.manage") ? ["propose"] : [],
  };
}

type Whole = Row & {
  readonly sourceId: string | null;
  readonly proposedById: string;
  readonly decidedBy: string | null;
  readonly decidedOn: string | null;
  readonly decision: string | null;
  readonly entryId: string | null;
  readonly takenBackOn: string | null;
  readonly takenBackBy: string | null;
  readonly takenBackReason: string | null;
};

/** One grant: by what resolution, out of what, who decided. Refuses `grant_unknown`. */
export async function grantPage(ctx: ReadCtx, id: string): Promise<z.input<typeof GrantPage>> {
  const { rows } =
    await sql<Whole>`select ${columns}, g.source_id as "sourceId", g.proposed_by as "proposedById",
      g.decided_by_name as "decidedBy", g.decided_on::text as "decidedOn", g.decision, g.entry_id as "entryId",
      g.taken_back_on::text as "takenBackOn", g.taken_back_by_name as "takenBackBy", g.taken_back_reason as "takenBackReason"
    from fund_grant as g where g.city_id = ${ctx.actor.cityId} and g.id = ${id}::uuid`.execute(ctx.db);
  const [found] = rows;
  if (!found) throw new Refusal("not_found", "grant_unknown");
  const { cents, sourceId, proposedById, takenBackOn, takenBackBy, takenBackReason, ...row } = found;
  const bar = decisionBar({ state: row.state, proposedBy: proposedById }, ctx.actor.id);
  return {
    ...row,
    amount: formatYuan(cents),
    from: await fromOf(ctx, id, sourceId),
    takenBack: takenBackOn ? { on: takenBackOn, by: takenBackBy ?? "", reason: takenBackReason ?? "" } : null,
    allowed: [
      ...(allows(ctx.actor, "donations.decide") && row.state === "granted" ? (["take_back"] as const) : []),
      ...(allows(ctx.actor, "donations.decide") && !bar ? (["decide"] as const) : []),
      ...(row.state === "proposed" && proposedById === ctx.actor.id ? (["withdraw"] as const) : []),
    ],
  };
}

async function fromOf(
  ctx: ReadCtx,
  grantId: string,
  sourceId: string | null,
): Promise<z.input<typeof GrantPage>["from"]> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<{ id: string; number: string; who: string; cents: Cents | null }>`
    with part as (
      select coalesce(donation_id, fiscal_grant_id) as of, cents from fund_grant_part
      where city_id = ${cityId} and grant_id = ${grantId}::uuid
    ), source as (
      select of, cents from part
      union all select ${sourceId}::uuid, null where not exists (select from part) and ${sourceId}::uuid is not null
    )
    select d.id, d.number, coalesce(d.donor_name, ${anonymous}::text) as who, source.cents
    from source join donation as d on d.city_id = ${cityId} and d.id = source.of
    union all
    select f.id, f.number, f.issuer, source.cents
    from source join fiscal_grant as f on f.city_id = ${cityId} and f.id = source.of
    order by 2`.execute(ctx.db);
  return rows.map(({ cents, ...row }) => ({ ...row, amount: cents === null ? null : formatYuan(cents) }));
}
