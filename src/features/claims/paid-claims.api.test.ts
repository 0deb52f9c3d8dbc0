import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ClaimsDesk, claimsDesk } from "#tests/support/claims.ts";
import { sendOn, settlePayment } from "./index.ts";

let desk: ClaimsDesk;
beforeAll(async () => {
  desk = await claimsDesk();
  await desk.settings();
});
afterAll(() => desk.close());

const toldOf = async (claimId: string) => {
  const { rows } = await desk.query("select id, payment_id from claim_payment where claim_id = $1", [
    claimId,
  ]);
  return { paymentId: rows[0].payment_id, sourceId: rows[0].id, on: desk.day(0), reason: "" };
};

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
    id = await desk.approved();
    await desk.paid(id);
    await review({ inScope: "22361.86", total: "25287.42" });
    await desk.paid(id);
    expect(await desk.paymentsOf(id)).toEqual([
      { kind: "benefit", cents: 407141, state: "paid" },
      { kind: "difference", cents: 60000, state: "paid" },
    ]);
    expect(await desk.page("clerk", id)).toMatchObject({ state: "paid", benefit: "4671.41" });
  });

  test("notes what is to be asked back when it comes to less, and changes nothing that was paid", async () => {
    await review({ inScope: "20361.86", total: "23287.42" });
    await desk.command((ctx) => sendOn(ctx, id));
    expect(await desk.paymentsOf(id)).toEqual([
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
    const id = await desk.approved(of);
    await desk.paid(id, "failed");
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
    await desk.paid(id);
    expect(await desk.page("clerk", id)).toMatchObject({ state: "paid" });
  });

  test("is not stirred by what is heard late: of the old payment, or that it was paid after it came back", async () => {
    const of = await desk.cover("U11");
    const id = await desk.approved(of);
    await desk.paid(id);
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
