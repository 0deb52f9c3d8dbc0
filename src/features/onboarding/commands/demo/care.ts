import { stat } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { type Cents, yuan } from "#core/money.ts";
import {
  buyPacks,
  endEvent,
  handOver,
  issuePacks,
  listRecipients,
  noteArrival,
  noteCost,
  openPack,
  planEvent,
  signUp,
} from "#features/care/index.ts";
import { agencyId, organisationsIn } from "#features/organisations/index.ts";
import { programFolder } from "#platform/config.ts";
import type { WriteCtx } from "#platform/context.ts";
import { type DemoCity, demoStep } from "../demo-step.ts";
import type { Step } from "../run-steps.ts";

type Batch = {
  readonly pack: Parameters<typeof openPack>[1];
  readonly quantity: number;
  readonly cents: Cents;
  readonly on: string;
  /** So many people of so many units are listed, so many of them have theirs. */
  readonly units: number;
  readonly each: number;
  readonly handed: number;
  readonly toCounties: number;
};

/** Zhengzhou's 互助关爱包, summer and winter; how many it does not say ☆. */
const batches: Readonly<Record<DemoCity, readonly Batch[]>> = {
  zhengzhou: [
    {
      pack: {
        title: "2024年夏季互助关爱包",
        season: "summer",
        contents: "毛巾、水杯、防暑药品、互助保障手册",
      },
      ...{ quantity: 120, cents: yuan(7_200), on: "2024-07-10" },
      ...{ units: 3, each: 4, handed: 12, toCounties: 5 },
    },
    {
      pack: { title: "2025年冬送温暖关爱包", season: "winter", contents: "保温杯、围巾手套、互助保障手册" },
      ...{ quantity: 80, cents: yuan(6_400), on: "2025-01-08" },
      ...{ units: 3, each: 3, handed: 5, toCounties: 5 },
    },
  ],
  puyang: [
    {
      pack: {
        title: "2025年春季互助关爱包",
        season: "spring",
        contents: "护手霜、口罩、保温杯、互助保障手册",
      },
      ...{ quantity: 60, cents: yuan(3_600), on: "2025-03-07" },
      ...{ units: 4, each: 3, handed: 2, toCounties: 5 },
    },
  ],
  luohe: [],
};

const signature = join(programFolder, "demo", "puyang-march", "papers", "signature.png");

async function peopleAt(ctx: WriteCtx, organisationId: string, count: number): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from person where city_id = ${ctx.actor.cityId}
    and organisation_id = ${organisationId}::uuid and merged_into is null order by id limit ${count}`.execute(
    ctx.db,
  );
  return rows.map(({ name }) => name).join("\n");
}

/** Units with people, one of each county first: whom their county's clerk hands to. */
async function unitsOf(ctx: WriteCtx, count: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select o.id from organisation as o
    join organisation as above on above.city_id = o.city_id and above.id = o.parent_id
    where o.city_id = ${ctx.actor.cityId} and o.kind = 'member_unit'
      and exists (select from person as p where p.city_id = o.city_id and p.organisation_id = o.id)
    order by above.kind <> 'county_union', row_number() over (partition by above.id order by o.code), above.code
    limit ${count}`.execute(ctx.db);
  return rows.map(({ id }) => id);
}

async function giveOut(ctx: WriteCtx, batch: Batch): Promise<void> {
  const packId = await openPack(ctx, batch.pack);
  const bought = {
    supplier: "示例商贸有限公司",
    invoice: "示例发票1",
    quantity: batch.quantity,
    on: batch.on,
  };
  await buyPacks(ctx, packId, { ...bought, amount: batch.cents });
  const fromId = await agencyId(ctx);
  for (const { id } of await organisationsIn(ctx, { kinds: ["county_union"] }))
    await issuePacks(ctx, packId, { fromId, toId: id, quantity: batch.toCounties, note: "" });
  for (const id of await unitsOf(ctx, batch.units))
    await listRecipients(ctx, packId, id, await peopleAt(ctx, id, batch.each));
  const { rows } = await sql<{ id: string }>`select id from pack_recipient
    where city_id = ${ctx.actor.cityId} and pack_id = ${packId}::uuid order by id desc limit ${batch.handed}`.execute(
    ctx.db,
  );
  const { size } = await stat(signature);
  const file = { path: signature, name: "签名.png", bytes: size, sha256: "" };
  for (const { id } of rows) await handOver(ctx, packId, id, "signature", file);
}

type Event = { readonly event: Parameters<typeof planEvent>[1]; readonly cents?: Cents };

const check = { kind: "check_up", place: "市工人文化宫一楼", begins: "08:30", places: 60 } as const;
const talk = { kind: "health_talk", place: "市职工之家", begins: "09:30", places: 80 } as const;
const events: Readonly<Record<DemoCity, readonly (Event & { readonly on: string })[]>> = {
  zhengzhou: [
    {
      event: { ...talk, title: "“互助健康行”颈椎腰椎讲堂", heldOn: "2024-10-17", signUpUntil: "2024-10-15" },
      ...{ on: "2024-10-14", cents: yuan(1_800) },
    },
    {
      event: { ...check, title: "一线职工公益体检", heldOn: "2025-03-20", signUpUntil: "2025-03-18" },
      on: "2025-03-10",
    },
  ],
  puyang: [
    {
      event: { ...talk, title: "职工健康讲堂：怎么护好腰", heldOn: "2025-03-21", signUpUntil: "2025-03-19" },
      on: "2025-03-10",
    },
  ],
  luohe: [],
};

async function plan(ctx: WriteCtx, { event }: Event): Promise<void> {
  const eventId = await planEvent(ctx, event);
  for (const organisationId of await unitsOf(ctx, 3))
    for (const name of (await peopleAt(ctx, organisationId, 4)).split("\n").filter(Boolean))
      await signUp(ctx, eventId, organisationId, name);
}

/** All came but two. */
async function hold(ctx: WriteCtx, { event, cents }: Event): Promise<void> {
  const { rows } = await sql<{ seatId: string; eventId: string }>`select s.id as "seatId", e.id as "eventId"
    from care_event as e join care_event_seat as s on s.city_id = e.city_id and s.event_id = e.id
    where e.city_id = ${ctx.actor.cityId} and e.title = ${event.title} order by s.id`.execute(ctx.db);
  const [first] = rows;
  if (!first || !cents) return;
  for (const { seatId } of rows.slice(2)) await noteArrival(ctx, seatId);
  await noteCost(ctx, first.eventId, { words: "讲课和资料", amount: cents, on: event.heldOn });
  await endEvent(ctx, first.eventId, "over", "讲完现场答疑，有人当场报名参加互助保障。");
}

/** Packs by season, some of them waiting for a signature; events, one of them still to come. */
export const careSteps = (city: DemoCity): readonly Step<null>[] => [
  ...batches[city].map((batch) =>
    demoStep(`packs ${city} ${batch.on}`, "fuwu", batch.on, (ctx) => giveOut(ctx, batch)),
  ),
  ...events[city].flatMap(({ on, ...event }) => [
    demoStep(`event ${city} ${on}`, "fuwu", on, (ctx) => plan(ctx, event)),
    ...(event.cents
      ? [demoStep(`event ${city} ${on} held`, "fuwu", event.event.heldOn, (ctx) => hold(ctx, event))]
      : []),
  ]),
];
