import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { platformTexts } from "#platform/text.ts";
import { type TestApp, testApp } from "#tests/support/app.ts";
import { seedCity, seedProvince, seedSession, testPassword } from "#tests/support/city.ts";
import { totpCode } from "./commands/credentials.ts";
import { authenticate } from "./queries/authenticate.ts";
import { identityRoutes } from "./routes/index.ts";
import { identityTexts } from "./text.ts";

let app: TestApp;
let places: Record<string, string>;
let office: string;
const at = (code: string): string => places[code] ?? "";

beforeAll(async () => {
  app = await testApp(identityRoutes, { ...platformTexts, ...identityTexts });
  office = await seedProvince(app.db.pool);
  places = await seedCity(app.db.pool, 410900);
});
afterAll(() => app.close());

const signIn = (login: string, password = testPassword, code?: string) =>
  app.as()("POST", "/session", { login, password, code });

describe("signing in", () => {
  test("opens a session in the account's role, and signing out ends it", async () => {
    const { login } = await seedSession(app.db.pool, 410900, "unit_clerk", at("U11"));
    const reply = await signIn(login.toUpperCase());
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({
      account: { login },
      current: {
        role: "unit_clerk",
        roleName: "单位经办",
        organisationName: "09单位11号有限公司",
        cityName: "09市",
      },
      needs: null,
    });
    const me = app.as(reply.cookie);
    expect((await me("GET", "/session")).body.account.login).toBe(login);
    expect((await me("DELETE", "/session")).status).toBe(200);
    expect((await me("GET", "/session")).body.account).toBeNull();
  });

  test("leads an officer of the province into its cities, and nobody else anywhere else", async () => {
    await seedCity(app.db.pool, 411000);
    await seedCity(app.db.pool, 420100);
    const { token } = await seedSession(app.db.pool, 410000, "province_officer", office);
    const me = app.as(token);
    const view = (await me("GET", "/session")).body;
    expect(view.grants.map((grant: { cityName: string }) => grant.cityName)).toEqual(["09市", "10市"]);
    expect(view.current).toMatchObject({ cityId: 410900, organisationName: "河南省办事处" });
    const move = (grantId: string, cityId?: number) => me("POST", "/session/grant", { grantId, cityId });
    expect((await move(view.current.id, 411000)).body.current.cityName).toBe("10市");
    expect((await me("GET", "/session")).body.current.cityId).toBe(411000);
    expect((await authenticate(app.db.pool)(token))?.cityId).toBe(411000);
    // Another province's city is none of theirs, whatever the request or the row says.
    expect((await move(view.current.id, 420100)).body.code).toBe("grant_not_held");
    await app.db.ownerPool.query("update session set acting_city_id = 420100 where account_id = $1", [
      view.account.id,
    ]);
    expect(await authenticate(app.db.pool)(token)).toBeUndefined();

    const clerk = await seedSession(app.db.pool, 410900, "city_clerk", at("C"));
    const { current } = (await app.as(clerk.token)("GET", "/session")).body;
    const beyond = await app.as(clerk.token)("POST", "/session/grant", {
      grantId: current.id,
      cityId: 411000,
    });
    expect(beyond.body.code).toBe("grant_not_held");
  });

  test("five wrong tries lock, also with the right password, and an unknown login looks the same", async () => {
    const { login } = await seedSession(app.db.pool, 410900, "unit_clerk", at("U11"));
    for (const name of [login, "nobody-at-all"]) {
      for (let left = 4; left >= 1; left--) {
        const reply = await signIn(name, "Wrong-password-1");
        expect(reply).toMatchObject({ status: 401, body: { code: "sign_in_wrong", facts: { left } } });
      }
      expect(await signIn(name, "Wrong-password-1")).toMatchObject({
        status: 429,
        body: { code: "account_locked" },
      });
      expect(await signIn(name)).toMatchObject({ status: 429, body: { code: "account_locked" } });
    }
  });

  test("money takes a second factor, which is set up once and whose codes open once", async () => {
    const { login } = await seedSession(app.db.pool, 410900, "city_cashier", at("C"));
    const first = await signIn(login);
    expect(first.body).toMatchObject({ needs: "second_factor_setup", permissions: [] });
    const me = app.as(first.cookie);
    const begun = await me("POST", "/session/second-factor/setup");
    expect(begun.body.address).toContain("otpauth://totp/");
    const code = totpCode(begun.body.secret, Date.now());
    expect((await me("POST", "/session/second-factor", { code: "000000" })).status).toBe(400);
    const confirmed = await me("POST", "/session/second-factor", { code });
    expect(confirmed.body.needs).toBeNull();
    expect(confirmed.body.permissions).toContain("funding.remit");
    expect(await signIn(login)).toMatchObject({ status: 401, body: { code: "code_needed" } });
    expect(await signIn(login, testPassword, code)).toMatchObject({
      status: 401,
      body: { code: "code_wrong" },
    });
    const later = totpCode(begun.body.secret, Date.now() + 30_000);
    expect((await signIn(login, testPassword, later)).status).toBe(200);
  });

  test("a new password must be strong, and ends the other sessions", async () => {
    const { login, token: other } = await seedSession(app.db.pool, 410900, "unit_clerk", at("U12"));
    const { cookie } = await signIn(login);
    const me = app.as(cookie);
    const change = (current: string, next: string) => me("POST", "/session/password", { current, next });
    expect((await change("nope", "Another-pass-2")).body.code).toBe("password_wrong");
    expect((await change(testPassword, "short")).body).toMatchObject({
      code: "password_weak",
      detail: expect.stringContaining("至少8位"),
    });
    expect((await change(testPassword, "Another-pass-2")).status).toBe(200);
    expect((await app.as(other)("GET", "/session")).body.account).toBeNull();
    expect((await signIn(login)).status).toBe(401);
    expect((await signIn(login, "Another-pass-2")).status).toBe(200);
  });
});
