import { readXlsx } from "hucre";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { monthsFrom, plainDate } from "#core/dates.ts";
import { csvRoster, numberOf, type RosterDesk, rosterDesk } from "#tests/support/rosters.ts";
import { holdCover, removeCover } from "./commands/change-covers.ts";
import { confirmBatch } from "./commands/confirm-batch.ts";
import { mergeCovers } from "./commands/merge-covers.ts";
import { markSettled } from "./commands/note-money.ts";

let desk: RosterDesk;
beforeAll(async () => {
  desk = await rosterDesk();
});
afterAll(() => desk.close());

describe("somebody who is covered already", () => {
  test("is rejected in another unit of the city, which is named only to those who may see it", async () => {
    await desk.direct("U21", csvRoster(`孙六,${numberOf(101)},,`, `周七,${numberOf(102)},,`));
    const batchId = await desk.open("neighbour", "U12", "2025-01");
    const page = await desk.take(
      "neighbour",
      batchId,
      csvRoster(`孙六,${numberOf(101)},,`, `吴八,${numberOf(103)},,`),
    );
    expect(page).toMatchObject({ rows: 2, accepted: 1, rejected: 1 });
    const [hidden] = await desk.lines("neighbour", batchId, "rejected");
    expect(hidden).toMatchObject({ code: "already_covered", action: "remove" });
    expect(hidden.reason).toContain("本市另一个单位");
    const [named] = await desk.lines("city", batchId, "rejected");
    expect(named.reason).toContain("09单位21号有限公司");
  });

  test("is judged again at confirmation: of two open batches the second to confirm loses the person", async () => {
    const first = await desk.direct("U11", csvRoster(`郑九,${numberOf(111)},,`), false);
    const second = await desk.direct(
      "U22",
      csvRoster(`郑九,${numberOf(111)},,`, `王十,${numberOf(112)},,`),
      false,
    );
    const confirm = (id: string) => desk.command((ctx) => confirmBatch(ctx, id));
    expect(await confirm(first)).toMatchObject({ confirmed: 1 });
    expect(await confirm(second)).toMatchObject({ confirmed: 1, coveredMeanwhile: 1 });
  });

  test("in the same moment: both clerks are told, and the person has one cover", async () => {
    const people = Array.from({ length: 40 }, (_, i) => `同时${i},${numberOf(200 + i, "19900101")},,`);
    const batches = [
      await desk.direct("U11", csvRoster(...people), false),
      await desk.direct("U21", csvRoster(...[...people].reverse()), false),
      await desk.direct("U22", csvRoster(...people, `独自,${numberOf(300, "19900101")},,`), false),
    ];
    const told = await Promise.allSettled(batches.map((id) => desk.command((ctx) => confirmBatch(ctx, id))));
    const confirmed = told.map((each) =>
      each.status === "fulfilled" ? each.value.confirmed : each.reason.code,
    );
    expect(confirmed.filter((each) => each === 40 || each === 41)).toHaveLength(1);
    expect(confirmed.filter((each) => each === "nothing_to_confirm" || each === 1).length).toBe(2);
    const { rows } = await desk.query(
      "select count(*)::int as n, count(distinct person_id)::int as people from cover join person on person.id = person_id where name like '同时%'",
    );
    expect(rows[0]).toEqual({ n: 40, people: 40 });
  });

  test("may be covered again when the first cover has ended, before it and after it", async () => {
    const person = csvRoster(`续保,${numberOf(401)},,`);
    const batches = [];
    for (const day of ["2026-01-01", "2025-01-01", "2028-01-01", "2027-01-01"])
      batches.push(await desk.direct("U11", person, true, day));
    await expect(desk.direct("U11", `${person} `, true, "2026-07-01")).rejects.toMatchObject({
      code: "nothing_to_confirm",
    });
    const chain = () =>
      desk.query(
        "select from_on as f, previous_until_on as p from cover join person on person.id = person_id where name = '续保' order by 1",
      );
    expect((await chain()).rows.map(({ f, p }) => [f, p].map(dayOf))).toEqual([
      ["2025-01-01", null],
      ["2026-01-01", "2026-01-01"],
      ["2027-01-01", "2027-01-01"],
      ["2028-01-01", "2028-01-01"],
    ]);
    const withdrawn = await desk.as("clerk")("POST", `/rosters/${batches[0]}/withdrawal`);
    expect(withdrawn.status).toBe(200);
    expect((await chain()).rows.map(({ p }) => dayOf(p))).toEqual([null, "2026-01-01", "2028-01-01"]);
  });
});

describe("two records of one person", () => {
  test("become one chain of covers; what overlaps stays and is told", async () => {
    await desk.direct("U11", csvRoster(`双档,${numberOf(901)},,`), true, "2025-01-01");
    await desk.direct("U21", csvRoster(`双挡,${numberOf(903)},,`), true, "2026-01-01");
    await desk.direct("U21", csvRoster(`双挡 ,${numberOf(903)},,`), true, "2025-01-01");
    await desk.direct("U21", csvRoster(`双挡  ,${numberOf(903)},,`), true, "2027-01-01");
    const idOf = async (name: string) =>
      (await desk.query("select id from person where name = $1", [name])).rows[0].id as string;
    const [kept, merged] = [await idOf("双档"), await idOf("双挡")];
    const merge = () => desk.command((ctx) => mergeCovers(ctx, kept, merged));
    expect(await merge()).toEqual({ moved: 2, left: 1 });
    expect(await merge()).toEqual({ moved: 0, left: 1 });
    const { rows } = await desk.query(
      "select from_on as f, previous_until_on as p from cover where person_id = $1 order by 1",
      [kept],
    );
    expect(rows.map(({ f, p }) => [f, p].map(dayOf))).toEqual([
      ["2025-01-01", null],
      ["2026-01-01", "2026-01-01"],
      ["2027-01-01", "2027-01-01"],
    ]);
  });
});

describe("after confirmation", () => {
  test("a person can be moved between units by who is above both, and taken off; a billed batch is not withdrawn", async () => {
    const batchId = await desk.direct(
      "U11",
      csvRoster(`调出,${numberOf(701)},,`, `减员,${numberOf(702)},,`),
      true,
      "2025-05-01",
    );
    const covers = (await desk.as("clerk")("GET", `/covers?batchId=${batchId}`)).body.rows;
    const [leaver, mover] = covers;
    const move = { organisationId: desk.at("U12"), on: "2025-06-01", reason: "调动" };
    expect((await desk.as("clerk")("POST", `/covers/${mover.id}/move`, move)).status).toBe(404);
    expect(
      (await desk.as("county")("POST", `/covers/${mover.id}/move`, { ...move, on: "2026-06-01" })).body.code,
    ).toBe("move_outside_cover");
    expect((await desk.as("county")("POST", `/covers/${mover.id}/move`, move)).status).toBe(200);
    const there = (await desk.as("neighbour")("GET", `/covers?search=${encodeURIComponent(mover.name)}`))
      .body;
    const unpaid = { state: "unpaid", from: "2025-05-01", settlementMonth: null, mayRemove: false };
    expect(there.rows).toMatchObject([{ id: mover.id, organisationId: desk.at("U12"), ...unpaid }]);
    // Its roster is the other unit's business still; what became of its money is told here, too.
    await desk.command(async (ctx) => {
      const covered = monthsFrom(plainDate("2025-06-01"), 12);
      await markSettled(ctx, [{ batchId, paidOn: plainDate("2025-05-13"), covered }]);
    });
    const settled = (await desk.as("neighbour")("GET", "/covers")).body.rows.find(
      (row: { id: string }) => row.id === mover.id,
    );
    expect(settled).toMatchObject({ from: "2025-06-01", askedFrom: "2025-05-01", through: "2026-05-31" });
    expect(settled.why).toContain("2025年5月13日才到齐");
    expect((await desk.as("neighbour")("GET", `/rosters/${batchId}`)).status).toBe(404);
    expect((await desk.as("otherCounty")("GET", "/covers")).body.rows).not.toContainEqual(settled);
    const back = { organisationId: desk.at("U11"), on: "2025-07-01", reason: "回原单位" };
    expect((await desk.as("county")("POST", `/covers/${mover.id}/move`, back)).status).toBe(200);
    expect(await takeOff(leaver.id)).toBe(1);
    await desk.query("update enrolment_batch set billed_at = now() where id = $1", [batchId]);
    expect((await desk.as("clerk")("POST", `/rosters/${batchId}/withdrawal`)).body.code).toBe("batch_billed");
  });

  test("who was taken off is not on the next template; the last one takes the roster along", async () => {
    const roster = csvRoster(`留下,${numberOf(711)},,`, `离职,${numberOf(712)},,`);
    const batchId = await desk.direct("U22", roster, true, "2025-08-01");
    const [leaver, last] = (await desk.as("city")("GET", `/covers?batchId=${batchId}`)).body.rows;
    await takeOff(leaver.id);
    const template = await desk.as("city")("GET", `/roster-template/${desk.at("U22")}/last.xlsx`);
    const [sheet] = (await readXlsx(template.raw)).sheets;
    expect(sheet?.rows.filter((row) => row.length > 0).map((row) => row[0])).toEqual(["姓名", "留下"]);
    expect(await takeOff(last.id)).toBe(0);
    expect((await desk.as("city")("GET", `/rosters/${batchId}`)).body).toMatchObject({
      state: "withdrawn",
      confirmed: 0,
    });
  });

  test("every command leaves an audit line without a name or number", async () => {
    const { rows } = await desk.command((ctx) =>
      sql<{
        event: string;
        facts: string;
      }>`select distinct event, facts::text as facts from audit_line where event like 'enrolment.%'`.execute(
        ctx.db,
      ),
    );
    expect(new Set(rows.map((row) => row.event)).size).toBeGreaterThanOrEqual(7);
    expect(
      rows.filter(({ facts }) =>
        /\p{Script=Han}|\d{15}/u.test(facts.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "")),
      ),
    ).toEqual([]);
  });
});

const takeOff = (coverId: string): Promise<number> =>
  desk.command(async (ctx) => removeCover(ctx, await holdCover(ctx, coverId), "离职"));

const dayOf = (day: unknown): unknown => (day instanceof Date ? day.toISOString().slice(0, 10) : day);
