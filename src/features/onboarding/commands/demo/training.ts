import { sql } from "kysely";
import { organisationsIn } from "#features/organisations/index.ts";
import {
  arrive,
  closeCourse,
  owePromoters,
  planCourse,
  takeSeat,
  takeTest,
} from "#features/training/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { usualPlan } from "../../rules/batches-file.ts";
import { type DemoCity, demoStep } from "../demo-step.ts";
import type { Step } from "../run-steps.ts";

type Course = Parameters<typeof planCourse>[1];

const planned = (more: Pick<Course, "title" | "trainer" | "place" | "heldOn"> & Partial<Course>): Course => ({
  level: "city",
  topic: "单位注册、入会、缴费和申领的操作",
  capacity: 120,
  validMonths: 12,
  planCode: usualPlan,
  ...more,
});

/** Some units send somebody; all come; of each ten one does not pass. */
async function hold(ctx: WriteCtx, course: Course, units: readonly string[], isOver: boolean): Promise<void> {
  const id = await planCourse(ctx, course);
  for (const [at, unit] of units.entries()) await takeSeat(ctx, id, unit, `示例推行员${at + 1}`);
  if (!isOver) return;
  const { rows } = await sql<{ token: string; code: string; right: number[] }>`select c.token, s.code,
      array(select (q ->> 'right')::int from jsonb_array_elements(c.questions) as q) as right
    from course as c join course_seat as s on s.city_id = c.city_id and s.course_id = c.id
    where c.city_id = ${ctx.actor.cityId} and c.id = ${id}::uuid order by s.id`.execute(ctx.db);
  for (const [at, { token, code, right }] of rows.entries()) {
    await arrive(ctx, { token, code });
    await takeTest(ctx, { token, code }, at % 10 === 9 ? right.map((place) => (place + 1) % 3) : right);
  }
  await closeCourse(ctx, id);
}

/** Luohe: the office's own lesson with the province, and two mobile teams that go to units. */
async function teach(ctx: WriteCtx, city: DemoCity): Promise<void> {
  const units = (await organisationsIn(ctx, { kinds: ["member_unit"] })).map(({ id }) => id);
  const place = "市总工会会议室";
  const lesson = planned({ title: "活动条款专项培训", trainer: "省办事处主任", place, heldOn: "2024-12-12" });
  await hold(ctx, lesson, units.slice(0, 20), true);
  if (city === "luohe")
    for (const [at, team] of ["机动培训一组", "机动培训二组"].entries())
      await hold(
        ctx,
        planned({
          ...{ level: "unit", title: "到单位讲操作", trainer: team, place: "单位会议室", team },
          heldOn: `2025-02-1${at + 7}`,
        }),
        units.slice(20 + at * 2, 22 + at * 2),
        true,
      );
  const next = planned({ title: "三月经办员培训", trainer: "市总权益保障部", place, heldOn: "2025-03-20" });
  await hold(ctx, next, units.slice(24, 26), false);
}

/** Courses held and one to come; units without a promoter are told. */
export const trainingSteps = (city: DemoCity): readonly Step<null>[] => [
  demoStep(`training ${city}`, "tuijin", "2025-02-18", (ctx) => teach(ctx, city)),
  demoStep(`promoters ${city}`, "tuijin", "2025-03-03", owePromoters),
];
