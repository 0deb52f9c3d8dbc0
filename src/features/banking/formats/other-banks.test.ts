import { readdirSync } from "node:fs";
import { writeXlsx } from "hucre";
import { describe, expect, test } from "vitest";
import { type Cents, formatYuan, showYuan } from "#core/money.ts";
import { readContent } from "#tests/support/statements.ts";
import { chronological, type Reading, readStatement, type StatementLine } from "./index.ts";

// The demo city's lines as other banks would have exported them: whatever the layout, they are the same lines.
type Rows = (string | number | null)[][];
type Layout = { readonly head: string[]; readonly row: (line: StatementLine) => (string | number | null)[] };

const yuan = (amount: Cents) => formatYuan(amount);
const out = (line: StatementLine) => (line.direction === "debit" ? yuan(line.amount) : "");
const into = (line: StatementLine) => (line.direction === "credit" ? yuan(line.amount) : "");
const compact = (line: StatementLine) => line.on.replaceAll("-", "");
const clock = (line: StatementLine) => (line.time ?? "").replaceAll(":", "");
const balance = (line: StatementLine) => yuan(line.balance ?? (0n as Cents));

const layouts: Record<string, Layout> = {
  "day and time apart, income before expense": {
    head: [
      "交易日期",
      "交易时间",
      "收入金额",
      "支出金额",
      "账户余额",
      "交易行名",
      "对方账号",
      "对方户名",
      "交易用途",
      "流水号",
    ],
    row: (l) => [
      compact(l),
      clock(l),
      into(l),
      out(l),
      balance(l),
      "某支行",
      l.account,
      l.name,
      l.memo,
      l.serial,
    ],
  },
  "English beside Chinese, payer and payee, one signed amount": {
    head: [
      "交易日期[ Transaction Date ]",
      "付款人账号[ Debit Account No. ]",
      "付款人名称[ Payer's Name ]",
      "收款人账号[ Payee's Account Number ]",
      "收款人名称[ Payee's Name ]",
      "交易金额[ Trade Amount ]",
      "交易后余额[ After-transaction balance ]",
      "交易流水号[ Transaction reference number ]",
      "交易附言[ Remark ]",
    ],
    row: (l) => {
      const isIn = l.direction === "credit";
      const own = ["41001512345050008888", "专用账户"];
      const them = [l.account, l.name];
      const amount = isIn ? yuan(l.amount) : `-${yuan(l.amount)}`;
      return [
        compact(l),
        ...(isIn ? [...them, ...own] : [...own, ...them]),
        amount,
        balance(l),
        l.serial,
        l.memo,
      ];
    },
  },
  "brackets inside a name, several remarks, money with commas": {
    head: [
      "交易日",
      "交易时间",
      "借方金额",
      "贷方金额",
      "余额",
      "摘要",
      "流水号",
      "收/付方名称",
      "收/付方账号",
      "币种",
    ],
    row: (l) => [
      l.on.replaceAll("-", "/"),
      l.time ?? "",
      l.direction === "debit" ? showYuan(l.amount) : "0.00",
      l.direction === "credit" ? showYuan(l.amount) : "0.00",
      showYuan(l.balance ?? (0n as Cents)),
      l.memo,
      l.serial,
      l.name,
      `${l.account}\t`,
      "人民币",
    ],
  },
  "names that only contain what we know": {
    head: [
      "交易日期时间",
      "本次借方发生额",
      "本次贷方发生额",
      "交易后账户余额",
      "对方账户户名",
      "对方收款账号",
      "业务流水编号",
      "摘要",
    ],
    row: (l) => [`${l.on} ${l.time}`, out(l), into(l), balance(l), l.name, l.account, l.serial, l.memo],
  },
  "a mark and one amount": {
    head: [
      "序号",
      "记账日期",
      "收支标志",
      "发生额（元）",
      "余额（元）",
      "对方户名",
      "对方账号",
      "附言",
      "核心流水号",
    ],
    row: (l) => [
      1,
      l.on,
      l.direction === "credit" ? "收入" : "支出",
      yuan(l.amount),
      balance(l),
      l.name,
      l.account,
      l.memo,
      l.serial,
    ],
  },
};

async function demoLines(): Promise<StatementLine[]> {
  const folder = "demo/puyang/bank";
  const lines: StatementLine[] = [];
  for (const file of readdirSync(folder).sort()) {
    const reading = await readStatement(`${folder}/${file}`);
    if (reading.outcome === "read") lines.push(...reading.statement.lines);
  }
  return lines;
}

const csv = (rows: Rows) =>
  new TextEncoder().encode(rows.map((row) => row.map((cell) => `"${cell ?? ""}"`).join(",")).join("\r\n"));
const tsv = (rows: Rows) => new TextEncoder().encode(rows.map((row) => row.join("\t")).join("\n"));
const html = (rows: Rows) =>
  new TextEncoder().encode(
    `<html><body><table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell ?? ""}</td>`).join("")}</tr>`).join("")}</table></body></html>`,
  );
const xlsx = async (rows: Rows) => new Uint8Array(await writeXlsx({ sheets: [{ name: "明细", rows }] }));

const essence = ({ serial, on, direction, amount, name, account, balance: after }: StatementLine) => ({
  serial,
  on,
  direction,
  amount,
  name,
  account,
  after,
});
const told = (reading: Reading) => {
  if (reading.outcome === "refused") throw new Error(JSON.stringify(reading.problems.slice(0, 3)));
  return chronological(reading.statement).map(essence);
};

describe.each(Object.entries(layouts))("%s", (_name, layout) => {
  test.each([
    ["CSV", csv, false],
    ["tabs", tsv, false],
    ["a workbook", xlsx, false],
    ["a page's table", html, false],
    ["a workbook, newest first", xlsx, true],
  ] as const)("as %s", async (_container, write, isNewestFirst) => {
    const lines = await demoLines();
    const shown = isNewestFirst ? lines.toReversed() : lines;
    const bytes = await write([["账户交易明细"], layout.head, ...shown.map(layout.row)]);
    expect(told(await readContent(bytes))).toEqual(lines.map(essence));
  });
});

/** A table's lines as `day ±amount serial`, or what is wrong with it. */
async function brief(...rows: string[]): Promise<string[]> {
  const reading = await readContent(rows.join("\n"));
  if (reading.outcome === "refused") return reading.problems.map(({ row, code }) => `${row} ${code}`);
  return reading.statement.lines.map(
    (line) =>
      `${line.on.slice(5)} ${line.direction === "credit" ? "+" : "-"}${formatYuan(line.amount)} ${line.serial}`,
  );
}

describe("rows that are no lines", () => {
  const head = "日期,借方,贷方,余额,对方户名,摘要,流水号";
  const line = "2025-01-02,,100,1100,甲,费,1";

  test.each([
    ["a balance brought forward, with a day", ["2025-01-01,,,1000,,承前页,", line]],
    ["one with nought in both columns", ["2025-01-01,0.00,0.00,1000,,上期余额,", line]],
    [
      "the day's and the month's sums",
      [line, "2025-01-02,0,100,,,本日合计,", "2025-01-31,0,100,1100,,本月合计,"],
    ],
    ["the year's sum, of lines that other files hold", [line, "2025-01-31,3.00,9150.00,,,本年累计,"]],
    ["a line that moved nothing", ["2025-01-02,0.00,0.00,1000,,利率调整,", line]],
  ])("%s", async (_what, rows) => expect(await brief(head, ...rows)).toEqual(["01-02 +100.00 1"]));

  test("a sum that is wrong is told; a payer called 合计 is no sum", async () => {
    expect(await brief(head, line, "2025-01-31,0,101,,,本月合计,")).toEqual(["3 statement_totals_differ"]);
    expect(await brief(head, "2025-01-02,,100,1100,合计科技有限公司,合计,1")).toEqual(["01-02 +100.00 1"]);
  });
});

describe("which way the money went", () => {
  const marked = (...rows: string[]) =>
    brief("日期,借/贷,金额,余额,流水号", "2025-01-02,贷,100,1100,1", ...rows);

  test("is told by the balances where a sign stands beside the mark: once more the same, or red ink", async () => {
    expect(await marked("2025-01-03,借,-5,1095,2")).toEqual(["01-02 +100.00 1", "01-03 -5.00 2"]);
    expect(await marked("2025-01-03,借,-5,1105,2")).toEqual(["01-02 +100.00 1", "01-03 +5.00 2"]);
  });

  test.each([
    [
      "sign and mark, without a balance",
      ["日期,借/贷,金额", "2025-01-02,贷,100", "2025-01-03,借,-5"],
      "3 statement_direction_contradicts",
    ],
    [
      "no sign, no mark, no balance",
      ["日期,金额", "2025-01-02,100", "2025-01-03,5"],
      "2 statement_direction_unreadable",
    ],
  ])("is not guessed from %s", async (_what, rows, wrong) => expect(await brief(...rows)).toEqual([wrong]));

  test("a mark is known by what it says, whatever its column is called", async () =>
    expect(await brief("日期,金额,类型,流水号", "2025-01-02,100,转入,1", "2025-01-03,40,转出,2")).toEqual([
      "01-02 +100.00 1",
      "01-03 -40.00 2",
    ]));

  test("parties called 借方 and 贷方 are no amounts", async () =>
    expect(
      await brief(
        "日期,借方账号,借方户名,贷方账号,贷方户名,金额,余额,流水号",
        "2025-01-02,41000001,甲,41009999,专户,100,1100,1",
        "2025-01-03,41009999,专户,41000002,乙,-40,1060,2",
      ),
    ).toEqual(["01-02 +100.00 1", "01-03 -40.00 2"]));
});

test("a head of two rows is read as one: 借方 and 贷方 under 发生额, 户名 and 账号 under 对方", async () => {
  const reading = await readContent(
    [
      "日期,发生额,,余额,对方,,摘要,流水号",
      ",借方,贷方,,户名,账号,,",
      "2025-01-02,,100,1100,甲,41000001,费,1",
      "2025-01-03,40,,1060,乙,41000002,费,2",
    ].join("\n"),
  );
  expect(told(reading)).toMatchObject([
    { direction: "credit", amount: 10_000n, name: "甲", account: "41000001" },
    { direction: "debit", amount: 4_000n, name: "乙", account: "41000002" },
  ]);
});

test("two accounts in one file are not taken for one", async () =>
  expect(
    await brief(
      "本方账号,日期,借方,贷方",
      "41001512345050008888,2025-01-02,,1",
      "41001512345050009999,2025-01-02,,2",
    ),
  ).toEqual(["0 statement_of_several_accounts"]));
