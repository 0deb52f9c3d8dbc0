import { afterAll, describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { type NastyWorkbook, nastyXlsx, testFolder } from "#tests/support/nasty-files.ts";
import { alsoOf, codeOf, type DecidedLine } from "../rules/decide-line.ts";
import { decideRoster, type RosterHead } from "./decide-roster.ts";

const folder = testFolder();
afterAll(folder.clear);

const question = { today: plainDate("2024-12-20"), coverFrom: plainDate("2025-01-01") };
const man = "41000019850615123X";
const woman = "410000199001010022";
const header = ["姓名", "身份证号", "手机号"];

async function read(book: NastyWorkbook) {
  const path = folder.file(`${Math.random()}.xlsx`, await nastyXlsx(book));
  let head: RosterHead | undefined;
  const lines: DecidedLine[] = [];
  const counts = await decideRoster(path, question, {
    head: (seen) => {
      head = seen;
    },
    lines: (batch) => void lines.push(...batch),
  });
  return { head, lines, counts, said: lines.map((line) => `${line.line} ${codeOf(line) ?? "accepted"}`) };
}

const refusalOf = (book: NastyWorkbook) =>
  read(book).then(
    () => undefined,
    (error) => ({ code: error.code, facts: error.facts }),
  );

/** A sheet by its XML: the header, then what the test is about. */
const xmlSheet = (rows: string): NastyWorkbook => ({
  sheets: [
    {
      name: "名册",
      xml: `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="inlineStr"><is><t>身份证号</t></is></c><c r="C1" t="inlineStr"><is><t>手机号</t></is></c></row>${rows}</sheetData>`,
    },
  ],
});
const text = (reference: string, value: string) =>
  `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;

describe("the sheet that is read", () => {
  test("is the first visible one with a header; hidden sheets are never read", async () => {
    const roster = [header, ["张三", man]];
    const hidden = { rows: [header, ["李四", woman], ["王五", "1"]] };
    const { head, said } = await read({
      sheets: [
        { name: "藏", state: "hidden", ...hidden },
        { name: "深藏", state: "veryHidden", ...hidden },
        { name: "填表说明", rows: [["请填写姓名"], ["身份证号要用文本"]] },
        { name: "名册", rows: roster },
        { name: "名册2", rows: [header, ["李四", "2"]] },
      ],
    });
    expect(head?.sheet).toBe("名册");
    expect(said).toEqual(["2 accepted"]);
  });

  test("with hidden sheets only there is nothing to read", async () => {
    expect(
      await refusalOf({ sheets: [{ name: "藏", state: "hidden", rows: [header, ["张三", man]] }] }),
    ).toEqual({
      code: "file_unreadable",
      facts: { kind: "no_sheet" },
    });
  });

  test("without a header is refused with what was seen", async () => {
    expect(
      await refusalOf({
        sheets: [{ name: "名册", rows: [["标题"], ["姓名", "证号", "性别"], ["张三", man]] }],
      }),
    ).toEqual({
      code: "no_header",
      facts: { headers: ["姓名", "证号", "性别"] },
    });
  });

  test("without any header shows nobody's data", async () => {
    expect(await refusalOf({ sheets: [{ name: "名册", rows: [["张三", man, "13912345678"]] }] })).toEqual({
      code: "no_header",
      facts: { headers: [] },
    });
  });
});

describe("the header", () => {
  test("may stand below titles, in any order, with white space in it", async () => {
    const { head, said } = await read({
      sheets: [
        {
          name: "名册",
          rows: [
            ["某公司职工花名册"],
            ["填报单位：某公司", "", "电话：1"],
            [],
            ["序号", "证件 号码", "姓　名", "出生日期"],
            [1, man, "张三"],
          ],
          merges: ["A1:D1"],
        },
      ],
    });
    expect(head).toMatchObject({
      headerLine: 4,
      columns: { name: "姓　名", id_number: "证件 号码" },
      ignoredColumns: ["序号", "出生日期"],
    });
    expect(said).toEqual(["5 accepted"]);
  });

  test("may be two rows of merged cells where neither is a header alone", async () => {
    const { head, said } = await read({
      sheets: [
        {
          name: "名册",
          rows: [
            ["职工名册"],
            ["序号", "姓名", "证件", "", "备注"],
            ["", "", "证件类型", "证件号码", ""],
            [1, "张三", "身份证", man],
            [2, "John", "护照", "E12345678"],
          ],
          merges: ["A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3"],
        },
      ],
    });
    expect(head).toMatchObject({
      headerLine: 3,
      columns: { name: "姓名", document: "证件类型", id_number: "证件号码", remark: "备注" },
      ignoredColumns: ["序号"],
    });
    expect(said).toEqual(["4 accepted", "5 other_papers"]);
  });

  test("may be two rows where the upper is complete and the lower says more", async () => {
    const { head, said } = await read({
      sheets: [
        {
          name: "名册",
          rows: [
            ["姓名", "身份证号", "联系方式", ""],
            ["", "", "手机号", "银行卡号"],
            ["张三", man, "13912345678"],
          ],
          merges: ["A1:A2", "B1:B2", "C1:D1"],
        },
      ],
    });
    expect(head).toMatchObject({
      headerLine: 2,
      columns: { phone: "手机号", card: "银行卡号" },
      ignoredColumns: [],
    });
    expect(said).toEqual(["3 accepted"]);
  });

  test("may be two rows where the lower says nothing that we know: then merged cells tell", async () => {
    const rows = [
      ["姓名", "身份证号", "家庭", ""],
      ["", "", "地址", "人口"],
      ["张三", man],
    ];
    const merged = await read({ sheets: [{ name: "名册", rows, merges: ["A1:A2", "B1:B2", "C1:D1"] }] });
    expect(merged.head).toMatchObject({ headerLine: 2, ignoredColumns: ["地址", "人口"] });
    expect(merged.said).toEqual(["3 accepted"]);
    const plain = await read({ sheets: [{ name: "名册", rows }] });
    expect(plain.head?.headerLine).toBe(1);
    expect(plain.said).toEqual(["2 name_missing", "3 accepted"]);
  });

  test("with an upper row over a complete lower one takes from above what is empty below", async () => {
    const { head } = await read({
      sheets: [
        {
          name: "名册",
          rows: [
            ["序号", "基本情况", "", "联系电话"],
            ["", "姓名", "身份证号", ""],
            [1, "张三", man, "139"],
          ],
          merges: ["A1:A2", "B1:C1", "D1:D2"],
        },
      ],
    });
    expect(head).toMatchObject({ headerLine: 2, columns: { phone: "联系电话" }, ignoredColumns: ["序号"] });
  });

  test("does not take the title above for a column", async () => {
    const { head } = await read({
      sheets: [
        {
          name: "名册",
          rows: [
            ["某公司名册", "", ""],
            ["", "姓名", "身份证号"],
            ["", "张三", man],
          ],
          merges: ["A1:C1"],
        },
      ],
    });
    expect(head?.ignoredColumns).toEqual([]);
  });
});

describe("the lines", () => {
  test("keep the number a person sees: gaps, blank and closing rows count, but are no lines", async () => {
    const { said, counts } = await read(
      xmlSheet(
        `<row r="2">${text("A2", "张三")}${text("B2", man)}</row><row r="4" ht="15"/><row r="5"><c r="A5" s="3"/><c r="B5"/></row><row r="6">${text("A6", " \u3000\u200b")}</row><row r="9" hidden="1">${text("A9", "李四")}${text("B9", woman)}</row><row r="10">${text("A10", "合 计：")}${text("B10", "2人")}</row><row r="11">${text("C11", "制表人：王五")}</row><row r="12">${text("A12", "注小明")}${text("B12", man)}</row>`,
      ),
    );
    expect(said).toEqual(["2 accepted", "9 accepted", "12 duplicate_in_file"]);
    expect(counts).toEqual({ rows: 3, accepted: 2, review: 0, rejected: 1 });
  });

  test("may come without any references", async () => {
    const { said } = await read({
      sheets: [
        {
          name: "名册",
          xml: `<sheetData><row>${header.map((name) => `<c t="inlineStr"><is><t>${name}</t></is></c>`).join("")}</row><row><c t="inlineStr"><is><t>张三</t></is></c><c t="str"><v>${man}</v></c></row><row/><row><c/><c t="inlineStr"><is><t>${woman}</t></is></c></row></sheetData>`,
        },
      ],
    });
    expect(said).toEqual(["2 accepted", "4 name_missing"]);
  });

  test("of a number stored as a number have lost it, however it is written", async () => {
    const number = (reference: string, value: string) => `<c r="${reference}" s="2"><v>${value}</v></c>`;
    const { said, lines } = await read(
      xmlSheet(
        `<row r="2">${text("A2", "张三")}${number("B2", "410000198506151230")}</row><row r="3">${text("A3", "张三")}${number("B3", "4.1000019850615123E+17")}${number("C3", "1.3912345678E10")}</row><row r="4">${text("A4", "张三")}${number("B4", "12345")}</row><row r="5">${text("A5", "张三")}${text("B5", "4.10000198506151E+17")}</row><row r="6">${text("A6", "张三")}<c r="B6"><f>B2*1</f><v>410000198506151230</v></c></row><row r="7">${text("A7", "张三")}<c r="B7" t="n"><v>0</v></c></row>`,
      ),
    );
    expect(said.every((line) => line.endsWith("id_precision_lost"))).toBe(true);
    expect(lines).toHaveLength(6);
    expect(lines[1]?.phone).toBe("13912345678");
  });

  test("of formulas are read by the value last worked out", async () => {
    const { said, lines } = await read(
      xmlSheet(
        `<row r="2"><c r="A2" t="str"><f>D2&amp;E2</f><v>张三</v></c><c r="B2" t="str"><f>"${man}"</f><v>${man}</v></c></row><row r="3"><c r="A3" t="str"><f>D3</f><v></v></c><c r="B3" t="e"><f>VLOOKUP(A3,Z:Z,1)</f><v>#N/A</v></c></row><row r="4"><c r="A4" t="b"><v>1</v></c>${text("B4", woman)}</row>`,
      ),
    );
    expect(said).toEqual(["2 accepted", "3 name_missing", "4 accepted"]);
    expect(lines[1] && alsoOf(lines[1])).toEqual(["id_length"]);
    expect(lines[2]?.name).toBe("TRUE");
  });

  test("hold entities, CDATA, escaped characters and rare Han characters as meant", async () => {
    const { lines } = await read(
      xmlSheet(
        `<!-- a <row> in a comment --><row r="2">${text("A2", "&#x4e70;&#20080;提&amp;&#183;A_x000D_")}${text("B2", `<![CDATA[${man}]]>`)}</row><row r="3">${text("A3", "𠮷&#x20BB7;田")}${text("B3", woman)}</row>`,
      ),
    );
    expect(lines.map(({ name }) => name)).toEqual(["买买提&·A", "𠮷𠮷田"]);
    expect(lines[0]?.idNumber).toBe(man);
  });
});

describe("a workbook", () => {
  test("may keep its text in shared strings, rich or with phonetic guides, which are left out", async () => {
    const { said, lines } = await read({
      sharedStrings: `<?xml version="1.0"?><sst xmlns="x" count="9" uniqueCount="6"><si><t>姓名</t><phoneticPr fontId="1"/></si><si><r><rPr><b/></rPr><t>身份</t></r><r><t xml:space="preserve">证号</t></r></si><si><t>张三</t><rPh sb="0" eb="1"><t>zhang</t></rPh></si><si><t>${man}</t></si><si/><si><t>A&amp;B</t></si></sst>`,
      sheets: [
        {
          name: "名册",
          xml: '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c></row><row r="3"><c r="A3" t="s"><v>5</v></c><c r="B3" t="s"><v>4</v></c></row><row r="4"><c r="A4" t="s"><v>99</v></c></row></sheetData>',
        },
      ],
    });
    expect(said).toEqual(["2 accepted", "3 id_missing"]);
    expect(lines.map(({ name }) => name)).toEqual(["张三", "A&B"]);
  });

  test("may be strict, or written with prefixes", async () => {
    const sheets = [{ name: "名册", rows: [header, ["张三", man]] }];
    expect((await read({ strict: true, sheets })).said).toEqual(["2 accepted"]);
    expect((await read({ prefix: "x", sheets })).said).toEqual(["2 accepted"]);
  });

  test("may have many columns and single quotes in its tags", async () => {
    const { said } = await read(
      xmlSheet(
        `<row r='2'><c r='A2' t='inlineStr'><is><t>张三</t></is></c>${text("B2", man)}${text("XFD2", "最后一列")}</row>`,
      ),
    );
    expect(said).toEqual(["2 accepted"]);
  });

  test("may have a million empty formatted rows", async () => {
    function* xml() {
      yield `<dimension ref="A1:C1048576"/><sheetData><row r="1">${text("A1", "姓名")}${text("B1", "身份证号")}</row><row r="2">${text("A2", "张三")}${text("B2", man)}</row>`;
      for (let line = 3; line <= 1_048_576; line += 1024) {
        let rows = "";
        for (let each = line; each < line + 1024 && each <= 1_048_576; each++) {
          rows += `<row r="${each}" spans="1:3" s="4" customFormat="1"><c r="A${each}" s="4"/><c r="B${each}" s="4"/><c r="C${each}" s="4"/></row>`;
        }
        yield rows;
      }
      yield "</sheetData>";
    }
    const { said, counts } = await read({ sheets: [{ name: "名册", xml: xml() }] });
    expect(said).toEqual(["2 accepted"]);
    expect(counts.rows).toBe(1);
  });

  test("that is cut off or broken is refused", async () => {
    const whole = await nastyXlsx({ sheets: [{ name: "名册", rows: [header, ["张三", man]] }] });
    for (const cut of [30, 200, whole.length - 30]) {
      const path = folder.file(`cut-${cut}.xlsx`, whole.subarray(0, cut));
      await expect(decideRoster(path, question, { head: () => {}, lines: () => {} })).rejects.toMatchObject({
        code: "file_unreadable",
        facts: { kind: "broken_workbook" },
      });
    }
  });

  test("with a document type is refused: its entities could grow without end", async () => {
    expect(
      await refusalOf({ sheets: [{ name: "名册", xml: '<!DOCTYPE x [<!ENTITY a "b">]><sheetData/>' }] }),
    ).toMatchObject({ code: "file_unreadable" });
  });
});
