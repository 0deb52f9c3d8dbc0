import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainDate, plainMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { yuan } from "#core/money.ts";

import { verifyLedger } from "#features/ledger/index.ts";

import { routes, texts } from "#main/features.ts";
import { reading, systemActor, writing } from "#platform/context.ts";
import { platformTexts } from "#platform/text.ts";
import { type Caller, type TestApp, testApp } from "#tests/support/app.ts";
import { seedCity, seedSession } from "#tests/support/city.ts";
import { expectMoney } from "./index.ts";

// One city's morning at the bank, through the doors of the API.
const city = 410_900;
let app: TestApp;
let unit: Record<string, string>;
let cashier: { token: string };
let accountant: { token: string };
let clerk: { token: string };
beforeAll(async () => {
  app = await testApp(routes, { ...platformTexts, ...texts });
  unit = await seedCity(app.db.pool, city);
  cashier = await seedSession(app.db.pool, city, "city_cashier", unit.C ?? "");
  accountant = await seedSession(app.db.pool, city, "city_accountant", unit.C ?? "");
  clerk = await seedSession(app.db.pool, city, "unit_clerk", unit.U01 ?? "");
  await writing(app.db.pool, systemActor("test", city), (ctx) =>
    expectMoney(
      ctx,
      (["U01", "U11"] as const).map((code, i) => ({
        source: "bill",
        sourceId: newId(),
        organisationId: unit[code] ?? "",
        kind: "unit_share",
        month: plainMonth("2025-01"),
        due: yuan([1250, 1400][i] ?? 0),
        heads: [25, 28][i],
        account: "pool",
        announcedOn: plainDate("2025-01-01"),
      })),
    ),
  );
});
afterAll(() => app.close());

const statement = [
  "账号：41001512345050008888,户名：专用账户",
  "流水号,交易日期,借方发生额,贷方发生额,余额,对方账号,对方户名,摘要",
  'S1,2025-01-04,,"2,650.00",2750,41000900000000 01,09单位01号有限公司工会委员会,含09单位11号有限公司互助保障费',
  "S2,2025-01-05,,18.73,2768.73,,,结息",
].join("\n");

async function send(token: string, text: string) {
  const boundary = "----tongzhou";
  const payload = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="1月.csv"\r\ncontent-type: text/csv\r\n\r\n${text}\r\n--${boundary}--\r\n`;
  const reply = await app.app.inject({
    method: "POST",
    url: "/api/bank/statements",
    headers: { "x-tongzhou": "test", "content-type": `multipart/form-data; boundary=${boundary}` },
    cookies: { tongzhou: token },
    payload,
  });
  return { status: reply.statusCode, body: reply.json() };
}
const as = (who: { token: string }): Caller => app.as(who.token);
const lines = async (query = "") => (await as(cashier)("GET", `/bank/lines${query}`)).body;

describe("a statement with a merged payment", () => {
  test("with a gap is refused in one clear sentence, and nothing is stored", async () => {
    const gap = await send(cashier.token, statement.replace("2768.73", "3268.73"));
    expect(gap).toMatchObject({
      status: 400,
      body: { code: "statement_gap", title: "对账单缺行，没有导入" },
    });
    expect(gap.body.detail).toContain("第4行余额应为2,768.73，表里是3,268.73，中间少了500.00元");
    expect((await lines()).total).toBe(0);
  });

  test("is read, matched and counted", async () => {
    expect(await send(cashier.token, statement)).toMatchObject({
      status: 200,
      body: { lines: 2, newLines: 2, matched: 1, toDecide: 1, isKnownFile: false },
    });
    expect(await send(cashier.token, statement)).toMatchObject({ body: { newLines: 0, isKnownFile: true } });
    expect(await lines()).toMatchObject({
      total: 2,
      counts: { all: 2, to_decide: 1, matched: 1 },
      account: { shown: "4100************8888", until: "2025-01-05", closing: "2768.73" },
      rows: [
        { serial: "S1", state: "to_decide", reason: "附言里写的是另一家单位" },
        { serial: "S2", kind: "interest", reason: "按摘要识别" },
      ],
      months: ["2025-01"],
      allowed: ["import", "decide"],
    });
    expect(await lines("?state=matched&q=结息")).toMatchObject({ total: 1 });
    expect(await lines("?q=2650")).toMatchObject({ total: 1 });
  });

  test("asks one question, with what it could be and why", async () => {
    const [first] = (await lines()).rows;
    const page = (await as(cashier)("GET", `/bank/lines/${first.id}`)).body;
    expect(page).toMatchObject({
      question: "2,650.00元应记到谁的账单上？",
      line: { isFirstOfPayer: true, accountShown: "4100********0001", marks: ["09单位11号有限公司"] },
      allowed: ["decide"],
    });
    expect(page.suggestions[0]).toMatchObject({
      title: "两家单位合并付款",
      isExact: true,
      tag: "金额正好相等",
      rest: "0.00",
      items: [{ amount: "1250.00" }, { amount: "1400.00" }],
    });
    expect(page.suggestions[0].grounds.map((ground: { text: string }) => ground.text)).toContain(
      "1,250.00 + 1,400.00 = 2,650.00",
    );
    expect(page.suggestions[1]).toMatchObject({
      title: "只记09单位01号有限公司，余1,400.00元待查",
      tag: "有余额",
      rest: "1400.00",
    });
  });

  test("is decided, printed, taken back and decided again", async () => {
    const [first] = (await lines()).rows;
    const page = async () => (await as(cashier)("GET", `/bank/lines/${first.id}`)).body;
    const decide = async () => {
      const { line, suggestions } = await page();
      const items = suggestions[0].items.map((part: { item: { id: string }; amount: string }) => ({
        itemId: part.item.id,
        amount: part.amount,
      }));
      const lines = [{ id: line.id, version: line.version }];
      return as(cashier)("POST", "/bank/decisions", { lines, decision: { kind: "items", items } });
    };
    expect(await decide()).toMatchObject({ status: 200, body: { next: null, left: 0 } });
    const decided = await page();
    expect(decided).toMatchObject({
      line: { state: "matched", kind: "unit_share", how: "person" },
      course: [{ what: "核对记账" }],
      allowed: ["undo"],
    });
    const voucher = (await as(accountant)("GET", `/ledger/vouchers/${decided.vouchers.at(-1).id}`)).body;
    expect(voucher).toMatchObject({ total: "2650.00", totalInWords: "贰仟陆佰伍拾元整", allowed: [] });
    expect(voucher.lines).toMatchObject([
      { account: "待查来款", debit: "1250.00" },
      { account: "待查来款", debit: "1400.00" },
      { account: "代管会费", credit: "1250.00" },
      { account: "代管会费", credit: "1400.00" },
    ]);
    const undo = { version: decided.line.version, reason: "记错单位" };
    expect(await as(cashier)("POST", `/bank/lines/${first.id}/undoing`, undo)).toMatchObject({ status: 200 });
    expect(await as(cashier)("POST", `/bank/lines/${first.id}/undoing`, undo)).toMatchObject({
      status: 409,
      body: { code: "line_decided_meanwhile" },
    });
    expect(await decide()).toMatchObject({ status: 200 });
  });

  test("stands in the books: trial balance, account sheet, voucher file, verification", async () => {
    const call = as(accountant);
    const balance = (await call("GET", "/ledger/accounts?month=2025-01")).body;
    expect(balance).toMatchObject({ isBalanced: true, isClosed: false });
    const closing = Object.fromEntries(
      balance.rows.map((row: { name: string; closing: string }) => [row.name, row.closing]),
    );
    expect(closing).toMatchObject({ 银行存款: "2768.73", 期初余额: "100.00", 利息: "18.73" });
    const first = (await call("GET", "/ledger/accounts/bank?month=2025-01&limit=2")).body;
    const second = (await call("GET", `/ledger/accounts/bank?month=2025-01&limit=2&after=${first.next}`))
      .body;
    expect([...first.rows, ...second.rows].map((row: { balance: string }) => row.balance)).toEqual([
      "100.00",
      "2750.00",
      "2768.73",
    ]);
    const sheets = (await call("GET", "/ledger/months/2025-01/voucher-sheets?from=2&limit=1")).body;
    expect(sheets.rows.map((sheet: { voucher: string }) => sheet.voucher)).toEqual(["记-2025-01-0002"]);
    expect(sheets.total).toBeGreaterThan(2);
    const verdict = (await call("GET", "/ledger/verification")).body;
    expect(verdict.checks.flatMap((check: { findings: string[] }) => check.findings)).toEqual([]);
    expect(verdict.checks.map((check: { code: string }) => check.code)).toContain("lines_in_books_once");
  });

  test("leaves as a file under the codes of the union's accounting program, once they are set", async () => {
    const call = as(accountant);
    const set = (account: string, code: string, name: string) =>
      call("PUT", `/ledger/mapping/${account}`, { code, name });
    expect(
      (await as(cashier)("PUT", "/ledger/mapping/bank", { code: "1002", name: "银行存款" })).status,
    ).toBe(403);
    expect((await set("bank", "1002.01", "银行存款—互助专户")).status).toBe(200);
    expect((await set("interest", "401", "利息收入")).status).toBe(200);
    expect((await set("interest", "", "")).status).toBe(200);
    expect((await set("nothing", "1", "无")).body.code).toBe("account_unknown");
    expect((await set("bank", "1002", "")).body.problems[0].message).toBe("编码和名称要一起填，或一起清空。");
    const { rows } = (await call("GET", "/ledger/mapping")).body;
    expect(rows[0]).toEqual({
      account: "bank",
      ours: "银行存款",
      code: "1002.01",
      name: "银行存款—互助专户",
    });
    expect(rows.filter((row: { code: string | null }) => row.code !== null)).toHaveLength(1);

    const file = await call("GET", "/ledger/months/2025-01/voucher-file");
    const lines = file.raw.toString("utf8").trim().split("\r\n");
    expect(lines[0]).toContain("日期,凭证字,凭证号,摘要,科目编码,科目名称,借方金额,贷方金额");
    // 借 first, then 贷; what has no code keeps our name and leaves the code empty.
    const interest = lines.filter((line: string) => line.includes("结息"));
    expect(interest.map((line: string) => line.split(",").slice(4, 8))).toEqual([
      ["1002.01", "银行存款—互助专户", "18.73", ""],
      ["", "利息", "", "18.73"],
    ]);
    const sums = [6, 7].map((at) =>
      lines
        .slice(1)
        .reduce((sum: number, line: string) => sum + Math.round(Number(line.split(",")[at]) * 100), 0),
    );
    expect(sums[0]).toBe(sums[1]);
  });

  test("is reconciled by two people, each once", async () => {
    const sheet = "/bank/reconciliations/2025-01";
    expect((await as(cashier)("GET", sheet)).body).toMatchObject({
      book: "2768.73",
      statement: "2768.73",
      isEqual: true,
      allowed: ["prepare"],
    });
    expect(await as(accountant)("POST", `${sheet}/check`)).toMatchObject({ status: 409 });
    expect(await as(cashier)("POST", `${sheet}/preparation`)).toMatchObject({ status: 200 });
    expect((await as(accountant)("GET", sheet)).body.allowed).toEqual(["check"]);
    expect(await as(accountant)("POST", `${sheet}/check`)).toMatchObject({ status: 200 });
    expect(await as(cashier)("POST", `${sheet}/preparation`)).toMatchObject({
      status: 409,
      body: { code: "reconciliation_checked" },
    });
  });
});

test("a unit's clerk finds none of it", async () => {
  const paths = [
    "/bank/lines",
    "/bank/statements",
    "/bank/items?direction=credit",
    "/ledger/accounts",
    "/ledger/vouchers",
  ];
  const answers = await Promise.all(paths.map((path) => as(clerk)("GET", path)));
  expect(answers.map((answer) => answer.status)).toEqual(paths.map(() => 403));
});

test("what was changed behind the program's back is found", async () => {
  const verify = () => reading(app.db.pool, systemActor("test", city), verifyLedger);
  expect((await verify()).isSound).toBe(true);
  await app.db.ownerPool.query("update ledger_day set debit_cents = debit_cents + 1 where account = 'bank'");
  await app.db.ownerPool.query(
    "update open_item set received_cents = received_cents - 1 where received_cents > 0",
  );
  const broken = (await verify()).checks.filter((check) => !check.isSound).map((check) => check.code);
  expect(broken).toContain("balances_follow");
  expect(broken).toContain("items_received");
});
