import { createHash } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addDays, type PlainDate, plainDate, plainMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { yuan } from "#core/money.ts";
import { openAccount } from "#features/banking/index.ts";
import { submitClaim } from "#features/claims/index.ts";
import { confirmBatch, openBatch, setUpGift, takeRoster } from "#features/enrolment/index.ts";
import { checkCharacter } from "#features/enrolment/rules/index.ts";
import { billBatch } from "#features/funding/index.ts";
import { unitByCode } from "#features/organisations/index.ts";
import { addFact } from "#features/reports/index.ts";
import { actingAs, type WriteCtx } from "#platform/context.ts";
import { usualPlan } from "../../rules/batches-file.ts";
import { amountsFor, benefits } from "../../rules/demo-benefits.ts";
import { isTold, stayOf } from "../../rules/demo-claims.ts";
import { certify, review, sendDecisionsOn } from "../demo-claims.ts";
import { begin, covered, filerOf } from "../demo-filing.ts";
import { grant, payday, payingOf } from "../demo-payments.ts";
import { demoStep } from "../demo-step.ts";
import type { Step } from "../run-steps.ts";

/** Mondays of 2024 on which claims come in; they are decided within the week and paid on the next Monday. */
const mondays = ["2024-05-13", "2024-06-17", "2024-07-15", "2024-08-12", "2024-09-23", "2024-10-21"].map(
  (day) => plainDate(day),
);

const wanted = benefits();

/** Numbers whose cards the stand-in bank simply pays to. */
const plainCards = (count: number): number[] => {
  const numbers: number[] = [];
  for (let n = 1; numbers.length < count; n++)
    if (!isTold(stayOf(n, mondays[0] ?? plainDate("2024-05-13")).account)) numbers.push(n);
  return numbers;
};
const numbers = plainCards(wanted.length);

async function file(ctx: WriteCtx, day: PlainDate, place: number): Promise<void> {
  const people = (await covered(ctx)).filter(({ from, until }) => from <= addDays(day, -60) && day < until);
  for (const [at, benefit] of wanted.entries()) {
    if (at % mondays.length !== place) continue;
    const of = people[at * 13];
    if (!of) throw new Error("The demo has too few people covered.");
    const n = numbers[at] ?? 0;
    const stay = { ...stayOf(n, day), amounts: amountsFor(benefit), cause: "illness" as const };
    const begun = await begin(ctx, n, of, {
      ...stay,
      hospital: "郑州市示例医院",
      diagnosis: "J18.900",
      illness: "肺炎",
    });
    await actingAs(ctx, await filerOf(ctx, begun), (desk) => submitClaim(desk, begun.claimId, {}));
  }
}

const desk = (title: string, on: PlainDate, work: (ctx: WriteCtx) => Promise<void>): Step<null> => ({
  key: `demo zhengzhou ${title} ${on}`,
  kind: "demo",
  as: "opener",
  on,
  work: async (ctx) => {
    await work(ctx);
    return null;
  },
});

const allPass = { of: () => "pass" as const, isSilent: () => false };

/** 130 claims of the year before, filed, decided and paid: 287,400.00 yuan. */
export const zhengzhouPast = (): Step<null>[] => [
  demoStep("zhengzhou paying account", "chuna", "2024-05-06", (ctx) => openAccount(ctx, payingOf(ctx))),
  grant(plainDate("2024-05-07"), yuan(300_000)),
  ...mondays.flatMap((day, place) => [
    desk("file", day, (ctx) => file(ctx, day, place)),
    desk("certify", addDays(day, 1), (ctx) => certify(ctx, allPass)),
    desk("first review", addDays(day, 2), (ctx) => review(ctx, "first_review", "shenhe", allPass)),
    desk("second review", addDays(day, 3), (ctx) => review(ctx, "second_review", "fushen", allPass)),
    desk("final review", addDays(day, 4), (ctx) => review(ctx, "final_review", "shengban", allPass)),
    desk("send on", addDays(day, 5), sendDecisionsOn),
    ...payday(addDays(day, 7), "icbc"),
  ]),
  ...gifts,
];

/** Ten grid workers are given the year's cover at 75 yuan; the city union pays. */
const gifts: readonly Step<null>[] = [
  demoStep("zhengzhou gift", "jingban", "2024-12-02", async (ctx) => {
    const unit = await unitByCode(ctx, "Z036");
    if (!unit) throw new Error("The demo city has no Z036.");
    const giftId = await setUpGift(ctx, {
      title: "优秀基层一线网格员互助保障",
      kind: "named",
      funderKind: "union",
      funderName: "郑州市总工会关爱专户",
      funderAccount: "6241010000009999901",
      planCode: usualPlan,
      people: 10,
      cents: yuan(750),
      from: plainDate("2025-01-01"),
      until: plainDate("2025-04-01"),
    });
    const request = {
      organisationId: unit.id,
      settlementMonth: plainMonth("2024-12"),
      coverFrom: plainDate("2025-01-01"),
      planCode: usualPlan,
    };
    const { batchId } = await openBatch(ctx, { ...request, giftId });
    await takeGiftRoster(ctx, batchId);
    await confirmBatch(ctx, batchId);
    await billBatch(ctx, batchId);
  }),
];

/** Ten synthetic people of a place that no other list of the demo uses. */
async function takeGiftRoster(ctx: WriteCtx, batchId: string): Promise<void> {
  const rows = Array.from({ length: 10 }, (_, at) => {
    const digits = `41019919850${1 + (at % 9)}1${at}00${at}`.slice(0, 17);
    return `网格员${"甲乙丙丁戊己庚辛壬癸"[at]},${digits}${checkCharacter(digits)},网格员`;
  });
  const content = ["姓名,身份证号,岗位", ...rows].join("\n");
  const path = join(tmpdir(), `tongzhou-demo-${newId()}.csv`);
  await writeFile(path, content, { mode: 0o600 });
  try {
    const sha256 = createHash("sha256").update(content).digest("hex");
    await takeRoster(
      ctx,
      batchId,
      { path, name: "网格员.csv", bytes: content.length, sha256 },
      { evenSo: true },
    );
  } finally {
    await rm(path, { force: true });
  }
}

/** What the exchange materials say and no record of ours can: last year's people (they tell of 18 % more), the rank. */
export const zhengzhouFacts: readonly Step<null>[] = [
  demoStep("zhengzhou facts", "tuijin", "2025-02-28", async (ctx) => {
    const holdsOn = "2023-12-31";
    const source = "交流材料：2024年同比增长18%，按百分之一折算";
    await addFact(ctx, {
      code: "covered_last_year",
      name: "去年住院医疗参加人数",
      value: 3_593,
      unit: "people",
      holdsOn,
      source,
    });
    await addFact(ctx, {
      code: "national_rank",
      name: "全国市级办事处名次",
      value: 3,
      unit: "rank",
      holdsOn: "2024-12-31",
      source: "交流材料",
    });
  }),
];
