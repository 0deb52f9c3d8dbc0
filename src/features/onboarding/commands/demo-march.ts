import { stat } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { type PlainDate, type PlainMonth, plainDate, plainMonth } from "#core/dates.ts";
import { importStatement, matchLines, readStatement } from "#features/banking/index.ts";
import { addEvidence, confirmBatch, openBatch, takeRoster } from "#features/enrolment/index.ts";
import {
  acknowledgeRemittance,
  advanceMonths,
  billBatches,
  closeBase,
  closePeriod,
  remind,
} from "#features/funding/index.ts";
import {
  inviteUnit,
  saveDraft,
  startRegistration,
  submitRegistration,
  unitByCode,
} from "#features/organisations/index.ts";
import { peopleList, proposeMerge } from "#features/people/index.ts";
import { programFolder } from "#platform/config.ts";
import type { WriteCtx } from "#platform/context.ts";
import { linesInReview } from "../queries/lines-in-review.ts";
import { usualPlan } from "../rules/batches-file.ts";
import { demoStep as step } from "./demo-step.ts";
import { hashOf } from "./read-folder.ts";
import type { Step } from "./run-steps.ts";

/** ☆ The day on which the demo's calendar stands still: a morning with work for everybody. */
const demoDay = plainDate("2025-03-12");
const march = plainMonth("2025-03");
const april = plainMonth("2025-04");
const folder = join(programFolder, "demo", "puyang-march");

type Roster = { readonly unit: string; readonly month: PlainMonth; readonly file: string };

async function bringRoster(ctx: WriteCtx, { unit, month, file }: Roster): Promise<string> {
  const organisationId = await idOf(ctx, unit);
  const request = { organisationId, settlementMonth: month, planCode: usualPlan };
  const { batchId } = await openBatch(ctx, request);
  await takeRoster(ctx, batchId, await arrived("rosters", file));
  return batchId;
}

async function confirmRoster(ctx: WriteCtx, roster: Roster): Promise<void> {
  await confirmBatch(ctx, await bringRoster(ctx, roster));
}

async function idOf(ctx: WriteCtx, code: string): Promise<string> {
  const unit = await unitByCode(ctx, code);
  if (!unit) throw new Error(`The demo city has no ${code}.`);
  return unit.id;
}

/** A file of the demo, as it arrives by upload. */
async function arrived(room: string, name: string) {
  const path = join(folder, room, name);
  return { path, name, bytes: (await stat(path)).size, sha256: await hashOf(path) };
}

async function bringStatement(ctx: WriteCtx, name: string): Promise<void> {
  const { path, sha256 } = await arrived("bank", name);
  await importStatement(ctx, { name, hash: sha256 }, await readStatement(path));
  await matchLines(ctx);
  await advanceMonths(ctx);
}

/** Two of the three who need a review have brought their paper; the third must still say what her post is. */
async function bringPapers(ctx: WriteCtx, batchId: string): Promise<void> {
  const waiting = new Map((await linesInReview(ctx, batchId)).map(({ line, id }) => [line, id]));
  for (const [line, name] of [
    [4, "未退休证明-高建军.jpg"],
    [6, "未退休证明-孟桂香.jpg"],
  ] as const) {
    const paper = await arrived("papers", name);
    await addEvidence(ctx, batchId, waiting.get(line) ?? "", "not_retired_statement", paper);
  }
}

type Applicant = {
  readonly name: string;
  readonly parent: string;
  readonly uscc: string;
  readonly staff: number;
};

/** A unit fills in the four pages of its registration by itself and hands it in. */
async function apply(ctx: WriteCtx, { name, parent, uscc, staff }: Applicant): Promise<void> {
  const given = { name, kind: "member_unit" as const, parentId: await idOf(ctx, parent) };
  const { token } = await startRegistration(ctx, ctx.actor.cityId, given);
  await saveDraft(ctx, token, { step: 2, uscc, usccConfirmed: true, sector: "民营企业", staff });
  const account = { payer: "unit", accountName: name, accountNo: "41001500998050001234" } as const;
  await saveDraft(ctx, token, { step: 3, ...account, contact: "林晓", phone: "13703930188" });
  await submitRegistration(ctx, token);
}

/** A worker was written twice, the second time with the year of birth put right: two records, one person. */
async function proposeDouble(ctx: WriteCtx): Promise<void> {
  const unit = await idOf(ctx, "U036");
  const found = (await peopleList(ctx, { text: "陈龙", limit: 50 })).rows;
  const [first, second] = found
    .filter((row) => row.organisationId === unit && row.name === "陈龙")
    .map(({ id }) => id)
    .sort(); // ids grow with time
  if (!first || !second) throw new Error("The demo has nobody twice.");
  const reason = "同名、同手机号，第一次的名册把出生年份1988写成了1989。";
  await proposeMerge(ctx, { keptId: first, mergedId: second, reason });
}

/** What people did in the first days of March, and what lies on their desks on the morning of the demo's day. */
export const marchSteps: readonly Step<unknown>[] = [
  step("ack 2024-12", "shengban", "2025-03-03", (ctx) => acknowledgeRemittance(ctx, plainMonth("2024-12"))),
  step("ack 2025-01", "shengban", "2025-03-03", (ctx) => acknowledgeRemittance(ctx, plainMonth("2025-01"))),
  step("close 2024-12", "kuaiji", "2025-03-03", (ctx) => closePeriod(ctx, plainMonth("2024-12"))),

  // March: five units add people. Three pay in time, one late, one not at all.
  ...(
    [
      ["danwei", "U001", "濮阳龙宇化工-3月增加.xlsx"],
      ["xianqu", "U058", "范县供水总公司-3月增加.csv"],
      ["jingban", "U019", "台前县档案馆-3月增加.xlsx"],
      ["jingban", "U049", "濮阳市市场监督管理局-3月增加.csv"],
      ["jingban", "U036", "濮阳市金堤纺织-3月增加.xlsx"],
    ] as const
  ).map(([login, unit, file]) =>
    step(`${march} ${unit}`, login, "2025-03-03", (ctx) => confirmRoster(ctx, { unit, month: march, file })),
  ),
  step("bill march", "jingban", "2025-03-04", (ctx) => billBatches(ctx, march)),

  // April comes in meanwhile: lines to correct, lines under review, bills that wait.
  ...(
    [
      ["jingban", "U004", "濮阳市供水总公司-4月.csv"],
      ["jingban", "U028", "濮阳市供水总公司第二分部-4月.csv"],
      ["xianqu", "U044", "范县信合电力-4月.csv"],
      ["jingban", "U067", "南乐县惠成新材料-4月.xlsx"],
    ] as const
  ).map(([login, unit, file]) =>
    step(`${april} ${unit}`, login, "2025-03-10", (ctx) => confirmRoster(ctx, { unit, month: april, file })),
  ),
  step("bill april", "jingban", "2025-03-10", (ctx) => billBatches(ctx, april)),
  step("merge", "jingban", "2025-03-10", proposeDouble),
  step("april U024", "xianqu", "2025-03-11", async (ctx) => {
    const roster = { unit: "U024", month: april, file: "范县社会保险中心-4月.xlsx" };
    await bringPapers(ctx, await bringRoster(ctx, roster));
  }),
  step("april U001", "danwei", "2025-03-11", (ctx) =>
    bringRoster(ctx, { unit: "U001", month: april, file: "濮阳龙宇化工-4月名册.xlsx" }),
  ),

  // The bank, the base closing, and who still owes.
  step("bank 1", "chuna", "2025-03-11", (ctx) => bringStatement(ctx, "2025-03-01至03-10-对账单.csv")),
  step("remind", "jingban", "2025-03-11", (ctx) => remind(ctx, march)),
  step("close base", "jingban", "2025-03-11", (ctx) => closeBase(ctx, march)),
  step("bank 2", "chuna", "2025-03-12", (ctx) => bringStatement(ctx, "2025-03-11-对账单.csv")),

  // At the front desk.
  step("apply 1", "jingban", "2025-03-10", (ctx) =>
    apply(ctx, { name: "濮阳市启明软件有限公司", parent: "HA-C", uscc: "91410900MA9KTQ3X0J", staff: 46 }),
  ),
  step("apply 2", "jingban", "2025-03-11", (ctx) =>
    apply(ctx, { name: "濮阳市瑞丰物流有限公司工会", parent: "I01", uscc: "91410902MA45D7LX2K", staff: 120 }),
  ),
  step("invite", "jingban", "2025-03-11", async (ctx) =>
    inviteUnit(ctx, { name: "范县第二中学", kind: "member_unit", parentId: await idOf(ctx, "X410926") }),
  ),
];

/** The last step of the demo, whatever else is made of it: the calendar stands still. */
export const standStill: Step<unknown> = {
  key: "demo day",
  kind: "demo",
  as: "opener",
  on: demoDay,
  work: (ctx) => stopCalendar(ctx, demoDay),
};

async function stopCalendar(ctx: WriteCtx, day: PlainDate): Promise<null> {
  await sql`update city set demo_day = ${day}::date where is_demo`.execute(ctx.db);
  return null;
}
