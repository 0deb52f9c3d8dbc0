import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ClaimsDesk, claimsDesk } from "#tests/support/claims.ts";
import { sendOn } from "./index.ts";

let desk: ClaimsDesk;
beforeAll(async () => {
  desk = await claimsDesk();
  await desk.settings();
});
afterAll(() => desk.close());

describe("two reviewers, two tabs, one claim", () => {
  test("one outcome, and the loser is told who did what when", async () => {
    const id = await desk.file("clerk", await desk.cover("U11"));
    const { benefit, version } = await desk.page("first", id);
    const pass = (who: string) =>
      desk.as(who)("POST", `/claims/${id}/passing`, { expectedBenefit: benefit, expectedVersion: version });
    const answers = await Promise.all([pass("first"), pass("first2")]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const loser = answers.find(({ status }) => status === 409);
    expect(loser?.body.code).toBe("claim_moved_on");
    expect(loser?.body.title).toBe("这件申领刚被另一位市级审核通过了");
    expect(loser?.body.detail).toMatch(
      /^\d+月\d+日\d\d:\d\d通过了，4,071\.41元，现在是“复审”。您填写的意见没有提交/,
    );
    const { rows } = await desk.query(
      "select count(*)::int as n from claim_event where claim_id = $1 and event = 'passed'",
      [id],
    );
    expect(rows[0].n).toBe(1);
  });

  test("what one has taken the other leaves alone, or takes over", async () => {
    const id = await desk.file("clerk", await desk.cover("U11"));
    await desk.ok(desk.as("first")("POST", `/claims/${id}/taking`, {}));
    const pass = await desk.as("first2")("POST", `/claims/${id}/passing`, { expectedBenefit: "4071.41" });
    expect(pass).toMatchObject({ status: 409, body: { code: "claim_taken_by_other" } });
    await desk.ok(desk.as("first2")("POST", `/claims/${id}/taking`, {}));
    expect((await desk.pass("first2", id)).status).toBe(200);
  });

  test("whoever is close to the claimant says so, and is out of it", async () => {
    const id = await desk.file("clerk", await desk.cover("U11"));
    await desk.ok(desk.as("first")("POST", `/claims/${id}/recusal`, { note: "表亲" }));
    expect((await desk.pass("first", id)).body.code).toBe("claim_recused");
    expect((await desk.pass("first2", id)).status).toBe(200);
  });
});

describe("a decision is taken back within its ten seconds", () => {
  test("by whoever made it, until it is sent on", async () => {
    const of = await desk.cover("U11");
    const id = await desk.approved(of);
    expect(await desk.paymentsOf(id)).toEqual([{ kind: "benefit", cents: 407141, state: "ordered" }]);
    expect((await desk.as("first")("DELETE", `/claims/${id}/decision`)).body.code).toBe(
      "nothing_to_take_back",
    );
    expect((await desk.page("second", id)).canTakeBack).toBe(true);
    await desk.ok(desk.as("second")("DELETE", `/claims/${id}/decision`));
    expect(await desk.paymentsOf(id)).toEqual([]);
    expect(await desk.page("second", id)).toMatchObject({ state: "second_review", isMine: true });
    await desk.ok(desk.pass("second", id));
    await desk.command((ctx) => sendOn(ctx, id));
    expect((await desk.as("second")("DELETE", `/claims/${id}/decision`)).body.code).toBe(
      "nothing_to_take_back",
    );
    const { rows } = await desk.query(
      "select count(*)::int as n from payment where remark like '互助金%' and state = 'ordered' and source_id in (select id from claim_payment where claim_id = $1)",
      [id],
    );
    expect(rows[0].n).toBe(1);
  });

  test("what was taken back is not sent on", async () => {
    const id = await desk.approved();
    await desk.ok(desk.as("second")("DELETE", `/claims/${id}/decision`));
    await desk.command((ctx) => sendOn(ctx, id));
    expect((await desk.page("second", id)).state).toBe("second_review");
  });

  test("the job waits its ten seconds", async () => {
    const id = await desk.approved();
    await desk.work();
    expect((await desk.page("second", id)).state).toBe("approved");
  });
});

test("a decision of a demo city is sent on by the day where its calendar stands, also one from before it was stopped", async () => {
  const id = await desk.approved();
  await desk.query("update city set is_demo = true, demo_day = $1 where city_id = 410900", [desk.day(-3)]);
  await desk.query("update graphile_worker._private_jobs set run_at = now()");
  await desk.work();
  await desk.query("update city set is_demo = false, demo_day = null where city_id = 410900");
  const { rows } = await desk.query(
    `select ordered_on::text as "on" from payment
      where source_id in (select id from claim_payment where claim_id = $1)`,
    [id],
  );
  expect(rows).toEqual([{ on: desk.day(-3) }]);
});

describe("a claim filed twice by two people", () => {
  test("is one: who comes second is told of the first", async () => {
    const of = await desk.cover("U11");
    const mine = await desk.draft("clerk", of, { bill: "41060124-9999999999" });
    const theirs = await desk.draft("county", of, { bill: "41060124-9999999999" });
    const hand = (who: string, id: string) =>
      desk.as(who)("POST", `/claims/${id}/submission`, { hasConsent: true });
    const answers = await Promise.all([hand("clerk", mine), hand("county", theirs)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const second = answers.find(({ status }) => status === 409)?.body;
    expect(second).toMatchObject({ code: "claim_filed_already", title: "这次已经申领过了" });
    expect(second.detail).toMatch(/单位代办已提交，申领号SL-\d{4}-\d{6}，现在是“等单位证明”/);
  });

  test("of another stay is another claim", async () => {
    const of = await desk.cover("U11");
    await desk.file("clerk", of);
    await desk.file("clerk", of, { on: desk.day(-50), endedOn: desk.day(-48) });
  });
});
