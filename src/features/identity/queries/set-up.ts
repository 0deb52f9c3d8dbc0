import { sql } from "kysely";
import type { ReadCtx } from "#platform/context.ts";

export type SetUpStep = "administrator" | "province" | "city" | "done";

/** What an empty database still needs before work can begin. */
export async function setUpStep(ctx: ReadCtx): Promise<{ step: SetUpStep; provinceId: number | undefined }> {
  const { rows } = await sql<{ accounts: boolean; provinceId: number | null; cities: boolean }>`select
      exists (select from account where kind = 'person') as accounts,
      (select min(province_id) from city) as "provinceId",
      exists (select from city where city_id <> province_id) as cities`.execute(ctx.db);
  const found = rows[0];
  const provinceId = found?.provinceId ?? undefined;
  if (!found?.accounts) return { step: "administrator", provinceId };
  if (provinceId === undefined) return { step: "province", provinceId };
  return { step: found.cities ? "done" : "city", provinceId };
}
