import { sql } from "kysely";
import type { z } from "zod";
import type { PlainDate } from "#core/dates.ts";
import type { Figure } from "#core/figure.ts";
import { punctuality, withDuties } from "#features/duties/index.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import type { CommitteeList, MeetingList, PageQuery, SeatView } from "./contract.ts";
import { decisionDuty } from "./rules/duties.ts";
import { monthsWithout } from "./rules/monthly.ts";
import { sitsOn } from "./rules/seats.ts";

type Body = Omit<z.input<typeof CommitteeList>["rows"][number], "seats" | "head" | "seated">;
type SeatOf = Omit<z.input<typeof SeatView>, "isNow" | "fromOn" | "untilOn"> & {
  readonly committeeId: string;
  readonly fromOn: PlainDate;
  readonly untilOn: PlainDate | null;
};

/** Bodies that stand, each with whoever sits there and sat there before. */
export async function committeeList(ctx: ReadCtx): Promise<z.input<typeof CommitteeList>> {
  const { cityId } = ctx.actor;
  const bodies = await sql<Body>`select c.id, c.kind, c.name, c.work, c.established_on as "establishedOn",
      count(m.id)::int as meetings, max(m.held_on) as "lastMetOn"
    from committee as c left join committee_meeting as m on m.city_id = c.city_id and m.committee_id = c.id
    where c.city_id = ${cityId} and c.dissolved_on is null group by c.city_id, c.id
    order by array_position(array['management_committee', 'party_group', 'leading_group', 'office', 'work_group', 'coordination'], c.kind), c.id`.execute(
    ctx.db,
  );
  const seats = await sql<SeatOf>`select id, committee_id as "committeeId", seat, post, holder_name as holder,
      from_on as "fromOn", until_on as "untilOn" from committee_seat where city_id = ${cityId}
    order by array_position(array['head', 'deputy', 'member'], seat), id`.execute(ctx.db);
  const rows = bodies.rows.map((body) => {
    const own = seats.rows
      .filter(({ committeeId }) => committeeId === body.id)
      .map(({ committeeId: _of, ...seat }) => ({ ...seat, isNow: sitsOn(seat, ctx.today) }));
    const head = own.find(({ seat, isNow }) => seat === "head" && isNow);
    return {
      ...body,
      seats: own,
      seated: own.filter(({ isNow }) => isNow).length,
      head: head ? head.post : null,
    };
  });
  return {
    rows,
    total: rows.length,
    next: null,
    workGroups: rows.filter(({ kind }) => kind === "work_group").length,
    allowed: allows(ctx.actor, "committees.manage") ? ["manage"] : [],
  };
}

/** Meetings, noted last first, with what they decided and how far that is. */
export async function meetingList(
  ctx: ReadCtx,
  page: z.output<typeof PageQuery>,
): Promise<z.input<typeof MeetingList>> {
  const { cityId } = ctx.actor;
  const after = page.after ? sql`and m.id < ${page.after}::uuid` : sql``;
  const found = await sql<
    Omit<z.input<typeof MeetingList>["rows"][number], "decisions" | "done">
  >`select m.id, c.name as committee, m.kind, m.title, m.held_on as "heldOn", m.attended, m.record
    from committee_meeting as m join committee as c on c.city_id = m.city_id and c.id = m.committee_id
    where m.city_id = ${cityId} ${after} order by m.id desc limit ${page.limit + 1}`.execute(ctx.db);
  const shown = found.rows.slice(0, page.limit);
  const decisions = await decisionsOf(
    ctx,
    shown.map(({ id }) => id),
  );
  const counted = await sql<{ n: number }>`select count(*)::int as n from committee_meeting
    where city_id = ${cityId}`.execute(ctx.db);
  const joint = await sql<{ on: PlainDate }>`select distinct held_on as "on" from committee_meeting
    where city_id = ${cityId} and kind = 'joint' order by 1`.execute(ctx.db);
  const bodies = await sql<{ id: string; name: string }>`select id, name from committee
    where city_id = ${cityId} and dissolved_on is null order by id`.execute(ctx.db);
  return {
    rows: shown.map((row) => {
      const own = decisions.filter(({ meetingId }) => meetingId === row.id);
      return {
        ...row,
        decisions: own.map(({ meetingId: _of, ...decision }) => decision),
        done: own.filter(({ isDone }) => isDone).length,
      };
    }),
    total: counted.rows[0]?.n ?? 0,
    next: found.rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
    missing: monthsWithout(
      joint.rows.map(({ on }) => on),
      ctx.today,
    ),
    committees: bodies.rows,
    allowed: allows(ctx.actor, "committees.manage") ? ["note"] : [],
  };
}

async function decisionsOf(ctx: ReadCtx, meetingIds: readonly string[]) {
  const { rows } = await sql<{
    id: string;
    meetingId: string;
    organisation: string;
    words: string;
    dueOn: string;
  }>`select d.id, d.meeting_id as "meetingId", o.name as organisation, d.words, d.due_on as "dueOn"
    from meeting_decision as d join organisation as o on o.city_id = d.city_id and o.id = d.organisation_id
    where d.city_id = ${ctx.actor.cityId} and d.meeting_id = any(${meetingIds}::uuid[])
      and ${withinPart(ctx, sql.ref("d.organisation_id"))} order by d.id`.execute(ctx.db);
  return withDuties(ctx, rows);
}

/** What reports say of who drives the work: bodies, joint meetings, decisions done in time. */
export async function committeeFigures(ctx: ReadCtx, from: PlainDate, until: PlainDate): Promise<Figure[]> {
  const { rows } = await sql<{ bodies: number; groups: number; joint: number }>`select
      (select count(*)::int from committee where city_id = ${ctx.actor.cityId} and established_on <= ${until}::date
        and (dissolved_on is null or dissolved_on > ${until}::date)) as bodies,
      (select count(*)::int from committee where city_id = ${ctx.actor.cityId} and established_on <= ${until}::date
        and (dissolved_on is null or dissolved_on > ${until}::date) and kind = 'work_group') as groups,
      (select count(*)::int from committee_meeting where city_id = ${ctx.actor.cityId} and kind = 'joint'
        and held_on between ${from}::date and ${until}::date) as joint`.execute(ctx.db);
  const { bodies = 0, groups = 0, joint = 0 } = rows[0] ?? {};
  if (bodies === 0) return [];
  const due = await punctuality(ctx, [decisionDuty.code], from, until);
  const count = (code: string, name: string, value: number, definition: string, link: string): Figure => ({
    code: `committees.${code}`,
    name,
    value,
    unit: "pieces",
    definition,
    link,
  });
  return [
    count("bodies", "委员会、领导小组和工作组", bodies, `${until}在运行的，撤销的不算。`, "/committees"),
    count("work_groups", "专项工作组", groups, `${until}在运行的专项工作组。`, "/committees"),
    count("joint_meetings", "联席会议", joint, "期内开过并登记的联席会议。", "/meetings"),
    ...(due.n > 0
      ? [
          {
            code: "committees.in_time",
            name: "议定事项按时办结率",
            value: Math.round((due.inTime * 10_000) / due.n),
            unit: "bp" as const,
            of: { numerator: due.inTime, denominator: due.n, denominatorName: "到期的议定事项" },
            definition: "期内到期的议定事项里，在定下的日期以前办完的。",
            link: "/meetings",
          },
        ]
      : []),
  ];
}
