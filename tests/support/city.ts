import type { Pool } from "pg";
import { plainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { type Role, roleOf } from "#core/permissions.ts";
import { createAccount, grantRole } from "#features/identity/index.ts";
import {
  openCity,
  openProvince,
  organisationsIn,
  registerOrganisations,
} from "#features/organisations/index.ts";
import { systemActor, writing } from "#platform/context.ts";

export const openedOn = plainDate("2024-12-01");
export const testPassword = "Test-password-1";

/**
 * A city with an agency, two counties (`<n>X1`, `<n>X2`) and two units in each (`<n>U11` …), one of the agency's own
 * (`<n>U01`). `n` is the third and fourth digit of the city's number.
 */
export async function seedCity(pool: Pool, cityId: number): Promise<Record<string, string>> {
  const n = String(cityId).slice(2, 4);
  await writing(pool, systemActor("test", 0), (ctx) =>
    openCity(ctx, { cityId, name: `${n}市`, agency: { code: `${n}C`, name: `${n}市总工会`, openedOn } }),
  );
  return writing(pool, systemActor("test", cityId), async (ctx) => {
    const county = (code: string) =>
      ({
        code: `${n}X${code}`,
        name: `${n}第${code}县总工会`,
        kind: "county_union",
        parentCode: `${n}C`,
        openedOn,
      }) as const;
    const unit = (code: string, parentCode: string) =>
      ({
        code: `${n}U${code}`,
        name: `${n}单位${code}号有限公司`,
        kind: "member_unit",
        parentCode,
        category: parentCode.endsWith("C") ? "municipal" : "county",
        staff: 100,
        accountName: `${n}单位${code}号有限公司`,
        accountNo: `4100${n}00000000${code}`,
        contact: "张三",
        phone: "13912345678",
        openedOn,
      }) as const;
    await registerOrganisations(ctx, [
      county("1"),
      county("2"),
      unit("01", `${n}C`),
      unit("11", `${n}X1`),
      unit("12", `${n}X1`),
      unit("21", `${n}X2`),
      unit("22", `${n}X2`),
    ]);
    const all = await organisationsIn(ctx);
    return Object.fromEntries(all.map((organisation) => [organisation.code.slice(2), organisation.id]));
  });
}

export const seedProvince = (pool: Pool): Promise<string> =>
  writing(pool, systemActor("test", 0), async (ctx) => {
    const office = await openProvince(ctx, 410000, { code: "HA", name: "河南省办事处", openedOn });
    return office.id;
  });

/** An account with one role, and a session of it that has its second factor. Answers the session's token. */
export async function seedSession(
  pool: Pool,
  cityId: number,
  role: Role,
  organisationId: string,
  login = `${role}-${newId().slice(-12)}`,
): Promise<{ token: string; accountId: string; login: string }> {
  return writing(pool, systemActor("test", cityId), async (ctx) => {
    const accountId = await createAccount(ctx, {
      login,
      name: `测试${roleOf(role).name}`,
      password: testPassword,
    });
    await grantRole(ctx, { accountId, organisationId, role, from: openedOn });
    const { startSession } = await import("#features/identity/commands/session.ts");
    const token = await startSession(ctx, { id: accountId, cityIds: [cityId] }, true);
    return { token, accountId, login };
  });
}
