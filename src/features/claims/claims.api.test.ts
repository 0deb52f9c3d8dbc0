import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ClaimsDesk, claimsDesk, figures, photo } from "#tests/support/claims.ts";
import { sendOn, settlePayment } from "./index.ts";

let desk: ClaimsDesk;
beforeAll(async () => {
  desk = await claimsDesk();
});
afterAll(() => desk.close());

describe("a claim by the unit's clerk, from draft to money", () => {
  let id: string;
  let of: Awaited<ReturnType<ClaimsDesk["cover"]>>;

  test("begins with the covers somebody may claim under", async () => {
    of = await desk.cover("U11", "苏兰桂");
    const choices = await desk.ok(desk.as("clerk")("GET", `/claims/choices?personId=${of.personId}`));
    expect(choices).toMatchObject({
      person: { name: "苏兰桂" },
      covers: [{ coverId: of.coverId, kinds: ["inpatient"], filingDays: 365, isRemitted: true }],
    });
    const elsewhere = await desk.ok(desk.as("neighbour")("GET", `/claims/choices?personId=${of.personId}`));
    expect(elsewhere.covers).toEqual([]);
    const wrong = {
      coverId: of.coverId,
      kind: "disability",
      on: desk.day(-60),
      endedOn: desk.day(-60),
    };
    expect((await desk.as("clerk")("POST", "/claims", wrong)).body).toMatchObject({
      code: "event_not_in_plan",
    });
  });

  test("is a draft at once, and the same draft when begun again", async () => {
    const begin = {
      coverId: of.coverId,
      kind: "inpatient",
      on: desk.day(-60),
      endedOn: desk.day(-56),
    };
    id = (await desk.ok(desk.as("clerk")("POST", "/claims", begin))).id;
    expect((await desk.ok(desk.as("clerk")("POST", "/claims", begin))).id).toBe(id);
    expect((await desk.as("neighbour")("POST", "/claims", begin)).status).toBe(404);
  });

  test("says all that is missing at once when it is handed in too early", async () => {
    const early = await desk.as("clerk")("POST", `/claims/${id}/submission`, {
      certifies: true,
      hasConsent: true,
    });
    expect(early).toMatchObject({ status: 400, body: { code: "claim_incomplete", title: "还差8项" } });
    expect(early.body.detail).toContain("身份证、医保结算单、医疗收费票据、出院记录、银行卡");
    expect(early.body.detail).toContain("没有收款账户");
    const page = await desk.page("clerk", id);
    expect(page.needed.map((each: { isMissing: boolean }) => each.isMissing)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
  });

  test("is kept step by step, and its figures are added up", async () => {
    const step = {
      amounts: { ...figures, total: "24287.52" },
      bill: "41060124 － 6086830973",
      diagnosis: "j18.9",
    };
    const saved = await desk.ok(desk.as("clerk")("PUT", `/claims/${id}/draft`, step));
    expect(saved.faults.map((fault: { code: string }) => fault.code)).toEqual([
      "settlement_inconsistent",
      "payee_missing",
    ]);
    expect(saved.told).toMatchObject({ bill: "41060124 - 6086830973", diagnosis: "J18.9" });
    const payee = { kind: "self", name: "苏桂兰", account: "4100 1234 5678 901", bankName: "建设银行" };
    const second = await desk.ok(
      desk.as("clerk")("PUT", `/claims/${id}/draft`, { amounts: { total: figures.total }, payee }),
    );
    expect(second.faults.map((fault: { code: string }) => fault.code)).toEqual(["payee_not_member"]);
    const right = await desk.ok(
      desk.as("clerk")("PUT", `/claims/${id}/draft`, { payee: { ...payee, name: "苏兰桂" } }),
    );
    expect(right.faults).toEqual([]);
    expect(right.days).toBe(4);
    expect(right.told.payee).toEqual({ name: "苏兰桂", account: "4100*******8901", bankName: "建设银行" });
  });

  test("takes photographs and PDF by their content, the same one once", async () => {
    const bad = await desk.upload("clerk", `/claims/${id}/papers?code=receipt`, Buffer.from("<html>"));
    expect(bad).toMatchObject({ status: 400, body: { code: "paper_unreadable" } });
    for (const code of [
      "identity_card",
      "settlement_sheet",
      "receipt",
      "discharge_record",
      "bank_card",
      "bank_card",
    ])
      await desk.ok(desk.upload("clerk", `/claims/${id}/papers?code=${code}`, photo(`first ${code}`)));
    const { papers, needed } = await desk.page("clerk", id);
    expect(papers).toHaveLength(5);
    expect(needed.some((each: { isMissing: boolean }) => each.isMissing)).toBe(false);
    const seen = await desk.as("clerk")("GET", `/claims/${id}/papers/${papers[0].id}`);
    expect(seen.raw.equals(photo("first identity_card"))).toBe(true);
    const { rows } = await desk.query(
      "select count(*)::int as n from audit_line where event = 'claim.paper_opened'",
    );
    expect(rows[0].n).toBe(1);
  });

  test("gets its number, its result and its findings, and goes to the first review", async () => {
    const handed = await desk.ok(
      desk.as("clerk")("POST", `/claims/${id}/submission`, { certifies: true, hasConsent: true }),
    );
    expect(handed).toMatchObject({
      number: `SL-${desk.day(0).slice(0, 4)}-000001`,
      state: "first_review",
      certification: "employed",
    });
    const page = await desk.page("first", id);
    expect(page).toMatchObject({ benefit: "4071.41", decision: "payable", person: { name: "苏**" } });
    expect(page.result.judged.map((step: { title: string }) => step.title)).toEqual([
      "结算单各项相加相符",
      "在保障期内",
      "在365天内申领",
      "等待期30天已过",
    ]);
    expect(page.result.worked[0]).toMatchObject({
      clause: "第六条第1项",
      amount: "7,619.01",
      detail: "医保范围内21,361.86，减去医保付的13,342.85，再减起付线400.00",
      marks: [
        { field: "inScope", amount: "21,361.86" },
        { field: "fundPay", amount: "13,342.85" },
        { field: "deductiblePaid", amount: "400.00" },
      ],
    });
    expect(page.findings).toEqual([]);
    expect(page.fine).toContain("票据未用过");
    expect(page.course.map(({ event, what }: { event: string; what: string }) => [event, what])).toEqual([
      ["submitted", "单位代办提交"],
      ["certified", "单位证明：在职"],
    ]);
  });

  test("the neighbour does not see it, the county sees no illness, and nobody who pays sees it at all", async () => {
    expect((await desk.as("neighbour")("GET", `/claims/${id}`)).status).toBe(404);
    expect((await desk.as("cashier")("GET", `/claims/${id}`)).status).toBe(403);
    const county = await desk.page("county", id);
    expect(county).toMatchObject({ told: null, papers: [], result: null, findings: [], benefit: "4071.41" });
    expect(JSON.stringify(county)).not.toMatch(/J18|肺炎|人民医院|6086830973/);
    expect(
      (await desk.as("county")("GET", `/claims/${id}/papers/${(await desk.page("first", id)).papers[0].id}`))
        .status,
    ).toBe(404);
    const clerk = await desk.page("city", id);
    expect(clerk).toMatchObject({ told: null, papers: [], result: null });
  });

  test("passes first and second review by two people, and the province's limit decides the rest", async () => {
    await desk.settings({ cityFinalUpTo: "5000.00" });
    expect(
      (await desk.as("second")("POST", `/claims/${id}/passing`, { expectedBenefit: "4071.41" })).status,
    ).toBe(403);
    expect((await desk.pass("first", id)).body).toMatchObject({ state: "second_review" });
    expect(
      (await desk.as("first")("POST", `/claims/${id}/passing`, { expectedBenefit: "4071.41" })).status,
    ).toBe(403);
    expect((await desk.pass("second", id)).body).toMatchObject({ state: "approved", benefit: "4071.41" });
  });

  test("is sent on a moment later: money is ordered once, and the bank's word ends it", async () => {
    await desk.command((ctx) => sendOn(ctx, id));
    await desk.command((ctx) => sendOn(ctx, id));
    const { rows } = await desk.query(
      "select id, source_id, cents, state, payee_name from payment where source = 'claims'",
    );
    expect(rows).toMatchObject([{ cents: "407141", state: "ordered", payee_name: "苏兰桂" }]);
    const settled = {
      paymentId: rows[0].id,
      sourceId: rows[0].source_id,
      on: desk.day(0),
      reason: "",
    };
    await desk.command((ctx) => settlePayment(ctx, { ...settled, outcome: "paid" }));
    await desk.command((ctx) => settlePayment(ctx, { ...settled, outcome: "paid" }));
    const page = await desk.page("clerk", id);
    expect(page).toMatchObject({
      state: "paid",
      payments: [{ kind: "benefit", amount: "4071.41", state: "paid" }],
    });
  });
});
