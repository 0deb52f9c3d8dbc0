import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { addDays, dayInChina, firstOf, monthOf, type PlainDate, plainDate } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { withDuties } from "#features/duties/index.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import type {
  BulletinList,
  BulletinView,
  Dispatch,
  Draft,
  kinds,
  PageQuery,
  rhythms,
  TableRow,
} from "./contract.ts";
import { problemOf, ranked, type Standing } from "./rules/table.ts";
import { agendaOf, titleOf, wordsOf } from "./text.ts";

type Kind = (typeof kinds)[number];
type Row = z.input<typeof TableRow>;

/** Committees hear of their counties, leaders and units of units. */
const levelOf = (kind: Kind): RawBuilder<unknown> =>
  kind === "committees"
    ? sql`o.kind in ('county_union', 'functional_zone', 'industry_union')`
    : sql`o.kind in ('member_unit', 'joint_union')`;

async function standingsOn(ctx: ReadCtx, kind: Kind, asOf: PlainDate): Promise<Standing[]> {
  const { rows } =
    await sql<Standing>`select s.organisation_id as "organisationId", o.name, s.goal, s.units, s.people,
      s.completion_bp as "completionBp", s.pace_bp as "paceBp", coalesce((select change.colour from colour_change as change
        where change.city_id = s.city_id and change.standing_id = s.id order by change.id desc limit 1), s.computed) as colour
    from standing as s join organisation as o on o.city_id = s.city_id and o.id = s.organisation_id
    where s.city_id = ${ctx.actor.cityId} and s.as_of = ${asOf}::date and ${levelOf(kind)}
      and ${withinPart(ctx, sql.ref("s.organisation_id"))} order by o.code`.execute(ctx.db);
  return rows;
}

type Around = {
  readonly id: string;
  readonly baseDue: bigint;
  readonly baseReceived: bigint;
  readonly subsidyDue: bigint;
  readonly subsidyReceived: bigint;
  readonly claims: number;
  readonly benefits: bigint;
  readonly meanDays10: number | null;
  readonly aware: number;
  readonly valid: number;
  readonly openFindings: number;
  readonly late: number;
};

/**
 * What else the table tells of the month of a day, each summed over the part of the tree below those of the level: money
 * asked for the month and in by the day, claims decided in the month, the last survey of each unit, findings and late duties.
 */
async function aroundOn(ctx: ReadCtx, kind: Kind, asOf: PlainDate): Promise<Map<string, Around>> {
  const { cityId } = ctx.actor;
  const from = firstOf(monthOf(asOf));
  const { rows } = await sql<Around>`with below as materialized (
      select o.id, part.organisation_id as unit from organisation as o
      join organisation_part as part on part.city_id = o.city_id and part.ancestor_id = o.id
      where o.city_id = ${cityId} and ${levelOf(kind)}
    ), money as materialized (
      select i.organisation_id, i.kind, sum(i.due_cents) as due, sum(coalesce(a.cents, 0)) as received
      from open_item as i
      left join lateral (select sum(a.amount_cents) as cents from allocation as a where a.city_id = i.city_id and a.item_id = i.id
        and a.reversed_at is null and a.booked_on <= ${asOf}::date) as a on true
      where i.city_id = ${cityId} and i.month = ${from}::date and i.kind in ('unit_share', 'subsidy') and not i.is_withdrawn
      group by 1, 2
    ), decided as materialized (
      select organisation_id, count(*) as n, sum(coalesce(benefit_cents, 0)) as cents,
        sum(extract(epoch from decided_at - filed_on::timestamp at time zone 'Asia/Shanghai') / 8640) as tenths
      from claim where city_id = ${cityId} and decided_at >= ${from}::date::timestamp at time zone 'Asia/Shanghai'
        and decided_at < (${asOf}::date + 1)::timestamp at time zone 'Asia/Shanghai' and filed_on is not null group by 1
    ), asked as materialized (
      select distinct on (organisation_id) organisation_id, aware, valid from survey
      where city_id = ${cityId} and closed_on <= ${asOf}::date order by organisation_id, id desc
    ), found as materialized (
      select f.organisation_id, count(*) as n from finding as f where f.city_id = ${cityId} and f.state <> 'closed' group by 1
    ), owed as materialized (
      select organisation_id, count(*) as n from duty where city_id = ${cityId} and state = 'open'
        and first_due_at < (${asOf}::date + 1)::timestamp at time zone 'Asia/Shanghai' group by 1
    )
    select below.id, coalesce(sum(base.due), 0)::bigint as "baseDue", coalesce(sum(base.received), 0)::bigint as "baseReceived",
      coalesce(sum(subsidy.due), 0)::bigint as "subsidyDue", coalesce(sum(subsidy.received), 0)::bigint as "subsidyReceived",
      coalesce(sum(decided.n), 0)::int as claims, coalesce(sum(decided.cents), 0)::bigint as benefits,
      round(sum(decided.tenths) / nullif(sum(decided.n), 0))::int as "meanDays10",
      coalesce(sum(asked.aware), 0)::int as aware, coalesce(sum(asked.valid), 0)::int as valid,
      coalesce(sum(found.n), 0)::int as "openFindings", coalesce(sum(owed.n), 0)::int as late
    from below
    left join money as base on base.organisation_id = below.unit and base.kind = 'unit_share'
    left join money as subsidy on subsidy.organisation_id = below.unit and subsidy.kind = 'subsidy'
    left join decided on decided.organisation_id = below.unit
    left join asked on asked.organisation_id = below.unit
    left join found on found.organisation_id = below.unit
    left join owed on owed.organisation_id = below.unit
    group by below.id`.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The table as it stands for a reporting day, against the last reporting day of the month before. Refuses `bulletin_day_unknown`. */
export async function tableOn(ctx: ReadCtx, kind: Kind, asOf: PlainDate): Promise<Row[]> {
  const now = await standingsOn(ctx, kind, asOf);
  if (now.length === 0) throw new Refusal("invalid", "bulletin_day_unknown", { asOf });
  const { rows } = await sql<{ day: PlainDate | null }>`select max(as_of) as day from standing
    where city_id = ${ctx.actor.cityId} and as_of < ${firstOf(monthOf(asOf))}::date`.execute(ctx.db);
  const day = rows[0]?.day;
  const around = await aroundOn(ctx, kind, asOf);
  return ranked(now, day ? await standingsOn(ctx, kind, day) : []).map((row) => {
    const more = around.get(row.organisationId);
    const {
      baseDue = 0n,
      baseReceived = 0n,
      subsidyDue = 0n,
      subsidyReceived = 0n,
      benefits = 0n,
    } = more ?? {};
    const { aware = 0, valid = 0, openFindings = 0, late = 0 } = more ?? {};
    const isBaseShort = baseReceived < baseDue;
    const isSubsidyShort = subsidyReceived < subsidyDue;
    return {
      ...row,
      baseDue: String(baseDue),
      baseReceived: String(baseReceived),
      subsidyDue: String(subsidyDue),
      subsidyReceived: String(subsidyReceived),
      claims: more?.claims ?? 0,
      benefits: String(benefits),
      meanDays10: more?.meanDays10 ?? null,
      aware,
      valid,
      problem: problemOf({
        colour: row.colour,
        late,
        isBaseShort,
        isSubsidyShort,
        valid,
        aware,
        openFindings,
      }),
    };
  });
}

/** A bulletin that writes itself; whoever publishes it may still change its words. Refuses `bulletin_day_unknown`. */
export async function draft(ctx: ReadCtx, kind: Kind, asOf: PlainDate): Promise<z.input<typeof Draft>> {
  const table = await tableOn(ctx, kind, asOf);
  return { kind, asOf, title: titleOf(kind, asOf), words: wordsOf(table), table };
}

const columns = sql`b.id, b.number, b.kind, b.as_of as "asOf", b.title, b.published_on as "publishedOn",
  b.published_by_name as "publishedBy", b.told`;

/** Bulletins, published last first. Committees' are not for units. */
export async function bulletinList(
  ctx: ReadCtx,
  page: z.output<typeof PageQuery>,
): Promise<z.input<typeof BulletinList>> {
  const { cityId } = ctx.actor;
  const here = sql`b.city_id = ${cityId}`;
  const after = page.after ? sql`and b.id < ${page.after}::uuid` : sql``;
  const { rows } = await sql<
    z.input<typeof BulletinList>["rows"][number]
  >`select ${columns} from bulletin as b
    where ${here} ${after} order by b.id desc limit ${page.limit + 1}`.execute(ctx.db);
  const counted = await sql<{
    n: number;
  }>`select count(*)::int as n from bulletin as b where ${here}`.execute(ctx.db);
  const open = await sql<{ kind: Kind; asOf: string }>`select k.kind, day.as_of as "asOf"
    from (select distinct as_of from standing where city_id = ${cityId} order by as_of desc limit 3) as day
    cross join unnest(array['committees', 'leaders', 'units']) as k (kind)
    where not exists (select from bulletin as b where b.city_id = ${cityId} and b.kind = k.kind and b.as_of = day.as_of)
    order by day.as_of desc, k.kind`.execute(ctx.db);
  const shown = rows.slice(0, page.limit);
  const may = allows(ctx.actor, "bulletins.publish");
  return {
    rows: shown,
    total: counted.rows[0]?.n ?? 0,
    next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
    open: may ? open.rows : [],
    allowed: may ? ["publish"] : [],
  };
}

/** A bulletin as it was published, with the lines of one's part of the tree. Refuses `bulletin_unknown`. */
export async function bulletinView(ctx: ReadCtx, id: string): Promise<z.input<typeof BulletinView>> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<Omit<z.input<typeof BulletinView>, "table">>`select ${columns}, b.words
    from bulletin as b where b.city_id = ${cityId} and b.id = ${id}::uuid`.execute(ctx.db);
  const [bulletin] = rows;
  if (!bulletin) throw new Refusal("not_found", "bulletin_unknown");
  const lines = await sql<{ line: Row }>`select l.line from bulletin_line as l
    where l.city_id = ${cityId} and l.bulletin_id = ${id}::uuid and ${withinPart(ctx, sql.ref("l.organisation_id"))}
    order by l.place`.execute(ctx.db);
  return { ...bulletin, table: lines.rows.map(({ line }) => line) };
}

const spans: Readonly<Record<(typeof rhythms)[number], number>> = { weekly: 7, fortnightly: 14, monthly: 30 };

/** 周调度、双周调度、月度研判: what lies on the table of the next one, by itself. */
export async function dispatch(
  ctx: ReadCtx,
  rhythm: (typeof rhythms)[number],
): Promise<z.input<typeof Dispatch>> {
  const { cityId } = ctx.actor;
  const from = addDays(ctx.today, 1 - spans[rhythm]);
  const { rows: days } = await sql<{ day: PlainDate | null }>`select max(as_of) as day from standing
    where city_id = ${cityId} and as_of <= ${ctx.today}::date`.execute(ctx.db);
  const asOf = days[0]?.day ?? null;
  const all = asOf ? await standingsOn(ctx, "leaders", plainDate(asOf)) : [];
  const count = (colour: Standing["colour"]) => all.filter((row) => row.colour === colour).length;
  const behind = all
    .filter(({ colour }) => colour !== "green")
    .toSorted((a, b) => (a.paceBp ?? 0) - (b.paceBp ?? 0))
    .slice(0, 10);
  const unions = await sql<{
    id: string;
    union: string;
  }>`select o.id, coalesce(above.name, '') as "union" from organisation as o
    left join organisation as above on above.city_id = o.city_id and above.id = o.parent_id
    where o.city_id = ${cityId} and o.id = any(${behind.map(({ organisationId }) => organisationId)}::uuid[])`.execute(
    ctx.db,
  );
  const promised = await sql<{
    id: string;
    who: string;
    words: string;
    dueOn: string;
  }>`select p.id, o.name as who, p.words,
      p.due_on as "dueOn" from (
        select id, city_id, organisation_id, words, due_on from meeting_decision where city_id = ${cityId}
        union all select id, city_id, organisation_id, words, due_on from visit_promise where city_id = ${cityId}) as p
    join organisation as o on o.city_id = p.city_id and o.id = p.organisation_id
    where ${withinPart(ctx, sql.ref("p.organisation_id"))} order by p.due_on, p.id limit 200`.execute(ctx.db);
  const owed = (await withDuties(ctx, promised.rows)).filter(({ isDone, dueOn }) => !isDone || dueOn >= from);
  const due = await sql<{ n: number; inTime: number }>`select count(*)::int as n,
      (count(*) filter (where d.state = 'done' and d.closed_at <= d.first_due_at))::int as "inTime"
    from duty as d where d.city_id = ${cityId} and d.state in ('open', 'done') and ${withinPart(ctx, sql.ref("d.organisation_id"))}
      and d.first_due_at >= ${from}::date::timestamp at time zone 'Asia/Shanghai' and d.first_due_at < ${ctx.now}`.execute(
    ctx.db,
  );
  const { n = 0, inTime = 0 } = due.rows[0] ?? {};
  const counts = { green: count("green"), yellow: count("yellow"), red: count("red") };
  return {
    rhythm,
    from,
    until: dayInChina(ctx.now),
    asOf,
    counts,
    behind: behind.map(({ organisationId, name, paceBp, colour }) => ({
      ...{ organisationId, name, paceBp, colour },
      union: unions.rows.find(({ id }) => id === organisationId)?.union ?? "",
    })),
    owed: owed.slice(0, 50),
    inTime,
    due: n,
    agenda: agendaOf({ ...counts, owed: owed.filter(({ isDone }) => !isDone).length, late: n - inTime }),
  };
}
