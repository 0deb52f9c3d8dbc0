import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nastyXlsx } from "#tests/support/nasty-files.ts";
import { nastyXls } from "#tests/support/nasty-xls.ts";
import { csvRoster, numberOf, type RosterDesk, rosterDesk } from "#tests/support/rosters.ts";

let desk: RosterDesk;
beforeAll(async () => {
  desk = await rosterDesk();
});
afterAll(() => desk.close());

describe("a file that cannot be a roster", () => {
  const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  test.each([
    ["an empty file", Buffer.alloc(0), "file_unreadable"],
    ["a picture renamed .xlsx", picture, "file_unreadable"],
    ["a table without a header", Buffer.from("甲,乙\n1,2\n"), "no_header"],
    ["a workbook with a password", nastyXls({ sheets: [], hasFilePass: true }), "file_encrypted"],
  ])("%s is refused with a sentence, and nothing is stored", async (_name, content, code) => {
    const batchId = await desk.open("clerk", "U11", "2025-03");
    const dry = await desk.upload("clerk", `/rosters/${batchId}/file?dryRun=true`, content, "名册.xlsx");
    expect(dry.body.code).toBe(code);
    const real = await desk.upload("clerk", `/rosters/${batchId}/file`, content, "名册.xlsx");
    await desk.work();
    const job = (await desk.as("clerk")("GET", `/jobs/${real.body.jobId}`)).body;
    expect(job).toMatchObject({ state: "refused", problem: { code } });
    expect(job.problem.detail).toContain("没有保存任何数据");
    expect((await desk.as("clerk")("GET", `/rosters/${batchId}`)).body).toMatchObject({
      state: "draft",
      rows: 0,
      file: null,
    });
  });

  test("more than a gigabyte in a few megabytes is refused, and nothing is stored", async () => {
    const piece = `<c>${" ".repeat(1024 * 1024 - 7)}</c>`;
    const xml = Array.from({ length: 1100 }, () => piece);
    const bomb = await nastyXlsx({ sheets: [{ name: "名册", xml }] });
    const batchId = await desk.open("clerk", "U11", "2025-03");
    const page = await desk.take("clerk", batchId, bomb, "名册.xlsx");
    expect(page).toMatchObject({ state: "draft", rows: 0, file: null });
    const [job] = (await desk.as("clerk")("GET", "/jobs")).body.rows;
    expect(job).toMatchObject({ state: "refused", problem: { code: "file_too_large" } });
  });

  test("formula cells are read by the value last worked out", async () => {
    const cell = (at: string, value: string) => `<c r="${at}" t="str"><f>X1</f><v>${value}</v></c>`;
    const header = `<row r="1">${cell("A1", "姓名")}${cell("B1", "身份证号")}</row>`;
    const line = `<row r="2">${cell("A2", "公式")}${cell("B2", numberOf(520))}</row>`;
    const xml = `<sheetData>${header}${line}</sheetData>`;
    const batchId = await desk.open("clerk", "U11", "2025-03");
    const page = await desk.take("clerk", batchId, await nastyXlsx({ sheets: [{ name: "名册", xml }] }));
    expect(page).toMatchObject({ rows: 1, accepted: 1, file: { sheet: "名册" } });
  });

  test("a million empty rows are none of its lines", async () => {
    function* xml() {
      yield `<sheetData><row r="1"><c r="A1" t="str"><v>姓名</v></c><c r="B1" t="str"><v>身份证号</v></c></row>`;
      yield `<row r="2"><c r="A2" t="str"><v>一人</v></c><c r="B2" t="str"><v>${numberOf(521)}</v></c></row>`;
      for (let at = 3; at <= 1_048_576; at += 1024) {
        const rows = Math.min(1024, 1_048_577 - at);
        yield Array.from(
          { length: rows },
          (_, i) => `<row r="${at + i}"><c r="A${at + i}" s="4"/></row>`,
        ).join("");
      }
      yield "</sheetData>";
    }
    const batchId = await desk.open("clerk", "U11", "2025-03");
    const page = await desk.take(
      "clerk",
      batchId,
      await nastyXlsx({ sheets: [{ name: "名册", xml: xml() }] }),
    );
    expect(page).toMatchObject({ rows: 1, accepted: 1 });
  });

  test("a file above the limit is refused while it arrives", async () => {
    const batchId = await desk.open("clerk", "U11", "2025-03");
    const reply = await desk.upload(
      "clerk",
      `/rosters/${batchId}/file`,
      Buffer.alloc(50 * 1024 * 1024 + 1, "a"),
    );
    expect(reply).toMatchObject({ status: 413, body: { code: "file_too_large" } });
  });

  test("a cancelled reading leaves nothing behind", async () => {
    const batchId = await desk.open("clerk", "U11", "2025-03");
    const { body } = await desk.upload(
      "clerk",
      `/rosters/${batchId}/file`,
      csvRoster(`取消,${numberOf(501)},,`),
    );
    expect((await desk.as("clerk")("POST", `/jobs/${body.jobId}/cancellation`)).body).toEqual({
      cancelled: true,
    });
    await desk.work();
    expect((await desk.as("clerk")("GET", `/rosters/${batchId}`)).body).toMatchObject({
      state: "draft",
      rows: 0,
    });
  });

  test("another file takes the place of the lines there were", async () => {
    const batchId = await desk.open("clerk", "U11", "2025-03");
    await desk.take("clerk", batchId, csvRoster(`甲一,${numberOf(511)},,`, `甲二,${numberOf(512)},,`));
    const page = await desk.take("clerk", batchId, csvRoster(`乙一,${numberOf(513)},,`));
    expect(page).toMatchObject({ rows: 1, accepted: 1 });
    expect(await desk.stored(batchId)).toBe(1);
  });
});

describe("a roster that looks like another unit's", () => {
  const people = Array.from({ length: 8 }, (_, i) => `别家${i},${numberOf(600 + i, "19880101")},,`);

  test("is asked about, not taken: by its people, by its content, by its name", async () => {
    await desk.direct("U21", csvRoster(...people));
    const batchId = await desk.open("clerk", "U11", "2025-04");
    const most = csvRoster(...people.slice(0, 6), `自家,${numberOf(650)},,`);
    const byPeople = await desk.upload("clerk", `/rosters/${batchId}/file?dryRun=true`, most);
    expect(byPeople).toMatchObject({
      status: 409,
      body: { code: "roster_of_another_unit", facts: { why: "people", people: 6 } },
    });
    expect(byPeople.body.facts.unit).toBeUndefined();
    const byContent = await desk.upload("city", `/rosters/${batchId}/file?dryRun=true`, csvRoster(...people));
    expect(byContent.body.facts).toMatchObject({ why: "same_file", unit: "09单位21号有限公司" });
    const name = "09单位21号有限公司名册.csv";
    const byName = await desk.upload(
      "clerk",
      `/rosters/${batchId}/file?dryRun=true`,
      csvRoster(`新人,${numberOf(651)},,`),
      name,
    );
    expect(byName.body.facts.why).toBe("title");

    const evenSo = await desk.upload("clerk", `/rosters/${batchId}/file?evenSo=true`, most);
    expect(evenSo.status).toBe(200);
    await desk.work();
    expect((await desk.as("clerk")("GET", `/rosters/${batchId}`)).body).toMatchObject({
      rows: 7,
      accepted: 1,
      rejected: 6,
    });
  });
});

describe("what one takes home", () => {
  test("is one's own table with the reason beside each line, a template, and the last roster; each is recorded", async () => {
    const batchId = await desk.open("clerk", "U11", "2025-06");
    await desk.take("clerk", batchId, csvRoster(`带回,${numberOf(801)},工人,13912345678`, `缺号,,,`));
    const answer = await desk.as("clerk")("GET", `/rosters/${batchId}/answer.xlsx`);
    expect(answer.status).toBe(200);
    expect(answer.raw.subarray(0, 2).toString()).toBe("PK");
    // What comes back is a roster again, read with the same answer.
    const again = await desk.upload(
      "clerk",
      `/rosters/${batchId}/file?dryRun=true`,
      answer.raw,
      "名册-含原因.xlsx",
    );
    expect(again.body.answer).toMatchObject({
      rows: 2,
      accepted: 1,
      notAccepted: [{ line: 3, codes: ["id_missing"] }],
    });

    const blank = await desk.as("clerk")("GET", "/roster-template.xlsx");
    expect(blank.raw.subarray(0, 2).toString()).toBe("PK");
    const last = await desk.as("clerk")("GET", `/roster-template/${desk.at("U11")}/last.xlsx`);
    const filled = await desk.upload("clerk", `/rosters/${batchId}/file?dryRun=true`, last.raw, "上次.xlsx");
    expect(filled.body.answer).toMatchObject({ rows: 1, accepted: 1 });
    expect((await desk.as("neighbour")("GET", `/rosters/${batchId}/answer.xlsx`)).status).toBe(404);
    expect((await desk.as("neighbour")("GET", `/roster-template/${desk.at("U11")}/last.xlsx`)).status).toBe(
      404,
    );
    const { rows } = await desk.query("select event from audit_line where event like 'enrolment.%home'");
    expect(rows.map(({ event }) => event).sort()).toEqual([
      "enrolment.answer_taken_home",
      "enrolment.last_roster_taken_home",
      "enrolment.template_taken_home",
    ]);
  });
});
