import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rosterCommand } from "./cli.ts";

async function check(...words: string[]): Promise<string> {
  let said = "";
  const command = rosterCommand((text) => {
    said += text;
  });
  command.exitOverride();
  for (const each of command.commands) each.exitOverride().configureOutput({ writeErr: () => {} });
  await command.parseAsync(["check", ...words], { from: "user" });
  return said;
}

test("roster check --json prints the document of the city folder's specification", async () => {
  const said = await check("demo/puyang/rosters/U001.xlsx", "--cover-from", "2025-01-01", "--json");
  const { lines, ...document } = JSON.parse(said);
  const expected = JSON.parse(readFileSync("tests/fixtures/puyang-expected/rosters.json", "utf8")).rosters
    .U001;
  expect(document).toEqual({
    sheet: "花名册",
    columns: {
      name: "姓名",
      sex: "性别",
      id_number: "身份证号",
      post: "岗位类别",
      phone: "手机号",
      card: "银行卡号",
      remark: "备注",
    },
    ignored_columns: ["序号"],
    rows: expected.rows,
    accepted: expected.accepted,
    review: expected.review,
    rejected: expected.rejected,
  });
  expect(lines).toHaveLength(432);
  expect(lines[0]).toEqual({ line: 2, outcome: "accepted", codes: [], warnings: [] });
  expect(lines[2]).toEqual({ line: 4, outcome: "rejected", codes: ["id_birth_date"], warnings: [] });
});

test("a CSV file has no sheet", async () => {
  const said = await check("demo/puyang/rosters/U008.csv", "--cover-from", "2025-01-01", "--json");
  expect(JSON.parse(said).sheet).toBeNull();
});

test("roster check says in Chinese what is wrong and how to put it right", async () => {
  const said = await check("demo/puyang/rosters/U001.xlsx", "--cover-from", "2025-01-01");
  expect(said).toContain("名册已读完：419人受理，13行需要处理");
  expect(said).toContain("第17行史勇：2025年1月2日才满16周岁，保障从1月1日开始，差1天。可放到2月的名册里。");
});

test.each([
  [
    "a day that is none",
    ["demo/puyang/rosters/U001.xlsx", "--cover-from", "2025-02-30"],
    "commander.invalidArgument",
  ],
  ["no day", ["demo/puyang/rosters/U001.xlsx"], "commander.missingMandatoryOptionValue"],
  ["a file that does not exist", ["nowhere.xlsx", "--cover-from", "2025-01-01"], "file_missing"],
])("%s is refused", (_what, words, code) => expect(check(...words)).rejects.toMatchObject({ code }));
