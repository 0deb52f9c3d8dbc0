import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays, dayInChina, plainDate } from "#core/dates.ts";
import { organisationRoutes, organisationTexts } from "#features/organisations/index.ts";
import { type Caller, type TestApp, testApp } from "#tests/support/app.ts";
import { seedCity, seedProvince, seedSession, testPassword } from "#tests/support/city.ts";
import { identityRoutes } from "./routes/index.ts";
import { identityTexts } from "./text.ts";

let app: TestApp;
let places: Record<string, string>;
let elsewhere: Record<string, string>;
let office: string;
let administrator: Caller;
const at = (code: string): string => places[code] ?? "";
const cityId = 410900;
const today = dayInChina(new Date());
const person = async (role: Parameters<typeof seedSession>[2], place: string) => {
  const seeded = await seedSession(app.db.pool, cityId, role, at(place));
  return { ...seeded, call: app.as(seeded.token) };
};
const nobody: Caller = (method, path, body) => app.as()(method, path, body);

beforeAll(async () => {
  app = await testApp([...identityRoutes, ...organisationRoutes], { ...organisationTexts, ...identityTexts });
  office = await seedProvince(app.db.pool);
  places = await seedCity(app.db.pool, cityId);
  elsewhere = await seedCity(app.db.pool, 411100);
  administrator = (await person("city_administrator", "C")).call;
});
afterAll(() => app.close());

describe("granting", () => {
  const grant = (who: Caller, accountId: string, role: string, organisationId: string) =>
    who("POST", `/accounts/${accountId}/grants`, { role, organisationId });

  test("gives a role in one's own city only, never beyond one's own, never to oneself", async () => {
    const clerk = await person("unit_clerk", "U11");
    expect((await grant(administrator, clerk.accountId, "county_clerk", at("X1"))).status).toBe(200);
    expect((await grant(administrator, clerk.accountId, "county_clerk", at("X1"))).body.code).toBe(
      "grant_held_already",
    );
    expect((await grant(administrator, clerk.accountId, "unit_clerk", elsewhere.U11 ?? "")).body.code).toBe(
      "organisation_unknown",
    );
    expect((await grant(administrator, clerk.accountId, "province_officer", office)).body.code).toBe(
      "organisation_unknown",
    );
    expect((await grant(clerk.call, clerk.accountId, "city_clerk", at("C"))).status).toBe(403);
    const me = await administrator("GET", "/session");
    expect((await grant(administrator, me.body.account.id, "city_clerk", at("C"))).body.code).toBe(
      "own_account",
    );
  });

  test("keeps duties apart: who reviews does not pay", async () => {
    const reviewer = await person("city_reviewer", "C");
    expect((await grant(administrator, reviewer.accountId, "city_cashier", at("C"))).body.code).toBe(
      "duties_conflict",
    );
  });

  test("an account with two roles switches between them; a revoked one ends with the next request", async () => {
    const clerk = await person("unit_clerk", "U11");
    const second = await grant(administrator, clerk.accountId, "unit_clerk", at("U12"));
    const view = await clerk.call("GET", "/session");
    expect(view.body.grants).toHaveLength(2);
    await clerk.call("POST", "/session/grant", { grantId: second.body.id });
    expect((await clerk.call("GET", "/organisations")).body.rows[0].code).toBe("09U12");
    await administrator("DELETE", `/grants/${second.body.id}`);
    expect((await clerk.call("GET", "/organisations")).status).toBe(401);
    await clerk.call("POST", "/session/grant", { grantId: view.body.current.id });
    expect((await clerk.call("GET", "/organisations")).body.rows[0].code).toBe("09U11");
  });
});

test("a delegation has an end, goes no further, and ends with the role it came from", async () => {
  const clerk = await person("county_clerk", "X1");
  const deputy = await person("unit_clerk", "U21");
  const until = addDays(today, 7);
  const made = await clerk.call("POST", "/delegations", { login: deputy.login, until });
  expect(made.status).toBe(200);
  await deputy.call("POST", "/session/grant", { grantId: made.body.id });
  expect((await deputy.call("GET", "/organisations")).body.total).toBe(2);
  const further = await deputy.call("POST", "/delegations", { login: clerk.login, until });
  expect(further.body.code).toBe("delegation_barred");
  const source = (await clerk.call("GET", "/session")).body.current.id;
  await administrator("DELETE", `/grants/${source}`);
  expect((await deputy.call("GET", "/organisations")).status).toBe(401);
  const own = await administrator("POST", "/delegations", {
    login: deputy.login,
    until: plainDate("2099-01-01"),
  });
  expect(own.body.code).toBe("delegation_barred");
});

describe("an invitation", () => {
  test("opens an account by a link that works once", async () => {
    const invited = await administrator("POST", "/invitations", {
      name: "赵六",
      role: "unit_clerk",
      organisationId: at("U22"),
    });
    const { token } = invited.body;
    expect((await nobody("POST", "/invitation/open", { token })).body).toMatchObject({
      name: "赵六",
      roleName: "单位经办",
      organisationName: "09单位22号有限公司",
    });
    const accept = (login: string) =>
      nobody("POST", "/invitation/account", { token, login, name: "赵六", password: testPassword });
    const accepted = await accept("zhaoliu");
    expect((await app.as(accepted.cookie)("GET", "/organisations")).body.rows[0].code).toBe("09U22");
    expect((await accept("zhaoliu2")).body.code).toBe("link_used");
    const { rows } = await app.db.ownerPool.query(
      "select count(*)::int as n from account where login = 'zhaoliu2'",
    );
    expect(rows[0].n).toBe(0);
  });

  test("replaces a clerk: the old one is out at once, the new one is invited", async () => {
    const old = await person("unit_clerk", "U21");
    const list = await administrator("GET", `/accounts?q=${old.login}`);
    const grantId = list.body.rows[0].grants[0].id;
    const replaced = await administrator("POST", `/grants/${grantId}/replacement`, { name: "钱七" });
    expect((await old.call("GET", "/organisations")).status).toBe(401);
    const mine = await person("county_clerk", "X1");
    const accepted = await mine.call("POST", "/invitation/acceptance", { token: replaced.body.token });
    expect(accepted.body.grants).toHaveLength(2);
  });
});

describe("administration", () => {
  test("opens an account whose password must be changed first", async () => {
    const opened = await administrator("POST", "/accounts", {
      login: "Sunba",
      name: "孙八",
      role: "county_clerk",
      organisationId: at("X2"),
    });
    const first = await nobody("POST", "/session", { login: "sunba", password: opened.body.password });
    expect(first.body).toMatchObject({ needs: "new_password", permissions: [] });
    const me = app.as(first.cookie);
    expect((await me("GET", "/organisations")).status).toBe(401);
    await me("POST", "/session/password", { current: opened.body.password, next: "Own-password-9" });
    expect((await me("GET", "/organisations")).body.total).toBe(2);
    const reset = await administrator("POST", `/accounts/${opened.body.id}/password`);
    expect(reset.body.password).not.toBe(opened.body.password);
    expect((await me("GET", "/organisations")).status).toBe(401);
    await administrator("POST", `/accounts/${opened.body.id}/disable`);
    const after = await nobody("POST", "/session", { login: "sunba", password: reset.body.password });
    expect(after.body.code).toBe("sign_in_wrong");
  });

  test("does not reach an account that is more than one's own, or anybody of another city", async () => {
    const both = await person("unit_clerk", "U11");
    const province = app.as((await seedSession(app.db.pool, 410000, "province_administrator", office)).token);
    const granted = await province("POST", `/accounts/${both.accountId}/grants`, {
      cityId: 411100,
      role: "city_administrator",
      organisationId: elsewhere.C,
    });
    expect(granted.status).toBe(200);
    expect((await administrator("POST", `/accounts/${both.accountId}/password`)).body.code).toBe(
      "account_beyond_own",
    );
    const far = await seedSession(app.db.pool, 411100, "unit_clerk", elsewhere.U11 ?? "");
    expect((await administrator("POST", `/accounts/${far.accountId}/password`)).body.code).toBe(
      "account_unknown",
    );
    expect((await administrator("GET", `/accounts?q=${far.login}`)).body.total).toBe(0);
  });

  test("another system signs in by token, without a role that asks for a second factor", async () => {
    const barred = await administrator("POST", "/accounts/services", {
      name: "财务系统",
      role: "city_cashier",
      organisationId: at("C"),
    });
    expect(barred.body.code).toBe("service_role_barred");
    const opened = await administrator("POST", "/accounts/services", {
      name: "人事系统",
      role: "unit_clerk",
      organisationId: at("U11"),
    });
    const call = (token: string) =>
      app.app.inject({
        method: "GET",
        url: "/api/organisations",
        headers: { authorization: `Bearer ${token}` },
      });
    expect((await call(opened.body.token)).json().rows[0].code).toBe("09U11");
    const renewed = await administrator("POST", `/accounts/${opened.body.id}/token`);
    expect((await call(opened.body.token)).statusCode).toBe(401);
    expect((await call(renewed.body.token)).statusCode).toBe(200);
  });
});
