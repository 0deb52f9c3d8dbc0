import { cents } from "#core/money.ts";
import { setBudget } from "#features/budgets/index.ts";
import { agencyId, organisationsIn } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { type DemoCity, demoStep } from "../demo-step.ts";
import type { Step } from "../run-steps.ts";

/** ☆ What the city and its counties set aside for 2025, in cents: one county's ends before the summer. */
const sums: Readonly<Record<DemoCity, readonly [city: bigint, county: bigint]>> = {
  puyang: [60_000_000n, 3_000_000n],
  luohe: [60_000_000n, 4_000_000n],
  zhengzhou: [40_000_000n, 3_000_000n],
};

async function set(ctx: WriteCtx, city: DemoCity): Promise<void> {
  const [own, each] = sums[city];
  const budget = { year: 2025, resolution: "2025年度工会经费预算" };
  await setBudget(ctx, { ...budget, organisationId: await agencyId(ctx), cents: cents(own) });
  for (const { id } of await organisationsIn(ctx, { kinds: ["county_union"] }))
    await setBudget(ctx, { ...budget, organisationId: id, cents: cents(each) });
}

export const budgetSteps = (city: DemoCity): readonly Step<null>[] => [
  demoStep(`budgets ${city}`, "kuaiji", "2025-01-06", (ctx) => set(ctx, city)),
];
