import { establishCommittee, noteMeeting, seatSomebody } from "#features/committees/index.ts";
import { registerDirective } from "#features/directives/index.ts";
import { drawArea, noteFounding, noteVisit } from "#features/fieldwork/index.ts";
import { agencyId, organisationsIn } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { type DemoCity, demoStep } from "../demo-step.ts";
import type { Step } from "../run-steps.ts";

/** Luohe's own six. */
const workGroups = ["宣传动员", "业务培训", "实操巡导", "客服解答", "专项督导", "数据统计"];

const bodies: Readonly<
  Record<DemoCity, { readonly kind: "management_committee" | "leading_group"; readonly name: string }>
> = {
  puyang: { kind: "management_committee", name: "濮阳市总工会职工互助保障管理委员会" },
  luohe: { kind: "leading_group", name: "漯河市职工互助保障工作领导小组" },
  zhengzhou: { kind: "management_committee", name: "郑州市总工会职工互助保障管理委员会" },
};

async function establish(ctx: WriteCtx, city: DemoCity): Promise<void> {
  const establishedOn = "2024-12-02";
  const committeeId = await establishCommittee(ctx, {
    ...bodies[city],
    work: "统筹全市职工互助保障工作",
    establishedOn,
  });
  const seat = { fromOn: establishedOn };
  await seatSomebody(ctx, committeeId, {
    ...seat,
    seat: "head",
    post: "党组书记、常务副主席",
    holder: "示例甲",
  });
  await seatSomebody(ctx, committeeId, { ...seat, seat: "deputy", post: "分管副主席", holder: "示例乙" });
  await seatSomebody(ctx, committeeId, { ...seat, seat: "member", post: "权益保障部部长", holder: "示例丙" });
  if (city === "luohe")
    for (const name of workGroups)
      await establishCommittee(ctx, {
        kind: "work_group",
        name: `${name}组`,
        work: `职工互助保障${name}`,
        establishedOn,
      });
  await noteMeeting(ctx, {
    committeeId,
    kind: "joint",
    title: "职工互助保障工作联席会议",
    heldOn: "2025-02-26",
    attended: 12,
    record: "研判进度，安排三月工作。",
    decisions: [{ organisationId: await agencyId(ctx), words: "三月底前走访红色单位", dueOn: "2025-03-28" }],
  });
}

const directive = (city: DemoCity) =>
  city === "luohe"
    ? { number: "漯工办〔2024〕26号", title: "漯河市总工会职工互助保障工作方案", kind: "plan" as const }
    : { title: "关于开展在职职工住院医疗互助保障活动的通知", kind: "notice" as const };

const register = (ctx: WriteCtx, city: DemoCity): Promise<unknown> =>
  registerDirective(ctx, {
    ...directive(city),
    issuers:
      city === "zhengzhou" ? ["市总工会", "市民政局", "市财政局", "市人社局", "市医保局"] : ["市总工会"],
    body: "参加条件、补贴方案、入会流程、缴费方式及账户等事项。",
    issuedOn: "2024-12-03",
    sentTo: "unions",
    tasks: [
      ...(city === "zhengzhou" ? [{ partner: "市财政局", words: "安排专项资金", dueOn: "2025-03-31" }] : []),
    ],
  });

/** ☆ Each county lies in somebody's area. */
async function drawAreas(ctx: WriteCtx): Promise<void> {
  const units = await organisationsIn(ctx, { kinds: ["member_unit"] });
  for (const below of Map.groupBy(units, ({ unionId }) => unionId).values())
    await drawArea(ctx, {
      name: `${below[0]?.unionName ?? ""}片`,
      holder: "示例包片人",
      fromOn: "2025-02-10",
      organisationIds: below.map(({ id }) => id),
    });
}

/** The first two units, each promising something; the year's end visits of Puyang's leaders among them. */
async function visit(ctx: WriteCtx): Promise<void> {
  const units = await organisationsIn(ctx, { kinds: ["member_unit"] });
  for (const [at, { id }] of units.slice(0, 2).entries())
    await noteVisit(ctx, {
      organisationId: id,
      met: at === 0 ? "union_chair" : "manager",
      purpose: "讲政策，问困难",
      outcome: "愿意续保，要一位经办人参加培训。",
      visitedOn: "2025-03-05",
      promises: [{ by: "them", words: "月底前确定一名专职推行员", dueOn: "2025-03-31" }],
    });
}

/** Mutual aid was told of where unions were founded and workers met (漯河: 双同步). */
async function found(ctx: WriteCtx): Promise<void> {
  const units = await organisationsIn(ctx, { kinds: ["member_unit"] });
  for (const [at, { id }] of units.slice(0, 2).entries())
    await noteFounding(ctx, {
      organisationId: id,
      kind: at === 0 ? "union_founded" : "workers_congress",
      heldOn: "2025-02-27",
      attended: 60,
      willing: 41,
      note: "会上讲了参加条件和申领流程。",
    });
}

/** Who leads, what was decided and ordered, who was visited. */
export const leadershipSteps = (city: DemoCity): readonly Step<null>[] => [
  demoStep(`directive ${city}`, "tuijin", "2024-12-03", (ctx) => register(ctx, city)),
  demoStep(`committees ${city}`, "tuijin", "2025-02-26", (ctx) => establish(ctx, city)),
  demoStep(`areas ${city}`, "tuijin", "2025-02-10", drawAreas),
  demoStep(`foundings ${city}`, "tuijin", "2025-02-27", found),
  demoStep(`visits ${city}`, "tuijin", "2025-03-05", visit),
];
