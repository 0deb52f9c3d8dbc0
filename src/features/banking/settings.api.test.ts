import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes, texts } from "#main/features.ts";
import { platformTexts } from "#platform/text.ts";
import { type Caller, type TestApp, testApp } from "#tests/support/app.ts";
import { seedCity, seedSession } from "#tests/support/city.ts";

// What a city sets of its bank: further accounts, and the words by which lines are told.
const city = 410_900;
let app: TestApp;
let unit: Record<string, string>;
let accountant: Caller;
let cashier: Caller;
let cashierToken = "";
beforeAll(async () => {
  app = await testApp(routes, { ...platformTexts, ...texts });
  unit = await seedCity(app.db.pool, city);
  accountant = app.as((await seedSession(app.db.pool, city, "city_accountant", unit.C ?? "")).token);
  cashierToken = (await seedSession(app.db.pool, city, "city_cashier", unit.C ?? "")).token;
  cashier = app.as(cashierToken);
});
afterAll(() => app.close());

const first = "41001512345050008888";
const second = "41001512345050009999";
const statement = (account: string | undefined, ...rows: string[]) =>
  [
    ...(account ? [`账号：${account}`] : []),
    "流水号,交易日期,借方发生额,贷方发生额,余额,对方户名,摘要",
    ...rows,
  ].join("\n");

async function send(text: string, query = "") {
  const boundary = "----tongzhou";
  const payload = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="1月.csv"\r\n\r\n${text}\r\n--${boundary}--\r\n`;
  const reply = await app.app.inject({
    method: "POST",
    url: `/api/bank/statements${query}`,
    headers: { "x-tongzhou": "test", "content-type": `multipart/form-data; boundary=${boundary}` },
    cookies: { tongzhou: cashierToken },
    payload,
  });
  return { status: reply.statusCode, body: reply.json() };
}
const settings = async () => (await cashier("GET", "/bank/settings")).body;
const audited = async (event: string) =>
  (
    await app.db.ownerPool.query("select facts from audit_line where event = $1 order by id", [event])
  ).rows.map((row) => row.facts);

describe("a further bank account", () => {
  test("is added by the accountant, shown masked, kept in the audit trail without its number", async () => {
    await send(statement(first, "A1,2025-01-02,,100,1100,甲,款"));
    expect((await send(statement(second, "B1,2025-01-02,,5,505,乙,结息"))).body.code).toBe(
      "statement_of_other_account",
    );
    expect((await cashier("POST", "/bank/accounts", { number: second, holder: "救助专户" })).status).toBe(
      403,
    );
    const wrong = await accountant("POST", "/bank/accounts", { number: "1234", holder: "救" });
    expect(wrong.body.problems.map((each: { message: string }) => each.message)).toEqual([
      "账号是8到32位数字，可以带空格。",
      "请填写户名。",
    ]);
    const spaced = second.replace(/(\d{4})(?=\d)/g, "$1 ");
    expect((await accountant("POST", "/bank/accounts", { number: spaced, holder: "救助专户" })).status).toBe(
      200,
    );
    expect((await accountant("POST", "/bank/accounts", { number: second, holder: "再来" })).body.code).toBe(
      "bank_account_known",
    );
    expect((await settings()).accounts).toMatchObject([
      { name: "银行存款", until: "2025-01-02", closing: "1100.00" },
      {
        shown: "4100************9999",
        holder: "救助专户",
        name: "银行存款（账户2）",
        until: null,
        closing: null,
      },
    ]);
    expect(JSON.stringify(await audited("bank.account_opened"))).not.toContain(second);
  });

  test("takes its own statements in; a file that names no account says whose it is", async () => {
    const lines = (query: string) => cashier("GET", `/bank/lines${query}`).then(({ body }) => body);
    expect((await send(statement(second, "B1,2025-01-02,,5,505,乙,结息"))).body).toMatchObject({
      newLines: 1,
    });
    const more = statement(undefined, "B2,2025-01-03,,7,512,乙,结息");
    expect((await send(more)).body.code).toBe("statement_account_missing");
    const { accounts } = await settings();
    expect((await send(more, `?accountId=${accounts[1].id}`)).body).toMatchObject({ newLines: 1 });
    const notItsOwn = statement(first, "A2,2025-01-03,,7,1107,乙,结息");
    expect((await send(notItsOwn, `?accountId=${accounts[1].id}`)).body.code).toBe(
      "statement_of_other_account",
    );
    expect((await lines(`?accountId=${accounts[1].id}`)).rows).toHaveLength(2);
    expect((await lines("")).rows).toHaveLength(3);
  });

  test("stands in the books by itself, and has a reconciliation sheet of its own", async () => {
    const { rows, isBalanced } = (await cashier("GET", "/ledger/accounts")).body;
    const banks = rows.filter((row: { nature: string }) => row.nature === "bank");
    expect(isBalanced).toBe(true);
    expect(banks.map((row: { code: string; closing: string }) => [row.code, row.closing])).toEqual([
      ["bank", "1100.00"],
      ["bank_2", "512.00"],
    ]);
    const [one, two] = (await settings()).accounts;
    for (const [account, balance] of [
      [one, "1100.00"],
      [two, "512.00"],
    ]) {
      const sheet = await cashier("GET", `/bank/reconciliations/2025-01?accountId=${account.id}`);
      expect(sheet.body).toMatchObject({
        book: balance,
        statement: balance,
        isEqual: true,
        until: "2025-01-31",
      });
    }
    const path = `/bank/reconciliations/2025-01/preparation?accountId=${two.id}`;
    expect((await cashier("POST", path)).status).toBe(200);
    expect((await cashier("GET", "/bank/reconciliations/2025-01")).body.prepared).toBeNull();
  });
});

describe("matching words", () => {
  const set = (purpose: string, ...words: string[]) =>
    accountant("PUT", `/bank/matching-words/${purpose}`, { words });

  test("of the city take the place of the usual ones, until they are emptied again", async () => {
    const { accounts } = await settings();
    await send(statement(undefined, "B3,2025-01-06,3,,509,,短信服务收费"), `?accountId=${accounts[1].id}`);
    const state = async () =>
      (await cashier("GET", "/bank/lines?q=短信")).body.rows.map((row: { state: string }) => row.state);
    expect(await state()).toEqual(["to_decide"]);
    expect((await cashier("PUT", "/bank/matching-words/bankFee", { words: ["服务收费"] })).status).toBe(403);
    expect((await set("bankFee", " 服务 收费 ", "管理费", "管理费")).status).toBe(200);
    const own = (await settings()).words.find((each: { purpose: string }) => each.purpose === "bankFee");
    expect(own).toMatchObject({ words: ["服务收费", "管理费"], usual: ["管理费", "手续费"], isOwn: true });
    expect(await audited("bank.words_set")).toEqual([{ purpose: "bankFee", words: ["服务收费", "管理费"] }]);
    expect((await cashier("POST", "/bank/matching", {})).body.matched).toBe(1);
    expect(await state()).toEqual(["matched"]);
    await set("bankFee");
    expect(
      (await settings()).words.find((each: { purpose: string }) => each.purpose === "bankFee"),
    ).toMatchObject({
      words: ["管理费", "手续费"],
      isOwn: false,
    });
  });

  test.each([
    ["donation", "利息", "matching_word_of_two", "“利息”和另一类的词重复"],
    ["remittance", "费", "matching_word_of_two", "“费”和另一类的词重复"],
    ["nameParts", "市", "matching_word_too_short", "“市”太短"],
    ["interest", "2025", "matching_word_without_letters", "“2025”里没有文字"],
  ])("for %s may not be %s", async (purpose, word, code, title) => {
    const before = await settings();
    expect((await set(purpose, word)).body).toMatchObject({ code, title });
    expect(await settings()).toEqual(before);
  });

  test("that would make names the same are told as what they are", async () => {
    expect((await settings()).alike).toBe(0);
    expect((await set("nameParts", "有限公司", "单位11号", "单位12号")).status).toBe(200);
    // Both are called 09 now; a payer of that name could be either, and a person is asked.
    expect((await settings()).alike).toBe(2);
  });
});
