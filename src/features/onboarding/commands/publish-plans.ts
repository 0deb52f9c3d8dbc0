import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Pool } from "pg";
import { type PlanVersion, publishedVersions, publishPlan } from "#features/plans/index.ts";
import { programFolder } from "#platform/config.ts";
import { reading, systemActor, writing } from "#platform/context.ts";

const plansFolder = join(programFolder, "plans");
const publisher = systemActor("plans", 0);

/** Publishes the plan versions that come with the program, once each, and answers all that are published. */
export async function publishShippedPlans(pool: Pool): Promise<PlanVersion[]> {
  const shipped = (await readdir(plansFolder, { recursive: true })).filter((name) => name.endsWith(".yaml"));
  for (const name of shipped.sort()) {
    const text = await readFile(join(plansFolder, name), "utf8");
    await writing(pool, publisher, (ctx) => publishPlan(ctx, text, name));
  }
  return reading(pool, publisher, (ctx) => publishedVersions(ctx));
}
