import { sql } from "kysely";
import type { z } from "zod";
import { type Cents, formatYuan, sum, zero } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { consentsOf } from "#features/members/index.ts";
import { allows, demand, type ReadCtx, withinPart } from "#platform/context.ts";
import type { HardshipList, HardshipQuery, Helped } from "../contract.ts";
import { grantsOfPerson } from "./grants.ts";

type Claim = Omit<z.input<typeof Helped>["claims"][number], "amount" | "route"> & {
  readonly cents: Cents | null;
};

/** Mutual aid, relief and gifts of one person together, so that nobody is helped twice for one thing. Refuses `not_found`. */
export async function helpedPerson(ctx: ReadCtx, personId: string): Promise<z.input<typeof Helped>> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<{ name: string; unit: string }>`select person.name, unit.name as unit from person
    join organisation as unit on unit.city_id = person.city_id and unit.id = person.organisation_id
    where person.city_id = ${cityId} and person.id = ${personId}::uuid
      and ${withinPart(ctx, sql.ref("person.organisation_id"))}`.execute(ctx.db);
  const [person] = rows;
  if (!person) throw new Refusal("not_found", "person_unknown");
  const claims = await sql<Claim>`select claim.id, claim.number, claim.state, claim.benefit_cents as cents,
      claim.event_on::text as "eventOn", g.number as "reliefNumber"
    from claim left join relief_grant as g on g.city_id = claim.city_id and g.source_id = claim.id
      and g.state not in ('returned', 'rejected', 'withdrawn')
    where claim.city_id = ${cityId} and claim.person_id = ${personId}::uuid and claim.state <> 'draft'
      and ${withinPart(ctx, sql.ref("claim.organisation_id"))}
    order by claim.id desc`.execute(ctx.db);
  const gifts = await sql<
    z.input<typeof Helped>["gifts"][number]
  >`select cover.id, gift.title, gift.funder_name as funder,
      cover.from_on::text as "from", cover.until_on::text as "until"
    from cover join enrolment_batch as batch on batch.city_id = cover.city_id and batch.id = cover.batch_id
    join gift on gift.city_id = batch.city_id and gift.id = batch.gift_id
    where cover.city_id = ${cityId} and cover.person_id = ${personId}::uuid
      and ${withinPart(ctx, sql.ref("cover.organisation_id"))}
    order by cover.from_on desc`.execute(ctx.db);
  const marks = await sql<{ category: z.input<typeof Helped>["categories"][number] }>`select distinct category
    from hardship_mark where city_id = ${cityId} and person_id = ${personId}::uuid order by 1`.execute(
    ctx.db,
  );
  const grants = await grantsOfPerson(ctx, personId);
  const paid = await sql<{ cents: Cents }>`select cents from relief_grant where city_id = ${cityId}
    and person_id = ${personId}::uuid and state = 'paid' and ${withinPart(ctx, sql.ref("organisation_id"))}`.execute(
    ctx.db,
  );
  const aid = claims.rows.filter(({ state }) => state === "paid").map(({ cents }) => cents ?? zero);
  return {
    personId,
    ...person,
    categories: marks.rows.map(({ category }) => category),
    claims: claims.rows.map(({ cents, ...claim }) => ({
      ...claim,
      amount: cents === null ? null : formatYuan(cents),
      route: routeOf(claim.state),
    })),
    grants,
    gifts: gifts.rows,
    totals: { aid: formatYuan(sum(aid)), relief: formatYuan(sum(paid.rows.map(({ cents }) => cents))) },
    allowed: allows(ctx.actor, "relief.propose") ? ["propose"] : [],
  };
}

/** Whom the city's hardship lists name, each once, of those who still agree to be looked for. */
export async function hardshipPeople(ctx: ReadCtx): Promise<string[]> {
  demand(ctx.actor, "relief.match");
  const { rows } = await sql<{
    personId: string;
  }>`select distinct m.person_id as "personId" from hardship_mark as m
    join person on person.city_id = m.city_id and person.id = m.person_id
    where m.city_id = ${ctx.actor.cityId} and ${withinPart(ctx, sql.ref("person.organisation_id"))}`.execute(
    ctx.db,
  );
  const agreed = await consentsOf(
    ctx,
    "hardship_match",
    rows.map(({ personId }) => personId),
  );
  return [...agreed.keys()];
}

const routeOf = (state: string): "paid_claim" | "refused_claim" | null =>
  state === "paid" || state === "paying" ? "paid_claim" : state === "rejected" ? "refused_claim" : null;

/** Who agreed to be looked for and stands on a list; those whom nobody has helped yet first. Behind the city's wall. */
export async function hardshipList(
  ctx: ReadCtx,
  query: z.output<typeof HardshipQuery>,
): Promise<z.input<typeof HardshipList>> {
  const { cityId } = ctx.actor;
  const after = query.after ? sql`and m.id < ${query.after}::uuid` : sql``;
  const { rows } = await sql<
    z.input<typeof HardshipList>["rows"][number]
  >`select m.id, m.person_id as "personId",
      person.name, unit.name as unit, m.category, list.title as list, list.received_on::text as "receivedOn",
      (select max(g.paid_on)::text from relief_grant as g where g.city_id = m.city_id and g.person_id = m.person_id) as "helpedOn"
    from hardship_mark as m
    join hardship_list as list on list.city_id = m.city_id and list.id = m.list_id
    join person on person.city_id = m.city_id and person.id = m.person_id
    join organisation as unit on unit.city_id = person.city_id and unit.id = person.organisation_id
    where m.city_id = ${cityId} and ${withinPart(ctx, sql.ref("person.organisation_id"))} ${after}
    order by m.id desc limit ${query.limit + 1}`.execute(ctx.db);
  const lists = await sql<
    z.input<typeof HardshipList>["lists"][number]
  >`select title, received_on::text as "receivedOn",
      lines, matched, without_consent as "withoutConsent", unknown, taken_by_name as by from hardship_list
    where city_id = ${cityId} order by id desc limit 20`.execute(ctx.db);
  const page = rows.slice(0, query.limit);
  return {
    rows: page,
    total: lists.rows.reduce((all, { matched }) => all + matched, 0),
    next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
    lists: lists.rows,
  };
}
