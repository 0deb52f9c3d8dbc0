import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainDate, plainMonth } from "#core/dates.ts";
import { openProvince } from "#features/organisations/index.ts";
import { systemActor, type WriteCtx, writing } from "#platform/context.ts";
import type { Caller } from "#tests/support/app.ts";
import { openedOn, seedCity, seedSession } from "#tests/support/city.ts";
import { csvRoster, numberOf, type RosterDesk, rosterDesk } from "#tests/support/rosters.ts";
import { askProvince } from "./commands/ask-province.ts";
import { openBatch } from "./commands/open-batch.ts";
import { takeRoster } from "./commands/take-roster.ts";

// Three cities ask: two of Henan, and one of another province, whose questions are nobody's business here.
let desk: RosterDesk;
let officer: Caller;
let colleague: Caller;
let stranger: Caller;
const folder = mkdtempSync(join(tmpdir(), "tongzhou-questions-"));

const inCity = <T>(cityId: number, run: (ctx: WriteCtx) => Promise<T>): Promise<T> =>
  writing(desk.app.db.pool, { ...systemActor("test", cityId), name: "审核员" }, run);

/** A line of somebody past retirement in a roster of a unit of a city. */
async function lineInReview(cityId: number, organisationId: string, n: number) {
  const content = csvRoster(
    `超龄${n},${numberOf(n * 2 + 1, "19600101")},,`,
    `正常${n},${numberOf(n * 2 + 1)},,`,
  );
  const path = join(folder, `${cityId}-${n}.csv`);
  writeFileSync(path, content);
  const batchId = await inCity(cityId, async (ctx) => {
    const request = { organisationId, settlementMonth: plainMonth("2024-12"), planCode: "HN-INP-80" };
    const { batchId } = await openBatch(ctx, { ...request, coverFrom: plainDate("2025-01-01") });
    const sha256 = createHash("sha256").update(content).digest("hex");
    await takeRoster(ctx, batchId, { path, name: "x.csv", bytes: content.length, sha256 }, { evenSo: true });
    return batchId;
  });
  const { rows } = await desk.query("select id from roster_line where batch_id = $1 and outcome = 'review'", [
    batchId,
  ]);
  return { cityId, batchId, lineId: rows[0].id as string };
}
const ask = (
  { cityId, batchId, lineId }: { cityId: number; batchId: string; lineId: string },
  words: string,
) => inCity(cityId, (ctx) => askProvince(ctx, batchId, lineId, words));

beforeAll(async () => {
  desk = await rosterDesk();
  const { pool } = desk.app.db;
  const henan = (await desk.query("select id from organisation where kind = 'province_office'")).rows[0].id;
  officer = desk.app.as((await seedSession(pool, 410000, "province_officer", henan)).token);
  colleague = desk.app.as((await seedSession(pool, 410000, "province_officer", henan)).token);
  const hubei = await writing(pool, systemActor("test", 0), (ctx) =>
    openProvince(ctx, 420000, { code: "HB", name: "湖北省办事处", openedOn }),
  );
  stranger = desk.app.as((await seedSession(pool, 420000, "province_officer", hubei.id)).token);
});
afterAll(() => desk.close());

const open = async (who = officer) => (await who("GET", "/questions")).body;

describe("what a city asks the province", () => {
  test("is seen by its own province's officers with what they need, masked; over all of its cities", async () => {
    const luohe = await seedCity(desk.app.db.pool, 411100);
    const wuhan = await seedCity(desk.app.db.pool, 420100);
    await ask(await lineInReview(410900, desk.at("U11"), 1), "集体企业的股东算不算在职？");
    await ask(await lineInReview(411100, luohe.U12 ?? "", 2), "档案和身份证差一年，按哪个？");
    await ask(await lineInReview(420100, wuhan.U12 ?? "", 3), "别的省的问题");
    const { rows, counts, total } = await open();
    expect(counts).toEqual({ open: 2, answered: 0, cities: 2 });
    expect(total).toBe(2);
    expect(rows).toMatchObject([
      {
        cityId: 410900,
        cityName: "09市",
        organisationName: "09单位11号有限公司",
        question: "集体企业的股东算不算在职？",
        askedBy: "审核员",
        name: "超**",
        idNumber: "410902********0039",
        code: "over_age",
        answer: null,
        steps: [{ step: "asked_province" }],
      },
      { cityId: 411100, question: "档案和身份证差一年，按哪个？" },
    ]);
    expect((await open(stranger)).rows).toMatchObject([{ cityId: 420100 }]);
  });

  test("is answered once; the reviewer reads it on the line and in the queue", async () => {
    const [first] = (await open()).rows;
    const path = `/questions/${first.cityId}/${first.questionId}/answer`;
    expect((await stranger("POST", path, { answer: "可以" })).status).toBe(404);
    expect((await desk.as("reviewer")("POST", path, { answer: "可以" })).status).toBe(403);
    expect((await desk.as("reviewer")("GET", "/questions")).status).toBe(403);
    const before = (await desk.as("reviewer")("GET", "/reviews")).body.rows;
    expect(before).toMatchObject([{ lineId: first.lineId, atProvince: "asked" }]);
    const told = await Promise.all([
      officer("POST", path, { answer: "按在职职工办理，留劳动合同。" }),
      colleague("POST", path, { answer: "不可以。" }),
    ]);
    expect(told.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(told.find(({ status }) => status === 409)?.body.code).toBe("question_answered");
    const [line] = (await desk.as("reviewer")("GET", "/reviews")).body.rows;
    expect(line).toMatchObject({
      atProvince: "answered",
      decision: null,
      steps: [{ step: "asked_province" }, { step: "province_answered", by: "测试省办经办" }],
    });
    expect((await open()).counts).toEqual({ open: 1, answered: 1, cities: 1 });
    const { rows } = (await officer("GET", "/questions?show=answered")).body;
    expect(rows).toMatchObject([{ questionId: first.questionId, answer: line.steps[1].note }]);
    const audit = await desk.query(
      "select city_id, actor_role from audit_line where facts->>'step' = 'province_answered'",
    );
    expect(audit.rows).toEqual([{ city_id: 410900, actor_role: "province_officer" }]);
  });

  test("may be asked again once it is answered, not before", async () => {
    const [line] = (await desk.as("reviewer")("GET", "/reviews")).body.rows;
    const path = `/rosters/${line.batchId}/lines/${line.lineId}/question`;
    const again = () => desk.as("reviewer")("POST", path, { question: "劳动合同丢了怎么办？" });
    expect((await again()).status).toBe(200);
    expect((await again()).body).toMatchObject({ code: "question_open" });
    expect((await open()).counts).toMatchObject({ open: 2 });
  });

  test("is closed with the line: once the city has decided there is nothing to answer", async () => {
    const [line] = (await desk.as("reviewer")("GET", "/reviews")).body.rows;
    const question = (await open()).rows.find((row: { lineId: string }) => row.lineId === line.lineId);
    const path = `/questions/${question.cityId}/${question.questionId}/answer`;
    await desk.as("reviewer")("POST", `/rosters/${line.batchId}/lines/${line.lineId}/review`, {
      decision: "denied",
      note: "没有证明",
    });
    expect((await officer("POST", path, { answer: "可以" })).body.code).toBe("question_settled");
    expect((await open()).counts).toMatchObject({ open: 1, cities: 1 });
    await desk.as("reviewer")("DELETE", `/rosters/${line.batchId}/lines/${line.lineId}/review`);
    expect((await open()).counts).toMatchObject({ open: 2 });
  });

  test("comes with its papers; each look is recorded in the city, and a paper of another line is not shown", async () => {
    const other = (await open()).rows.find((row: { cityId: number }) => row.cityId === 411100);
    const [line] = (await desk.as("reviewer")("GET", "/reviews")).body.rows;
    const sent = await desk.upload(
      "clerk",
      `/rosters/${line.batchId}/lines/${line.lineId}/evidence?kind=not_retired_statement`,
      "%PDF-1.7 证明",
      "证明.pdf",
    );
    const { evidenceId } = sent.body;
    const asked = (await open()).rows.find((row: { lineId: string }) => row.lineId === line.lineId);
    const path = (question: typeof asked) =>
      `/questions/${question.cityId}/${question.questionId}/evidence/${evidenceId}`;
    expect(asked.evidence).toMatchObject([{ id: evidenceId }]);
    const paper = await officer("GET", path(asked));
    expect([paper.status, paper.raw.subarray(0, 5).toString()]).toEqual([200, "%PDF-"]);
    expect((await officer("GET", path(other))).status).toBe(404);
    expect((await officer("GET", path({ ...other, cityId: asked.cityId }))).status).toBe(404);
    expect((await stranger("GET", path(asked))).status).toBe(404);
    const audit = await desk.query(
      "select city_id from audit_line where event = 'enrolment.evidence_opened' and facts->>'evidenceId' = $1",
      [evidenceId],
    );
    expect(audit.rows).toEqual([{ city_id: 410900 }]);
  });
});
