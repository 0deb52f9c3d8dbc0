import { sql } from "kysely";
import { plainDate } from "#core/dates.ts";
import { type Cents, yuan } from "#core/money.ts";
import {
  claimDonation,
  claimFiscalGrant,
  decideGrant,
  pledgeDonation,
  proposeGrant,
  receiveGoods,
  registerFiscalGrant,
  reportToDonor,
  waiveReceipt,
} from "#features/donations/index.ts";
import { noteActivity } from "#features/publicity/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { moneyIn } from "../demo-payments.ts";
import { type DemoCity, demoStep } from "../demo-step.ts";
import type { Step } from "../run-steps.ts";

const resolution = "市总工会主席办公会纪要";

const lineOf = async (ctx: WriteCtx, memo: string): Promise<string> => {
  const { rows } = await sql<{ id: string }>`select id from bank_line
    where city_id = ${ctx.actor.cityId} and memo like ${`%${memo}`} order by place desc limit 1`.execute(
    ctx.db,
  );
  return rows[0]?.id ?? "";
};

/** Everything that waits for the leader is granted. */
const granted = (city: DemoCity, on: string): Step<null> =>
  demoStep(`grants ${city} ${on}`, "lingdao", on, async (ctx) => {
    const { rows } = await sql<{ id: string }>`select id from fund_grant
      where city_id = ${ctx.actor.cityId} and state = 'proposed' order by number`.execute(ctx.db);
    for (const { id } of rows) await decideGrant(ctx, id, true, "同意，按决议拨付。");
  });

/** The public purse's document, the money after it, a part of it granted to the pool. */
const fiscal = (
  city: DemoCity,
  year: number,
  days: readonly [document: string, money: string],
): Step<null>[] => {
  const [told, came] = days;
  const memo = `${year}年职工互助保障财政专项资金`;
  const cents = yuan(20_000);
  const noted = { issuer: "市财政局", issuedOn: plainDate(told), useFor: "mutual_aid", cents } as const;
  const document = `财社〔${year}〕示例8号`;
  return [
    moneyIn(plainDate(came), "fiscal_grant", { cents, from: "市财政国库集中支付中心", memo }),
    demoStep(`fiscal grant ${city}`, "fuwu", came, async (ctx) => {
      const id = await registerFiscalGrant(ctx, { ...noted, document, purpose: "资助困难和新业态职工参加" });
      await claimFiscalGrant(ctx, id, await lineOf(ctx, memo), cents);
      await proposeGrant(ctx, {
        ...{ source: "fiscal_grant", sourceId: id, useFor: "mutual_aid" },
        ...{ purpose: "资助困难职工参加", cents: yuan(12_000), resolution, resolvedOn: plainDate(came) },
      });
    }),
  ];
};

type Gift = {
  readonly memo: string;
  readonly from: string;
  readonly cents: Cents;
  readonly more: Omit<Parameters<typeof pledgeDonation>[1], "cents" | "pledgedOn">;
};

const given = (city: DemoCity, on: string, { memo, from, cents, more }: Gift): Step<null>[] => [
  moneyIn(plainDate(on), "donation", { cents, from, memo }),
  demoStep(`donation ${city} ${on}`, "fuwu", on, async (ctx) => {
    const id = await pledgeDonation(ctx, { ...more, cents, pledgedOn: plainDate(on) });
    await claimDonation(ctx, id, await lineOf(ctx, memo), cents);
  }),
];

/** A day of good deeds on which those who came gave, noted with the day itself. */
const fair: readonly Step<null>[] = [
  moneyIn(plainDate("2024-09-09"), "donation", {
    ...{ cents: yuan(1_860), from: "市总工会公益日募捐点", memo: "公益日现场捐款" },
  }),
  demoStep("charity day", "fuwu", "2024-09-09", async (ctx) => {
    const activityId = await noteActivity(ctx, {
      ...{ kind: "charity", title: "“互助一日捐”公益日", place: "市职工之家" },
      ...{ heldOn: "2024-09-05", heads: 150, organisationIds: [] },
    });
    const cents = yuan(1_860);
    const id = await pledgeDonation(ctx, {
      ...{ donorKind: "crowd", donorName: "公益日现场职工群众", cents, purpose: "帮助困难职工" },
      ...{ isRestricted: false, activityId, pledgedOn: plainDate("2024-09-05") },
    });
    await claimDonation(ctx, id, await lineOf(ctx, "公益日现场捐款"), cents);
    await waiveReceipt(ctx, id, "现场募捐，不逐人开收据");
  }),
];

/** Goods that were given for the summer: handed over, used, told. */
const goods: readonly Step<null>[] = [
  demoStep("donated goods", "fuwu", "2024-07-08", async (ctx) => {
    const id = await pledgeDonation(ctx, {
      ...{ donorKind: "enterprise", donorName: "郑州示例饮品有限公司", cents: yuan(6_000) },
      ...{ goods: "防暑饮品200箱", useFor: "care", purpose: "夏季送清凉", isRestricted: true },
      ...{ agreement: "捐赠协议2024-1号", pledgedOn: plainDate("2024-07-08") },
    });
    await receiveGoods(ctx, id, plainDate("2024-07-08"), "仓库清点200箱，双方签字");
    await proposeGrant(ctx, {
      ...{ source: "goods", sourceId: id, useFor: "care", purpose: "发给环卫和快递职工", cents: yuan(6_000) },
      ...{ resolution, resolvedOn: plainDate("2024-07-08") },
    });
  }),
  granted("zhengzhou", "2024-07-09"),
  demoStep("goods told", "fuwu", "2024-07-26", async (ctx) => {
    const { rows } = await sql<{ id: string }>`select id from donation
      where city_id = ${ctx.actor.cityId} and form = 'goods' order by number`.execute(ctx.db);
    await reportToDonor(ctx, rows[0]?.id ?? "", "200箱饮品七月发到六个驿站，都有签收。");
  }),
];

const zhengzhou: readonly Step<null>[] = [
  ...goods,
  ...fiscal("zhengzhou", 2024, ["2024-08-19", "2024-08-22"]),
  granted("zhengzhou", "2024-08-26"),
  ...fair,
  ...given("zhengzhou", "2024-10-10", {
    ...{ memo: "捐赠职工互助", from: "郑州示例物流有限公司", cents: yuan(10_000) },
    more: {
      ...{ donorKind: "enterprise", donorName: "郑州示例物流有限公司", contact: "办公室 0371-00000000" },
      ...{
        useFor: "relief",
        purpose: "救助受伤的货运职工",
        isRestricted: true,
        agreement: "捐赠协议2024-2号",
      },
    },
  }),
  demoStep("donation used", "fuwu", "2024-10-14", async (ctx) => {
    const { rows } = await sql<{ id: string }>`select id from donation
      where city_id = ${ctx.actor.cityId} and use_for = 'relief' order by number`.execute(ctx.db);
    await proposeGrant(ctx, {
      ...{ source: "donation", sourceId: rows[0]?.id ?? "", useFor: "relief", purpose: "救助受伤的货运职工" },
      ...{ cents: yuan(4_000), resolution, resolvedOn: plainDate("2024-10-14") },
    });
  }),
  granted("zhengzhou", "2024-10-15"),
];

/** What came lately and waits: for the leader, for the bank. */
const puyang: readonly Step<null>[] = [
  ...given("puyang", "2025-03-06", {
    ...{ memo: "爱心捐赠", from: "濮阳示例建材有限公司", cents: yuan(5_000) },
    more: {
      ...{ donorKind: "enterprise", donorName: "濮阳示例建材有限公司" },
      ...{ purpose: "帮助困难职工", isRestricted: false },
    },
  }),
  demoStep("puyang grant", "fuwu", "2025-03-11", async (ctx) => {
    await proposeGrant(ctx, {
      ...{ source: "donation", useFor: "relief", purpose: "春季二次救助", cents: yuan(3_000) },
      ...{ resolution, resolvedOn: plainDate("2025-03-10") },
    });
    await registerFiscalGrant(ctx, {
      ...{ issuer: "市财政局", document: "财社〔2025〕示例3号", issuedOn: plainDate("2025-03-07") },
      ...{ useFor: "mutual_aid", purpose: "资助困难职工参加", cents: yuan(30_000) },
    });
    await pledgeDonation(ctx, {
      ...{ donorKind: "social_body", donorName: "濮阳示例慈善会", cents: yuan(8_000), useFor: "care" },
      ...{ purpose: "夏季送清凉", isRestricted: true, pledgedOn: plainDate("2025-03-11") },
    });
  }),
];

/** What others gave, in Zhengzhou from the promise to the report, in Puyang with the next step open. */
export const donationSteps = (city: DemoCity): readonly Step<null>[] =>
  ({ puyang, luohe: [], zhengzhou })[city];
