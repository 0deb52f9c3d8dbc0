import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readRows } from "#platform/tables/read-rows.ts";
import { type SeatedCity, seatedCity } from "#tests/support/callers.ts";
import { textOf } from "#tests/support/pdf.ts";
import { seedYear } from "#tests/support/year.ts";

const cityId = 471_900;
let app: SeatedCity["app"];
let as: SeatedCity["as"];
let folder: string;

beforeAll(async () => {
  let places: SeatedCity["places"];
  ({ app, places, as } = await seatedCity(cityId, {
    leader: ["leader", "C"],
    county: ["county_clerk", "X1"],
    unit: ["unit_clerk", "U11"],
  }));
  await seedYear(app.db, cityId, places);
  folder = await mkdtemp(join(tmpdir(), "tongzhou-statistics-"));
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

/** A workbook as our own reader reads it: sheet by sheet, row by row. */
async function sheetsOf(who: string, path: string): Promise<Record<string, (string | number)[][]>> {
  const answer = await as(who)("GET", path);
  expect(answer.status).toBe(200);
  const file = join(folder, "read.xlsx");
  await writeFile(file, answer.raw);
  const sheets: Record<string, (string | number)[][]> = {};
  await readRows(file, (sheet, rows) => {
    const name = sheet ?? "";
    sheets[name] = [...(sheets[name] ?? []), ...rows.map(({ cells }) => [...cells])];
  });
  return sheets;
}

test("a month's sheets: contributions by who bore them add up to the bills of the month, with the year so far beneath", async () => {
  const sheets = await sheetsOf("leader", "/reports/statistics.xlsx?period=2025-02");
  expect(Object.keys(sheets)).toEqual([
    ...["参加", "会费", "申领和互助金", "救助", "咨询", "培训", "分计划", "目标进度"],
  ]);
  const money = sheets.会费 ?? [];
  expect(money[0]?.[0]).toBe("19市职工互助保障2025年2月统计表　会费");
  expect(money[1]?.[0]).toContain("数据截至");
  expect(money[4]?.[0]).toBe("算什么");
  expect(money.slice(5)).toEqual([
    ["2025年2月"],
    ["19市总工会", 0, 0, 0, 0, 0, 0],
    ["19第1县总工会", 200, 0, 40, 80, 0, 320],
    ["19第2县总工会", 0, 0, 0, 0, 0, 0],
    ["合计", 200, 0, 40, 80, 0, 320],
    ["2025年1月至2月"],
    ["19市总工会", 150, 0, 0, 90, 0, 240],
    ["19第1县总工会", 450, 0, 90, 180, 0, 720],
    ["19第2县总工会", 200, 0, 40, 80, 0, 320],
    ["合计", 800, 0, 130, 350, 0, 1280],
  ]);
});

test("a ratio stands with both its numbers; who was ill is not told apart", async () => {
  const sheets = await sheetsOf("leader", "/reports/statistics.xlsx?period=2025");
  const people = sheets.参加 ?? [];
  expect(people[3]).toEqual([
    ...["县区（产业）", "参加单位", "参加人次", "期末保障中人次", "已确认人次", "在职职工", "期末参加率"],
  ]);
  expect(people[7]).toEqual(["19第1县总工会", 1, 9, 9, 9, 200, 0.045]);
  const claims = sheets.申领和互助金 ?? [];
  expect(claims.slice(6)).toEqual([
    ["19市总工会", 0, 0, 0, 0, 0, 240, 0],
    ["19第1县总工会", ...Array(7).fill("不单列")],
    ["19第2县总工会", ...Array(7).fill("少于3人")],
    ["合计", 5, 5, 5, 500, 500, 1280, 0.3906],
  ]);
  const months = sheets.分月 ?? [];
  expect(months.slice(6, 9).map((row) => row.slice(0, 4))).toEqual([
    ["2025-01", 3, 12, 960],
    ["2025-02", 1, 4, 320],
    ["2025-03", 0, 0, 0],
  ]);
  expect(months.slice(18)).toEqual([["合计", 3, 16, 1280, 5, 5, 500, 0, 0]]);
});

test("a county takes home its own county; a unit nothing; nobody a month to come", async () => {
  const sheets = await sheetsOf("county", "/reports/statistics.xlsx?period=2025-01");
  expect(sheets.会费?.slice(6)).toEqual([
    ["19第1县总工会", 250, 0, 50, 100, 0, 400],
    ["合计", 250, 0, 50, 100, 0, 400],
  ]);
  expect((await as("unit")("GET", "/reports/statistics.xlsx?period=2025-01")).status).toBe(403);
  const codeOf = async (period: string) =>
    (await as("leader")("GET", `/reports/statistics.xlsx?period=${period}`)).body.code;
  expect(await codeOf("2099-01")).toBe("period_to_come");
  expect(await codeOf("2025-13")).toBe("invalid_input");
});

test("the paper has the same tables", async () => {
  const answer = await as("leader")("GET", "/reports/statistics.pdf?period=2025-01");
  expect(answer.raw.subarray(0, 4).toString()).toBe("%PDF");
  const text = (await textOf(answer.raw)).join("").replaceAll(/\s/g, "");
  for (const part of ["2025年1月统计表", "960.00", "期末参加率", "数据截至", "19第2县总工会"])
    expect(text).toContain(part);
});

test("a free query is taken home with its conditions; that it was is recorded by codes alone", async () => {
  const query = "measures=people,in_time&groups=county&from=2025-01&until=2025-02";
  const sheets = await sheetsOf("leader", `/reports/free-query.xlsx?${query}`);
  const rows = sheets.自由查询 ?? [];
  expect(rows[2]?.[0]).toContain("条件：2025年1月至2025年2月");
  expect(rows[3]).toEqual([
    "县区（产业）",
    "参加人次",
    "半小时内答复",
    "到期或已答复的咨询",
    "半小时内响应率",
  ]);
  expect(rows.at(-1)).toEqual(["合计", 16, 0, 0, "–"]);
  const { rows: lines } = await app.db.ownerPool.query(
    `select event, facts from audit_line where city_id = ${cityId} and event like 'report.%' order by id desc limit 1`,
  );
  expect(lines[0]).toEqual({
    event: "report.query_taken",
    facts: {
      measures: ["people", "in_time"],
      groups: ["county"],
      from: "2025-01",
      until: "2025-02",
      rows: 3,
    },
  });
});
