import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { type PlainDate, yearOf } from "#core/dates.ts";
import { maskName } from "#core/mask.ts";
import { type Cents, formatYuan } from "#core/money.ts";
import { hasNamePart, namePart } from "#features/people/index.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import { permissionOf } from "../commands/desk.ts";
import type { ClaimList, ClaimListQuery, ClaimRow } from "../contract.ts";
import { isNear } from "../present.ts";
import { type ClaimState, claimStates, openStates, reviewStates } from "../rules/claim.ts";
import { daysLeft } from "./claim-page.ts";

type Query = z.output<typeof ClaimListQuery>;

/** Claims of the actor's part of the tree: open ones by the day they are due, others the latest first. */
export async function claimList(ctx: ReadCtx, query: Query): Promise<z.input<typeof ClaimList>> {
  const isQueue = query.show === "open" || query.show === "mine" || isOpen(query.show);
  const ids = await pageOf(ctx, query, isQueue);
  const page = ids.slice(0, query.limit);
  const rows = await details(ctx, page);
  const last = rows.at(-1);
  const tally = await tallyOf(ctx, query);
  return {
    rows: rows.map((row) => present(ctx, row)),
    total: await totalOf(ctx, query, tally),
    next: ids.length > query.limit && last ? `${isQueue ? (last.dueOn ?? "") : ""}~${last.id}` : null,
    counts: Object.fromEntries(claimStates.map((state) => [state, tally.get(state) ?? 0])) as Record<
      ClaimState,
      number
    >,
    mine: await mineOf(ctx),
    reviews: reviewStates.filter((state) => allows(ctx.actor, permissionOf[state])),
    plans: await plansOf(ctx),
  };
}

const isOpen = (show: string): boolean => (openStates as readonly string[]).includes(show);

/** States are named one by one, so that the index of open claims is seen to hold them. */
function statesOf(show: Query["show"]): RawBuilder<unknown> {
  if (show === "open") return sql`claim.state not in ('draft', 'paid', 'rejected', 'withdrawn', 'lapsed')`;
  if (show === "mine") return sql`claim.state in ('first_review', 'second_review', 'final_review')`;
  if (show === "all") return sql`claim.state <> 'draft'`;
  return isOpen(show)
    ? sql`claim.state = ${show} and claim.state not in ('draft', 'paid', 'rejected', 'withdrawn', 'lapsed')`
    : sql`claim.state = ${show}`;
}

async function filterOf(ctx: ReadCtx, query: Query): Promise<RawBuilder<unknown>> {
  const { cityId, id } = ctx.actor;
  const all = [
    sql`claim.city_id = ${cityId}`,
    statesOf(query.show),
    withinPart(ctx, sql.ref("claim.organisation_id")),
  ];
  if (query.show === "mine") all.push(sql`claim.taken_by = ${id}`);
  if (query.show === "draft") all.push(sql`claim.filed_by = ${id}`);
  if (query.plan) all.push(sql`claim.plan_code = ${query.plan}`);
  if (query.unit) all.push(sql`claim.organisation_id = ${query.unit}`);
  if (query.late) all.push(sql`claim.due_on < ${ctx.today}`);
  if (query.found) all.push(sql`claim.hard_findings + claim.soft_findings > 0`);
  if (query.free) all.push(sql`claim.taken_by is null`);
  if (query.search) all.push(searched(ctx, query.search));
  return sql.join(all, sql` and `);
}

/** A whole number, or as many of its last digits as stand behind the year; else part of a name. */
function searched(ctx: ReadCtx, search: string): RawBuilder<unknown> {
  const text = search.toUpperCase().replace(/\s/g, "");
  if (/^SL-\d{4}-\d{6,}$/.test(text)) return sql`claim.number = ${text}`;
  if (/^\d{1,6}$/.test(text)) {
    const year = yearOf(ctx.today);
    const numbers = [year, year - 1].map((each) => `SL-${each}-${text.padStart(6, "0")}`);
    return sql`claim.number = any(${numbers}::text[])`;
  }
  const part = namePart(search);
  if (!part) return sql`false`;
  return sql`claim.person_id = any(array(select p.id from person as p where p.city_id = ${ctx.actor.cityId}
    and ${withinPart(ctx, sql.ref("p.organisation_id"))} and ${hasNamePart(part)}))`;
}

/** In the queue those without a deadline come last. */
const dueOn = sql`coalesce(claim.due_on, 'infinity'::date)`;

async function pageOf(ctx: ReadCtx, query: Query, isQueue: boolean): Promise<string[]> {
  const order = isQueue ? sql`due, id` : sql`id desc`;
  const { rows } = await sql<{ id: string }>`${await claimsOf(ctx, query, isQueue, order)}
    order by ${order} limit ${query.limit + 1}`.execute(ctx.db);
  return rows.map(({ id }) => id);
}

/**
 * A part of the tree is asked unit by unit, the first of each: in the order of ids or days the planner would go through the
 * whole city's claims until it has found enough of one part.
 */
async function claimsOf(ctx: ReadCtx, query: Query, isQueue: boolean, order: RawBuilder<unknown>) {
  const beyond = query.after ? sql`and ${behind(query.after, isQueue)}` : sql``;
  const columns = isQueue ? sql`claim.id, ${dueOn} as due` : sql`claim.id`;
  const claims = sql`select ${columns} from claim where ${await filterOf(ctx, query)} ${beyond}`;
  if (ctx.actor.reach !== "part" || query.unit || query.search) return claims;
  return sql`select first.* from organisation_part as part cross join lateral (
      ${claims} and claim.organisation_id = part.organisation_id order by ${order} limit ${query.limit + 1}) as first
    where part.city_id = ${ctx.actor.cityId} and part.ancestor_id = ${ctx.actor.organisationId ?? null}::uuid`;
}

function behind(after: string, isQueue: boolean): RawBuilder<unknown> {
  const [due = "", id = ""] = after.split("~");
  return isQueue
    ? sql`(${dueOn}, claim.id) > (${due === "" ? "infinity" : due}::date, ${id}::uuid)`
    : sql`claim.id < ${id}::uuid`;
}

/** How many stand where: summed from what is counted as claims move. */
async function tallyOf(ctx: ReadCtx, query: Query): Promise<Map<ClaimState, number>> {
  const { rows } = await sql<{
    state: ClaimState;
    n: number;
  }>`select state, sum(claims)::int as n from claim_tally
    where city_id = ${ctx.actor.cityId} and ${withinPart(ctx, sql.ref("claim_tally.organisation_id"))}
      ${query.plan ? sql`and plan_code = ${query.plan}` : sql``}
      ${query.unit ? sql`and organisation_id = ${query.unit}` : sql``}
    group by state`.execute(ctx.db);
  return new Map(rows.map(({ state, n }) => [state, n]));
}

/** From the tally where it knows; else the few that are left are counted. */
async function totalOf(ctx: ReadCtx, query: Query, tally: ReadonlyMap<ClaimState, number>): Promise<number> {
  const { show, late, found, free, search } = query;
  const isCounted = show !== "mine" && show !== "draft" && !late && !found && !free && !search;
  if (isCounted) {
    const states = show === "open" ? openStates : show === "all" ? claimStates : [show as ClaimState];
    return states.reduce((sum, state) => sum + (tally.get(state) ?? 0), 0);
  }
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from claim
    where ${await filterOf(ctx, query)}`.execute(ctx.db);
  return rows[0]?.n ?? 0;
}

async function mineOf(ctx: ReadCtx): Promise<number> {
  if (!allows(ctx.actor, "claims.review")) return 0;
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from claim where city_id = ${ctx.actor.cityId}
    and taken_by = ${ctx.actor.id} and state in ('first_review', 'second_review', 'final_review')`.execute(
    ctx.db,
  );
  return rows[0]?.n ?? 0;
}

/** The plans under which anybody has claimed. */
async function plansOf(ctx: ReadCtx): Promise<{ code: string; name: string }[]> {
  const { rows } = await sql<{ code: string; name: string }>`select code, name from plan
    where exists (select from claim_tally where city_id = ${ctx.actor.cityId} and plan_code = plan.code)
    order by code`.execute(ctx.db);
  return rows;
}

type Row = Omit<z.input<typeof ClaimRow>, "stateSince" | "benefit" | "daysLeft" | "dueOn" | "isMine"> & {
  readonly personId: string;
  readonly stateSince: Date;
  readonly benefit: Cents | null;
  readonly dueOn: PlainDate | null;
  readonly takenById: string | null;
};

async function details(ctx: ReadCtx, ids: readonly string[]): Promise<Row[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Row>`select claim.id, claim.number, person.name, claim.person_id as "personId",
      claim.organisation_id as "unitId", unit.name as "unitName", claim.plan_code as "planCode", plan.name as "planName",
      claim.kind, claim.cause, claim.event_on as "on", claim.ended_on as "endedOn", claim.filed_on as "filedOn",
      claim.channel, claim.state, claim.state_since as "stateSince", claim.due_on as "dueOn",
      claim.benefit_cents as benefit, claim.decision, claim.hard_findings as "hardFindings",
      claim.soft_findings as "softFindings", claim.taken_by_name as "takenBy", claim.taken_by as "takenById"
    from unnest(${ids}::uuid[]) with ordinality as page (id, place)
    join claim on claim.city_id = ${ctx.actor.cityId} and claim.id = page.id
    join person on person.city_id = claim.city_id and person.id = claim.person_id
    join organisation as unit on unit.city_id = claim.city_id and unit.id = claim.organisation_id
    join plan on plan.code = claim.plan_code
    order by page.place`.execute(ctx.db);
  return rows;
}

function present(ctx: ReadCtx, { personId, takenById, ...row }: Row): z.input<typeof ClaimRow> {
  return {
    ...row,
    name: isNear(ctx, { organisationId: row.unitId, personId }) ? row.name : maskName(row.name),
    stateSince: row.stateSince.toISOString(),
    daysLeft: row.dueOn === null ? null : daysLeft(row.state as ClaimState, row.dueOn, ctx.today),
    benefit: row.benefit === null ? null : formatYuan(row.benefit),
    isMine: takenById === ctx.actor.id,
  };
}
