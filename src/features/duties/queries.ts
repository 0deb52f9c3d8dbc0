import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { dayInChina, type PlainDate, plainDate } from "#core/dates.ts";
import { roleOf } from "#core/permissions.ts";
import { Refusal } from "#core/refusal.ts";
import { type ReadCtx, withinPart } from "#platform/context.ts";
import { dutyKind } from "./commands/kinds.ts";
import type { DutyCourse, DutyList, DutyListQuery, DutyView, Punctuality } from "./contract.ts";
import { type NamedDuty, presentDuty } from "./present.ts";
import { type DutyEvent, dutyColumns } from "./store.ts";

const named = sql`${dutyColumns}, holder.name as "organisationName" from duty
  join organisation as holder on holder.city_id = duty.city_id and holder.id = duty.organisation_id`;

/**
 * What the actor owes: by name, or by what they may do at their organisation. Who acts for the province stands in a city at
 * its agency and at the province's office.
 */
export function owedBy({ actor }: ReadCtx): RawBuilder<boolean> {
  const permissions = actor.role === "system" ? [] : [...roleOf(actor.role).permissions];
  const place =
    actor.reach === "province"
      ? sql<boolean>`duty.organisation_id in (select id from organisation
          where city_id = ${actor.cityId} and kind in ('city_agency', 'province_office'))`
      : sql<boolean>`duty.organisation_id = ${actor.organisationId ?? null}::uuid`;
  return sql<boolean>`(duty.account_id = ${uuidOr(actor.id)}::uuid
    or (duty.account_id is null and ${place} and duty.permission = any(${permissions}::text[])))`;
}

const uuidOr = (id: string): string | null => (/^[0-9a-f-]{36}$/.test(id) ? id : null);

const within = (ctx: ReadCtx): RawBuilder<boolean> =>
  sql<boolean>`duty.city_id = ${ctx.actor.cityId} and ${withinPart(ctx, sql.ref("duty.organisation_id"))}`;

function shown(ctx: ReadCtx, show: z.output<typeof DutyListQuery>["show"]): RawBuilder<boolean> {
  const late = sql<boolean>`duty.state = 'open' and duty.due_at < ${ctx.now}`;
  const all = {
    mine: sql<boolean>`duty.state = 'open' and ${owedBy(ctx)}`,
    part: sql<boolean>`duty.state = 'open'`,
    late,
    paused: sql<boolean>`duty.state = 'paused'`,
    done: sql<boolean>`duty.state = 'done'`,
  };
  return all[show];
}

/** Duties by the time they are due; those that are done by the time they were closed, newest first. Pages by key. */
export async function dutyList(
  ctx: ReadCtx,
  query: z.output<typeof DutyListQuery>,
): Promise<z.input<typeof DutyList>> {
  const filter: RawBuilder<boolean>[] = [within(ctx), shown(ctx, query.show)];
  if (query.kind) filter.push(sql`duty.kind = ${query.kind}`);
  if (query.organisation) filter.push(sql`duty.organisation_id = ${query.organisation}::uuid`);
  const isDone = query.show === "done";
  const at = isDone ? sql`duty.closed_at` : sql`duty.due_at`;
  const [time = "", id = ""] = query.after?.split("~") ?? [];
  const after = query.after
    ? sql`and (${at}, duty.id) ${isDone ? sql`<` : sql`>`} (${time}::timestamptz, ${id}::uuid)`
    : sql``;
  const order = isDone ? sql`${at} desc, duty.id desc` : sql`${at}, duty.id`;
  const { rows } = await sql<NamedDuty>`select ${named} where ${sql.join(filter, sql` and `)} ${after}
    order by ${order} limit ${query.limit + 1}`.execute(ctx.db);
  const counted = await sql<{ n: number }>`select count(*)::int as n from duty
    where ${sql.join(filter, sql` and `)}`.execute(ctx.db);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    rows: page.map((row) => presentDuty(ctx, row)),
    total: counted.rows[0]?.n ?? 0,
    next:
      rows.length > query.limit && last
        ? `${(isDone ? last.closedAt : last.dueAt)?.toISOString()}~${last.id}`
        : null,
    ...(await counts(ctx)),
  };
}

async function counts(ctx: ReadCtx): Promise<Pick<z.input<typeof DutyList>, "counts" | "kinds">> {
  const { rows } = await sql<{
    kind: string;
    n: number;
    late: number;
    mine: number;
    paused: number;
  }>`select duty.kind,
      (count(*) filter (where state = 'open'))::int as n,
      (count(*) filter (where state = 'open' and due_at < ${ctx.now}))::int as late,
      (count(*) filter (where state = 'open' and ${owedBy(ctx)}))::int as mine,
      (count(*) filter (where state = 'paused'))::int as paused
    from duty where ${within(ctx)} and state in ('open', 'paused') group by duty.kind order by duty.kind`.execute(
    ctx.db,
  );
  const whole = (key: "n" | "late" | "mine" | "paused") => rows.reduce((sum, row) => sum + row[key], 0);
  return {
    counts: { mine: whole("mine"), part: whole("n"), late: whole("late"), paused: whole("paused") },
    kinds: rows.map(({ kind, n, late }) => ({ kind, name: dutyKind(kind)?.name ?? kind, n, late })),
  };
}

export type OwedDuties = {
  readonly kind: string;
  readonly name: string;
  readonly hasOwnWords: boolean;
  readonly n: number;
  readonly late: number;
  /** The first day that is due, what it is about and where it is done. */
  readonly first: PlainDate;
  readonly title: string;
  readonly link: string;
};

/** Of the actor's own: how many by kind, how many of them late, and the one that is due first. */
export async function owedDuties(ctx: ReadCtx): Promise<OwedDuties[]> {
  const { rows } = await sql<{
    kind: string;
    n: number;
    late: number;
    first: Date;
    title: string;
    link: string;
  }>`select duty.kind, count(*)::int as n, (count(*) filter (where due_at < ${ctx.now}))::int as late,
      min(due_at) as first, (array_agg(title order by due_at))[1] as title, (array_agg(link order by due_at))[1] as link
    from duty where ${within(ctx)} and ${shown(ctx, "mine")} group by duty.kind order by min(due_at)`.execute(
    ctx.db,
  );
  return rows.map((row) => {
    const kind = dutyKind(row.kind);
    return {
      ...row,
      name: kind?.name ?? row.kind,
      hasOwnWords: kind?.hasOwnWords ?? false,
      first: dayInChina(row.first),
    };
  });
}

/** The duties of these records that the actor may see, by the time they were opened. */
export async function dutiesOf(
  ctx: ReadCtx,
  sourceIds: readonly string[],
): Promise<z.input<typeof DutyView>[]> {
  if (sourceIds.length === 0) return [];
  const { rows } = await sql<NamedDuty>`select ${named}
    where ${within(ctx)} and duty.source_id = any(${sourceIds}::uuid[]) order by duty.opened_at, duty.id`.execute(
    ctx.db,
  );
  return rows.map((row) => presentDuty(ctx, row));
}

type Owed = { readonly dutyId: string | null; readonly isDone: boolean; readonly isLate: boolean };

/** Records of another feature, each with how far its duty is. */
export async function withDuties<Row extends { readonly id: string }>(
  ctx: ReadCtx,
  rows: readonly Row[],
): Promise<(Row & Owed)[]> {
  const duties = new Map(
    (
      await dutiesOf(
        ctx,
        rows.map(({ id }) => id),
      )
    ).map((duty) => [duty.sourceId, duty]),
  );
  return rows.map((row) => {
    const duty = duties.get(row.id);
    return {
      ...row,
      dutyId: duty?.id ?? null,
      isDone: duty?.state === "done",
      isLate: duty?.isLate ?? false,
    };
  });
}

/** Refuses `not_found`. */
export async function dutyCourse(ctx: ReadCtx, id: string): Promise<z.input<typeof DutyCourse>> {
  const found = await sql<NamedDuty>`select ${named} where ${within(ctx)} and duty.id = ${id}::uuid`.execute(
    ctx.db,
  );
  const [duty] = found.rows;
  if (!duty) throw new Refusal("not_found", "duty_unknown");
  const { rows } = await sql<{
    event: DutyEvent;
    at: Date;
    by: string;
    note: string | null;
    organisationName: string;
  }>`
    select e.event, e.at, e.by_name as "by", e.note, coalesce(o.name, '上级') as "organisationName" from duty_event as e
    left join organisation as o on o.city_id = e.city_id and o.id = e.organisation_id
    where e.city_id = ${ctx.actor.cityId} and e.duty_id = ${id}::uuid order by e.id`.execute(ctx.db);
  return {
    duty: presentDuty(ctx, duty),
    course: rows.map((row) => ({ ...row, at: row.at.toISOString() })),
  };
}

export type PunctualityFigures = {
  readonly n: number;
  readonly inTime: number;
  readonly late: number;
  readonly openLate: number;
  readonly median: number | null;
  readonly p90: number | null;
};

type PunctualityOf = PunctualityFigures & {
  readonly kind: string;
  readonly unit: "working_minutes" | "working_days" | "days" | "day";
};

/**
 * Of all whose first time was due within the days (both included) and is over by now, or that are done: how many by it, how
 * many after it, how many still open; median and P90 of the time that those took which are done. Cancelled ones do not count.
 */
export async function punctualityByKind(
  ctx: ReadCtx,
  from: PlainDate,
  until: PlainDate,
  kinds?: readonly string[],
): Promise<PunctualityOf[]> {
  const { rows } = await sql<PunctualityOf>`select kind, unit, count(*)::int as n,
      (count(*) filter (where state = 'done' and closed_at <= first_due_at))::int as "inTime",
      (count(*) filter (where state = 'done' and closed_at > first_due_at))::int as late,
      (count(*) filter (where state <> 'done'))::int as "openLate",
      (percentile_disc(0.5) within group (order by took))::int as median,
      (percentile_disc(0.9) within group (order by took))::int as p90
    from duty where ${within(ctx)} and state in ('open', 'done')
      and first_due_at >= ${from}::date::timestamp at time zone 'Asia/Shanghai'
      and first_due_at < (${until}::date + 1)::timestamp at time zone 'Asia/Shanghai'
      and (state = 'done' or first_due_at < ${ctx.now}) ${kinds ? sql`and kind = any(${kinds}::text[])` : sql``}
    group by kind, unit order by kind`.execute(ctx.db);
  return rows;
}

const none: PunctualityFigures = { n: 0, inTime: 0, late: 0, openLate: 0, median: null, p90: null };

/** Of some kinds together, which share a unit. */
export async function punctuality(
  ctx: ReadCtx,
  kinds: readonly string[],
  from: PlainDate,
  until: PlainDate,
): Promise<PunctualityFigures> {
  const [only, ...others] = await punctualityByKind(ctx, from, until, kinds);
  if (others.length > 0) throw new Error("Punctuality of several kinds is asked kind by kind.");
  return only ?? none;
}

export async function punctualityPage(
  ctx: ReadCtx,
  query: { readonly from?: string | undefined; readonly until?: string | undefined },
): Promise<z.input<typeof Punctuality>> {
  const until = query.until ? plainDate(query.until) : ctx.today;
  const from = query.from ? plainDate(query.from) : plainDate(`${until.slice(0, 4)}-01-01`);
  const rows = await punctualityByKind(ctx, from, until);
  return { from, until, rows: rows.map((row) => ({ ...row, name: dutyKind(row.kind)?.name ?? row.kind })) };
}
