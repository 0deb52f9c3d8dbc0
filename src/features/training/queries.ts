import { sql } from "kysely";
import type { z } from "zod";
import type { PlainDate } from "#core/dates.ts";
import type { Figure } from "#core/figure.ts";
import { Refusal } from "#core/refusal.ts";
import { unitFigures } from "#features/funding/index.ts";
import { organisationById } from "#features/organisations/index.ts";
import { planChoices } from "#features/surveys/index.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import { qrSvg } from "#platform/pdf/qr.ts";
import { publicAddress } from "#platform/public-address.ts";
import type { CourseList, CourseView, PageQuery, PromoterList, PromoterQuery } from "./contract.ts";

type Row = z.input<typeof CourseList>["rows"][number];

const columns = sql`c.id, c.level, c.title, c.topic, c.trainer, c.place, c.team, c.held_on as "heldOn", c.capacity, c.seats,
  c.state, got.attended, got.certified`;
const from = sql`course as c cross join lateral (select (count(*) filter (where s.attended_at is not null))::int as attended,
    count(s.certificate)::int as certified
  from course_seat as s where s.city_id = c.city_id and s.course_id = c.id) as got`;

/** Courses, planned last first. All of the city's unions see them: they send people. */
export async function courseList(
  ctx: ReadCtx,
  page: z.output<typeof PageQuery>,
): Promise<z.input<typeof CourseList>> {
  const after = page.after ? sql`and c.id < ${page.after}::uuid` : sql``;
  const { rows } =
    await sql<Row>`select ${columns} from ${from} where c.city_id = ${ctx.actor.cityId} ${after}
    order by c.id desc limit ${page.limit + 1}`.execute(ctx.db);
  const counted = await sql<{
    n: number;
  }>`select count(*)::int as n from course where city_id = ${ctx.actor.cityId}`.execute(ctx.db);
  const shown = rows.slice(0, page.limit);
  return {
    rows: shown,
    total: counted.rows[0]?.n ?? 0,
    next: rows.length > page.limit ? (shown.at(-1)?.id ?? null) : null,
    plans: await planChoices(ctx),
    allowed: allows(ctx.actor, "training.manage") ? ["plan"] : [],
  };
}

/** A course with the seats of one's part of the tree. Refuses `course_unknown`. */
export async function courseView(ctx: ReadCtx, id: string): Promise<z.input<typeof CourseView>> {
  const { cityId, organisationId } = ctx.actor;
  const { rows } = await sql<
    Row & { token: string; questions: number; validMonths: number }
  >`select ${columns}, c.token,
      jsonb_array_length(c.questions) as questions, c.valid_months as "validMonths"
    from ${from} where c.city_id = ${cityId} and c.id = ${id}::uuid`.execute(ctx.db);
  const [row] = rows;
  if (!row) throw new Refusal("not_found", "course_unknown");
  const people = await sql<
    Omit<z.input<typeof CourseView>["people"][number], "attendedAt"> & { attendedAt: Date | null }
  >`select s.id, o.name as unit, s.name, s.code, s.attended_at as "attendedAt", s.right_count as right, s.certificate,
      s.valid_until as "validUntil"
    from course_seat as s join organisation as o on o.city_id = s.city_id and o.id = s.organisation_id
    where s.city_id = ${cityId} and s.course_id = ${id}::uuid and ${withinPart(ctx, sql.ref("s.organisation_id"))}
    order by o.code, s.id limit 2000`.execute(ctx.db);
  const { token, ...course } = row;
  const link = `${publicAddress()}/course#${token}`;
  const own =
    organisationId && ctx.actor.reach === "part" ? await organisationById(ctx, organisationId) : undefined;
  const [isPlanned, manages] = [row.state === "planned", allows(ctx.actor, "training.manage")];
  return {
    ...course,
    link,
    qr: qrSvg(link),
    people: people.rows.map((each) => ({ ...each, attendedAt: each.attendedAt?.toISOString() ?? null })),
    ownUnit: own ? { id: own.id, name: own.name } : null,
    allowed: isPlanned
      ? [
          ...(manages || allows(ctx.actor, "training.join") ? (["join"] as const) : []),
          ...(manages ? (["check_in", "close"] as const) : []),
        ]
      : [],
  };
}

type Promoter = z.input<typeof PromoterList>["rows"][number];

/** Units that take part on a day (somebody's cover is confirmed and runs), each with its promoter in validity. */
async function promotersOn(ctx: ReadCtx, on: PlainDate): Promise<Promoter[]> {
  const { rows } = await sql<Promoter>`with unit as materialized (${unitFigures(ctx, on)})
    select o.id, o.name as unit, coalesce(above.name, '') as "union", unit.confirmed::int as people, seat.name as promoter,
      seat.certificate, seat.valid_until as "validUntil"
    from unit join organisation as o on o.city_id = ${ctx.actor.cityId} and o.id = unit.id
    left join organisation as above on above.city_id = o.city_id and above.id = o.parent_id
    left join lateral (select s.name, s.certificate, s.valid_until from course_seat as s where s.city_id = o.city_id
      and s.organisation_id = o.id and s.certified_on <= ${on}::date and s.valid_until > ${on}::date
      order by s.valid_until desc limit 1) as seat on true
    where unit.confirmed > 0 and ${withinPart(ctx, sql.ref("o.id"))}
    order by above.code, o.code`.execute(ctx.db);
  return rows;
}

/** Those of them that have none. */
export const unitsWithout = async (ctx: ReadCtx, on: PlainDate): Promise<Promoter[]> =>
  (await promotersOn(ctx, on)).filter(({ promoter }) => promoter === null);

/** 专职推行员: who has one, who does not. A city has few units by this measure; all are shown. */
export async function promoterList(
  ctx: ReadCtx,
  { show }: z.output<typeof PromoterQuery>,
): Promise<z.input<typeof PromoterList>> {
  const all = await promotersOn(ctx, ctx.today);
  const without = all.filter(({ promoter }) => promoter === null);
  const rows = show === "all" ? all : without;
  return {
    rows: rows.slice(0, 5_000),
    total: rows.length,
    next: null,
    enrolled: all.length,
    missing: without.length,
    allowed: allows(ctx.actor, "training.manage") ? ["owe"] : [],
  };
}

/** What reports say of training: courses, people who came, certificates, and units with a promoter. */
export async function trainingFigures(ctx: ReadCtx, since: PlainDate, until: PlainDate): Promise<Figure[]> {
  const { rows } = await sql<{
    courses: number;
    teams: number;
    attended: number;
  }>`select count(distinct c.id)::int as courses,
      count(distinct c.team)::int as teams, count(s.attended_at)::int as attended
    from course as c left join course_seat as s on s.city_id = c.city_id and s.course_id = c.id
    where c.city_id = ${ctx.actor.cityId} and c.held_on between ${since}::date and ${until}::date`.execute(
    ctx.db,
  );
  const { courses = 0, teams = 0, attended = 0 } = rows[0] ?? {};
  if (courses === 0) return [];
  const all = await promotersOn(ctx, until);
  const having = all.filter(({ promoter }) => promoter !== null).length;
  return [
    {
      code: "training.courses",
      name: "培训班次",
      value: courses,
      unit: "pieces",
      definition: "期内办过的各级培训，一场算一次。",
      link: "/training",
    },
    ...(teams > 0
      ? [
          {
            code: "training.teams",
            name: "机动培训小组",
            value: teams,
            unit: "pieces" as const,
            definition: "期内到单位办过培训的机动小组，按名称计。",
            link: "/training",
          },
        ]
      : []),
    {
      code: "training.attended",
      name: "参加培训",
      value: attended,
      unit: "person_times",
      definition: "期内各场培训签到的人次。",
      link: "/training",
    },
    {
      code: "training.promoters",
      name: "有专职推行员的单位占比",
      value: all.length === 0 ? null : Math.floor((having * 10_000) / all.length),
      unit: "bp",
      of: { numerator: having, denominator: all.length, denominatorName: "有人参加的单位" },
      definition: "到期末，有人参加的单位里，至少有一人证书在有效期内的。",
      link: "/training/promoters",
    },
  ];
}
