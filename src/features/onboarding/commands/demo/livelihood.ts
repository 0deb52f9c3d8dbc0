import { promiseItem, reportItem } from "#features/livelihood/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { type DemoCity, demoStep } from "../demo-step.ts";
import type { Step } from "../run-steps.ts";

/** Zhengzhou's, for 2025 ☆. */
async function promise(ctx: WriteCtx): Promise<void> {
  const id = await promiseItem(ctx, {
    ...{ year: 2025, title: "职工互助保障参加人数", measure: "people", unitWord: "人" },
    ...{ goal: 45_000, dueOn: "2025-12-31" },
  });
  await reportItem(ctx, id, {
    asOf: "2025-02-28",
    actual: 4_240,
    problem: "二七区、金水区新业态职工参加还少。",
    nextStep: "三月到两区专题动员。",
    evidence: "二月进度表",
  });
}

export const livelihoodSteps = (city: DemoCity): readonly Step<null>[] =>
  city === "zhengzhou" ? [demoStep("livelihood zhengzhou", "tuijin", "2025-03-03", promise)] : [];
