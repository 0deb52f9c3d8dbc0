import { describe, expect, test } from "vitest";
import { csvReader, parseCsv, parseCsvTable, writeCsv } from "./csv.ts";

const cellsOf = (text: string) => parseCsv(text).map((record) => record.cells);

describe("a CSV text", () => {
  test.each([
    [
      "lines end with LF, CRLF or CR",
      "a,b\nc,d\r\ne,f\rg,h",
      [
        ["a", "b"],
        ["c", "d"],
        ["e", "f"],
        ["g", "h"],
      ],
    ],
    ["quotes hold commas, newlines and doubled quotes", '"a,1","b\n2","c""3"\n', [["a,1", "b\n2", 'c"3']]],
    ["a quote in the middle of a cell is a character", 'a"b,c\n', [['a"b', "c"]]],
    ["empty cells stay", ",,\n", [["", "", ""]]],
    ["a mark in front is dropped", "\uFEFFa\n", [["a"]]],
    ["nothing is nothing", "", []],
  ])("%s", (_rule, text, cells) => {
    expect(cellsOf(text)).toEqual(cells);
  });

  test("a record knows the line it begins on, also after a cell of several lines", () => {
    expect(parseCsv('a\n"b\nb"\nc').map((record) => record.line)).toEqual([1, 2, 4]);
  });

  test("pieces cut anywhere give the same records", () => {
    const text = '姓名,"备\r\n注"\r\n张三,"a""b"\r\n';
    for (let cut = 0; cut <= text.length; cut++) {
      const reader = csvReader();
      const records = [...reader.push(text.slice(0, cut)), ...reader.push(text.slice(cut)), ...reader.end()];
      expect(records).toEqual(parseCsv(text));
    }
  });

  test("a table is read by the names of its columns, and a column it lacks is empty", () => {
    const [row] = parseCsvTable("code, name\nU1,某单位\n\n").rows;
    expect([row?.line, row?.get("name"), row?.get("phone")]).toEqual([2, "某单位", ""]);
  });

  test("what a spreadsheet would run as a formula is written as text; amounts stay amounts", () => {
    expect(writeCsv([["=1+1", "-12.00", "a,b"]])).toBe('\uFEFF\'=1+1,-12.00,"a,b"\r\n');
  });
});
