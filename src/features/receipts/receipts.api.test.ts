import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { cents, yuan } from "#core/money.ts";
import type { Role } from "#core/permissions.ts";
import { roleOf } from "#core/permissions.ts";
import { routes, texts } from "#main/features.ts";
import { type Actor, systemActor, type WriteCtx, writing } from "#platform/context.ts";
import { type Caller, type TestApp, testApp } from "#tests/support/app.ts";
import { seedCity, seedSession } from "#tests/support/city.ts";
import { textOf } from "#tests/support/pdf.ts";
import { issueReceipts } from "./commands/issue.ts";
import { requestReceipts, type WantedReceipt, withdrawReceipts } from "./index.ts";

let app: TestApp;
let places: Record<string, string>;
let unit: Caller;
let otherUnit: Caller;
let cashier: Caller;
let accountant: Caller;
let cityClerk: Caller;

beforeAll(async () => {
  app = await testApp(routes, texts);
  places = await seedCity(app.db.pool, 410900);
  const call = async (role: Role, place: string) =>
    app.as((await seedSession(app.db.pool, 410900, role, places[place] ?? "")).token);
  unit = await call("unit_clerk", "U11");
  otherUnit = await call("unit_clerk", "U12");
  cashier = await call("city_cashier", "C");
  accountant = await call("city_accountant", "C");
  cityClerk = await call("city_clerk", "C");
});
afterAll(() => app.close());

const act = <T>(run: (ctx: WriteCtx) => Promise<T>, actor: Actor = systemActor("test", 410900)) =>
  writing(app.db.pool, actor, run, { at: new Date("2025-01-13T04:00:00Z") });
const person = (name: string, role: Role): Actor => ({
  id: name,
  name,
  role,
  reach: roleOf(role).reach,
  cityId: 410900,
  organisationId: places.C,
});
const wanted = (more: Partial<WantedReceipt> = {}): WantedReceipt => ({
  source: "funding",
  sourceId: newId(),
  organisationId: places.U11 ?? "",
  kind: "contribution",
  item: "2025年1月职工互助保障会费",
  heads: 156,
  cents: yuan(7_800),
  receivedOn: plainDate("2025-01-10"),
  ...more,
});
const asked = async (more: Partial<WantedReceipt> = {}): Promise<{ id: string; want: WantedReceipt }> => {
  const want = wanted(more);
  await act((ctx) => requestReceipts(ctx, [want]));
  const { rows } = await act(({ db }) =>
    sql<{ id: string }>`select id from receipt_request where source_id = ${want.sourceId}`.execute(db),
  );
  return { id: rows[0]?.id ?? "", want };
};
const confirmed = (id: string, amount = "7800.00") =>
  unit("POST", `/receipts/${id}/confirmation`, { title: "第一小学工会委员会", uscc: "", amount });
const drawn = async (more: Partial<WantedReceipt> = {}) => {
  const { id, want } = await asked(more);
  await confirmed(id);
  await cashier("POST", "/receipts/draw", { requestIds: [id] });
  return { id, want };
};
const issued = async (more: Partial<WantedReceipt> = {}) => {
  const { id, want } = await drawn(more);
  await accountant("POST", "/receipts/issue", { requestIds: [id] });
  return { id, want };
};
const pageOf = async (id: string, by: Caller = accountant) => (await by("GET", `/receipts/${id}`)).body;
const code = async (reply: Promise<{ status: number; body: { code?: string } }>) => {
  const { status, body } = await reply;
  return [status, body?.code];
};

describe("from the money to the paper", () => {
  test("the title is the payer's name until the payer says otherwise", async () => {
    const { id } = await asked();
    const { body } = await unit("GET", "/receipts?state=to_confirm");
    expect(body.rows.find((row: { id: string }) => row.id === id)).toMatchObject({
      title: "09单位11号有限公司",
      amount: "7800.00",
      state: "requested",
    });
    expect((await confirmed(id)).status).toBe(200);
    expect((await pageOf(id)).request).toMatchObject({ title: "第一小学工会委员会", state: "confirmed" });
  });

  test("who paid is told when its receipt is issued, and when it is reversed, once each", async () => {
    const { id } = await issued();
    const told = async () => {
      const { rows } = await app.db.ownerPool.query(
        "select template, organisation_id, permission, title, body from notice where link = $1 order by id",
        [`/receipts/${id}`],
      );
      return rows;
    };
    const [{ number }] = (await pageOf(id)).receipts;
    expect(await told()).toEqual([
      {
        template: "receipts.issued",
        organisation_id: places.U11,
        permission: "receipts.confirm",
        title: `收据${number}已开出`,
        body: expect.stringContaining("2025年1月职工互助保障会费，7,800.00元"),
      },
    ]);
    await cashier("POST", `/receipts/${id}/reversal`, { reason: "抬头错" });
    await accountant("POST", "/receipts/issue", { requestIds: [id] });
    await accountant("POST", "/receipts/issue", { requestIds: [id] });
    expect((await told()).slice(1)).toMatchObject([
      { template: "receipts.reversed", title: `收据${number}已红冲，请不要再用` },
    ]);
    // The city's own subsidy: nobody tells themselves.
    const { id: own } = await asked({ organisationId: places.C ?? "", kind: "subsidy" });
    const title = { title: "市总工会", uscc: "", amount: "7800.00" };
    await cityClerk("POST", `/receipts/${own}/confirmation`, title);
    await cashier("POST", "/receipts/draw", { requestIds: [own] });
    await accountant("POST", "/receipts/issue", { requestIds: [own] });
    expect((await pageOf(own)).request.state).toBe("issued");
    const { rows } = await app.db.ownerPool.query("select from notice where link = $1", [`/receipts/${own}`]);
    expect(rows).toEqual([]);
  });

  test("nobody of another unit sees or confirms it", async () => {
    const { id } = await asked();
    expect((await otherUnit("GET", `/receipts/${id}`)).status).toBe(404);
    const tried = otherUnit("POST", `/receipts/${id}/confirmation`, {
      title: "别人",
      uscc: "",
      amount: "7800.00",
    });
    expect(await code(tried)).toEqual([404, "not_found"]);
  });

  test("another amount than the one that stands there is not confirmed", async () => {
    const { id } = await asked();
    expect(await code(confirmed(id, "7750.00"))).toEqual([409, "receipt_amount_changed"]);
  });

  test("it is drawn only after its confirmation, and issued only by another person", async () => {
    const { id } = await asked();
    expect(await code(cashier("POST", "/receipts/draw", { requestIds: [id] }))).toEqual([
      409,
      "receipt_in_another_state",
    ]);
    await confirmed(id);
    await act(
      async (ctx) => {
        const { drawReceipts } = await import("./commands/issue.ts");
        await drawReceipts(ctx, [id]);
      },
      person("会计乙", "city_accountant"),
    );
    const self = act((ctx) => issueReceipts(ctx, [id]), person("会计乙", "city_accountant"));
    await expect(self).rejects.toMatchObject({ code: "receipt_drawer_is_checker" });
    expect((await accountant("POST", "/receipts/issue", { requestIds: [id] })).status).toBe(200);
  });

  test("the paper says what was confirmed, in figures and capitals, and is the same whenever it is taken", async () => {
    const { id } = await issued();
    const { receipts } = await pageOf(id);
    const take = () => unit("GET", `/receipts/${id}/papers/${receipts[0].id}`);
    const [first, again] = [await take(), await take()];
    expect(first.raw.equals(again.raw)).toBe(true);
    const text = (await textOf(first.raw)).join("").replace(/\s/g, "");
    for (const part of [
      "职工互助保障收据",
      receipts[0].number,
      "第一小学工会委员会",
      "2025年1月职工互助保障会费",
      "156人",
      "柒仟捌佰元整",
      "7,800.00元",
      "09市总工会",
      "测试市级出纳",
      "测试市级会计",
    ])
      expect(text).toContain(part);
    expect((await otherUnit("GET", `/receipts/${id}/papers/${receipts[0].id}`)).status).toBe(404);
  });

  test("between unions it is a note of the transfer, with numbers of its own, unless the city says a receipt", async () => {
    const note = await issued({ kind: "subsidy" });
    expect((await pageOf(note.id)).receipts[0]).toMatchObject({ paper: "transfer_note" });
    expect((await pageOf(note.id)).receipts[0].number).toMatch(/^09C-WL-\d{4}-\d{6}$/);
    await accountant("PUT", "/receipt-settings", { subsidyPaper: "receipt" });
    const receipt = await issued({ kind: "subsidy" });
    expect((await pageOf(receipt.id)).receipts[0].number).toMatch(/^09C-\d{4}-\d{6}$/);
    await accountant("PUT", "/receipt-settings", { subsidyPaper: "transfer_note" });
  });

  test("a title with a character that no font has is told when it is drawn", async () => {
    const { id } = await asked();
    await unit("POST", `/receipts/${id}/confirmation`, { title: "𠮷祥公司", uscc: "", amount: "7800.00" });
    const reply = await cashier("POST", "/receipts/draw", { requestIds: [id] });
    expect([reply.status, reply.body.code]).toEqual([400, "paper_character_unknown"]);
  });
});

describe("when the money changes", () => {
  test("another amount is confirmed again, and what is gone is not issued", async () => {
    const { id, want } = await drawn();
    await act((ctx) => requestReceipts(ctx, [{ ...want, heads: 155, cents: yuan(7_750) }]));
    expect((await pageOf(id)).request).toMatchObject({ state: "requested", amount: "7750.00", heads: 155 });
    await act((ctx) => withdrawReceipts(ctx, "funding", [want.sourceId]));
    expect(await code(confirmed(id, "7750.00"))).toEqual([409, "receipt_in_another_state"]);
    await act((ctx) => requestReceipts(ctx, [want]));
    expect((await pageOf(id)).request).toMatchObject({ state: "requested", amount: "7800.00" });
  });

  test("asked again with the same, nothing changes", async () => {
    const { id, want } = await drawn();
    await act((ctx) => requestReceipts(ctx, [want]));
    expect((await pageOf(id)).request.state).toBe("drawn");
  });

  test("what is issued stands, and shows that it has to be reversed", async () => {
    const { id, want } = await issued();
    await act((ctx) => requestReceipts(ctx, [{ ...want, heads: 155, cents: yuan(7_750) }]));
    expect((await pageOf(id)).request).toMatchObject({ state: "issued", hasChanged: true });
  });
});

describe("a wrong one", () => {
  test("is reversed whole by two people and issued anew, each with a number of its own", async () => {
    const { id } = await issued();
    await cashier("POST", `/receipts/${id}/reversal`, { reason: "抬头写错" });
    await accountant("POST", "/receipts/issue", { requestIds: [id] });
    expect((await pageOf(id)).request.state).toBe("requested");
    await confirmed(id);
    await cashier("POST", "/receipts/draw", { requestIds: [id] });
    await accountant("POST", "/receipts/issue", { requestIds: [id] });
    const { receipts } = await pageOf(id);
    expect(
      receipts.map((each: { kind: string; amount: string; isReversed: boolean }) => [
        each.kind,
        each.amount,
        each.isReversed,
      ]),
    ).toEqual([
      ["issued", "7800.00", true],
      ["reversal", "-7800.00", false],
      ["issued", "7800.00", false],
    ]);
    const red = await unit("GET", `/receipts/${id}/papers/${receipts[1].id}`);
    const text = (await textOf(red.raw)).join("").replace(/\s/g, "");
    expect(text).toContain("负柒仟捌佰元整");
    expect(text).toContain(`冲回${receipts[0].number}，抬头写错`);
  });

  test("may be sent back by the second person, with a reason", async () => {
    const { id } = await drawn();
    await accountant("POST", `/receipts/${id}/return`, { reason: "代码不对" });
    expect((await pageOf(id)).request).toMatchObject({ state: "confirmed", note: "代码不对" });
  });

  test("is never edited: the database refuses", async () => {
    const { id } = await issued();
    const tried = (statement: string) =>
      act(({ db }) => sql.raw(statement).execute(db)).catch((error: { code: string }) => error.code);
    expect(await tried(`update receipt set title = 'x' where request_id = '${id}'`)).toBe("42501");
    expect(await tried(`delete from receipt where request_id = '${id}'`)).toBe("42501");
    const twice =
      await tried(`insert into receipt (city_id, id, organisation_id, request_id, round, kind, reason, paper, number,
        check_code, check_address, title, uscc, item, heads, cents, received_on, issued_on, issuer_id, issuer_name, drawn_by,
        drawn_by_name, checked_by, checked_by_name, issued_at)
      select city_id, '${newId()}', organisation_id, request_id, round, kind, reason, paper, number || 'x', check_code || 'x',
        check_address, title, uscc, item, heads, cents, received_on, issued_on, issuer_id, issuer_name, drawn_by, drawn_by_name,
        checked_by, checked_by_name, issued_at from receipt where request_id = '${id}'`);
    expect(twice).toBe("23505");
  });
});

test("numbers run without a gap, however many issue at once and whatever is taken back", async () => {
  const all = await Promise.all(Array.from({ length: 24 }, () => drawn()));
  const issuing = all.map(({ id }, i) =>
    act(
      async (ctx) => {
        await issueReceipts(ctx, [id]);
        if (i % 3 === 0) throw new Error("taken back");
      },
      person(`会计${i}`, "city_accountant"),
    ),
  );
  const ended = await Promise.allSettled(issuing);
  expect(ended.filter((each) => each.status === "fulfilled")).toHaveLength(16);
  for (const { id } of all.filter((_each, i) => i % 3 === 0))
    await act((ctx) => issueReceipts(ctx, [id]), person("会计甲", "city_accountant"));
  const { rows } = await act(({ db }) =>
    sql<{ number: string }>`select number from receipt where paper = 'receipt' and issued_on = '2025-01-13'
      order by number`.execute(db),
  );
  const places_ = rows.map((row) => Number(row.number.slice(-6)));
  expect(places_.length).toBeGreaterThanOrEqual(24);
  expect(places_).toEqual(places_.map((_place, i) => i + 1));
});

describe("the public check", () => {
  const check = async (typed: string) => {
    const reply = await app.app.inject({
      method: "GET",
      url: `/public/receipts?code=${encodeURIComponent(typed)}`,
    });
    return { status: reply.statusCode, type: String(reply.headers["content-type"]), text: reply.body };
  };
  const codeOf = async (id: string, kind = "issued") => {
    const { rows } = await act(({ db }) =>
      sql<{ code: string; address: string }>`select check_code as code, check_address as address from receipt
        where request_id = ${id} and kind = ${kind} order by id`.execute(db),
    );
    return rows[0] ?? { code: "", address: "" };
  };

  test("is one field on a page without a script, open to everybody", async () => {
    const reply = await app.app.inject({ method: "GET", url: "/public/receipts" });
    expect(reply.statusCode).toBe(200);
    expect(reply.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(reply.body).not.toMatch(/<script/i);
    expect(reply.body.match(/<input/g)).toHaveLength(1);
  });

  test("says yes to a receipt that stands, with what is printed on it", async () => {
    const { id } = await issued();
    const found = await codeOf(id);
    expect(found.address).toBe(`https://tongzhou.example/public/receipts?code=${found.code}`);
    const { text } = await check(`${found.code.slice(0, 4)}-${found.code.slice(4).toLowerCase()}`);
    expect(text).toContain("这张收据是真的，没有冲回");
    expect(text).toContain("第一小学工会委员会，2025年1月职工互助保障会费，156人，7,800.00元");
  });

  test("says of a reversed one that it does not stand any more, and of a reversal what it is", async () => {
    const { id } = await issued();
    await cashier("POST", `/receipts/${id}/reversal`, { reason: "抬头写错" });
    await accountant("POST", "/receipts/issue", { requestIds: [id] });
    expect((await check((await codeOf(id)).code)).text).toContain("已经冲回，不再有效");
    expect((await check((await codeOf(id, "reversal")).code)).text).toContain(
      "这是一张红冲，不能作为收款凭据",
    );
  });

  test.each(["ABCDEFGHJKMN", "1", "<script>alert(1)</script>", "' or 1=1 --"])(
    "says no to %s",
    async (typed) => {
      const { status, text } = await check(typed);
      expect(status).toBe(200);
      expect(text).toContain("没有这张收据");
      expect(text).not.toContain("<script>alert");
    },
  );

  test("tells of a person's gift no name", async () => {
    const { id } = await issued({ kind: "gift" });
    const { text } = await check((await codeOf(id)).code);
    expect(text).toContain("这张收据是真的");
    expect(text).not.toContain("第一小学工会委员会");
  });

  test("answers what is too long as a page, too, and too many requests with a sentence", async () => {
    const long = await check("A".repeat(100));
    expect([long.status, long.type]).toEqual([400, "text/html; charset=utf-8"]);
    let last = { status: 0, type: "", text: "" };
    for (let i = 0; i < 40 && last.status !== 429; i++) last = await check("ABCDEFGHJKMN");
    expect([last.status, last.type]).toEqual([429, "text/html; charset=utf-8"]);
    expect(last.text).toContain("操作太频繁");
  });
});

test("a receipt is for money", async () => {
  await expect(asked({ cents: cents(0) })).rejects.toThrow();
});
