import { sql } from "kysely";
import { plainDate } from "#core/dates.ts";
import { addWorkingDays } from "#features/calendar/index.ts";
import { consentText, giveConsent } from "#features/members/index.ts";
import { agencyId, organisationsIn } from "#features/organisations/index.ts";
import {
  draftStory,
  moveMaterial,
  nameAmbassador,
  noteActivity,
  noteMedia,
  printMaterial,
  publishStory,
} from "#features/publicity/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { type DemoCity, demoStep } from "../demo-step.ts";
import type { Step } from "../run-steps.ts";

type Activity = Parameters<typeof noteActivity>[1];

/** Luohe's own: 300 bags, 60 display sets, 20,000 booklets, to the whole city; others have some of each ☆. */
const printed: Readonly<Record<DemoCity, readonly (readonly [name: string, word: string, n: number])[]>> = {
  luohe: [
    ["宣传手提袋", "个", 300],
    ["展架", "套", 60],
    ["宣传手册", "张", 20_000],
  ],
  puyang: [["宣传折页", "张", 5_000]],
  zhengzhou: [["宣传折页", "张", 10_000]],
};

async function spread(ctx: WriteCtx, city: DemoCity): Promise<void> {
  const from = await agencyId(ctx);
  const counties = await organisationsIn(ctx, { kinds: ["county_union", "functional_zone"] });
  for (const [name, unitWord, quantity] of printed[city]) {
    const materialId = await printMaterial(ctx, { name, unitWord, quantity, on: "2025-01-06", note: "" });
    const each = Math.floor((quantity * 0.8) / Math.max(counties.length, 1));
    for (const { id } of counties) {
      await moveMaterial(ctx, {
        materialId,
        fromId: from,
        toId: id,
        quantity: each,
        on: "2025-01-10",
        note: "",
      });
      await moveMaterial(ctx, {
        materialId,
        fromId: id,
        quantity: Math.ceil(each / 2),
        on: "2025-02-20",
        note: "张贴发放",
      });
    }
  }
}

const activity = (kind: Activity["kind"], title: string, place: string, heldOn: string, heads: number) =>
  ({ kind, title, place, heldOn, heads, organisationIds: [] }) satisfies Activity;

const fairs = ["2024-04-13", "2024-05-18", "2024-06-22", "2024-09-21"];
/** Zhengzhou tells of more than ten: cup matches, health talks, free check-ups. They are not scaled down. */
const zhengzhou: readonly Activity[] = [
  ...fairs.map((day, at) => activity("match", `“互助保障杯”篮球赛第${at + 1}站`, "市工人文化宫", day, 120)),
  ...["2024-07-11", "2024-08-15", "2024-10-17", "2024-11-21"].map((day, at) =>
    activity("lecture", `“互助健康行”公益健康讲堂第${at + 1}讲`, "市职工之家", day, 80),
  ),
  ...["2024-06-05", "2024-09-11", "2024-12-05"].map((day, at) =>
    activity("check_up", `公益体检第${at + 1}场`, "环卫工人驿站", day, 60),
  ),
];
const luohe: readonly Activity[] = [
  activity("mobilisation", "全市职工互助保障工作推进会", "市总工会", "2024-12-18", 90),
  activity("zone", "“迎双节、送温暖、固成果·消费帮扶新春行动”宣传专区", "市民广场", "2025-01-22", 600),
  ...Array.from({ length: 12 }, (_, at) =>
    activity(
      "shift_talk",
      `重点企业${at + 1}班前十分钟`,
      "车间",
      addWorkingDays(plainDate("2025-02-07"), at + 1),
      45,
    ),
  ),
  activity("seminar", "新业态单位座谈会", "市快递行业党群中心", "2025-02-27", 32),
];
const puyang: readonly Activity[] = [
  activity("mobilisation", "濮阳市职工互助保障工作启动会", "市总工会", "2024-12-12", 110),
  activity("visit", "年底走访困难职工，现场讲互助保障", "困难企业", "2024-12-27", 40),
];
const held: Readonly<Record<DemoCity, readonly Activity[]>> = { puyang, luohe, zhengzhou };

async function hold(ctx: WriteCtx, city: DemoCity): Promise<void> {
  const units = (await organisationsIn(ctx, { kinds: ["member_unit"] })).map(({ id }) => id);
  for (const [at, each] of held[city].entries()) {
    const count = each.kind === "mobilisation" ? units.length : each.kind === "shift_talk" ? 1 : 3;
    const organisationIds = Array.from(
      { length: Math.min(count, units.length) },
      (_, i) => units[(at + i) % units.length] ?? "",
    );
    await noteActivity(ctx, { ...each, organisationIds: [...new Set(organisationIds)] });
  }
}

const films = ["三分钟看懂互助保障", "手机上怎么申领", "一人有难众人帮"];

async function draft(ctx: WriteCtx, city: DemoCity): Promise<void> {
  if (city === "zhengzhou")
    for (const title of films)
      await draftStory(ctx, {
        title,
        body: "宣传短片，片长三分钟，各级工会都可以转发。",
      });
  const { rows } = await sql<{
    personId: string;
  }>`select person_id as "personId" from claim where city_id = ${ctx.actor.cityId} and state = 'paid' order by number limit 1`.execute(
    ctx.db,
  );
  const [helped] = rows;
  if (!helped) return;
  const version = consentText("publicity_story")?.version ?? "";
  await giveConsent(ctx, { personId: helped.personId, purpose: "publicity_story", channel: "city", version });
  await nameAmbassador(ctx, helped.personId, ctx.today);
  await draftStory(ctx, {
    personId: helped.personId,
    title: "出院以后，互助金到账了",
    body: "一位职工住院以后，在手机上拍了几张材料，不久就收到互助金。八十块钱的会费，是大家的心意。",
  });
}

async function publish(ctx: WriteCtx): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from story where city_id = ${ctx.actor.cityId}
    and state = 'drafted' order by id`.execute(ctx.db);
  for (const { id } of rows) await publishStory(ctx, id);
}

const media = (city: DemoCity): Step<null>[] =>
  city === "puyang"
    ? [
        demoStep("media puyang", "tuijin", "2024-12-20", async (ctx) => {
          const item = { audience: "everybody", mentions: 1, isOwn: true } as const;
          await noteMedia(ctx, {
            ...item,
            channel: "newspaper",
            outlet: "人民网、工人日报、大象新闻、河南日报等",
            title: "中互会河南省办事处揭牌成立",
            isOwn: false,
            mentions: 40,
            publishedOn: "2024-10-11",
          });
          const own = { ...item, outlet: "市总工会", title: "参保注册、信息录入、开票确认、申领怎么办" };
          await noteMedia(ctx, { ...own, channel: "wechat", audience: "cadres", publishedOn: "2024-12-16" });
          await noteMedia(ctx, {
            ...own,
            channel: "short_video",
            title: "申领案例短视频",
            publishedOn: "2024-12-19",
          });
        }),
      ]
    : city === "zhengzhou"
      ? [
          demoStep("media zhengzhou", "tuijin", "2024-12-20", async (ctx) => {
            const item = { audience: "everybody", mentions: 1, isOwn: true, outlet: "市总工会" } as const;
            const publishedOn = "2024-12-18";
            await noteMedia(ctx, {
              ...item,
              channel: "wechat",
              title: "“工会二次医保”怎么申领",
              publishedOn,
            });
            await noteMedia(ctx, { ...item, channel: "short_video", title: "互助保障短片", publishedOn });
          }),
        ]
      : [];

/** Materials and where they went, activities and whom they reached, films, one story told with consent, media. */
export const publicitySteps = (city: DemoCity): readonly Step<null>[] => [
  ...media(city),
  demoStep(`materials ${city}`, "tuijin", "2025-02-20", (ctx) => spread(ctx, city)),
  demoStep(`activities ${city}`, "tuijin", "2025-02-27", (ctx) => hold(ctx, city)),
  demoStep(`stories ${city}`, "tuijin", "2025-02-24", (ctx) => draft(ctx, city)),
  demoStep(`stories ${city} published`, "lingdao", "2025-02-25", publish),
];
