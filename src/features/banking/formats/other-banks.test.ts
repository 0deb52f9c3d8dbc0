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
