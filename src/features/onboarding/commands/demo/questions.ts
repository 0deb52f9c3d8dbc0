import { sql } from "kysely";
import { addDays, type PlainDate, plainDate } from "#core/dates.ts";
import { addWorkingMinutes } from "#features/duties/rules/index.ts";
import { demoActor } from "#features/identity/index.ts";
import {
  answer,
  approveFaq,
  ask,
  draftFaq,
  noteOutcome,
  openStation,
  placeStation,
  planShifts,
  sendUp,
} from "#features/questions/index.ts";
import { type Actor, actingAs, type WriteCtx } from "#platform/context.ts";
import { demoPlace } from "../../rules/demo-places.ts";
import type { DemoCity } from "../demo-step.ts";
import type { Step } from "../run-steps.ts";

type Topic = Parameters<typeof ask>[1]["topic"];

/** What is asked in the demo, and what is answered: the topics are those of the exchange materials. */
const talks: readonly (readonly [topic: Topic, question: string, answer: string])[] = [
  [
    "age",
    "身份证年龄和档案年龄不一致，按哪个算？",
    "先按身份证核。档案年龄不同的，请单位上传档案页，市里审核后按档案年龄算。",
  ],
  [
    "age",
    "身份证已经超龄，实际还没办退休，能参加吗？",
    "能。请单位出具还没办理退休手续的证明，审核通过就可以参加。",
  ],
  ["change", "单位参加以后来了新人，还能增加吗？", "能。新人放到下个月的名册里，保障从下个月1日开始。"],
  ["change", "有人调走了，保障怎么办？", "保障到期满为止，不退会费。调到也参加的单位，可以办转移。"],
  ["fee", "会费收据什么时候能开？", "上缴省办确认以后就能开，请单位先在收据页面确认抬头。"],
  ["fee", "单位承担的50元能不能由职工自己出？", "能。困难单位可以由职工个人承担，参加方式一样。"],
  ["claim", "住院以后怎么申领互助金？", "出院后在手机上拍医保结算单、收据和出院记录，填好就能申领。"],
  ["claim", "申领以后多久能到账？", "审核一般几个工作日，付款后银行当天或第二天到账，手机上能看到在哪一步。"],
  [
    "account",
    "名册上传后说身份证号不对，怎么改？",
    "在名册页面点那一行，按提示改好保存，不用重新上传整张表。",
  ],
  ["enrol", "没有统一社会信用代码的工会怎么登记？", "代码可以先空着，填写单位全称和联系人，市里审核登记。"],
];

const suggestion = "建议收据开好以后能直接发到单位邮箱，不用再去取。";

const at = (day: PlainDate, hour: number, minute: number): Date =>
  new Date(Date.parse(`${day}T00:00:00Z`) + ((hour - 8) * 60 + minute) * 60_000);

const step = (
  city: DemoCity,
  title: string,
  on: string,
  work: (ctx: WriteCtx) => Promise<unknown>,
): Step<null> => ({
  key: `demo questions ${city} ${title}`,
  kind: "demo",
  as: "opener",
  on: plainDate(on),
  work: async (ctx) => {
    await work(ctx);
    return null;
  },
});

type Unit = {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly isEnrolled: boolean;
};

/** Units of the city in the order of their numbers: first those that take part, then those that do not yet. */
async function unitsOf(ctx: WriteCtx): Promise<Unit[]> {
  const { rows } =
    await sql<Unit>`select o.id, o.name, coalesce(o.region_code, o.city_id::text) as region, exists (select from enrolment_batch as b
      where b.city_id = o.city_id and b.organisation_id = o.id and b.state = 'confirmed') as "isEnrolled"
    from organisation as o where o.city_id = ${ctx.actor.cityId} and o.kind in ('member_unit', 'joint_union')
    order by "isEnrolled" desc, o.code`.execute(ctx.db);
  return rows;
}

async function openStations(ctx: WriteCtx, count: number): Promise<void> {
  const units = await unitsOf(ctx);
  const enrolled = units.filter(({ isEnrolled }) => isEnrolled);
  const others = units.filter(({ isEnrolled }) => !isEnrolled);
  // As in the materials: more stations than units that take part; the rest stand at units that do not yet.
  const hosts = [...enrolled.slice(0, count), ...others.slice(0, Math.max(0, count - enrolled.length))].slice(
    0,
    count,
  );
  const desk = await demoActor(ctx, "fuwu");
  const days = Array.from({ length: 12 }, (_, place) => addDays(plainDate("2025-03-03"), place)).filter(
    (_, place) => place % 7 < 5,
  );
  await actingAs(ctx, desk, async (there) => {
    for (const [place, host] of hosts.entries()) {
      const phone = `0395${String(3_100_001 + place)}`;
      const stationId = await openStation(there, {
        organisationId: host.id,
        name: `${host.name}联络站`,
        address: "工会办公室",
        phone,
      });
      const nth = hosts.slice(0, place).filter(({ region }) => region === host.region).length;
      await placeStation(there, stationId, demoPlace(host.region, nth));
      await planShifts(
        there,
        stationId,
        days.flatMap((onDay) =>
          (["morning", "afternoon"] as const).map((half) => ({
            onDay,
            half,
            dutyName: `值班员${(place % 9) + 1}`,
            dutyPhone: phone,
          })),
        ),
      );
    }
  });
}

/** Asked on a day at a minute, answered so many minutes of service later, by somebody of the city. */
async function talk(
  ctx: WriteCtx,
  unit: Unit,
  day: PlainDate,
  n: number,
  minutes: number | undefined,
): Promise<string> {
  const [topic, body, said] = talks[n % talks.length] ?? talks[0] ?? (["other", "", ""] as const);
  const channel = (["clerk", "telephone", "group"] as const)[n % 3] ?? "clerk";
  const asking = { organisationId: unit.id, kind: "question", channel, topic, body } as const;
  const from = at(day, 9 + (n % 2) * 6, (n * 7) % 40);
  const desk = await demoActor(ctx, "fuwu");
  const { id } = await actingAs(ctx, desk, (there) => ask(there, asking), from);
  if (minutes === undefined) return id;
  const till = addWorkingMinutes(from, minutes);
  if (minutes > 30)
    await actingAs(
      ctx,
      desk,
      (there) => sendUp(there, id, "要问清楚政策再答。"),
      addWorkingMinutes(from, 25),
    );
  await actingAs(ctx, desk, (there) => answer(there, id, { body: said }), till);
  return id;
}

const counts: Record<DemoCity, { readonly stations: number; readonly talks: number }> = {
  luohe: { stations: 32, talks: 40 },
  puyang: { stations: 8, talks: 24 },
  zhengzhou: { stations: 6, talks: 12 },
};

/** A quarter of questions, most of them answered within the half hour, three still waiting; what is often asked, written down. */
export const questionSteps = (city: DemoCity): readonly Step<null>[] => [
  step(city, "stations", "2025-02-10", (ctx) => openStations(ctx, counts[city].stations)),
  step(city, "talks", "2025-03-11", async (ctx) => {
    const units = (await unitsOf(ctx)).filter(({ isEnrolled }) => isEnrolled);
    const days = workdays();
    for (let n = 0; n < counts[city].talks; n++) {
      const [unit, day] = [units[n % units.length], days[n % days.length]];
      if (unit && day) await talk(ctx, unit, day, n, n % 8 === 5 ? 48 : 4 + ((n * 11) % 25));
    }
    await suggest(ctx, units[0]);
  }),
  step(city, "faq", "2025-03-11", async (ctx) => {
    const [drafter, approver] = [await demoActor(ctx, "fuwu"), await demoActor(ctx, "lingdao")];
    for (const [n, [topic, question, said]] of talks.entries()) {
      const kind = topic === "age" ? "ruling" : "faq";
      const entry = {
        kind,
        topic,
        question,
        answer: said,
        ...(kind === "ruling" && { clause: "住院医疗互助保障 第三条" }),
      } as const;
      const id = await actingAs(ctx, drafter, (there) => draftFaq(there, entry));
      if (n < 8) await actingAs(ctx, approver, (there) => approveFaq(there, id));
    }
  }),
  step(city, "waiting", "2025-03-12", async (ctx) => {
    const units = (await unitsOf(ctx)).filter(({ isEnrolled }) => isEnrolled);
    for (const n of [2, 6, 8]) {
      const unit = units[n % units.length];
      if (unit) await talk(ctx, unit, plainDate("2025-03-12"), n, undefined);
    }
  }),
];

/** Working days of the weeks before the demo's own day. */
const workdays = (): PlainDate[] =>
  Array.from({ length: 28 }, (_, place) => addDays(plainDate("2025-02-10"), place)).filter(
    (_, place) => place % 7 < 5,
  );

async function suggest(ctx: WriteCtx, unit: Unit | undefined): Promise<void> {
  if (!unit) return;
  const desk: Actor = await demoActor(ctx, "fuwu");
  const asking = {
    organisationId: unit.id,
    kind: "suggestion",
    channel: "clerk",
    topic: "fee",
    body: suggestion,
  } as const;
  const { id } = await actingAs(ctx, desk, (there) => ask(there, asking), at(plainDate("2025-02-20"), 10, 0));
  await actingAs(
    ctx,
    desk,
    (there) => answer(there, id, { body: "谢谢，已转给会计研究。" }),
    at(plainDate("2025-02-20"), 10, 20),
  );
  await actingAs(
    ctx,
    desk,
    (there) => noteOutcome(there, id, "收据开出后，系统会通知单位自己下载，不用再来取。"),
    at(plainDate("2025-03-05"), 15, 0),
  );
}
