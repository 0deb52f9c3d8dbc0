import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import type { WriteCtx } from "./context.ts";

/**
 * The next `count` numbers of a series of the city (`payment/2025`), counted from 1; answers the first of them. Who
 * comes second waits for the first to commit, so the series has no gap: what is taken back was never given.
 */
export async function nextNumbers(ctx: WriteCtx, series: string, count = 1): Promise<number> {
  const { rows } = await sql<{ last: bigint }>`insert into number_series (city_id, id, series, last_number)
    values (${ctx.actor.cityId}, ${newId()}, ${series}, ${count})
    on conflict (city_id, series) do update set last_number = number_series.last_number + excluded.last_number
    returning last_number as last`.execute(ctx.db);
  return Number(rows[0]?.last ?? 0n) - count + 1;
}

/** `SL-2025-000001`. */
export const numbered = (prefix: string, year: number, place: number, width = 6): string =>
  `${prefix}-${year}-${String(place).padStart(width, "0")}`;
