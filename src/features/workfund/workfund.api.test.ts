import { afterAll, beforeAll, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { yuan } from "#core/money.ts";
import { setTargets, takeStandings } from "#features/targets/index.ts";
import { type Actor, systemActor, type WriteCtx, writing } from "#platform/context.ts";
import { testVault } from "#tests/support/app.ts";
import { type SeatedCity, seatedCity } from "#tests/support/callers.ts";
import { decideWorkGrant, proposeWorkGrant, settleWorkGrant } from "./index.ts";

const cityId = 479_300;
let app: SeatedCity["app"];
let places: SeatedCity["places"];
let as: SeatedCity["as"];

const actor = (id: string): Actor => ({ ...systemActor("test", cityId), id, name: id });
const act = <T>(who: string, work: (ctx: WriteCtx) => Promise<T>) =>
  writing(app.db.pool, actor(who), work, { at: new Date("2025-03-12T02:00:00Z") });
const refused = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (thrown: { code?: string }) => thrown.code,
  );
const at = (code: string): string => places[code] ?? "";
const account = (code: string, number: string) =>
  app.db.ownerPool.query(
    `insert into organisation_profile (city_id, id, organisation_id, account_no_sealed) values ($1, gen_random_uuid(), $2, $3)
      on conflict (city_id, organisation_id) do update set account_no_sealed = excluded.account_no_sealed`,
    [cityId, at(code), testVault.seal(number)],
  );
const propose = (code: string, cents = yuan(2_000)) =>
  act("office", (ctx) =>
    proposeWorkGrant(ctx, { organisationId: at(code), cents, reason: "提前完成阶段目标" }),
  );
const decide = (id: string, who = "leader", isApproved = true) =>
  refused(act(who, (ctx) => decideWorkGrant(ctx, id, isApproved, "同意支持。")));
const row = async (id: string) => {
  const { rows } = await app.db.ownerPool.query("select * from work_grant where id = $1", [id]);
  return rows[0];
};
const owed = async (kind: string, source: string) => {
  const { rows } = await app.db.ownerPool.query("select state from duty where kind = $1 and source_id = $2", [
    kind,
    source,
  ]);
  return rows.map(({ state }) => state);
};

beforeAll(async () => {
  ({ app, places, as } = await seatedCity(cityId, {
    office: ["city_mobiliser", "C"],
    leader: ["leader", "C"],
    county: ["county_clerk", "X1"],
    unit: ["unit_clerk", "U11"],
  }));
  // Nothing to be reached is green; something with nobody in is red.
  await act("office", async (ctx) => {
    await setTargets(ctx, 2025, "people", [
      { organisationId: at("U11"), goal: 0 },
      { organisationId: at("U12"), goal: 0 },
      { organisationId: at("U21"), goal: 100 },
    ]);
    await takeStandings(ctx, plainDate("2025-03-10"));
  });
});
afterAll(() => app.close());

test("only a green unit, with an account, one at a time, by two people; what green asked for is done with it", async () => {
  expect(await refused(propose("U21"))).toBe("work_grant_not_green");
  await app.db.ownerPool.query(
    "update organisation_profile set account_no_sealed = null where city_id = $1 and organisation_id = $2",
    [cityId, at("U11")],
  );
  expect(await refused(propose("U11"))).toBe("work_grant_no_account");
  await account("U11", "41001500000050000077");
  const id = await propose("U11");
  expect(await refused(propose("U11"))).toBe("work_grant_under_way");
  expect(await owed("workfund.decision", id)).toEqual(["open"]);
  expect(await decide(id, "office")).toBe("work_grant_proposer_decides");
  expect(await decide(id)).toBe("done");
  expect(await decide(id)).toBe("work_grant_not_open");
  expect(await owed("workfund.decision", id)).toEqual(["done"]);
  expect(await owed("targets.support", at("U11"))).toEqual(["done"]);
});

test("the payment comes out of the fund for work, to the unit, for the sum that was decided", async () => {
  const { rows } = await app.db.ownerPool.query(
    "select p.fund, p.purpose, p.cents::text, p.state, g.state as of from work_grant as g join payment as p on p.id = g.payment_id where g.city_id = $1",
    [cityId],
  );
  expect(rows).toEqual([
    { fund: "work_fund", purpose: "work_fund", cents: "200000", state: "ordered", of: "paying" },
  ]);
});

test("the bank's word moves it, a late word does not, and what failed waits to be paid again", async () => {
  await account("U12", "41001500000050000078");
  const id = await propose("U12");
  expect(await decide(id)).toBe("done");
  const { payment_id: paymentId } = await row(id);
  const settle = (outcome: "paid" | "failed", payment = paymentId) =>
    act("bank", (ctx) =>
      settleWorkGrant(ctx, { paymentId: payment, sourceId: id, outcome, on: plainDate("2025-03-13") }),
    );
  await settle("failed", at("U12"));
  expect((await row(id)).state).toBe("paying");
  await settle("failed");
  expect((await row(id)).state).toBe("payment_failed");
  await settle("paid");
  expect((await row(id)).state).toBe("payment_failed");
  const list = (await as("office")("GET", "/work-grants")).body;
  expect(list.rows.find((each: { id: string }) => each.id === id).allowed).toEqual(["pay_again"]);
});

test("money that comes back after the next grant was proposed is heard, and paid again when both are through", async () => {
  await account("U22", "41001500000050000079");
  await act("office", (ctx) => setTargets(ctx, 2025, "people", [{ organisationId: at("U22"), goal: 0 }]));
  await act("office", (ctx) => takeStandings(ctx, plainDate("2025-03-11")));
  const settle = async (id: string, outcome: "paid" | "returned") => {
    const { payment_id: paymentId } = await row(id);
    await act("bank", (ctx) =>
      settleWorkGrant(ctx, { paymentId, sourceId: id, outcome, on: plainDate("2025-03-12") }),
    );
  };
  const first = await propose("U22");
  expect(await decide(first)).toBe("done");
  await settle(first, "paid");
  const second = await propose("U22", yuan(500));
  await settle(first, "returned");
  expect((await row(first)).state).toBe("payment_failed");
  expect(await decide(second)).toBe("done");
  expect((await row(second)).state).toBe("paying");
  expect(await refused(propose("U22"))).toBe("work_grant_under_way");
});

test("a unit sees its own, and not what the fund has; nobody at a county decides", async () => {
  const { rows, balance } = (await as("unit")("GET", "/work-grants?show=all")).body;
  expect(rows.map(({ unit }: { unit: string }) => unit).length).toBe(1);
  expect(balance).toBeNull();
  expect((await as("leader")("GET", "/work-grants?show=all")).body.balance).toBe("0.00");
  const decision = { approves: true, words: "同意。" };
  expect((await as("county")("POST", `/work-grants/${rows[0].id}/decision`, decision)).status).toBe(403);
});
