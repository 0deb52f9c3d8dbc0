import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { csvRoster, numberOf, type RosterDesk, rosterDesk } from "#tests/support/rosters.ts";

let desk: RosterDesk;
beforeAll(async () => {
  desk = await rosterDesk();
});
afterAll(() => desk.close());

describe("a second file", () => {
  test("takes the place of the lines there were", async () => {
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
