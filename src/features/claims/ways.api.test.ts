import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cents, parseYuan } from "#core/money.ts";
import type { Refusal } from "#core/refusal.ts";
import { passDueTimes } from "#features/duties/index.ts";
import { consentText, giveConsent, withdrawConsent } from "#features/members/index.ts";
import { type Actor, reading, systemActor } from "#platform/context.ts";
import { type ClaimsDesk, cityId, claimsDesk, figures, paperFile, photo } from "#tests/support/claims.ts";
import { addPaper, appealClaim, openDraft, passDeadline, saveDraft, sendOn, submitClaim } from "./index.ts";
import { claimPage } from "./queries/claim-page.ts";

let desk: ClaimsDesk;
beforeAll(async () => {
  desk = await claimsDesk();
  await desk.settings();
});
afterAll(() => desk.close());

const refusal = (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => {
      throw new Error("It was not refused.");
    },
    (thrown: Refusal) => thrown,
  );

/** What was and is owed for a claim, in the order in which it began. */
const owed = async (id: string) => {
  const { rows } = await desk.query("select kind, state from duty where source_id = $1 order by id", [id]);
  return rows.map(({ kind, state }) => [kind, state]);
};
const fellDue = async (id: string): Promise<number> => {
  const { rows } = await desk.query(
    "select count(*)::int as n from job_run where name = 'claims_fell_due' and payload->'sourceIds' ? $1",
    [id],
  );
  return rows[0].n;
};

describe("a claim returned for papers", () => {
  let id: string;
  test("lists all that is missing at once, keeps its number, and its clock stands still", async () => {
    id = await desk.file("clerk", await desk.cover("U11"));
    const { number } = await desk.page("first", id);
    const back = { documents: ["receipt", "discharge_record"], note: "发票右下角被挡住，出院记录缺第2页" };
    await desk.ok(desk.as("first")("POST", `/claims/${id}/return`, back));
    const page = await desk.page("clerk", id);
    expect(page).toMatchObject({ state: "returned", number, resumes: "first_review" });
    expect(
      page.needed
        .filter((each: { isMissing: boolean }) => each.isMissing)
        .map((each: { name: string }) => each.name),
    ).toEqual(["医疗收费票据", "出院记录"]);
    expect(page.course.at(-1)).toMatchObject({ what: "退回补材料：医疗收费票据、出院记录", note: back.note });
    expect((await desk.page("county", id)).course.at(-1).note).toBe("");
  });

  test("comes back only with every one of them anew, to the stage that returned it", async () => {
    await desk.ok(desk.upload("clerk", `/claims/${id}/papers?code=receipt`, photo(`${id} receipt anew`)));
    const early = await desk.as("clerk")("POST", `/claims/${id}/submission`, { hasConsent: true });
    expect(early.body).toMatchObject({ code: "claim_incomplete", title: "还差1项" });
    await desk.ok(
      desk.upload("clerk", `/claims/${id}/papers?code=discharge_record`, photo(`${id} record anew`)),
    );
    expect(
      await desk.ok(desk.as("clerk")("POST", `/claims/${id}/submission`, { hasConsent: true })),
    ).toMatchObject({
      state: "first_review",
    });
  });

  test("ends when its days have passed, and not a day before", async () => {
    await desk.ok(
      desk.as("first")("POST", `/claims/${id}/return`, { documents: ["receipt"], note: "再拍一张" }),
    );
    const { dueOn } = await desk.page("first", id);
    const last = (Date.parse(dueOn) - Date.parse(desk.day(0))) / 86_400_000;
    await desk.command((ctx) => passDeadline(ctx, id), undefined, last);
    expect((await desk.page("first", id)).state).toBe("returned");
    await desk.command((ctx) => passDeadline(ctx, id), undefined, last + 1);
    await desk.command((ctx) => passDeadline(ctx, id), undefined, last + 1);
    expect((await desk.page("clerk", id)).state).toBe("lapsed");
  });
});

describe("a unit that says nothing", () => {
  test("is passed over when its days are past, and the city is told", async () => {
    const id = await desk.draft("clerk", await desk.cover("U11"));
    await desk.ok(desk.as("clerk")("POST", `/claims/${id}/submission`, { hasConsent: true }));
    expect((await desk.page("clerk", id)).state).toBe("certification");
    expect(await owed(id)).toEqual([["claims.certification", "open"]]);
    // What follows when the time is over hangs on the duty: it queues the job that passes the deadline, once.
    for (const day of [2, 20, 21])
      await passDueTimes(desk.pool, systemActor("daily", cityId), new Date(Date.now() + day * 86_400_000));
    expect(await fellDue(id)).toBe(1);
    await desk.command((ctx) => passDeadline(ctx, id), undefined, 20);
    expect(await owed(id)).toEqual([
      ["claims.certification", "done"],
      ["claims.first_review", "open"],
    ]);
    const page = await desk.page("first", id);
    expect(page).toMatchObject({ state: "first_review", certification: "silent" });
    expect(page.findings.map((finding: { code: string }) => finding.code)).toEqual(["not_certified"]);
    const blind = await desk.as("first")("POST", `/claims/${id}/passing`, { expectedBenefit: page.benefit });
    expect(blind).toMatchObject({ status: 409, body: { code: "findings_unchecked" } });
    expect((await desk.pass("first", id)).status).toBe(200);
  });

  test("a clerk does not vouch for a claim of their own name; the county does", async () => {
    const of = await desk.cover("U11", "测试单位经办");
    const id = await desk.draft("clerk", of);
    await desk.ok(desk.as("clerk")("POST", `/claims/${id}/submission`, { hasConsent: true }));
    const own = await desk.as("clerk")("POST", `/claims/${id}/certification`, { isEmployed: true });
    expect(own).toMatchObject({ status: 403, body: { code: "own_claim" } });
    await desk.ok(desk.as("county")("POST", `/claims/${id}/certification`, { isEmployed: true }));
    const page = await desk.page("first", id);
    expect(page.findings.map((finding: { code: string }) => finding.code)).toEqual(["clerk_is_claimant"]);
  });
});

describe("a refused claim", () => {
  let id: string;
  test("says why, by the clauses of the plan, and can be objected to", async () => {
    const of = await desk.cover("U11");
    id = await desk.file("clerk", of, { on: desk.day(-290), endedOn: desk.day(-285) });
    const page = await desk.page("first", id);
    expect(page).toMatchObject({ decision: "declined", benefit: "0.00" });
    expect(page.result.reasons).toEqual([{ code: "waiting_period", title: "在等待期内" }]);
    const pass = await desk.as("first")("POST", `/claims/${id}/passing`, { expectedBenefit: "0.00" });
    expect(pass).toMatchObject({ status: 409, body: { code: "claim_not_payable" } });
    expect(
      (await desk.as("first")("POST", `/claims/${id}/rejection`, { reasons: [], note: "" })).body.code,
    ).toBe("reason_missing");
    await desk.ok(
      desk.as("first")("POST", `/claims/${id}/rejection`, { reasons: ["waiting_period"], note: "" }),
    );
    await desk.command((ctx) => sendOn(ctx, id));
    const seen = await desk.page("clerk", id);
    expect(seen).toMatchObject({ state: "rejected", appealUntil: desk.day(60) });
    expect(seen.allowed).toContain("appeal");
  });

  test("goes to somebody who had no part in it, who may let it be reviewed anew", async () => {
    await desk.ok(desk.as("clerk")("POST", `/claims/${id}/appeal`, { reason: "是续保，不该有等待期" }));
    const decision = { outcome: "overturned", answer: "去年的保障没有登记上，重新审核" };
    const same = await desk.as("first")("POST", `/claims/${id}/appeal-decision`, decision);
    expect(same).toMatchObject({ status: 403, body: { code: "did_earlier_step" } });
    await desk.ok(desk.as("second")("POST", `/claims/${id}/appeal-decision`, decision));
    const page = await desk.page("clerk", id);
    expect(page).toMatchObject({
      state: "first_review",
      appeals: [{ outcome: "overturned", answer: decision.answer }],
    });
  });

  test("stays refused where the objection is not heard, and after sixty days nobody objects any more", async () => {
    const late = await desk.file("clerk", await desk.cover("U11"), {
      on: desk.day(-290),
      endedOn: desk.day(-285),
    });
    await desk.ok(
      desk.as("first")("POST", `/claims/${late}/rejection`, { reasons: ["waiting_period"], note: "" }),
    );
    const clerk: Actor = {
      id: desk.accounts.clerk ?? "",
      name: "测试单位经办",
      role: "unit_clerk",
      reach: "part",
      cityId: 410900,
      organisationId: desk.at("U11"),
    };
    const object = (day: number) =>
      desk.command((ctx) => appealClaim(ctx, late, { reason: "不同意" }), clerk, day);
    expect(await refusal(object(61))).toMatchObject({
      code: "appeal_too_late",
      facts: { until: desk.day(60) },
    });
    await object(60);
    await desk.ok(
      desk.as("second")("POST", `/claims/${late}/appeal-decision`, { outcome: "upheld", answer: "等待期内" }),
    );
    expect(await desk.page("clerk", late)).toMatchObject({ state: "rejected", resumes: null });
  });
});

describe("a worker with a phone", () => {
  const asSelf = (who: Actor) => ({
    page: (id: string) => reading(desk.pool, who, (ctx) => claimPage(ctx, id)),
    act: <T>(run: Parameters<typeof desk.command<T>>[0]) => desk.command(run, who),
  });

  test("files for themselves; the unit certifies and sees no illness; nobody else's claim is there", async () => {
    const of = await desk.cover("U11");
    const me = asSelf(desk.worker(of.personId));
    const id = await me.act((ctx) =>
      openDraft(ctx, {
        coverId: of.coverId,
        kind: "inpatient",
        cause: "illness",
        on: desk.day(-20),
        endedOn: desk.day(-17),
        payeeKind: "self",
      }),
    );
    const amounts = Object.fromEntries(
      Object.entries(figures).map(([name, yuan]) => [name, parseYuan(yuan) as Cents]),
    );
    const payee = { kind: "self", name: of.name, account: "410011112222333", bankName: "邮储银行" } as const;
    await me.act((ctx) =>
      saveDraft(ctx, id, {
        amounts,
        bill: `41060124-${id.slice(-10)}`,
        diagnosis: "K35.8",
        illness: "阑尾炎",
        payee,
      }),
    );
    for (const code of ["identity_card", "settlement_sheet", "receipt", "discharge_record", "bank_card"])
      await me.act((ctx) => addPaper(ctx, id, code, paperFile(`${id} ${code}`)));
    expect(await refusal(me.act((ctx) => submitClaim(ctx, id, { hasConsent: true })))).toMatchObject({
      code: "consent_missing",
    });
    const said = { personId: of.personId, purpose: "health_claim" } as const;
    const version = consentText("health_claim")?.version ?? "";
    await me.act((ctx) => giveConsent(ctx, { ...said, version, channel: "phone" }));
    await me.act((ctx) => submitClaim(ctx, id));
    expect(await me.page(id)).toMatchObject({
      state: "certification",
      benefit: "4071.41",
      person: { name: of.name },
    });

    const clerk = await desk.page("clerk", id);
    expect(clerk).toMatchObject({ told: null, papers: [], result: null, person: { name: of.name } });
    expect(JSON.stringify(clerk)).not.toMatch(/K35|阑尾/);
    await desk.ok(desk.as("clerk")("POST", `/claims/${id}/certification`, { isEmployed: true }));
    await desk.ok(desk.pass("first", id));
    await me.act((ctx) => withdrawConsent(ctx, { ...said, channel: "phone" }));
    expect((await desk.pass("second", id)).body).toMatchObject({ code: "findings_stand" });
    const mine = await me.page(id);
    expect(mine.course.map(({ by }) => by)).toEqual(["", "", ""]);
    expect(mine.findings).toEqual([]);

    const colleague = asSelf(desk.worker((await desk.cover("U11")).personId));
    expect(await refusal(colleague.page(id))).toMatchObject({ code: "not_found" });
    const theirs = colleague.act((ctx) =>
      openDraft(ctx, {
        coverId: of.coverId,
        kind: "inpatient",
        cause: "illness",
        on: desk.day(-9),
        endedOn: desk.day(-9),
        payeeKind: "self",
      }),
    );
    expect(await refusal(theirs)).toMatchObject({ code: "not_found" });
  });
});

describe("small and clear", () => {
  test("goes through without a person, is drawn, and somebody says whether they would have done the same", async () => {
    await desk.settings({ straightUpTo: "5000.00", sampleBp: 10_000 });
    const id = await desk.file("clerk", await desk.cover("U11"));
    const page = await desk.page("second", id);
    expect(page).toMatchObject({ state: "approved", wentStraight: true, sample: "open" });
    const { rows } = await desk.query("select first_by, second_by from claim where id = $1", [id]);
    expect(rows).toEqual([{ first_by: null, second_by: null }]);
    await desk.paid(id);
    const samples = await desk.ok(desk.as("second")("GET", "/claim-samples"));
    expect(samples).toMatchObject({ total: 1, straight: 1, rows: [{ claimId: id, benefit: "4071.41" }] });
    await desk.ok(desk.as("second")("POST", `/claims/${id}/sample`, { outcome: "agreed", note: "" }));
    expect(
      (await desk.as("second")("POST", `/claims/${id}/sample`, { outcome: "agreed", note: "" })).body.code,
    ).toBe("sample_looked_at");
    await desk.settings({});
  });
});

describe("the queue", () => {
  test("counts exactly what it lists, whatever the filter", async () => {
    for (const show of [
      "open",
      "first_review",
      "second_review",
      "rejected",
      "all",
      "paid",
      "returned",
      "approved",
    ]) {
      const list = await desk.ok(desk.as("first")("GET", `/claims?show=${show}&limit=200`));
      expect([show, list.rows.length]).toEqual([show, list.total]);
    }
    const found = await desk.ok(desk.as("first")("GET", "/claims?show=all&found=yes&limit=200"));
    expect(found.rows.length).toBe(found.total);
    const { rows: wrong } = await desk.query(
      `select t.state from claim_tally as t where t.claims <> (select count(*) from claim as c
        where c.organisation_id = t.organisation_id and c.plan_code = t.plan_code and c.state = t.state)`,
    );
    expect(wrong).toEqual([]);
  });

  test.each([
    ["first", "open"], // the whole city, some without a deadline
    ["county", "open"], // unit by unit
    ["county", "all"],
    ["clerk", "all"],
  ])("pages by key without a gap (%s, %s)", async (who, show) => {
    const whole = await desk.ok(desk.as(who)("GET", `/claims?show=${show}&limit=200`));
    expect(whole.rows.length).toBeGreaterThan(3);
    const seen: string[] = [];
    for (let after = ""; ; ) {
      const page = await desk.ok(desk.as(who)("GET", `/claims?show=${show}&limit=3&after=${after}`));
      seen.push(...page.rows.map((row: { id: string }) => row.id));
      if (!page.next) break;
      after = page.next;
    }
    expect(seen).toEqual(whole.rows.map((row: { id: string }) => row.id));
    expect(seen.length).toBe(whole.total);
    if (who === "county") {
      const city = await desk.ok(desk.as("first")("GET", `/claims?show=${show}&limit=200`));
      const below = new Set([desk.at("U11"), desk.at("U12"), desk.at("X1")]);
      const theirs = city.rows.filter((row: { unitId: string }) => below.has(row.unitId));
      expect(seen).toEqual(theirs.map((row: { id: string }) => row.id));
    }
  });

  test("finds by number and by name, and shows a unit only its own", async () => {
    const [row] = (await desk.ok(desk.as("first")("GET", "/claims?show=all&limit=1"))).rows;
    const byNumber = await desk.ok(
      desk.as("first")("GET", `/claims?show=all&search=${Number(row.number.slice(-6))}`),
    );
    expect(byNumber.rows.map((each: { id: string }) => each.id)).toEqual([row.id]);
    await desk.file("neighbour", await desk.cover("U12"));
    const others = await desk.ok(desk.as("neighbour")("GET", "/claims?show=all&limit=200"));
    expect(new Set(others.rows.map((each: { unitId: string }) => each.unitId))).toEqual(
      new Set([desk.at("U12")]),
    );
    expect(others.counts.certification + others.total).toBeGreaterThan(0);
  });

  test("knows who has how much on the desk", async () => {
    const load = await desk.ok(desk.as("first")("GET", "/claim-load"));
    expect(load.rows.map((row: { name: string }) => row.name)).toContain("测试市级审核");
  });
});
