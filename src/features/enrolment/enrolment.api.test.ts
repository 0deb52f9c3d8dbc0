import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { csvRoster, numberOf, type RosterDesk, rosterDesk } from "#tests/support/rosters.ts";

let desk: RosterDesk;
beforeAll(async () => {
  desk = await rosterDesk();
});
afterAll(() => desk.close());

describe("a roster from upload to cover", () => {
  let batchId: string;

  test("is opened for a unit of one's own, under the plan version in force", async () => {
    batchId = await desk.open("clerk", "U11");
    const page = (await desk.as("clerk")("GET", `/rosters/${batchId}`)).body;
    expect(page).toMatchObject({
      number: 1,
      state: "draft",
      coverFrom: "2025-01-01",
      coverUntil: "2026-01-01",
      nextStep: "upload",
      planName: expect.stringContaining("住院"),
    });
    expect(page.allowed).toEqual(["upload", "withdraw"]);
    const elsewhere = await desk.as("clerk")("POST", "/rosters", {
      organisationId: desk.at("U21"),
      settlementMonth: "2024-12",
    });
    expect(elsewhere.status).toBe(404);
    const early = { organisationId: desk.at("U11"), settlementMonth: "2024-12", coverFrom: "2024-11-01" };
    expect((await desk.as("clerk")("POST", "/rosters", early)).body.code).toBe("cover_before_settlement");
  });

  const roster = csvRoster(
    `张一,${numberOf(1)},工人,13912345678`,
    `李二,${numberOf(2)},管理,1391234`,
    `王三,${numberOf(3).slice(0, 17)},,`,
    `,${numberOf(4)},,`,
    `赵五,${numberOf(5, "19600101")},,`,
    `张一,${numberOf(1)},工人,`,
    `少年,${numberOf(7, "20090102")},,`,
  );

  test("a dry run answers line for line what the real run will, and stores nothing", async () => {
    const dry = await desk.upload("clerk", `/rosters/${batchId}/file?dryRun=true`, roster);
    expect(dry.status).toBe(200);
    expect(await desk.stored(batchId)).toBe(0);
    await desk.take("clerk", batchId, roster);
    const real = (await desk.as("clerk")("GET", `/rosters/${batchId}/answer`)).body;
    const { batchId: _id, file: _file, ...answer } = dry.body.answer;
    expect(real).toMatchObject(answer);
    expect(real.notAccepted).toEqual([
      { line: 4, outcome: "rejected", codes: ["id_length"] },
      { line: 5, outcome: "rejected", codes: ["name_missing"] },
      { line: 6, outcome: "review", codes: ["over_age"] },
      { line: 7, outcome: "rejected", codes: ["duplicate_in_file"] },
      { line: 8, outcome: "rejected", codes: ["under_age"] },
    ]);
    expect(real.warnings).toEqual([{ line: 3, codes: ["phone_invalid"] }]);
  });

  test("the same file again changes nothing", async () => {
    const again = await desk.upload("clerk", `/rosters/${batchId}/file`, roster);
    expect(again.body).toMatchObject({ isSame: true, jobId: null, batchId });
    expect(await desk.stored(batchId)).toBe(7);
  });

  test("lines say reason and remedy; numbers are masked, and names too outside the unit", async () => {
    const [own] = await desk.lines("clerk", batchId, "rejected");
    expect(own).toMatchObject({
      line: 4,
      name: "王三",

      action: "correct",
    });
    expect(own.idNumber).toMatch(/^410902\*{7}\d{4}$/);
    expect(own.title).toBe("号码位数不对");
    expect(own.remedy).not.toBe("");
    const [seen] = await desk.lines("city", batchId, "rejected");
    expect(seen.name).toBe("王*");
    const found = (
      await desk.as("clerk")("GET", `/rosters/${batchId}/lines?search=${encodeURIComponent("赵")}`)
    ).body;
    expect(found).toMatchObject({ total: 1, rows: [{ line: 6 }] });
    const first = (await desk.as("clerk")("GET", `/rosters/${batchId}/lines?limit=3`)).body;
    const second = (await desk.as("clerk")("GET", `/rosters/${batchId}/lines?limit=5&after=${first.next}`))
      .body;
    expect([...first.rows, ...second.rows].map((row: { line: number }) => row.line)).toEqual([
      2, 3, 4, 5, 6, 7, 8,
    ]);
    expect(first.total).toBe(7);
  });

  test("a corrected line is decided again by the same rule, and a duplicate of it with it", async () => {
    const all = await desk.lines("clerk", batchId);
    const short = all.find((line: { line: number }) => line.line === 4);
    const words = (
      await desk.as("clerk")("POST", `/rosters/${batchId}/lines/${short.id}/opening`, { purpose: "correct" })
    ).body;
    expect(words).toMatchObject({ name: "王三", idNumber: numberOf(3).slice(0, 17) });
    const path = `/rosters/${batchId}/lines/${short.id}/correction`;
    const fixed = await desk.as("clerk")("POST", path, {
      expectedVersion: words.version,
      idNumber: ` ${numberOf(3)}`,
    });
    expect(fixed.body).toMatchObject({ outcome: "accepted", isCorrected: true });
    const late = await desk.as("clerk")("POST", path, {
      expectedVersion: words.version,
      idNumber: numberOf(3),
    });
    expect(late).toMatchObject({ status: 409, body: { code: "line_changed_meanwhile" } });

    // Line 2 takes another number: line 7, its duplicate, is now the first of its own.
    const original = all.find((line: { line: number }) => line.line === 2);
    await desk.as("clerk")("POST", `/rosters/${batchId}/lines/${original.id}/correction`, {
      expectedVersion: original.version,
      idNumber: numberOf(11),
    });
    const after = await desk.lines("clerk", batchId);
    expect(after.map((line: { outcome: string }) => line.outcome)).toEqual([
      "accepted",
      "accepted",
      "accepted",
      "rejected",
      "review",
      "accepted",
      "rejected",
    ]);
    const kept = await desk.query("select count(*)::int as n from line_correction where batch_id = $1", [
      batchId,
    ]);
    expect(kept.rows[0].n).toBe(2);
  });

  test("only what was wrong can be sent again as a small file", async () => {
    const nobody = await desk.upload(
      "clerk",
      `/rosters/${batchId}/corrections`,
      csvRoster(`谁也不是,${numberOf(99)},,`),
    );
    expect(nobody).toMatchObject({
      status: 400,
      body: { code: "corrections_unmatched", facts: { lines: ["2"] } },
    });
    const small = csvRoster(`钱四,${numberOf(4)},管理,13912345678`, `少年,${numberOf(7, "19990101")},,`);
    const merged = await desk.upload("clerk", `/rosters/${batchId}/corrections`, small);
    expect(merged.body).toEqual({ corrected: 2, unchanged: 0 });
    expect((await desk.upload("clerk", `/rosters/${batchId}/corrections`, small)).body).toEqual({
      corrected: 0,
      unchanged: 2,
    });
    expect((await desk.as("clerk")("GET", `/rosters/${batchId}`)).body).toMatchObject({
      rows: 7,
      accepted: 6,
      review: 1,
      rejected: 0,
    });
  });

  test("a line can be taken out", async () => {
    const row = (await desk.lines("clerk", batchId)).find((line: { line: number }) => line.line === 8);
    expect((await desk.as("clerk")("POST", `/rosters/${batchId}/lines/${row.id}/removal`)).status).toBe(200);
    expect((await desk.as("clerk")("GET", `/rosters/${batchId}`)).body).toMatchObject({
      rows: 6,
      accepted: 5,
    });
  });

  test("evidence is judged by its content; the agency decides with it, and only the agency", async () => {
    const [line] = await desk.lines("clerk", batchId, "review");
    const path = `/rosters/${batchId}/lines/${line.id}/evidence?kind=not_retired_statement`;
    expect((await desk.upload("clerk", path, "MZ not a paper", "x.pdf")).body.code).toBe(
      "evidence_unreadable",
    );
    const paper = await desk.upload("clerk", path, "%PDF-1.7 未退休证明", "证明.pdf");
    expect(paper.status).toBe(200);
    expect((await desk.upload("clerk", path, "%PDF-1.7 未退休证明", "证明.pdf")).body).toEqual(paper.body);
    const shown = await desk.as("reviewer")("GET", `/evidence/${paper.body.evidenceId}`);
    expect(shown.raw.toString()).toContain("未退休证明");
    expect((await desk.as("neighbour")("GET", `/evidence/${paper.body.evidenceId}`)).status).toBe(404);

    const queue = (await desk.as("reviewer")("GET", "/reviews")).body;
    expect(queue).toMatchObject({ total: 1, counts: { waiting: 1, units: 1 }, allowed: ["decide"] });
    expect(queue.rows[0]).toMatchObject({
      name: "赵*",
      code: "over_age",
      evidence: [{ kind: "not_retired_statement" }],
    });
    const decide = { decision: "approved", note: "单位出具的未办理退休证明", expectedVersion: line.version };
    expect(
      (await desk.as("clerk")("POST", `/rosters/${batchId}/lines/${line.id}/review`, decide)).status,
    ).toBe(403);
    const review = `/rosters/${batchId}/lines/${line.id}/review`;
    expect((await desk.as("reviewer")("POST", review, { decision: "approved", note: " " })).status).toBe(400);
    expect((await desk.as("reviewer")("POST", review, decide)).body.decision).toBe("approved");
    const late = await desk.as("reviewer")("POST", review, { ...decide, decision: "denied" });
    expect(late).toMatchObject({ status: 409, body: { code: "line_decided_meanwhile" } });
    expect((await desk.as("reviewer")("DELETE", review)).body.decision).toBeNull();
    expect(
      (
        await desk.as("reviewer")("POST", review, {
          ...decide,
          expectedVersion: undefined,
          archiveBornOn: "1966-01-01",
        })
      ).status,
    ).toBe(200);
    expect((await desk.as("reviewer")("GET", "/reviews?show=decided")).body.rows[0].steps).toHaveLength(3);
  });

  test("the unit confirms once, however often it is asked; confirmed lines are covered", async () => {
    const page = (await desk.as("clerk")("GET", `/rosters/${batchId}`)).body;
    expect(page).toMatchObject({ confirmable: 6, nextStep: "confirm" });
    const stale = await desk.as("clerk")("POST", `/rosters/${batchId}/confirmation`, {
      expectedVersion: page.version - 1,
    });
    expect(stale.body.code).toBe("batch_changed_meanwhile");
    const confirmed = await desk.as("clerk")("POST", `/rosters/${batchId}/confirmation`, {
      expectedVersion: page.version,
    });
    expect(confirmed.body).toEqual({ batchId, confirmed: 6, coveredMeanwhile: 0 });
    expect((await desk.as("clerk")("POST", `/rosters/${batchId}/confirmation`, {})).body.confirmed).toBe(6);
    const covers = (await desk.as("clerk")("GET", "/covers")).body;
    expect(covers).toMatchObject({
      total: 6,
      rows: [{ from: "2025-01-01", through: "2025-12-31" }, {}, {}, {}, {}, {}],
    });
    const archived = await desk.query(
      "select count(*)::int as n from person where archive_born_on = '1966-01-01'",
    );
    expect(archived.rows[0].n).toBe(1);
    for (const change of ["file", "corrections"])
      expect((await desk.upload("clerk", `/rosters/${batchId}/${change}`, roster)).body.code).toBe(
        "batch_confirmed",
      );
  });

  test("nobody of another unit or county sees any of it", async () => {
    for (const who of ["neighbour", "otherCounty"]) {
      for (const path of [`/rosters/${batchId}`, `/rosters/${batchId}/lines`, `/rosters/${batchId}/answer`])
        expect((await desk.as(who)("GET", path)).status).toBe(404);
      for (const path of ["/rosters", "/covers", "/reviews?show=decided"])
        expect((await desk.as(who)("GET", path)).body).toMatchObject({ rows: [], total: 0 });
      expect((await desk.upload(who, `/rosters/${batchId}/file`, roster)).status).toBe(404);
      expect((await desk.as(who)("POST", `/rosters/${batchId}/confirmation`, {})).status).toBe(404);
    }
    expect((await desk.as("county")("GET", `/rosters/${batchId}`)).status).toBe(200);
  });
});
