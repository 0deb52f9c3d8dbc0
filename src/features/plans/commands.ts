import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { readPlanFile } from "./formats/plan-file.ts";
import { savePublished } from "./store.ts";
import { sayFileProblem } from "./text.ts";

/**
 * Publishes a plan version from its file; the same file again changes nothing.
 * Refusals: `plan_file_wrong` (with every problem: line, key, code), `plan_version_published_differently`.
 */
export async function publishPlan(
  ctx: WriteCtx,
  text: string,
  file: string,
): Promise<{ plan: string; version: string; isNew: boolean }> {
  const { plan, problems } = readPlanFile(text);
  if (!plan) {
    const said = problems.map((problem) => sayFileProblem({ file, ...problem }));
    throw new Refusal("invalid", "plan_file_wrong", { file, problems: said });
  }
  const isNew = await savePublished(ctx, plan, text);
  if (isNew) await ctx.record("plan.published", { plan: plan.code, version: plan.version });
  return { plan: plan.code, version: plan.version, isNew };
}
