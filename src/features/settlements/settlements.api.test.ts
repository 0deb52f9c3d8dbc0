import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { giveConsent } from "#features/members/index.ts";
import { type ClaimsDesk, claimsDesk, photo } from "../../../tests/support/claims.ts";
import { numberOf } from "../../../tests/support/rosters.ts";
import { csvFeed, jsonFeed, reversalOf, stay } from "../../../tests/support/settlements.ts";
import { insuranceServer } from "./cli/insurance-server.ts";
import { type MadePerson, makeSettlements } from "./cli/made-settlements.ts";
import { dropUnagreed } from "./commands/confirm.ts";
import { settlementJobs } from "./jobs.ts";
import { settlementRoutes } from "./routes.ts";
import { readSettlement } from "./rules/settlement.ts";
import { settlementTexts } from "./text.ts";

// Feeds of the medical-insurance side, through the doors by which they come, on a real database.

let desk: ClaimsDesk;
beforeAll(async () => {
  desk = await claimsDesk({ routes: settlementRoutes, texts: settlementTexts, jobs: settlementJobs });
});
afterAll(() => desk.close());

const work = () => desk.work();

let covered = 0;
/** Somebody covered, who agreed to the exchange unless `agrees` says otherwise; with the fields that name them. */
async function person(agrees = true) {
  covered += 1;
  const of = await desk.cover("U11");
  if (agrees)
    await desk.command((ctx) =>
      giveConsent(ctx, {
        personId: of.personId,
        purpose: "medical_data_exchange",
        version: "2025.1",
        channel: "phone",
      }),
    );
  const fields = {
    psn_name: of.name,
    certno: numberOf(covered),
    setl_id: `S${covered}`,
    mdtrt_id: `V${covered}`,
    invono: `41060124-${String(covered).padStart(10, "0")}`,
    begndate: desk.day(-60),
    enddate: desk.day(-54),
  };
  return { ...of, row: (more: Parameters<typeof stay>[0] = {}) => stay({ ...fields, ...more }) };
}

let sent = 0;
const nextNumber = () => `PY-${++sent}`;

async function bring(content: Buffer) {
  const reply = await desk.ok(desk.upload("city", "/settlement-feeds", content));
  await work();
  return { ...reply, page: await desk.ok(desk.as("city")("GET", `/settlement-feeds/${reply.feedId}`)) };
}
const outcomesOf = (page: { outcomes: { outcome: string; lines: number }[] }) =>
  Object.fromEntries(page.outcomes.map(({ outcome, lines }) => [outcome, lines]));
const claimsOf = async (personId: string) =>
  (
    await desk.query(
      "select id, state, channel, benefit_cents::int as benefit, total_cents::int as total from claim where person_id = $1 order by id",
      [personId],
    )
  ).rows;
const rowsIn = async (table: string) =>
  (await desk.query(`select count(*)::int as n from ${table}`)).rows[0].n;

describe("a feed", () => {
  test("opens a claim that is worked out for whoever is covered and agreed; of others it counts how many", async () => {
    const [agreed, silent] = [await person(), await person(false)];
    const rows = [
      agreed.row(),
      silent.row(),
      stay({ certno: "410902199001019998", psn_name: "外人", setl_id: "X" }),
    ];
    const { page } = await bring(csvFeed(nextNumber(), rows));
    expect(page).toMatchObject({
      state: "taken",
      lines: 3,
      noConsent: 1,
      unknownPerson: 1,
      total: "72862.26",
    });
    expect(outcomesOf(page)).toEqual({ opened: 1 });
    // (21361.86 − 13342.85 − 400.00): 5,000 at half, the rest at six tenths.
    expect(await claimsOf(agreed.personId)).toEqual([
      { id: expect.any(String), state: "draft", channel: "automatic", benefit: 407141, total: 2428742 },
    ]);
    expect(await claimsOf(silent.personId)).toEqual([]);
    const { rows: kept } = await desk.query("select person_id from settlement where feed_id = $1", [page.id]);
    expect(kept).toEqual([{ person_id: agreed.personId }]);
  });

  test("that comes again is the same feed, and opens no second claim; nor does the settlement in another feed", async () => {
    const worker = await person();
    const content = jsonFeed(nextNumber(), [worker.row()]);
    const first = await bring(content);
    const again = await bring(content);
    expect(again).toMatchObject({ feedId: first.feedId, isSame: true, jobId: null });
    const { page } = await bring(jsonFeed(nextNumber(), [worker.row()]));
    expect(page).toMatchObject({ state: "taken", known: 1, outcomes: [] });
    expect(await claimsOf(worker.personId)).toHaveLength(1);
  });

  test("whose totals differ from its control record is refused whole, and says by how much", async () => {
    const worker = await person();
    const before = [await rowsIn("claim"), await rowsIn("settlement")];
    const { page } = await bring(
      csvFeed(nextNumber(), [worker.row()], { lines: "2", medfee_sumamt: "24288.42" }),
    );
    expect(page).toMatchObject({ state: "refused", problemCount: 2, outcomes: [] });
    expect(page.problems.join("\n")).toContain("控制记录写2行，实际1行，差1行");
    expect(page.problems.join("\n")).toContain("控制记录写24,288.42元，各行相加是24,287.42元，差1.00元");
    expect([await rowsIn("claim"), await rowsIn("settlement")]).toEqual(before);
    // Put right, it is taken.
    expect((await bring(csvFeed(nextNumber(), [worker.row()]))).page.state).toBe("taken");
  });

  test("with wrong lines names all of them, each with its field, and nothing of a person", async () => {
    const worker = await person();
    const rows = [
      worker.row({ begndate: "2025-02-30" }),
      worker.row({ setl_id: "T2", medfee_sumamt: "abc" }),
      worker.row({ setl_id: "T3", inscp_scp_amt: "21361.00" }),
      worker.row({ setl_id: "T3" }),
    ];
    const { page } = await bring(csvFeed(nextNumber(), rows, { medfee_sumamt: "0.00" }));
    expect(page.state).toBe("refused");
    const said = page.problems.join("\n");
    expect(said).toContain("第2行，入院日期（begndate）：不是日期");
    expect(said).toContain("第3行，医疗费总额（medfee_sumamt）：不是金额");
    expect(said).toContain("第4行，医疗费总额（medfee_sumamt）：写24,287.42元，按各部分算是24,286.56元");
    expect(said).not.toContain(worker.name);
    expect(said).not.toContain(worker.row().certno);
  });

  test.each([
    ["half a file", (whole: Buffer) => whole.subarray(0, whole.length / 2), "没有控制记录"],
    ["another file", () => photo("x"), "图片"],
    ["another table", () => Buffer.from("姓名,电话\n甲,1\n"), "缺少结算ID（setl_id）"],
  ])("that is %s is refused and keeps nothing", async (_what, spoil, words) => {
    const worker = await person();
    const { page } = await bring(spoil(csvFeed(nextNumber(), [worker.row(), worker.row({ setl_id: "H2" })])));
    expect(page.state).toBe("refused");
    expect(page.problems.join()).toContain(words);
    expect(await claimsOf(worker.personId)).toEqual([]);
  });

  test("joins a claim that was filed by hand, and says where the two differ", async () => {
    const worker = await person();
    await desk.file("clerk", worker, {
      bill: worker.row().invono,
      on: desk.day(-60),
      endedOn: desk.day(-54),
    });
    const { page } = await bring(csvFeed(nextNumber(), [worker.row({ setl_id: "J1" })]));
    expect(outcomesOf(page)).toEqual({ joined: 1 });
    const { rows } = await desk.ok(desk.as("city")("GET", `/settlement-feeds/${page.id}/lines`));
    expect(rows[0]).toMatchObject({
      outcome: "joined",
      why: "和原来那件不同：其他支付",
      claim: { state: "first_review" },
    });
    expect(await claimsOf(worker.personId)).toHaveLength(1);
  });

  test("opens nothing where nothing is paid, and says why", async () => {
    const [early, other, renamed] = [await person(), await person(), await person()];
    const rows = [
      early.row({ begndate: desk.day(-290), enddate: desk.day(-288) }),
      other.row({ med_type: "11" }),
      renamed.row({ psn_name: "别人" }),
    ];
    const { page } = await bring(csvFeed(nextNumber(), rows));
    expect(outcomesOf(page)).toEqual({ nothing_to_pay: 1, not_claimable: 1, name_differs: 1 });
    const { rows: lines } = await desk.ok(
      desk.as("city")("GET", `/settlement-feeds/${page.id}/lines?outcome=nothing_to_pay`),
    );
    expect(lines).toMatchObject([{ line: 2, why: "在等待期内", claim: null }]);
  });
});

describe("a worker", () => {
  test("confirms account and consent: only then is it a claim, without papers, in the first review", async () => {
    const worker = await person();
    await bring(csvFeed(nextNumber(), [worker.row()]));
    const [{ id }] = await claimsOf(worker.personId);
    const { mySettled } = await import("./queries/my-settled.ts");
    const { confirmSettled } = await import("./commands/confirm.ts");
    const me = desk.worker(worker.personId);
    const shown = await desk.command(mySettled, me);
    expect(shown).toMatchObject({ consentVersion: "2025.1", rows: [{ claimId: id, benefit: "4071.41" }] });
    const confirm = (consentVersion?: string) =>
      desk.command(
        (ctx) =>
          confirmSettled(ctx, id, { account: "410012345678888", bankName: "建设银行", consentVersion }),
        me,
      );
    await expect(confirm()).rejects.toMatchObject({ code: "consent_missing" });
    const claim = await confirm("2025.1");
    expect(claim).toMatchObject({ state: "first_review", certification: "not_needed", benefit: 407141n });
    expect(claim.number).toMatch(/^SL-/);
    await expect(confirm()).rejects.toMatchObject({ code: "settled_claim_gone" });
    expect((await desk.command(mySettled, me)).rows).toEqual([]);
  });

  test("who does not want it leaves no trace; a stranger does not see it", async () => {
    const [worker, stranger] = [await person(), await person()];
    await bring(csvFeed(nextNumber(), [worker.row()]));
    const [{ id }] = await claimsOf(worker.personId);
    const { declineSettled } = await import("./commands/confirm.ts");
    const decline = (personId: string) =>
      desk.command((ctx) => declineSettled(ctx, id), desk.worker(personId));
    await expect(decline(stranger.personId)).rejects.toMatchObject({ code: "not_found" });
    await decline(worker.personId);
    expect(await claimsOf(worker.personId)).toEqual([]);
    // The same settlement does not come back by another feed.
    const { page } = await bring(csvFeed(nextNumber(), [worker.row()]));
    expect(page).toMatchObject({ known: 1, outcomes: [] });
  });

  test("who takes the consent back has what waited dropped", async () => {
    const worker = await person();
    await bring(csvFeed(nextNumber(), [worker.row()]));
    const { withdrawConsent } = await import("#features/members/index.ts");
    await desk.command((ctx) =>
      withdrawConsent(ctx, { personId: worker.personId, purpose: "medical_data_exchange", channel: "phone" }),
    );
    await desk.command(dropUnagreed);
    expect(await claimsOf(worker.personId)).toEqual([]);
  });
});

describe("what was taken back", () => {
  test("in the same feed opens nothing; with a new settlement in its place that one is opened", async () => {
    const worker = await person();
    const first = worker.row();
    const made = worker.row({ setl_id: "N1", act_pay_dedc: "900.00" });
    const { page } = await bring(csvFeed(nextNumber(), [first, reversalOf(first, "R1"), made]));
    expect(page).toMatchObject({ state: "taken", reversals: 1, total: "24287.42" });
    expect(outcomesOf(page)).toEqual({ opened: 1, reversed: 1 });
    expect(await claimsOf(worker.personId)).toMatchObject([{ benefit: 377141 }]);
  });

  test("drops what still waits; what comes in its place later is opened anew", async () => {
    const worker = await person();
    const first = worker.row();
    await bring(csvFeed(nextNumber(), [first]));
    await bring(csvFeed(nextNumber(), [reversalOf(first, "R2")]));
    expect(await claimsOf(worker.personId)).toEqual([]);
    const { page } = await bring(csvFeed(nextNumber(), [worker.row({ setl_id: "N2" })]));
    expect(outcomesOf(page)).toEqual({ opened: 1 });
  });

  test("has a confirmed claim worked out again; while a reviewer has it in hand it waits", async () => {
    const worker = await person();
    const first = worker.row();
    await bring(csvFeed(nextNumber(), [first]));
    const [{ id }] = await claimsOf(worker.personId);
    const { confirmSettled } = await import("./commands/confirm.ts");
    await desk.command(
      (ctx) =>
        confirmSettled(ctx, id, { account: "410012345679999", bankName: "", consentVersion: "2025.1" }),
      desk.worker(worker.personId),
    );
    await desk.ok(desk.as("first")("POST", `/claims/${id}/taking`, {}));
    const made = worker.row({ setl_id: "N3", act_pay_dedc: "900.00" });
    await bring(csvFeed(nextNumber(), [reversalOf(first, "R3"), made]));
    const corrections = () => desk.ok(desk.as("city")("GET", "/settlement-corrections"));
    expect((await corrections()).rows[0]).toMatchObject({
      isWaiting: true,
      what: "审核人员正在办，办完再改",
    });
    await desk.query("update claim set taken_by = null where id = $1", [id]);
    const { settlementsOfTheDay } = await import("./commands/daily.ts");
    const { systemActor } = await import("#platform/context.ts");
    await settlementsOfTheDay(desk.pool, systemActor("daily", 410900));
    expect((await corrections()).rows[0]).toMatchObject({ isWaiting: false, what: "已按更正的数重新核算" });
    expect(await claimsOf(worker.personId)).toMatchObject([{ state: "first_review", benefit: 377141 }]);
    const { rows } = await desk.query(
      "select figures_sealed from settlement_correction where claim_id = $1",
      [id],
    );
    expect(rows).toEqual([{ figures_sealed: null }]);
  });
});

describe("the medical-insurance side", () => {
  test("hands in by an account of its own, learns what became of it, and sees nothing else", async () => {
    const { seedSession } = await import("../../../tests/support/city.ts");
    const other = await seedSession(desk.pool, 410900, "medical_insurance", desk.at("C"));
    const worker = await person();
    const me = (await seedSession(desk.pool, 410900, "medical_insurance", desk.at("C"))).token;
    const form = csvFeed(nextNumber(), [worker.row()]);
    const boundary = "----t";
    const send = (token: string) =>
      desk.app.app.inject({
        method: "POST",
        url: "/api/settlement-feeds/sent",
        headers: {
          authorization: `Bearer ${token}`,
          "content-type": `multipart/form-data; boundary=${boundary}`,
        },
        payload: Buffer.concat([
          Buffer.from(
            `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="f.csv"\r\ncontent-type: text/csv\r\n\r\n`,
          ),
          form,
          Buffer.from(`\r\n--${boundary}--\r\n`),
        ]),
      });
    const first = (await send(me)).json();
    await work();
    expect((await send(me)).json()).toMatchObject({ feedId: first.feedId, isSame: true });
    const standing = (token: string) =>
      desk.app.as(token)("POST", `/settlement-feeds/sent/${first.feedId}/standing`);
    expect((await standing(me)).body).toMatchObject({ state: "taken", lines: 1 });
    expect((await standing(other.token)).status).toBe(404);
    for (const path of ["/settlement-feeds", `/settlement-feeds/${first.feedId}`, "/claims"])
      expect((await desk.app.as(me)("GET", path)).status).toBe(403);
    expect((await desk.app.as(me)("POST", "/settlement-feeds/sent")).status).toBe(400);
  });
});

describe("the stand-in of the medical-insurance side", () => {
  const made = (people: readonly MadePerson[], count = 30) =>
    makeSettlements({ people, seed: 7, count, from: desk.day(-100), until: desk.day(-30) });

  test("makes the same settlements of the same seed, and each of them adds up", () => {
    const people = [{ name: "甲", idNumber: numberOf(900) }];
    const rows = made(people, 300);
    expect(made(people, 300)).toEqual(rows);
    expect(rows.flatMap((row, line) => readSettlement(line, (field) => row[field] ?? "").faults)).toEqual([]);
    expect(rows.some(({ refd_setl_flag }) => refd_setl_flag === "1")).toBe(true);
  });

  test("is asked page by page, to the end and from there on; what it cannot answer is told", async () => {
    const worker = await person();
    const people = [{ name: worker.name, idNumber: worker.row().certno ?? "" }];
    const server = insuranceServer({ rows: made(people), name: "T", token: "secret", pageSize: 12 });
    const address = await server.listen({ port: 0, host: "127.0.0.1" });
    const source = (token: string) =>
      desk.ok(
        desk.as("admin")("PUT", "/settlement-source", {
          url: `${address}/settlements`,
          token,
          isActive: true,
        }),
      );
    const ask = async () => {
      await desk.ok(desk.as("admin")("POST", "/settlement-source/asking", {}));
      await work();
      return desk.ok(desk.as("admin")("GET", "/settlement-source"));
    };
    await source("wrong");
    expect((await ask()).problem).toContain("请核对网址和令牌");
    await source("secret");
    expect((await ask()).problem).toBeNull();
    const fetched = async () =>
      (await desk.query("select state, lines from settlement_feed where source = 'fetched' order by id"))
        .rows;
    expect(await fetched()).toEqual([12, 12, 6].map((lines) => ({ state: "taken", lines })));
    await ask();
    expect(await fetched()).toHaveLength(3);
    expect((await claimsOf(worker.personId)).length).toBeGreaterThan(3);
    await server.close();
    expect((await ask()).problem).toContain("没有回应");
  });
});
