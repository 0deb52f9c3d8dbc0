import { sql } from "kysely";
import type { Pool } from "pg";
import { plainDate, plainMonth } from "#core/dates.ts";
import { type Role, roleOf } from "#core/permissions.ts";
import { setFirstRules } from "#features/funding/index.ts";
import { startSession } from "#features/identity/commands/session.ts";
import { createAccount, grantRole } from "#features/identity/index.ts";
import { publishShippedPlans } from "#features/onboarding/commands/publish-plans.ts";
import {
  openCity,
  openProvince,
  organisationsIn,
  registerOrganisations,
} from "#features/organisations/index.ts";
import { type Actor, reading, systemActor, writing } from "#platform/context.ts";

export const cityId = 410900;
export const counties = 10;
export const planCode = "HN-INP-80";
export const month = plainMonth("2025-01");
/** When rosters come in, and when the month is worked. */
export const rosterDay = new Date("2025-01-03T02:00:00Z");
export const monthDay = new Date("2025-01-28T02:00:00Z");
const openedOn = plainDate("2024-12-01");
const system = systemActor("bench", cityId);

export type Unit = {
  readonly id: string;
  readonly code: string;
  readonly accountNo: string;
  readonly name: string;
};

const unitCode = (n: number): string => `U${String(n + 1).padStart(5, "0")}`;
const accountOf = (code: string): string => `6222${code.charCodeAt(0)}${code.slice(1).padStart(12, "0")}`;
const trades = ["机械", "纺织", "化工", "物流", "食品", "电子", "建筑", "医药"];

/** A province, a city with ten counties, and so many units, a tenth of them the city's own. */
export async function seedCity(pool: Pool, units: number): Promise<void> {
  await publishShippedPlans(pool);
  await writing(pool, systemActor("bench", 0), (ctx) =>
    openProvince(ctx, 410000, { code: "HA", name: "河南省办事处", openedOn }),
  );
  await writing(pool, system, async (ctx) => {
    const agency = { code: "C0001", name: "濮阳市总工会", accountNo: accountOf("C0001"), openedOn };
    await openCity(ctx, { cityId, name: "濮阳市", agency });
    const unions = Array.from({ length: counties }, (_, n) => ({
      code: `X000${n}`,
      name: `第${n + 1}县总工会`,
      kind: "county_union" as const,
      parentCode: "C0001",
      accountNo: accountOf(`X000${n}`),
      openedOn,
    }));
    const members = Array.from({ length: units }, (_, n) => ({
      code: unitCode(n),
      name: `第${n + 1}号${trades[n % trades.length]}有限公司`,
      kind: "member_unit" as const,
      parentCode: n % 10 === 0 ? "C0001" : `X000${n % counties}`,
      category: n % 10 === 0 ? "municipal" : "county",
      staff: 260,
      accountNo: accountOf(unitCode(n)),
      openedOn,
    }));
    const office = {
      code: "HA",
      name: "河南省办事处",
      kind: "province_office" as const,
      parentCode: undefined,
      openedOn,
    };
    await registerOrganisations(ctx, [office, ...unions, ...members]);
    await setFirstRules(ctx);
  });
}

/** The member units in the order of their codes; the unions, too, by code. */
export const unitsOf = (pool: Pool, kind = "member_unit", city = cityId): Promise<Unit[]> =>
  reading(pool, systemActor("bench", city), async (ctx) =>
    (await organisationsIn(ctx))
      .filter((each) => each.kind === kind)
      .map(({ id, code, name }) => ({ id, code, name, accountNo: accountOf(code) }))
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
  );

export const actorOf = (role: Role, name: string, organisationId?: string): Actor => ({
  id: `bench-${name}`,
  name,
  role,
  reach: roleOf(role).reach,
  cityId,
  organisationId,
});

/** An account in a role, with its second factor proven: the token of its session. */
export const sessionOf = (pool: Pool, role: Role, organisationId: string, city = cityId): Promise<string> =>
  writing(pool, systemActor("bench", city), async (ctx) => {
    const login = `bench-${role}-${organisationId.slice(-6)}-${Date.now() % 1_000_000}`;
    const accountId = await createAccount(ctx, {
      login,
      name: roleOf(role).name,
      password: "Bench-password-1",
    });
    await grantRole(ctx, { accountId, organisationId, role, from: openedOn });
    return startSession(ctx, { id: accountId, cityIds: [city] }, true);
  });

export const countOf = (pool: Pool, table: string): Promise<number> =>
  reading(pool, system, async (ctx) => {
    const { rows } = await sql<{
      n: number;
    }>`select count(*)::int as n from ${sql.table(table)} where city_id = ${cityId}`.execute(ctx.db);
    return rows[0]?.n ?? 0;
  });
