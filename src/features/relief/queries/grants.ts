import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { type PlainDate, yearOf } from "#core/dates.ts";
import { type Cents, formatYuan, minus } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import type { GrantList, GrantPage, GrantQuery, GrantRow } from "../contract.ts";
import { decisionBar, type GrantState, opinionBar } from "../rules/grant.ts";

type Row = Omit<z.input<typeof GrantRow>, "amount"> & { readonly cents: Cents };

const columns = sql`g.id, g.number, g.person_id as "personId", person.name, unit.name as unit, g.route, g.cause,
  g.is_urgent as "isUrgent", g.cents, g.state, g.proposed_on::text as "proposedOn", g.notice_until::text as "noticeUntil",
  g.paid_on::text as "paidOn"`;
const tables = sql`relief_grant as g
  join person on person.city_id = g.city_id and person.id = g.person_id
  join organisation as unit on unit.city_id = g.city_id and unit.id = g.organisation_id`;
const within = (ctx: ReadCtx): RawBuilder<boolean> =>
  sql<boolean>`g.city_id = ${ctx.actor.cityId} and ${withinPart(ctx, sql.ref("g.organisation_id"))}`;
const isOpen = sql<boolean>`g.state in ('proposed', 'noticed', 'paying', 'payment_failed')`;

const present = (ctx: ReadCtx, { cents, ...row }: Row): z.input<typeof GrantRow> => ({
  ...row,
  route: shownRoute(ctx, row),
  amount: formatYuan(cents),
});

const shownRoute = (ctx: ReadCtx, { route }: Pick<Row, "route">): Row["route"] =>
  route === "hardship_list" && ctx.actor.reach === "part" ? null : route;

/** Grants in one's part of the tree, newest first. Pages by key. */
export async function grantList(
  ctx: ReadCtx,
  query: z.output<typeof GrantQuery>,
): Promise<z.input<typeof GrantList>> {
  const show = { open: isOpen, done: sql<boolean>`not (${isOpen})`, all: sql<boolean>`true` }[query.show];
  const after = query.after ? sql`and g.id < ${query.after}::uuid` : sql``;
  const { rows } = await sql<Row>`select ${columns} from ${tables} where ${within(ctx)} and ${show} ${after}
    order by g.id desc limit ${query.limit + 1}`.execute(ctx.db);
  const counted = await sql<{ open: number; all: number }>`select count(*)::int as "all",
      (count(*) filter (where ${isOpen}))::int as open from relief_grant as g where ${within(ctx)}`.execute(
    ctx.db,
  );
  const { open, all } = counted.rows[0] ?? { open: 0, all: 0 };
  const counts = { open, all, done: all - open };
  const page = rows.slice(0, query.limit);
  return {
    rows: page.map((row) => present(ctx, row)),
    total: counts[query.show],
    next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
    counts,
    budget: await budgetOf(ctx),
    allowed: [
      ...(allows(ctx.actor, "relief.propose") ? (["propose"] as const) : []),
      ...(allows(ctx.actor, "relief.decide") ? (["set_budget"] as const) : []),
      ...(allows(ctx.actor, "relief.match") ? (["match"] as const) : []),
    ],
  };
}

/** Behind the city's wall: a unit sees no budget. */
async function budgetOf(ctx: ReadCtx): Promise<z.input<typeof GrantList>["budget"]> {
  const year = yearOf(ctx.today);
  const { rows } = await sql<{ cents: Cents; committed: Cents; resolution: string }>`select cents,
      committed_cents as committed, resolution from relief_budget
    where city_id = ${ctx.actor.cityId} and year = ${year}`.execute(ctx.db);
  const [budget] = rows;
  if (!budget) return null;
  const { cents, committed, resolution } = budget;
  return {
    year,
    amount: formatYuan(cents),
    committed: formatYuan(committed),
    left: formatYuan(minus(cents, committed)),
    resolution,
  };
}

type Whole = Row & {
  readonly reasonSealed: Buffer;
  readonly againReason: string | null;
  readonly claimNumber: string | null;
  readonly account: string;
  readonly happenedOn: string;
  readonly noticeFrom: string | null;
  readonly decision: string | null;
  readonly decidedBy: string | null;
  readonly decidedOn: string | null;
  readonly proposedBy: string;
  readonly proposedById: string;
};

type Objection = Omit<z.input<typeof GrantPage>["objections"][number], "at"> & { readonly at: Date };

/** One grant with its opinions, its notice, what was said against it. Refuses `not_found`. */
export async function grantPage(ctx: ReadCtx, id: string): Promise<z.input<typeof GrantPage>> {
  const { cityId } = ctx.actor;
  const { rows } =
    await sql<Whole>`select ${columns}, g.reason_sealed as "reasonSealed", g.again_reason as "againReason",
      claim.number as "claimNumber", g.account_shown as account, g.happened_on::text as "happenedOn",
      g.notice_from::text as "noticeFrom", g.decision, g.decided_by_name as "decidedBy", g.decided_on::text as "decidedOn",
      g.proposed_by_name as "proposedBy", g.proposed_by as "proposedById"
    from ${tables} left join claim on claim.city_id = g.city_id and claim.id = g.source_id
    where ${within(ctx)} and g.id = ${id}::uuid`.execute(ctx.db);
  const [found] = rows;
  if (!found) throw new Refusal("not_found", "relief_unknown");
  const opinions = await sql<{
    agrees: boolean;
    words: string;
    by: string;
    byId: string;
    at: Date;
  }>`select agrees, words, given_by_name as by, given_by as "byId", given_at as at from relief_opinion
    where city_id = ${cityId} and grant_id = ${id}::uuid order by id`.execute(ctx.db);
  const objections = await sql<Objection>`select id, words, noted_by_name as by,
      noted_at as at, answer, answered_by_name as "answeredBy" from relief_objection
    where city_id = ${cityId} and grant_id = ${id}::uuid order by id`.execute(ctx.db);
  const { cents: _, reasonSealed, proposedById, ...row } = found;
  return {
    ...row,
    route: shownRoute(ctx, row),
    amount: formatYuan(found.cents),
    reason: vault().open(reasonSealed),
    noticePath: `/public/relief/${cityId}`,
    opinions: opinions.rows.map(({ byId: _id, at, ...opinion }) => ({ ...opinion, at: at.toISOString() })),
    objections: objections.rows.map((each) => ({ ...each, at: each.at.toISOString() })),
    allowed: allowedTo(ctx, found, {
      by: opinions.rows.map(({ agrees, byId }) => ({ agrees, by: byId })),
      openObjections: objections.rows.filter(({ answer }) => answer === null).length,
    }),
  };
}

type Standing = {
  readonly by: readonly { readonly agrees: boolean; readonly by: string }[];
  readonly openObjections: number;
};

function allowedTo(ctx: ReadCtx, grant: Whole, { by, openObjections }: Standing) {
  const { actor } = ctx;
  const state = grant.state as GrantState;
  const isPublic = state === "noticed";
  const decidable = {
    state,
    noticeUntil: grant.noticeUntil as PlainDate | null,
    proposedBy: grant.proposedById,
    openObjections,
  };
  const may = {
    opine: allows(actor, "relief.opine") && !opinionBar(state, grant.proposedById, by, actor.id),
    object: isPublic && allows(actor, "relief.propose"),
    answer: isPublic && openObjections > 0 && allows(actor, "relief.propose"),
    decide: allows(actor, "relief.decide") && !decisionBar(decidable, ctx.today, actor.id),
    withdraw: (state === "proposed" || isPublic) && grant.proposedById === actor.id,
    correct_payee: state === "payment_failed" && allows(actor, "relief.propose"),
  };
  return (Object.keys(may) as (keyof typeof may)[]).filter((move) => may[move]);
}

export const grantsOfPerson = async (ctx: ReadCtx, personId: string): Promise<z.input<typeof GrantRow>[]> => {
  const { rows } = await sql<Row>`select ${columns} from ${tables}
    where ${within(ctx)} and g.person_id = ${personId}::uuid order by g.id desc`.execute(ctx.db);
  return rows.map((row) => present(ctx, row));
};
