import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { type Cents, yuan } from "#core/money.ts";
import {
  decideLines,
  importStatement,
  matchLines,
  openAccount,
  undoDecision,
} from "#features/banking/index.ts";
import { verifyLedger } from "#features/ledger/index.ts";
import { type Actor, systemActor, type WriteCtx, writing } from "#platform/context.ts";
import { type SeatedCity, seatedCity } from "#tests/support/callers.ts";
import { readContent } from "#tests/support/statements.ts";
import {
  claimDonation,
  decideGrant,
  donationFigures,
  pledgeDonation,
  proposeGrant,
  reportToDonor,
  takeBackGrant,
} from "./index.ts";

const cityId = 471_400;
let app: SeatedCity["app"];
let as: SeatedCity["as"];
const lines: Record<string, string> = {};
let [balance, serial] = [0, 0];

beforeAll(async () => {
  ({ app, as } = await seatedCity(cityId, {
    carer: ["city_carer", "C"],
    leader: ["leader", "C"],
    accountant: ["city_accountant", "C"],
    clerk: ["city_clerk", "C"],
    cashier: ["city_cashier", "C"],
    county: ["county_clerk", "X1"],
  }));
  await act("x", (ctx) => openAccount(ctx, { number: "4100140000008888", holder: "专用账户" }));
  await bank("donation", 10_000, "河南某商贸有限公司");
  await bank("fiscal_grant", 50_000, "市财政局");
});
afterAll(() => app.close());

const actor = (id: string): Actor => ({ ...systemActor("test", cityId), id, name: id });
const act = <T>(who: string, work: (ctx: WriteCtx) => Promise<T>) =>
  writing(app.db.pool, actor(who), work, { at: new Date("2025-03-12T10:00:00+08:00") });
const refused = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (thrown) => thrown.code ?? String(thrown),
  );

/** A credit on the statement, decided as what it is. */
async function bank(kind: "donation" | "fiscal_grant", amount: number, name: string): Promise<string> {
  const number = `D${++serial}`;
  balance += amount;
  const head = "流水号,交易日期,借方发生额,贷方发生额,余额,对方账号,对方户名,摘要";
  const line = `${number},2025-03-03,,${amount},${balance},6222000000000${serial},${name},往来`;
  const text = ["账号：4100140000008888,户名：专用账户", head, line].join("\n");
  const reading = await readContent(text);
  await act("cashier", async (ctx) => {
    await importStatement(ctx, { name: "对账单.csv", hash: text }, reading);
    await matchLines(ctx, plainDate("2025-03-03"));
  });
  const { rows } = await app.db.ownerPool.query(
    "select id, version from bank_line where city_id = $1 and serial = $2",
    [cityId, number],
  );
  await act("cashier", (ctx) => decideLines(ctx, rows, { kind }));
  lines[`${kind} ${amount}`] = rows[0].id;
  return rows[0].id;
}

const pledge = (amount: number, more: object = {}) =>
  act("carer", (ctx) =>
    pledgeDonation(ctx, {
      donorKind: "enterprise",
      donorName: "河南某商贸有限公司",
      cents: yuan(amount),
      purpose: "帮助困难职工",
      isRestricted: false,
      pledgedOn: plainDate("2025-03-01"),
      ...more,
    }),
  );
const claim = (id: string, lineId: string, cents: bigint) =>
  refused(act("carer", (ctx) => claimDonation(ctx, id, lineId, cents as Cents)));
/** A donation that came, with a line of its own. */
async function came(amount: number, more: object = {}): Promise<string> {
  const id = await pledge(amount, more);
  expect(await claim(id, await bank("donation", amount, "捐赠人"), yuan(amount))).toBe("done");
  return id;
}
const propose = (cents: Cents, more: object = {}, who = "carer") =>
  act(who, (ctx) =>
    proposeGrant(ctx, {
      source: "donation",
      useFor: "relief",
      purpose: "救助困难职工",
      cents,
      resolution: "主席办公会第3号",
      resolvedOn: plainDate("2025-03-10"),
      ...more,
    }),
  );
const decide = (id: string, who = "leader") =>
  refused(act(who, (ctx) => decideGrant(ctx, id, true, "同意。")));
const donation = async (id: string) => (await as("carer")("GET", `/donations/${id}`)).body;
const free = async () => (await as("carer")("GET", "/donations")).body.sums.free;
const verified = () =>
  act("x", async (ctx) => {
    const { checks } = await verifyLedger(ctx);
    return checks.flatMap(({ findings }) => findings);
  });

describe("a line is claimed at most to its sum", () => {
  test("several donations on one line, to the last cent and not a cent more", async () => {
    const line = lines["donation 10000"] ?? "";
    const [first, second] = [await pledge(6_000), await pledge(4_001)];
    expect(await claim(first, line, 600_001n)).toBe("beyond_what_is_open");
    expect(await claim(first, line, 600_000n)).toBe("done");
    expect(await claim(second, line, 400_001n)).toBe("line_claimed_beyond");
    expect(await claim(second, line, 400_000n)).toBe("done");
    expect(await donation(first)).toMatchObject({ state: "received", received: "6000.00" });
    expect(await donation(second)).toMatchObject({ state: "pledged", open: "1.00" });
    expect(await claim(second, line, 100n)).toBe("line_claimed_beyond");
    expect(await free()).toBe("10000.00");
    expect(await verified()).toEqual([]);
  });

  test("two at once do not pass it together; the database holds it, too", async () => {
    const line = await bank("donation", 500, "某单位");
    const [a, b] = [await pledge(300), await pledge(300)];
    expect((await Promise.all([claim(a, line, 30_000n), claim(b, line, 30_000n)])).sort()).toEqual([
      "done",
      "line_claimed_beyond",
    ]);
    const over = app.db.ownerPool.query(
      "update bank_line set claimed_cents = amount_cents + 1 where id = $1",
      [line],
    );
    await expect(over).rejects.toThrow(/bank_line_claimed_at_most_itself/);
  });

  test("only a line of its kind; while it is claimed its decision stands", async () => {
    const id = await pledge(100);
    expect(await claim(id, lines["fiscal_grant 50000"] ?? "", 10_000n)).toBe("line_not_claimable");
    const line = await bank("donation", 100, "某单位");
    expect(await claim(id, line, 10_000n)).toBe("done");
    const undo = async () => {
      const { rows } = await app.db.ownerPool.query("select version from bank_line where id = $1", [line]);
      return refused(act("cashier", (ctx) => undoDecision(ctx, { id: line, ...rows[0] }, "核错了")));
    };
    expect(await undo()).toBe("line_claimed");
    const [arrival] = (await donation(id)).arrivals;
    const release = { words: "认领错了" };
    expect((await as("carer")("POST", `/donation-arrivals/${arrival.id}/release`, release)).status).toBe(200);
    expect(await donation(id)).toMatchObject({ state: "pledged", arrivals: [] });
    expect(await undo()).toBe("done");
    expect(await verified()).toEqual([]);
  });
});

describe("grants", () => {
  test("who proposes does not decide; what is granted is in the books once, and the books verify", async () => {
    const before = await free();
    const id = await propose(yuan(1_000));
    expect(await decide(id, "carer")).toBe("grant_proposer_decides");
    expect(await decide(id)).toBe("done");
    expect(await decide(id, "another")).toBe("grant_not_open");
    expect(Number(before) - Number(await free())).toBe(1_000);
    const { rows } = await app.db.ownerPool.query(
      `select p.from_account, p.to_account, p.amount_cents from ledger_posting as p join ledger_entry as e
        on e.city_id = p.city_id and e.id = p.entry_id where e.source = 'fund_grant' and e.source_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ from_account: "relief", to_account: "donation", amount_cents: "100000" }]);
    expect(await verified()).toEqual([]);
    const same = app.db.ownerPool.query("update fund_grant set decided_by = proposed_by where id = $1", [id]);
    await expect(same).rejects.toThrow(/fund_grant_two_people/);
  });

  test("through the doors: the carer proposes, the leader decides, nobody does both, a county sees nothing", async () => {
    const body = {
      source: "donation",
      useFor: "care",
      purpose: "夏季送清凉",
      amount: "200.00",
      resolution: "主席办公会第4号",
      resolvedOn: "2025-03-10",
    };
    const made = await as("carer")("POST", "/fund-grants", body);
    expect(made.status).toBe(200);
    const path = `/fund-grants/${made.body.id}/decision`;
    expect((await as("leader")("POST", "/fund-grants", body)).status).toBe(403);
    expect((await as("carer")("POST", path, { grants: true, words: "同意" })).status).toBe(403);
    expect((await as("county")("GET", `/fund-grants/${made.body.id}`)).status).toBe(404);
    expect((await as("county")("GET", "/donations")).body.rows).toEqual([]);
    expect((await as("accountant")("POST", path, { grants: true, words: "同意" })).status).toBe(200);
    expect((await as("leader")("GET", `/fund-grants/${made.body.id}`)).body).toMatchObject({
      state: "granted",
      allowed: ["take_back"],
    });
  });

  test("never more than the unrestricted balance: two at once beyond it, one is refused", async () => {
    const all = BigInt((await free()).replace(".", "")) as Cents;
    expect(await refused(propose((all + 1n) as Cents))).toBe("grant_beyond_balance");
    const half = (all / 2n + 1n) as Cents;
    const [a, b] = [await propose(half), await propose(half)];
    expect((await Promise.all([decide(a), decide(b)])).sort()).toEqual(["done", "grant_beyond_balance"]);
    const rest = (all - half) as Cents;
    expect(await decide(await propose(rest))).toBe("done");
    expect(await free()).toBe("0.00");
    expect(await verified()).toEqual([]);
  });

  test("a restricted donation only for its purpose, and not with the others", async () => {
    const id = await came(800, { isRestricted: true, useFor: "care" });
    expect(await free()).toBe("0.00");
    expect(await refused(propose(yuan(1)))).toBe("grant_beyond_balance");
    expect(await refused(propose(yuan(1), { sourceId: id }))).toBe("grant_not_its_purpose");
    expect(await refused(propose(80_001n as Cents, { sourceId: id, useFor: "care" }))).toBe(
      "grant_beyond_balance",
    );
    expect(await decide(await propose(yuan(800), { sourceId: id, useFor: "care" }))).toBe("done");
    const over = app.db.ownerPool.query(
      "update donation set allocated_cents = received_cents + 1 where id = $1",
      [id],
    );
    await expect(over).rejects.toThrow(/donation_allocated_at_most_received/);
  });

  test("a resolution of tomorrow is none", async () => {
    expect(await refused(propose(yuan(1), { resolvedOn: plainDate("2025-03-13") }))).toBe(
      "grant_resolution_not_yet",
    );
  });

  test("to the contribution pool, and back in step with the books", async () => {
    const id = await came(300, { useFor: "mutual_aid" });
    expect(await decide(await propose(yuan(300), { useFor: "mutual_aid" }))).toBe("done");
    expect((await donation(id)).uses).toMatchObject([{ useFor: "mutual_aid", amount: "300.00" }]);
    expect(await verified()).toEqual([]);
  });
});

test("fiscal money is claimed in the same way, by its document, and used for its purpose", async () => {
  const body = {
    issuer: "市财政局",
    document: "某财预〔2025〕1号",
    issuedOn: "2025-02-20",
    useFor: "mutual_aid",
    purpose: "职工互助保障专项",
    amount: "50000.00",
  };
  const { id } = (await as("carer")("POST", "/fiscal-grants", body)).body;
  expect((await as("carer")("POST", "/fiscal-grants", body)).body.code).toBe("document_known");
  const claims = (amount: string) =>
    as("carer")("POST", `/fiscal-grants/${id}/claims`, { lineId: lines["fiscal_grant 50000"], amount });
  expect((await claims("50000.01")).body.code).toBe("beyond_what_is_open");
  expect((await claims("50000.00")).status).toBe(200);
  const from = { source: "fiscal_grant", sourceId: id };
  expect(await refused(propose(yuan(1), from))).toBe("grant_not_its_purpose");
  expect(await decide(await propose(yuan(20_000), { ...from, useFor: "mutual_aid" }))).toBe("done");
  expect((await as("leader")("GET", `/fiscal-grants/${id}`)).body).toMatchObject({ left: "30000.00" });
  expect(await verified()).toEqual([]);
});

describe("a grant that was wrong", () => {
  const takeBack = (id: string) => refused(act("leader", (ctx) => takeBackGrant(ctx, id, "批错了用途")));
  const owed = async (source: string) => {
    const { rows } = await app.db.ownerPool.query(
      "select kind, state from duty where source_id = $1 order by kind",
      [source],
    );
    return rows.map(({ kind, state }) => `${kind} ${state}`);
  };

  test("is taken back whole, once: its parts are free again and the books agree; by hand its voucher is not reversed", async () => {
    const before = await free();
    const donationId = await came(90, { isRestricted: true, useFor: "relief" });
    const id = await propose(yuan(90), { sourceId: donationId });
    expect(await takeBack(id)).toBe("grant_not_granted");
    expect(await owed(id)).toEqual(["donations.grant open"]);
    expect(await decide(id)).toBe("done");
    expect(await owed(id)).toEqual(["donations.grant done"]);
    expect(await owed(donationId)).toEqual(["donations.report open"]);
    const { entryId } = (await as("leader")("GET", `/fund-grants/${id}`)).body;
    const byHand = await as("accountant")("POST", `/ledger/vouchers/${entryId}/reversal`, { reason: "错了" });
    expect(byHand.body.code).toBe("entry_of_fund_grant");
    expect(await takeBack(id)).toBe("done");
    expect(await takeBack(id)).toBe("grant_not_granted");
    expect(await owed(donationId)).toEqual(["donations.report cancelled"]);
    expect(await donation(donationId)).toMatchObject({ left: "90.00", allocated: "0.00", uses: [] });
    expect(await free()).toBe(before);
    expect(await verified()).toEqual([]);
  });

  test("stays once its donor was told", async () => {
    const donationId = await came(60, { isRestricted: true, useFor: "relief" });
    const id = await propose(yuan(60), { sourceId: donationId });
    expect(await decide(id)).toBe("done");
    await act("carer", (ctx) => reportToDonor(ctx, donationId, "帮到了一位困难职工。"));
    expect(await owed(donationId)).toEqual(["donations.report done"]);
    expect(await takeBack(id)).toBe("grant_reported");
    expect(await verified()).toEqual([]);
  });

  test("stays once its donor was told, whatever is used later; what is used later may be taken back", async () => {
    const donationId = await came(300, { isRestricted: true, useFor: "relief" });
    const told = await propose(yuan(100), { sourceId: donationId });
    expect(await decide(told)).toBe("done");
    await act("carer", (ctx) => reportToDonor(ctx, donationId, "帮到了一位困难职工。"));
    const later = await propose(yuan(200), { sourceId: donationId });
    expect(await decide(later)).toBe("done");
    expect(await takeBack(told)).toBe("grant_reported");
    expect(await takeBack(later)).toBe("done");
    expect(await takeBack(told)).toBe("grant_reported");
    expect(await donation(donationId)).toMatchObject({ allocated: "100.00", left: "200.00" });
    expect(await verified()).toEqual([]);
  });
});

describe("what the donor gets", () => {
  test("a receipt of the donors' own series, without a gap, by two people", async () => {
    const ids = [await came(70), await came(80, { donorName: undefined })];
    const pages = await Promise.all(ids.map(donation));
    const requestIds = pages.map((page) => page.arrivals[0].receipt.requestId);
    for (const [at, page] of pages.entries())
      await as("clerk")("POST", `/receipts/${requestIds[at]}/confirmation`, {
        title: page.donor,
        uscc: "",
        amount: page.amount,
      });
    expect((await as("cashier")("POST", "/receipts/draw", { requestIds })).status).toBe(200);
    expect((await as("accountant")("POST", "/receipts/issue", { requestIds })).status).toBe(200);
    const after = await Promise.all(ids.map(donation));
    expect(after.map(({ state }) => state)).toEqual(["receipted", "receipted"]);
    expect(after[1].donor).toBe("爱心人士（匿名）");
    const numbers = after.map((page) => page.arrivals[0].receipt.number).sort();
    for (const number of numbers) expect(number).toMatch(/^14C-JZ-\d{4}-\d{6}$/);
    expect(numbers.map((number) => Number(number.split("-").at(-1)))).toEqual([1, 2]);
    const [arrival] = after[0].arrivals;
    const release = await as("carer")("POST", `/donation-arrivals/${arrival.id}/release`, { words: "错了" });
    expect(release.body.code).toBe("donation_receipt_issued");
  });

  test("goods have no line and no posting; what was used is told, once", async () => {
    const id = await pledge(1_200, { goods: "防暑包60份" });
    expect(await claim(id, lines["donation 10000"] ?? "", 100n)).toBe("donation_is_goods");
    const handed = { on: "2025-03-12", note: "仓库交接，60份" };
    expect((await as("carer")("POST", `/donations/${id}/goods`, handed)).status).toBe(200);
    expect((await as("carer")("POST", `/donations/${id}/goods`, handed)).body.code).toBe(
      "donation_in_already",
    );
    const waiver = { words: "捐赠人说不要收据" };
    expect((await as("carer")("POST", `/donations/${id}/receipt-waiver`, waiver)).status).toBe(200);
    expect(await donation(id)).toMatchObject({ state: "receipted" });
    const report = () =>
      as("carer")("POST", `/donations/${id}/reports`, { words: "60份都发到了环卫工人手里。" });
    expect((await report()).body.code).toBe("nothing_to_report");
    const { rows } = await app.db.ownerPool.query("select count(*)::int as n from ledger_entry");
    const goods = { source: "goods", sourceId: id, useFor: "care", purpose: "夏季送清凉" };
    expect(await decide(await propose(yuan(1_200), goods))).toBe("done");
    const after = await app.db.ownerPool.query("select count(*)::int as n from ledger_entry");
    expect(after.rows).toEqual(rows);
    expect(await donation(id)).toMatchObject({ state: "allocated" });
    expect((await report()).status).toBe(200);
    expect((await report()).body.code).toBe("nothing_to_report");
    expect(await donation(id)).toMatchObject({ state: "reported", left: "0.00" });
    expect(await verified()).toEqual([]);
  });

  test("how to reach a donor is told to whom registers donations only", async () => {
    const id = await pledge(10, { contact: "王经理 139****0000" });
    expect((await donation(id)).contact).toContain("王经理");
    expect((await as("leader")("GET", `/donations/${id}`)).body.contact).toBeNull();
  });
});

test("figures count what came and what was used, within the days", async () => {
  const of = (from: string, until: string) =>
    act("x", (ctx) => donationFigures(ctx, plainDate(from), plainDate(until)));
  const codes = (await of("2025-03-01", "2025-03-31")).map(({ code }) => code);
  expect(codes).toEqual([
    "donations.cases",
    "donations.money",
    "donations.goods",
    "donations.used",
    "donations.fiscal",
  ]);
  expect(await of("2025-04-01", "2025-04-30")).toEqual([]);
});
