import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Pool } from "pg";
import { Refusal } from "#core/refusal.ts";
import { type PlanVersion, publishedVersions, publishPlan } from "#features/plans/index.ts";
import { programFolder } from "#platform/config.ts";
import { reading, systemActor, writing } from "#platform/context.ts";

const plansFolder = join(programFolder, "plans");
const publisher = systemActor("plans", 0);

/**
 * Publishes the plan versions that come with the program, once each, and answers all that are published. What the
 * province has published otherwise under the same name stays: a start never changes a published version, nor fails on it.
 */
export async function publishShippedPlans(pool: Pool): Promise<PlanVersion[]> {
  const shipped = (await readdir(plansFolder, { recursive: true })).filter((name) => name.endsWith(".yaml"));
  for (const name of shipped.sort()) {
    const text = await readFile(join(plansFolder, name), "utf8");
    await writing(pool, publisher, (ctx) => publishPlan(ctx, text, name)).catch((thrown: unknown) => {
      if (!(thrown instanceof Refusal && thrown.code === "plan_version_published_differently")) throw thrown;
    });
  }
  return reading(pool, publisher, (ctx) => publishedVersions(ctx));
}
