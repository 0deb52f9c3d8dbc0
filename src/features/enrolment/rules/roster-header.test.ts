import { describe, expect, test } from "vitest";
import { continuesHeader, headerOf, headerOfTwo, headersSeen, meaningOf } from "./roster-header.ts";

const never = () => false;

describe("a header", () => {
  test.each([
    ["姓名", "name"],
    [" 姓　名 ", "name"],
    ["姓\n名", "name"],
    ["职工姓名", "name"],
    ["身份证号", "id_number"],
    ["身份证 号码", "id_number"],
    ["证件号码", "id_number"],
    ["公民身份号码", "id_number"],
    ["性别", "sex"],
    ["岗位类别", "post"],
    ["岗位", "post"],
    ["人员类别", "post"],
    ["手机号", "phone"],
    ["手机号码", "phone"],
    ["联系电话", "phone"],
    ["银行卡号", "card"],
    ["工资卡号", "card"],
    ["备注", "remark"],
    ["证件类型", "document"],
    ["姓名拼音", undefined],
    ["家属姓名", undefined],
    ["身份证", undefined],
    ["", undefined],
  ])("cell %j means %s", (header, field) => expect(meaningOf(header)).toBe(field));

  test("is a row with a name and an identity-number column, in any order", () => {
    const header = headerOf(["序号", "证件号码", "部门", "姓 名"]);
    expect(header?.columns.get("name")).toEqual({ column: 3, header: "姓 名" });
    expect(header?.columns.get("id_number")).toEqual({ column: 1, header: "证件号码" });
    expect(header?.ignored).toEqual(["序号", "部门"]);
  });

  test("is not a row with a name only, or with a number only", () => {
    expect(headerOf(["姓名", "性别"])).toBeUndefined();
    expect(headerOf(["身份证号", "性别"])).toBeUndefined();
  });

  test("takes the first of two columns that mean the same and names the other as ignored", () => {
    const header = headerOf(["姓名", "身份证号", "手机号", "联系电话"]);
    expect(header?.columns.get("phone")?.column).toBe(2);
    expect(header?.ignored).toEqual(["联系电话"]);
  });
});

describe("a header of two rows", () => {
  test("takes the lower cell, or the upper one where the lower is empty", () => {
    const upper = ["序号", "基本情况", "", "", "备注"];
    const lower = ["", "姓名", "性别", "身份证号", ""];
    const header = headerOfTwo(upper, lower, (column) => column === 0);
    expect([...(header?.columns ?? [])].map(([field, { column }]) => [field, column])).toEqual([
      ["name", 1],
      ["sex", 2],
      ["id_number", 3],
      ["remark", 4],
    ]);
    expect(header?.ignored).toEqual(["序号"]);
  });

  test("does not take the title above for a column", () => {
    const header = headerOfTwo(["某某公司花名册", ""], ["", "姓名", "身份证号"], never);
    expect(header?.ignored).toEqual([]);
  });

  test.each([
    ["a row of sub-headers continues it", ["", "", "手机号", "银行卡号"], never, true],
    [
      "sub-headers that mean nothing continue it where name and number reach down",
      ["", "", "家庭", "单位"],
      () => true,
      true,
    ],
    ["a line without name and number does not", ["", "", "13912345678", ""], never, false],
    ["a line does not", ["张三", "41000019850615123X", "", ""], never, false],
    ["a blank row does not", ["", " ", "", ""], () => true, false],
  ])("%s", (_what, below, isJoined, continues) => {
    const header = headerOf(["姓名", "身份证号", "联系方式"]);
    expect(header && continuesHeader(header, below, isJoined)).toBe(continues);
  });
});

describe("where no header is found", () => {
  test("the row with most known headers is shown", () => {
    expect(headersSeen([["某某公司职工花名册"], ["序号", "姓名", "证号", "性别"]])).toEqual([
      "序号",
      "姓名",
      "证号",
      "性别",
    ]);
  });

  test("a row that holds somebody's number is never shown", () => {
    expect(headersSeen([["张三", "41000019850615123X"]])).toEqual([]);
    expect(headersSeen([["张三", "410000 1985 0615 123X", "性别"]])).toEqual([]);
  });
});
