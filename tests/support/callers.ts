import type { Role } from "#core/permissions.ts";
import { routes, texts } from "#main/features.ts";
import { type Caller, type TestApp, testApp } from "./app.ts";
import { seedCity, seedSession } from "./city.ts";

export type SeatedCity = {
  readonly app: TestApp;
  /** Organisations by code: C the agency, X1 a county, U11 a unit of it. */
  readonly places: Readonly<Record<string, string>>;
  /** Calls as one of those who were seated. */
  readonly as: (name: string) => Caller;
};

/** The whole program with a city in it, and people seated in it: who they are, in which role, where. */
export async function seatedCity(
  cityId: number,
  seats: Readonly<Record<string, readonly [role: Role, place: string]>>,
): Promise<SeatedCity> {
  const app = await testApp(routes, texts);
  const places = await seedCity(app.db.pool, cityId);
  const callers = new Map<string, Caller>();
  for (const [name, [role, place]] of Object.entries(seats))
    callers.set(name, app.as((await seedSession(app.db.pool, cityId, role, places[place] ?? "")).token));
  const as = (name: string): Caller => {
    const caller = callers.get(name);
    if (!caller) throw new Error(`Nobody is ${name}.`);
    return caller;
  };
  return { app, places, as };
}
