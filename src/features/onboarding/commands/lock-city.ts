import type { Pool } from "pg";
import { Refusal } from "#core/refusal.ts";

/**
 * Holds the city for one load. The lock lives as long as its connection: a program that was killed holds nothing.
 * Refuses: load_running.
 */
export async function withCityLock<T>(
  pool: Pool,
  city: { readonly cityId: number; readonly cityName: string },
  work: () => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let isFit = false;
  try {
    const { rows } = await client.query("select pg_try_advisory_lock($1, $2) as held", [
      loadLock,
      city.cityId,
    ]);
    if (rows[0]?.held !== true) {
      isFit = true;
      throw new Refusal("conflict", "load_running", { city: city.cityName });
    }
    try {
      return await work();
    } finally {
      await client.query("select pg_advisory_unlock($1, $2)", [loadLock, city.cityId]);
      isFit = true;
    }
  } finally {
    // A connection that may still hold the lock is closed, not handed on.
    client.release(!isFit);
  }
}

const loadLock = 90;
