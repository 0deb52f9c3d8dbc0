import { Refusal } from "#core/refusal.ts";
import { sha256, type WriteCtx } from "#platform/context.ts";
import { readPlanFile } from "../formats/plan-file.ts";
import { sameTerms } from "../rules/compare.ts";
import type { PlanDocument } from "../rules/plan-document.ts";
import { lacksToPublish } from "../rules/publishable.ts";
import { completePublished, insertPublished, publishedVersion } from "../store/versions.ts";
import { sayFileProblem, sayLack } from "../text.ts";

/**
 * Publishes a plan version from its file; the same file again changes nothing. A version that was published before
 * versions had clauses is completed by a file that decides the same.
 * Refusals: `plan_file_wrong` (every problem with line and key), `plan_not_ready` (what it lacks, and every example
 * with what came out), `plan_version_published_differently`.
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
  const name = { plan: plan.code, version: plan.version };
  const known = await publishedVersion(ctx, plan.code, plan.version);
  if (known?.sha256.equals(sha256(text))) return { ...name, isNew: false };
  refuseUnready(plan);
  if (!known) {
    await insertPublished(ctx, plan, text, null);
    await ctx.record("plan.published", name);
    return { ...name, isNew: true };
  }
  const isIncomplete = known.document.clauses === undefined;
  if (!isIncomplete || !sameTerms(known.document, plan)) {
    throw new Refusal("conflict", "plan_version_published_differently", name);
  }
  await completePublished(ctx, plan, text);
  await ctx.record("plan.completed", name);
  return { ...name, isNew: false };
}

/** Refuses `plan_not_ready`: a version goes out whole, and with every example coming out to the cent. */
export function refuseUnready(plan: PlanDocument): void {
  const lacks = lacksToPublish(plan);
  if (lacks.length > 0) throw new Refusal("invalid", "plan_not_ready", { problems: lacks.map(sayLack) });
}
