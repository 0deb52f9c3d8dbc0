import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ClaimsDesk, claimsDesk, paperFile } from "#tests/support/claims.ts";
import { warnOfLapse } from "./commands/deadlines.ts";
import { addPaper, appealClaim, passDeadline, sendOn, settlePayment, submitClaim } from "./index.ts";

let desk: ClaimsDesk;
beforeAll(async () => {
  desk = await claimsDesk();
  await desk.settings();
});
afterAll(() => desk.close());

type Told = { readonly template: string; readonly to: string; readonly title: string; readonly body: string };

/** What was told of a claim since the last time somebody asked: to whom, and in what words. */
const seen = new Set<string>();
async function told(claimId: string): Promise<Told[]> {
  const { rows } = await desk.query(
    `select id, template, title, body, case when person_id is not null then 'worker'
        when organisation_id is not null then 'unit' else 'filer' end as "to"
      from notice where source = 'claims' and link like '%' || $1 order by id`,
    [claimId],
  );
  const fresh = rows.filter(({ id }) => !seen.has(id));
  for (const { id } of fresh) seen.add(id);
  return fresh;
}
const brief = (notices: readonly Told[]) =>
  notices.map(({ template, to }) => `${template.replace("claims.", "")} → ${to}`).sort();

const sent = async (id: string) => {
  await desk.command((ctx) => sendOn(ctx, id));
  await desk.command((ctx) => sendOn(ctx, id));
};
const approve = async (id: string) => {
  await desk.ok(desk.pass("first", id));
  await desk.ok(desk.pass("second", id));
  await sent(id);
};
const bank = async (id: string, outcome: "paid" | "failed" | "returned") => {
  const { rows } = await desk.query(
    "select id, payment_id from claim_payment where claim_id = $1 order by place desc limit 1",
    [id],
  );
  const word = {
    paymentId: rows[0].payment_id,
    sourceId: rows[0].id,
    on: desk.day(0),
    reason: "账号不符",
    outcome,
  };
  await desk.command((ctx) => settlePayment(ctx, word));
  await desk.command((ctx) => settlePayment(ctx, word));
};

describe("a worker who claims on the phone is told each step, once", () => {
  let id: string;
  test("that it was handed in and what comes next; the unit is asked, by name, without the illness", async () => {
    id = await desk.phone(await desk.cover("U11", "苏兰桂"));
    const notices = await told(id);
    expect(brief(notices)).toEqual(["certification_asked → unit", "filed → worker"]);
    const [asked, filed] = [...notices].sort((a, b) => (a.template < b.template ? -1 : 1));
    expect(asked?.title).toBe("苏兰桂的申领等您证明在职");
    expect(asked?.body).toMatch(/申领SL-\d{4}-\d{6}。请在\d{4}年\d+月\d+日前/);
    expect(filed?.body).toMatch(/^您在手机上已提交。接着由单位证明您在职，\d{4}年\d+月\d+日前办。/);
    const { rows } = await desk.query(
      "select permission from notice where template = 'claims.certification_asked'",
    );
    expect(rows).toEqual([{ permission: "claims.certify" }]);
  });

  test("that the unit has spoken", async () => {
    await desk.ok(desk.as("clerk")("POST", `/claims/${id}/certification`, { isEmployed: true }));
    const notices = await told(id);
    expect(brief(notices)).toEqual(["certified → worker"]);
    expect(notices[0]?.title).toBe("单位已证明您在职");
  });

  test("what is missing, all of it, but only once the reviewer cannot take it back any more", async () => {
    const note = "肺炎的出院记录缺第2页";
    await desk.ok(
      desk.as("first")("POST", `/claims/${id}/return`, { documents: ["receipt", "discharge_record"], note }),
    );
    expect(await told(id)).toEqual([]);
    await sent(id);
    const notices = await told(id);
    expect(brief(notices)).toEqual(["returned → worker"]);
    expect(notices[0]).toMatchObject({ title: "申领要补2份材料" });
    expect(notices[0]?.body).toMatch(/要补：医疗收费票据、出院记录。.*请在\d{4}年\d+月\d+日前补好/);
    expect(notices[0]?.body).not.toContain("肺炎");
  });

  test("three working days before it is too late, not before, and once", async () => {
    const { dueOn } = await desk.page("first", id);
    const last = (Date.parse(dueOn) - Date.parse(desk.day(0))) / 86_400_000;
    await desk.command((ctx) => warnOfLapse(ctx, id), undefined, last - 12);
    expect(await told(id)).toEqual([]);
    await desk.command((ctx) => warnOfLapse(ctx, id), undefined, last - 1);
    await desk.command((ctx) => warnOfLapse(ctx, id), undefined, last);
    const notices = await told(id);
    expect(brief(notices)).toEqual(["lapse_soon → worker"]);
    expect(notices[0]?.body).toContain("还差：医疗收费票据、出院记录");
    await desk.command((ctx) => passDeadline(ctx, id), undefined, last + 1);
    await desk.command((ctx) => passDeadline(ctx, id), undefined, last + 1);
    expect(brief(await told(id))).toEqual(["lapsed → worker"]);
  });
});

describe("a claim that the unit's clerk files", () => {
  let id: string;
  test("is told to both: what was decided, with the sum; that it was paid, and to which account", async () => {
    id = await desk.file("clerk", await desk.cover("U11"));
    const filed = await told(id);
    expect(brief(filed)).toEqual(["filed → worker"]);
    expect(filed[0]?.body).toMatch(/^单位经办人替您已提交。接着由市总工会初审/);
    await approve(id);
    const approved = await told(id);
    expect(brief(approved)).toEqual(["approved → filer", "approved → worker"]);
    const { name } = (await desk.page("clerk", id)).person;
    expect(approved.map(({ title }) => title).sort()).toEqual(
      ["申领通过了，互助金4,071.41元", `${name}的申领通过了，互助金4,071.41元`].sort(),
    );
    expect(approved[0]?.body).toContain("接着由出纳付款");
    await bank(id, "failed");
    const failed = await told(id);
    expect(brief(failed)).toEqual(["payment_failed → filer", "payment_failed → worker"]);
    expect(failed[0]?.body).toMatch(
      /银行没有付成，原因是“账号不符”，收款账户尾号\d{4}。请在申领页上改正收款账户/,
    );
    const account = {
      name: (await desk.page("clerk", id)).person.name,
      account: "410098765432101",
      bankName: "",
    };
    await desk.ok(desk.as("clerk")("POST", `/claims/${id}/account`, account));
    await bank(id, "paid");
    const paid = await told(id);
    expect(brief(paid)).toEqual(["paid → filer", "paid → worker"]);
    expect(paid.find(({ to }) => to === "worker")?.title).toBe("互助金4,071.41元已付出");
    expect(paid[0]?.body).toContain("尾号2101的账户");
  });

  test("a correction tells what it moves", async () => {
    await desk.ok(desk.as("second2")("POST", `/claims/${id}/reopening`, { note: "录错" }));
    const amounts = { inScope: "20361.86", total: "23287.42" };
    await desk.ok(desk.as("first")("POST", `/claims/${id}/correction`, { amounts, note: "按结算单改" }));
    await approve(id);
    const notices = await told(id);
    expect(brief(notices)).toEqual(["approved → filer", "approved → worker"]);
    expect(notices[0]?.body).toContain("以前多付了600.00元，市总工会会联系您");
  });
});

describe("a refused claim", () => {
  let id: string;
  test("says why and what one can do; who takes the refusal back has told nobody", async () => {
    id = await desk.file("clerk", await desk.cover("U11"), { on: desk.day(-290), endedOn: desk.day(-285) });
    await told(id);
    const refusal = { reasons: ["waiting_period"], note: "阑尾炎不是急症" };
    await desk.ok(desk.as("first")("POST", `/claims/${id}/rejection`, refusal));
    await desk.ok(desk.as("first")("DELETE", `/claims/${id}/decision`));
    await sent(id);
    expect(await told(id)).toEqual([]);
    await desk.ok(desk.as("first")("POST", `/claims/${id}/rejection`, refusal));
    await sent(id);
    const notices = await told(id);
    expect(brief(notices)).toEqual(["rejected → filer", "rejected → worker"]);
    expect(notices[0]?.body).toMatch(/：在等待期内。.*可以在\d{4}年\d+月\d+日前申请复议/);
  });

  test("what becomes of an objection is told, the answer itself is read on the page", async () => {
    await desk.ok(desk.as("clerk")("POST", `/claims/${id}/appeal`, { reason: "是续保" }));
    const decision = { outcome: "upheld", answer: "肺炎在等待期内" };
    await desk.ok(desk.as("second")("POST", `/claims/${id}/appeal-decision`, decision));
    const notices = await told(id);
    expect(brief(notices)).toEqual(["appeal_decided → filer", "appeal_decided → worker"]);
    expect(notices.find(({ to }) => to === "worker")?.title).toBe("复议有了决定：维持原来的决定");
  });

  test("one objected to at once is sent on when the objection is turned down", async () => {
    const of = await desk.cover("U11");
    const quick = await desk.phone(of);
    await desk.ok(desk.as("clerk")("POST", `/claims/${quick}/certification`, { isEmployed: true }));
    await desk.ok(desk.pass("first", quick));
    await desk.ok(desk.pass("second", quick));
    await desk.command((ctx) => appealClaim(ctx, quick, { reason: "太少" }), desk.worker(of.personId));
    await sent(quick);
    expect((await desk.page("second", quick)).state).toBe("appealed");
    await desk.ok(
      desk.as("second2")("POST", `/claims/${quick}/appeal-decision`, { outcome: "upheld", answer: "按条款" }),
    );
    await told(quick);
    // The job of the approval, and that of the objection turned down.
    const { rows } = await desk.query(
      "select count(*)::int as n from job_run where name = 'claims_send_on' and payload ->> 'claimId' = $1",
      [quick],
    );
    expect(rows[0].n).toBe(2);
    await sent(quick);
    expect(brief(await told(quick))).toEqual(["approved → worker"]);
    expect((await desk.page("second", quick)).state).toBe("paying");
  });
});

test("a unit that says nothing: the worker is told who looks into it", async () => {
  const id = await desk.phone(await desk.cover("U11"));
  await told(id);
  await desk.command((ctx) => passDeadline(ctx, id), undefined, 20);
  expect((await told(id))[0]?.title).toBe("单位没有按期证明，转市总工会核实");
});

test("what comes back to the unit is asked of it again", async () => {
  const of = await desk.cover("U11");
  const id = await desk.phone(of);
  await desk.ok(desk.as("clerk")("POST", `/claims/${id}/return`, { documents: ["receipt"], note: "看不清" }));
  await sent(id);
  await told(id);
  const me = desk.worker(of.personId);
  await desk.command((ctx) => addPaper(ctx, id, "receipt", paperFile(`${id} anew`)), me);
  await desk.command((ctx) => submitClaim(ctx, id), me);
  expect(brief(await told(id))).toEqual(["certification_asked → unit"]);
});

test("no notice, by whatever way, names an illness, a hospital, a plan or what somebody wrote", async () => {
  const { rows } = await desk.query(
    "select coalesce(title, '') || coalesce(body, '') || coalesce(sms, '') as words from notice where source = 'claims'",
  );
  expect(rows.length).toBeGreaterThan(20);
  const words = rows.map((row) => row.words).join("\n");
  expect(words).not.toMatch(/J18|K35|肺炎|阑尾|人民医院|住院医疗互助保障|是续保|按条款/);
});
