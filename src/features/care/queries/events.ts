import { sql } from "kysely";
import type { z } from "zod";
import { maskName } from "#core/mask.ts";
import { type Cents, cents, formatYuan, sum } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { organisationById } from "#features/organisations/index.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import { qrSvg } from "#platform/pdf/qr.ts";
import { publicAddress } from "#platform/public-address.ts";
import type { EventList, EventPage, MyEvents, PageQuery } from "../contract.ts";

type Row = z.input<typeof EventList>["rows"][number];

const columns = sql`e.id, e.kind, e.title, e.place, e.held_on::text as "heldOn", e.begins, e.places, e.taken,
  (select count(s.arrived_at)::int from care_event_seat as s where s.city_id = e.city_id and s.event_id = e.id) as arrived,
  e.sign_up_until::text as "signUpUntil", e.state`;

/** Events, planned last first: all of the city's unions see them. Pages by key. */
export async function eventList(
  ctx: ReadCtx,
  page: z.output<typeof PageQuery>,
): Promise<z.input<typeof EventList>> {
  const after = page.after ? sql`and e.id < ${page.after}::uuid` : sql``;
  const { rows } =
    await sql<Row>`select ${columns} from care_event as e where e.city_id = ${ctx.actor.cityId} ${after}
    order by e.id desc limit ${page.limit + 1}`.execute(ctx.db);
  const counted = await sql<{ n: number }>`select count(*)::int as n from care_event
    where city_id = ${ctx.actor.cityId}`.execute(ctx.db);
  const shown = rows.slice(0, page.limit);
  return {
    rows: shown,
    total: counted.rows[0]?.n ?? 0,
    next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
    allowed: allows(ctx.actor, "care.manage") ? ["plan"] : [],
  };
}

/** An event with those of one's part who come; what it cost, for the city's own people. Refuses `event_unknown`. */
export async function eventPage(ctx: ReadCtx, id: string): Promise<z.input<typeof EventPage>> {
  const { cityId, organisationId, reach } = ctx.actor;
  const { rows } = await sql<Row & { token: string; stateWords: string }>`select ${columns}, e.token,
      e.state_words as "stateWords" from care_event as e where e.city_id = ${cityId} and e.id = ${id}::uuid`.execute(
    ctx.db,
  );
  const [found] = rows;
  if (!found) throw new Refusal("not_found", "event_unknown");
  const { token, ...event } = found;
  const [isCity, manages] = [reach !== "part", allows(ctx.actor, "care.manage")];
  const isOpen = event.state === "open";
  const costs = isCity ? await costsOf(ctx, id) : null;
  const cost = costs && sum(costs.map((each) => each.cents));
  const own = organisationId && !isCity ? await organisationById(ctx, organisationId) : undefined;
  const link = `${publicAddress()}/event#${token}`;
  return {
    ...event,
    link,
    qr: qrSvg(link),
    people: await peopleOf(ctx, id),
    costs: costs?.map(({ cents: each, ...row }) => ({ ...row, amount: formatYuan(each) })) ?? null,
    cost: cost === null ? null : formatYuan(cost),
    // Cut to the cent: what it cost for each who came.
    costEach: cost !== null && event.arrived > 0 ? formatYuan(cents(cost / BigInt(event.arrived))) : null,
    ownUnit: own ? { id: own.id, name: own.name } : null,
    allowed: [
      ...(isOpen && allows(ctx.actor, "care.hand_over") ? (["sign_up"] as const) : []),
      ...(isOpen && allows(ctx.actor, "care.hand_over") && event.heldOn <= ctx.today
        ? (["check_in"] as const)
        : []),
      ...(isOpen && manages ? (["show_code", "end"] as const) : []),
      ...(event.state !== "cancelled" && manages && isCity ? (["cost"] as const) : []),
    ],
  };
}

async function peopleOf(ctx: ReadCtx, eventId: string): Promise<z.input<typeof EventPage>["people"]> {
  const { rows } = await sql<{
    id: string;
    name: string;
    unit: string;
    code: string;
    arrivedAt: Date | null;
  }>`select s.id,
      s.name, o.name as unit, s.code, s.arrived_at as "arrivedAt"
    from care_event_seat as s join organisation as o on o.city_id = s.city_id and o.id = s.organisation_id
    where s.city_id = ${ctx.actor.cityId} and s.event_id = ${eventId}::uuid
      and ${withinPart(ctx, sql.ref("s.organisation_id"))}
    order by o.code, s.id limit 2000`.execute(ctx.db);
  return rows.map((row) => ({
    ...row,
    name: maskName(row.name),
    arrivedAt: row.arrivedAt?.toISOString() ?? null,
  }));
}

async function costsOf(
  ctx: ReadCtx,
  eventId: string,
): Promise<{ id: string; words: string; cents: Cents; on: string }[]> {
  const { rows } = await sql<{ id: string; words: string; cents: Cents; on: string }>`select id, words, cents,
      spent_on::text as on from care_event_cost
    where city_id = ${ctx.actor.cityId} and event_id = ${eventId}::uuid order by care_event_cost.id`.execute(
    ctx.db,
  );
  return rows;
}

/** What a worker may still go to, and where they have signed up. */
export async function myEvents(ctx: ReadCtx): Promise<z.input<typeof MyEvents>> {
  const { rows } = await sql<z.input<typeof MyEvents>["rows"][number]>`select e.id, e.kind, e.title, e.place,
      e.held_on::text as "heldOn", e.begins, e.places - e.taken as left, e.sign_up_until < ${ctx.today}::date as "isOver",
      s.code, s.arrived_at is not null as "hasArrived"
    from care_event as e left join care_event_seat as s on s.city_id = e.city_id and s.event_id = e.id
      and s.person_id = ${ctx.actor.personId ?? null}::uuid
    where e.city_id = ${ctx.actor.cityId} and e.state = 'open' and e.held_on >= ${ctx.today}::date
    order by e.held_on, e.id limit 50`.execute(ctx.db);
  return { rows };
}
