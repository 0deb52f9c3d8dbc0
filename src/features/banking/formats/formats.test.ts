import { readdirSync, readFileSync } from "node:fs";
import { writeXlsx } from "hucre";
import { describe, expect, test } from "vitest";
import { formatYuan } from "#core/money.ts";
import { readContent } from "#tests/support/statements.ts";
import { chronological, formats, type Reading, readStatement } from "./index.ts";
import { openFile } from "./open-file.ts";

const folder = "demo/puyang/bank";
const files = readdirSync(folder).sort();
const text = readContent;
const read = (reading: Reading) => {
  if (reading.outcome === "refused") throw new Error(JSON.stringify(reading.problems));
  return reading.statement;
};
const codes = (reading: Reading) =>
  reading.outcome === "refused" ? reading.problems.map(({ row, code }) => `${row} ${code}`) : [];
const brief = (reading: Reading) =>
  read(reading).lines.map((line) => `${line.on} ${line.direction} ${formatYuan(line.amount)}`);

describe("the demo city's statements", () => {
  test("are read to the cent, in the order of the file", async () => {
    const lines = [];
    for (const file of files) {
      const statement = read(await readStatement(`${folder}/${file}`));
      for (const line of statement.lines) {
        lines.push({
          no: line.serial,
          date: line.on,
          direction: line.direction,
          cents: Number(line.amount),
        });
      }
    }
    const expected = JSON.parse(readFileSync("tests/fixtures/puyang-expected/bank.json", "utf8"));
    const told = expected.map(({ no, date, direction, cents }: Record<string, unknown>) => ({
      no,
      date,
      direction,
      cents,
    }));
    expect(lines).toEqual(told);
  });

  test("follow one another: each opens with the balance that the one before closed with", async () => {
    const statements = [];
    for (const file of files) statements.push(read(await readStatement(`${folder}/${file}`)));
    expect(statements.map(({ opening, closing }) => [opening, closing])).toEqual([
      [5_000_000n, 5_001_873n],
      [5_001_873n, 6_965_873n],
      [6_965_873n, 7_000_873n],
    ]);
    expect(new Set(statements.map(({ account }) => account))).toEqual(new Set(["41001512345050008888"]));
  });

  test.each(files)("%s is known by exactly one of the named layouts", async (file) => {
    const opened = await openFile(`${folder}/${file}`);
    if ("problem" in opened) throw new Error(opened.problem.code);
    const named = formats.filter(({ code }) => code !== "any_table");
    expect(named.filter((format) => opened.sheets[0] && format.recognises(opened.sheets[0]))).toHaveLength(1);
  });
});

describe("a statement of another bank", () => {
  test("is read by its column names, in any order", async () => {
    const reading = await text(
      [
        "账户交易明细,,,,",
        "账 号：6222 0000 1111 2222,户名：某市总工会",
        "余额,对方单位名称,记账日期,附言,支出,收入,流水号,币种",
        '"1,100.00",甲公司,2025/1/2,会费,,100.00,A1,人民币',
        '"1,050.00",,2025年1月3日,手续费,50.00,,A2,人民币',
        "合计,,,,50.00,100.00,,",
      ].join("\r\n"),
    );
    expect(read(reading)).toMatchObject({
      account: "6222000011112222",
      holder: "某市总工会",
      opening: 100_000n,
      closing: 105_000n,
      lines: [
        {
          serial: "A1",
          on: "2025-01-02",
          direction: "credit",
          amount: 10_000n,
          name: "甲公司",
          memo: "会费",
        },
        { serial: "A2", on: "2025-01-03", direction: "debit", amount: 5_000n, memo: "手续费" },
      ],
    });
  });

  test.each([
    [
      "one amount and a mark",
      "交易日期,借贷标志,交易金额,余额\n20250102,贷,100,1100\n20250103 10:00:01,借,50,1050",
    ],
    ["one signed amount", "日期\t发生额\t余额\n2025-01-02\t100.00\t1100.00\n2025-01-03\t-50.00\t1050.00"],
    [
      "newest first",
      "交易日期,借方金额,贷方金额,账户余额(元)\n2025-01-03,50.00,0.00,1050.00\n2025-01-02,0.00,100.00,1100.00",
    ],
    ["red ink", "交易日期,借方发生额,贷方发生额,余额\n2025.1.2,,100.00,1100.00\n2025.1.3,,-50.00,1050.00"],
  ])("with %s means the same", async (_layout, rows) => {
    const statement = read(await text(rows));
    expect(chronological(statement).map((line) => `${line.on} ${line.direction} ${line.amount}`)).toEqual([
      "2025-01-02 credit 10000",
      "2025-01-03 debit 5000",
    ]);
    expect([statement.opening, statement.closing]).toEqual([100_000n, 105_000n]);
  });

  test("keeps its file order where it is newest first", async () => {
    const reading = await text("交易日期,发生额,余额\n2025-01-03,2,13\n2025-01-02,1,11\n2025-01-02,10,10");
    expect(brief(reading)).toEqual([
      "2025-01-03 credit 2.00",
      "2025-01-02 credit 1.00",
      "2025-01-02 credit 10.00",
    ]);
    expect(read(reading)).toMatchObject({ newestFirst: true, opening: 0n, closing: 1_300n });
  });

  test("in a workbook with real dates and numbers", async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: "明细",
          rows: [
            ["交易时间", "收入金额", "支出金额", "余额", "对方户名", "对方账号", "摘要", "交易流水号"],
            [
              new Date("2025-01-02T09:30:00Z"),
              0.1 + 0.2,
              null,
              10.3,
              "甲",
              "0012345678901234567",
              "会费",
              "7",
            ],
            [45_660, null, 0.3, 10, "乙", "99\t", "退", "8"],
          ],
        },
      ],
    });
    expect(read(await readContent(bytes)).lines).toMatchObject([
      { on: "2025-01-02", time: "09:30:00", amount: 30n, account: "0012345678901234567", serial: "7" },
      { on: "2025-01-03", direction: "debit", amount: 30n, account: "99", serial: "8" },
    ]);
  });

  test("names lines by their content where the bank gives no serial, the same at every reading", async () => {
    const rows = "交易日期,发生额,余额\n2025-01-02,5,5\n2025-01-02,5,10";
    const serials = read(await text(rows)).lines.map((line) => line.serial);
    expect(serials).toEqual(["20250102C500B500", "20250102C500B1000"]);
    expect(read(await text(rows)).lines.map((line) => line.serial)).toEqual(serials);
  });

  test("passes over a voucher number that repeats", async () => {
    const rows = "凭证号,流水号,交易日期,发生额,余额\n0,A,2025-01-02,5,5\n0,B,2025-01-02,5,10";
    expect(read(await text(rows)).lines.map((line) => line.serial)).toEqual(["A", "B"]);
  });
});

describe("what is wrong is said with its row, all at once", () => {
  const head = "交易日期,借方发生额,贷方发生额,余额,摘要";
  test.each([
    ["a missing line", ["2025-01-02,,100.00,100.00", "2025-01-03,,50.00,650.00"], ["3 statement_gap"]],
    [
      "rows that cannot be read",
      ["2025-02-30,,1.00,1", "2025-01-02,a,,2", "2025-01-02,1,1,3", "2025-01-02,,,4"],
      [
        "2 statement_date_unreadable",
        "3 statement_amount_unreadable",
        "4 statement_amount_both",
        "5 statement_amount_missing",
      ],
    ],
    [
      "a sum that is not the sum",
      ["2025-01-02,,100.00,100.00", "合 计,0,99.00,"],
      ["3 statement_totals_differ"],
    ],
    [
      "an opening balance that is not it",
      ["期初余额,,,1.00", "2025-01-02,,9,9"],
      ["2 statement_ends_differ"],
    ],
    ["the same line twice", ["2025-01-02,5,,5", "2025-01-02,5,,5"], ["3 statement_line_repeated"]],
    ["no line at all", [], ["0 statement_no_lines"]],
  ])("%s", async (_what, rows, problems) => {
    expect(codes(await text([head, ...rows].join("\n")))).toEqual(problems);
  });

  test("a gap says what was expected, what stands there and how much is missing", async () => {
    const reading = await text(`${head}\n2025-01-02,,100.00,100.00\n2025-01-03,,50.00,650.00`);
    expect(reading).toMatchObject({
      problems: [{ row: 3, facts: { expected: "150.00", found: "650.00", difference: "500.00" } }],
    });
  });

  test("the last line may close a gap that a missing first line cannot show", async () => {
    expect(codes(await text(`${head}\n2025-01-02,,100.00,100.00\n2025-01-03,,50.00,150.00`))).toEqual([]);
  });
});

test.each([
  ["nothing", new Uint8Array(), "statement_file_unreadable"],
  ["a picture", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2]), "statement_file_unreadable"],
  ["a PDF", new TextEncoder().encode("%PDF-1.7"), "statement_file_unreadable"],
  ["a broken workbook", Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9]), "statement_file_unreadable"],
  ["another table", new TextEncoder().encode("姓名,证件号\n甲,1"), "statement_header_missing"],
])("%s is no statement", async (_what, bytes, code) => {
  expect(codes(await readContent(bytes))).toEqual([`0 ${code}`]);
});
