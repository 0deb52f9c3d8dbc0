import type { Role } from "#core/permissions.ts";
import { routes, texts } from "#main/features.ts";
import { type Answer, type Caller, type TestApp, testApp } from "./app.ts";
import { seedCity, seedSession } from "./city.ts";

export type SeatedCity = {
  readonly app: TestApp;
  /** Organisations by code: C the agency, X1 a county, U11 a unit of it. */
  readonly places: Readonly<Record<string, string>>;
  /** Calls as one of those who were seated. */
  readonly as: (name: string) => Caller;
  /** Brings a file as one of them. */
  readonly upload: (name: string, path: string, content: Buffer) => Promise<Answer>;
};

/** The whole program with a city in it, and people seated in it: who they are, in which role, where. */
export async function seatedCity(
  cityId: number,
  seats: Readonly<Record<string, readonly [role: Role, place: string]>>,
): Promise<SeatedCity> {
  const app = await testApp(routes, texts);
  const places = await seedCity(app.db.pool, cityId);
  const tokens = new Map<string, string>();
  for (const [name, [role, place]] of Object.entries(seats))
    tokens.set(name, (await seedSession(app.db.pool, cityId, role, places[place] ?? "")).token);
  const tokenOf = (name: string): string => {
    const token = tokens.get(name);
    if (!token) throw new Error(`Nobody is ${name}.`);
    return token;
  };
  return {
    app,
    places,
    as: (name) => app.as(tokenOf(name)),
    upload: (name, path, content) => app.upload(tokenOf(name), path, content),
  };
}
