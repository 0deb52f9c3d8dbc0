import { readFileSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import { afterAll, describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { openZip } from "#platform/tables/zip-parts.ts";
import { nastyXlsx, testFolder } from "#tests/support/nasty-files.ts";
import { templateWorkbook } from "../template-workbook.ts";
import { answerWorkbook, type LineAnswer } from "./answer-workbook.ts";
import { decideRoster } from "./decide-roster.ts";
import { openRoster } from "./open-roster.ts";
import { writeAnswerWorkbook } from "./read-in-child.ts";

const folder = testFolder();
afterAll(folder.clear);

const man = "41000019850615123X";
const answers = new Map<number, LineAnswer>([
  [4, { outcome: "rejected", said: "没有身份证号：该行的身份证号是空的。请补填。" }],
  [5, { outcome: "review", said: "已到退休年龄" }],
]);

/** Every visible sheet of a workbook: its name, and its rows by line. */
async function sheetsOf(path: string): Promise<Record<string, string[]>> {
  const workbook = await openRoster(path);
  const sheets: Record<string, string[]> = {};
  for (const sheet of workbook.sheets) {
    const rows: string[] = [];
    await sheet.read({
      wanted: "all",
      take: (row) => {
        const marks = row.cells().map((text, column) => (row.cell(column)?.isNumber ? `#${text}` : text));
        rows.push(`${row.line}: ${marks.join("|")}`);
        return true;
      },
    });
    sheets[sheet.name ?? ""] = rows;
  }
  workbook.close();
  return sheets;
}

async function answered(path: string, given = answers): Promise<string> {
  return folder.file(`${Math.random()}.xlsx`, await buffer(await answerWorkbook(path, given)));
}

const date = (serial: number) => ({ raw: `<c r="REF" s="1"><v>${serial}</v></c>` });
const roster = {
  styles: '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
  sheets: [
    { name: "填表说明", rows: [["先看说明"], [1, 2.5]] },
    { name: "藏", state: "hidden" as const, rows: [["姓名", "身份证号"]] },
    {
      name: "名册",
      rows: [
        ["某公司职工花名册"],
        ["序号", "姓名", "身份证号", "入职日期"],
        [1, "张三", man, date(45_292)],
        [2, "李四", "", "", "", "附注"],
        [3, "=cmd|' /C calc'!A0", "410000198506151230", date(1)],
        [],
        ["合计", "3人"],
      ],
    },
  ],
};

describe("the answered table", () => {
  test("keeps sheets, order and rows, turns numbers into text and says beside each line what became of it", async () => {
    const path = folder.file("roster.xlsx", await nastyXlsx(roster));
    expect(await sheetsOf(await answered(path))).toEqual({
      填表说明: ["1: 先看说明", "2: 1|2.5"],
      名册: [
        "1: 某公司职工花名册",
        "2: 序号|姓名|身份证号|入职日期|||受理结果|问题和怎么改",
        `3: 1|张三|${man}|2024-01-01|||已受理`,
        "4: 2|李四||||附注|退回|没有身份证号：该行的身份证号是空的。请补填。",
        "5: 3|=cmd|' /C calc'!A0|410000198506151230|1900-01-01|||待审核|已到退休年龄",
        "6: ",
        "7: 合计|3人",
      ],
    });
  });

  test("holds no formula, and marks text that looks like one", async () => {
    const path = folder.file("roster2.xlsx", await nastyXlsx(roster));
    const zip = await openZip(await answered(path));
    const xml = (await zip.whole("xl/worksheets/sheet2.xml")).toString();
    const styles = (await zip.whole("xl/styles.xml")).toString();
    zip.close();
    expect(xml).not.toContain("<f>");
    const style = Number(/<c r="B5" s="(\d+)" t="inlineStr"><is><t xml:space="preserve">=cmd/.exec(xml)?.[1]);
    expect(styles.split("<cellXfs")[1]?.split("<xf ")[style + 1]).toContain('quotePrefix="1"');
  });

  test("can be answered again: its own columns are written anew", async () => {
    const path = folder.file("roster3.xlsx", await nastyXlsx(roster));
    const again = await answered(await answered(path), new Map());
    expect((await sheetsOf(again)).名册?.slice(1, 4)).toEqual([
      "2: 序号|姓名|身份证号|入职日期|||受理结果|问题和怎么改",
      `3: 1|张三|${man}|2024-01-01|||已受理`,
      "4: 2|李四||||附注|已受理",
    ]);
  });

  test("can be made of CSV and of old workbooks", async () => {
    const csv = folder.file("roster.csv", `姓名,身份证号\n张三,${man}\n`);
    expect(await sheetsOf(await answered(csv))).toEqual({
      名册: ["1: 姓名|身份证号|受理结果|问题和怎么改", `2: 张三|${man}|已受理`],
    });
    const xls = await sheetsOf(await answered("demo/puyang/rosters/U007.xls"));
    expect(Object.values(xls)[0]?.length).toBeGreaterThan(10);
  });

  test("is written by a child process", async () => {
    const path = folder.file("roster4.xlsx", await nastyXlsx(roster));
    const output = folder.file("answer.xlsx", "");
    await writeAnswerWorkbook(path, answers, output);
    expect(readFileSync(output).subarray(0, 2).toString()).toBe("PK");
    expect((await sheetsOf(output)).名册?.[3]).toContain("退回");
    await expect(writeAnswerWorkbook(folder.file("x.csv", "a,b\n"), answers, output)).rejects.toMatchObject({
      code: "no_header",
    });
  });

  test("of the demo city's roster is read with the same answer as the roster", async () => {
    const path = "demo/puyang/rosters/U001.xlsx";
    const question = { today: plainDate("2025-03-01"), coverFrom: plainDate("2025-01-01") };
    const nothing = { head: () => {}, lines: () => {} };
    const before = await decideRoster(path, question, nothing);
    expect(await decideRoster(await answered(path), question, nothing)).toEqual(before);
  });
});

describe("the template", () => {
  test("is a roster with nobody in it", async () => {
    const path = folder.file("template.xlsx", await buffer(templateWorkbook()));
    const sheets = await sheetsOf(path);
    expect(Object.keys(sheets)).toEqual(["名册", "填表说明"]);
    expect(sheets.名册).toEqual(["1: 姓名|身份证号|性别|岗位类别|手机号|银行卡号|备注"]);
  });

  test("filled with people is read as they were", async () => {
    const people = [
      { name: "张三", id_number: man, sex: "男", card: "6217000000000000004" },
      { name: "李四" },
    ];
    const path = folder.file("filled.xlsx", await buffer(templateWorkbook(people)));
    const question = { today: plainDate("2024-12-20"), coverFrom: plainDate("2025-01-01") };
    expect(await decideRoster(path, question, { head: () => {}, lines: () => {} })).toEqual({
      rows: 2,
      accepted: 1,
      review: 0,
      rejected: 1,
    });
  });
});
