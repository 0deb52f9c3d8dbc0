import { sql } from "kysely";
import { plainDate } from "#core/dates.ts";
import { yuan } from "#core/money.ts";
import { replacePayment } from "#features/payments/index.ts";
import { decideWorkGrant, proposeWorkGrant } from "#features/workfund/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { moneyIn, payday } from "../demo-payments.ts";
import { type DemoCity, demoStep } from "../demo-step.ts";
import type { Step } from "../run-steps.ts";

/** The best green units that have an account. */
async function propose(ctx: WriteCtx): Promise<void> {
  const { rows } = await sql<{ id: string }>`select o.id from standing as s
    join organisation as o on o.city_id = s.city_id and o.id = s.organisation_id and o.kind = 'member_unit'
    join organisation_profile as p on p.city_id = o.city_id and p.organisation_id = o.id and p.account_no_sealed is not null
    where s.city_id = ${ctx.actor.cityId} and s.computed = 'green' and s.as_of = '2025-02-28'
    order by s.pace_bp desc nulls last, o.code limit 2`.execute(ctx.db);
  for (const { id } of rows)
    await proposeWorkGrant(ctx, {
      ...{ organisationId: id, cents: yuan(1_500), reason: "跟上序时进度，用于职工宣传和推行员培训" },
    });
}

/** The first that waits is approved; the other one waits for the leader. */
async function approve(ctx: WriteCtx): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from work_grant
    where city_id = ${ctx.actor.cityId} and state = 'proposed' order by number limit 1`.execute(ctx.db);
  for (const { id } of rows) await decideWorkGrant(ctx, id, true, "同意支持。");
}

/** The unit's record does not say at which bank its account is: the cashier does. */
async function nameBank(ctx: WriteCtx): Promise<void> {
  const { rows } = await sql<{ id: string; name: string; account: Buffer }>`select id, payee_name as name,
      account_sealed as account from payment
    where city_id = ${ctx.actor.cityId} and fund = 'work_fund' and state = 'ordered'`.execute(ctx.db);
  for (const { id, name, account } of rows)
    await replacePayment(ctx, id, { name, account: vault().open(account), bankName: "中国建设银行" });
}

/** Zhengzhou's green units: one is paid, one waits for the leader. Luohe's wait. */
export const workFundSteps = (city: DemoCity): readonly Step<null>[] => [
  ...(city === "puyang" ? [] : [demoStep(`work grants ${city}`, "tuijin", "2025-03-04", propose)]),
  ...(city === "zhengzhou"
    ? [
        moneyIn(plainDate("2025-03-03"), "work_fund", {
          ...{ cents: yuan(10_000), from: "市总工会机关账户", memo: "互助保障专项工作经费" },
        }),
        demoStep("work grant approved", "lingdao", "2025-03-05", approve),
        demoStep("work grant bank", "chuna", "2025-03-06", nameBank),
        ...payday(plainDate("2025-03-06"), "icbc", "work_fund"),
      ]
    : []),
];
