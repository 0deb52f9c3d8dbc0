import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cents, parseYuan } from "#core/money.ts";
import type { Refusal } from "#core/refusal.ts";
import { consentText, giveConsent, withdrawConsent } from "#features/members/index.ts";
import { type Actor, reading } from "#platform/context.ts";
import { type ClaimsDesk, claimsDesk, figures, paperFile, photo } from "#tests/support/claims.ts";
import {
  addPaper,
  appealClaim,
  openDraft,
  passDeadline,
  saveDraft,
  sendOn,
  settlePayment,
  submitClaim,
} from "./index.ts";
import { claimPage } from "./queries/claim-page.ts";

let desk: ClaimsDesk;
beforeAll(async () => {
  desk = await claimsDesk();
  await desk.ok(desk.as("admin")("PUT", "/claim-settings", settings({})));
});
afterAll(() => desk.close());

const days = {
  certification: 3,
  first: 3,
  second: 2,
  final: 3,
  supplement: 15,
  appealWithin: 60,
  appealDecision: 30,
};
/** The city decides everything, and nothing goes straight. */
const settings = (changes: object) => ({
  ...{ days, cityFinalUpTo: null, straightUpTo: null, sampleBp: 0, sampleSeed: "1" },
  ...changes,
});
const refusal = (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => {
      throw new Error("It was not refused.");
    },
    (thrown: Refusal) => thrown,
  );
const paymentsOf = async (claimId: string) =>
  (
    await desk.query(
      "select kind, cents::int as cents, state from claim_payment where claim_id = $1 order by place",
      [claimId],
    )
  ).rows;
async function approved(of?: Awaited<ReturnType<ClaimsDesk["cover"]>>, changes = {}): Promise<string> {
  const id = await desk.file("clerk", of ?? (await desk.cover("U11")), changes);
  await desk.ok(desk.pass("first", id));
  await desk.ok(desk.pass("second", id));
  return id;
}
const toldOf = async (claimId: string) => {
  const { rows } = await desk.query("select id, payment_id from claim_payment where claim_id = $1", [
    claimId,
  ]);
  return { paymentId: rows[0].payment_id, sourceId: rows[0].id, on: desk.day(0), reason: "" };
};
async function paid(claimId: string, outcome: "paid" | "failed" | "returned" = "paid"): Promise<void> {
  await desk.command((ctx) => sendOn(ctx, claimId));
  const { rows } = await desk.query(
    "select id, payment_id from claim_payment where claim_id = $1 and payment_id is not null and state = 'ordered' order by place desc",
    [claimId],
  );
  const told = { paymentId: rows[0].payment_id, sourceId: rows[0].id, on: desk.day(0), reason: "账号不符" };
  await desk.command((ctx) => settlePayment(ctx, { ...told, outcome }));
}

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
    await desk.command((ctx) => passDeadline(ctx, id), undefined, 20);
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
    const id = await approved(of);
    expect(await paymentsOf(id)).toEqual([{ kind: "benefit", cents: 407141, state: "ordered" }]);
    expect((await desk.as("first")("DELETE", `/claims/${id}/decision`)).body.code).toBe(
      "nothing_to_take_back",
    );
    expect((await desk.page("second", id)).canTakeBack).toBe(true);
    await desk.ok(desk.as("second")("DELETE", `/claims/${id}/decision`));
    expect(await paymentsOf(id)).toEqual([]);
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
    const id = await approved();
    await desk.ok(desk.as("second")("DELETE", `/claims/${id}/decision`));
    await desk.command((ctx) => sendOn(ctx, id));
    expect((await desk.page("second", id)).state).toBe("second_review");
  });

  test("the job waits its ten seconds", async () => {
    const id = await approved();
    await desk.work();
    expect((await desk.page("second", id)).state).toBe("approved");
  });
});

test("a decision of a demo city is sent on by the day where its calendar stands, also one from before it was stopped", async () => {
  const id = await approved();
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

describe("limits under concurrency", () => {
  test("two claims of one cover approved at once never exceed its cap; who comes second sees the new figure", async () => {
    const of = await desk.cover("U11");
    // 5,000 at 50 %, 15,000 at 60 %, 15,000 at 70 %: each alone 22,000 of the 30,000 there are.
    const big = {
      total: "60000.00",
      outOfScope: "0.00",
      preSelfPay: "0.00",
      inScope: "60000.00",
      fundPay: "25000.00",
      deductiblePaid: "0.00",
      otherPay: "0.00",
    };
    const a = await desk.file("clerk", of, { amounts: big });
    const b = await desk.file("clerk", of, { amounts: big, on: desk.day(-40), endedOn: desk.day(-35) });
    await desk.ok(desk.pass("first", a));
    await desk.ok(desk.pass("first", b));
    const { benefit } = await desk.page("second", a);
    expect(benefit).toBe("22000.00");
    for (const id of [a, b]) await lookAtAll("second", id);
    const pass = (id: string) =>
      desk.as("second")("POST", `/claims/${id}/passing`, { expectedBenefit: benefit });
    const answers = await Promise.all([pass(a), pass(b)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [loser] = [a, b].filter((_, place) => answers[place]?.status === 409);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: "claim_figures_changed",
      title: "金额变了：刚才是22,000.00元，现在是8,000.00元",
    });
    expect((await desk.page("second", loser ?? "")).benefit).toBe("8000.00");
    await desk.ok(desk.pass("second", loser ?? ""));
    const { rows } = await desk.query(
      "select sum(cents)::int as cents from claim_payment where claim_id = any($1::uuid[])",
      [[a, b]],
    );
    expect(rows[0].cents).toBe(3_000_000);
  });

  test("one bill of two people is paid once, under whatever cover", async () => {
    const bill = "41060124-8888888888";
    const a = await desk.file("clerk", await desk.cover("U11"), { bill });
    const b = await desk.file("neighbour", await desk.cover("U12"), { bill });
    expect((await desk.page("first", b)).findings.map((finding: { code: string }) => finding.code)).toContain(
      "bill_claimed",
    );
    // The first was looked at before there was a second: passing looks again, and shows what it finds.
    expect((await desk.pass("first", a)).body.code).toBe("findings_unchecked");
    await desk.ok(desk.pass("first", a));
    await desk.ok(desk.pass("first", b));
    for (const id of [a, b]) await lookAtAll("second", id);
    const pass = (id: string) =>
      desk.as("second")("POST", `/claims/${id}/passing`, { expectedBenefit: "4071.41" });
    const answers = await Promise.all([pass(a), pass(b)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [loser] = [a, b].filter((_, place) => answers[place]?.status === 409);
    const page = await desk.page("second", loser ?? "");
    await desk.as("second")("POST", `/claims/${loser}/passing`, { expectedBenefit: page.benefit });
    expect(await desk.page("second", loser ?? "")).toMatchObject({ decision: "declined", benefit: "0.00" });
  });
});

async function lookAtAll(who: string, id: string): Promise<void> {
  const { findings } = await desk.page(who, id);
  for (const { code, weight } of findings)
    if (weight === "soft")
      await desk.ok(desk.as(who)("PUT", `/claims/${id}/findings/${code}`, { isChecked: true }));
}

describe("a corrected claim that was paid", () => {
  let id: string;
  const review = async (amounts: object) => {
    await desk.ok(desk.as("second2")("POST", `/claims/${id}/reopening`, { note: "结算单录错" }));
    await desk.ok(
      desk.as("first")("POST", `/claims/${id}/correction`, {
        amounts,
        note: "按结算单改",
      }),
    );
    await desk.ok(desk.pass("first", id));
    await desk.ok(desk.pass("second", id));
  };

  test("pays only the difference when it comes to more", async () => {
    id = await approved();
    await paid(id);
    await review({ inScope: "22361.86", total: "25287.42" });
    await paid(id);
    expect(await paymentsOf(id)).toEqual([
      { kind: "benefit", cents: 407141, state: "paid" },
      { kind: "difference", cents: 60000, state: "paid" },
    ]);
    expect(await desk.page("clerk", id)).toMatchObject({ state: "paid", benefit: "4671.41" });
  });

  test("notes what is to be asked back when it comes to less, and changes nothing that was paid", async () => {
    await review({ inScope: "20361.86", total: "23287.42" });
    await desk.command((ctx) => sendOn(ctx, id));
    expect(await paymentsOf(id)).toEqual([
      { kind: "benefit", cents: 407141, state: "paid" },
      { kind: "difference", cents: 60000, state: "paid" },
      { kind: "recovery", cents: 120000, state: "noted" },
    ]);
    expect(await desk.page("clerk", id)).toMatchObject({ state: "paid", benefit: "3471.41" });
    const { rows } = await desk.query(
      "select number, benefit_cents::int as cents from claim_result where claim_id = $1 order by number",
      [id],
    );
    expect(rows.at(0)).toEqual({ number: 1, cents: 407141 });
    expect(rows.at(-1)?.cents).toBe(347141);
  });
});

describe("a payment that failed", () => {
  test("goes to a corrected account, as a new payment", async () => {
    const of = await desk.cover("U11");
    const id = await approved(of);
    await paid(id, "failed");
    expect(await desk.page("clerk", id)).toMatchObject({ state: "payment_failed" });
    const wrong = await desk.as("clerk")("POST", `/claims/${id}/account`, {
      name: "别人",
      account: "12",
      bankName: "",
    });
    expect(wrong).toMatchObject({ status: 400, body: { code: "payee_wrong" } });
    await desk.ok(
      desk.as("clerk")("POST", `/claims/${id}/account`, {
        name: of.name,
        account: "410098765432101",
        bankName: "工商银行",
      }),
    );
    const { rows } = await desk.query(
      "select state, replaces_id is not null as again from payment where source_id in (select id from claim_payment where claim_id = $1) order by ordered_at",
      [id],
    );
    expect(rows).toContainEqual({ state: "ordered", again: true });
    expect((await desk.page("clerk", id)).state).toBe("paying");
    await paid(id);
    expect(await desk.page("clerk", id)).toMatchObject({ state: "paid" });
  });

  test("is not stirred by what is heard late: of the old payment, or that it was paid after it came back", async () => {
    const of = await desk.cover("U11");
    const id = await approved(of);
    await paid(id);
    const told = await toldOf(id);
    const hear = (outcome: "paid" | "failed" | "returned") =>
      desk.command((ctx) => settlePayment(ctx, { ...told, outcome }));
    await hear("returned");
    await hear("paid");
    expect(await desk.page("clerk", id)).toMatchObject({ state: "payment_failed" });
    const account = { name: of.name, account: "410098765432101", bankName: "工商银行" };
    await desk.ok(desk.as("clerk")("POST", `/claims/${id}/account`, account));
    for (const outcome of ["failed", "paid"] as const) await hear(outcome);
    expect(await desk.page("clerk", id)).toMatchObject({ state: "paying" });
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
    await desk.ok(
      desk.as("admin")("PUT", "/claim-settings", settings({ straightUpTo: "5000.00", sampleBp: 10_000 })),
    );
    const id = await desk.file("clerk", await desk.cover("U11"));
    const page = await desk.page("second", id);
    expect(page).toMatchObject({ state: "approved", wentStraight: true, sample: "open" });
    const { rows } = await desk.query("select first_by, second_by from claim where id = $1", [id]);
    expect(rows).toEqual([{ first_by: null, second_by: null }]);
    await paid(id);
    const samples = await desk.ok(desk.as("second")("GET", "/claim-samples"));
    expect(samples).toMatchObject({ total: 1, straight: 1, rows: [{ claimId: id, benefit: "4071.41" }] });
    await desk.ok(desk.as("second")("POST", `/claims/${id}/sample`, { outcome: "agreed", note: "" }));
    expect(
      (await desk.as("second")("POST", `/claims/${id}/sample`, { outcome: "agreed", note: "" })).body.code,
    ).toBe("sample_looked_at");
    await desk.ok(desk.as("admin")("PUT", "/claim-settings", settings({})));
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
