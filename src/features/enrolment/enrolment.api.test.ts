import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainDate, plainMonth } from "#core/dates.ts";
import { publishPlan } from "#features/plans/index.ts";
import { type Actor, systemActor, writing } from "#platform/context.ts";
import { jobRoutes } from "#platform/jobs/routes.ts";
import { workOff } from "#platform/jobs/worker.ts";
import { platformTexts } from "#platform/text.ts";
import { type Answer, type TestApp, testApp } from "#tests/support/app.ts";
import { seedCity, seedProvince, seedSession } from "#tests/support/city.ts";
import { confirmBatch } from "./commands/confirm-batch.ts";
import { openBatch } from "./commands/open-batch.ts";
import { takeRoster } from "./commands/take-roster.ts";
import { batchTexts } from "./commands/text.ts";
import { enrolmentJobs } from "./jobs.ts";
import { enrolmentRoutes } from "./routes/index.ts";
import { checkCharacter } from "./rules/index.ts";
import { enrolmentTexts } from "./text.ts";

const cityId = 410900;
const texts = { ...platformTexts, ...enrolmentTexts, ...batchTexts };
const folder = mkdtempSync(join(tmpdir(), "tongzhou-enrolment-"));
let app: TestApp;
let places: Record<string, string>;
const at = (code: string): string => places[code] ?? "";
const tokens: Record<string, string> = {};

beforeAll(async () => {
  app = await testApp([...jobRoutes, ...enrolmentRoutes], texts);
  await seedProvince(app.db.pool);
  places = await seedCity(app.db.pool, cityId);
  await seedCity(app.db.pool, 411100);
  await writing(app.db.pool, systemActor("test", cityId), (ctx) =>
    publishPlan(ctx, readFileSync("plans/HN-INP-80/2025.1.yaml", "utf8"), "2025.1.yaml"),
  );
  for (const [name, role, place] of [
    ["clerk", "unit_clerk", "U11"],
    ["neighbour", "unit_clerk", "U12"],
    ["county", "county_clerk", "X1"],
    ["otherCounty", "county_clerk", "X2"],
    ["city", "city_clerk", "C"],
    ["reviewer", "city_reviewer", "C"],
  ] as const) {
    tokens[name] = (await seedSession(app.db.pool, cityId, role, at(place))).token;
  }
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await app.close();
});

const as = (who: string) => app.as(tokens[who]);
const asCity = (): Actor => systemActor("test", cityId);

/** An identity number of the nth person, born on a day; odd n are men. */
function number(n: number, born = "19850612"): string {
  const head = `410902${born}${String(n).padStart(3, "0")}`;
  return head + checkCharacter(`${head}0`);
}

const csv = (...rows: string[]): string => `姓名,身份证号,岗位类别,手机号\n${rows.join("\n")}\n`;

/** A multipart upload by somebody. */
async function upload(
  who: string,
  path: string,
  content: string | Buffer,
  name = "名册.csv",
): Promise<Answer> {
  const boundary = "----tongzhou";
  const payload = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const reply = await app.app.inject({
    method: "POST",
    url: `/api${path}`,
    headers: { "x-tongzhou": "test", "content-type": `multipart/form-data; boundary=${boundary}` },
    cookies: { tongzhou: tokens[who] ?? "" },
    payload,
  });
  return { status: reply.statusCode, body: reply.json(), raw: reply.rawPayload, cookie: undefined };
}

const work = () => workOff({ ownerPool: app.db.ownerPool, pool: app.db.pool, jobs: enrolmentJobs, texts });

async function open(who: string, unit: string, month = "2024-12", rest: object = {}): Promise<string> {
  const reply = await as(who)("POST", "/rosters", {
    organisationId: at(unit),
    settlementMonth: month,
    ...rest,
  });
  expect(reply.status).toBe(200);
  return reply.body.id;
}

/** Uploads, lets the job run, and answers the roster's page. */
async function take(who: string, batchId: string, content: string | Buffer, name?: string) {
  const reply = await upload(who, `/rosters/${batchId}/file`, content, name);
  expect(reply.status).toBe(200);
  await work();
  return (await as(who)("GET", `/rosters/${batchId}`)).body;
}

const lines = async (who: string, batchId: string, show = "all") =>
  (await as(who)("GET", `/rosters/${batchId}/lines?show=${show}`)).body.rows;

/** A roster in the database, read and confirmed by the program itself. */
async function direct(
  unit: string,
  content: string,
  confirm = true,
  coverFrom = "2025-01-01",
): Promise<string> {
  const path = join(folder, `${createHash("md5").update(content).digest("hex")}.csv`);
  writeFileSync(path, content);
  const sha256 = createHash("sha256").update(content).digest("hex");
  return writing(app.db.pool, asCity(), async (ctx) => {
    const month = plainMonth("2024-12");
    const { batchId } = await openBatch(ctx, {
      organisationId: at(unit),
      settlementMonth: month,
      coverFrom: plainDate(coverFrom),
      planCode: "HN-INP-80",
    });
    await takeRoster(ctx, batchId, { path, name: "x.csv", bytes: content.length, sha256 }, { evenSo: true });
    if (confirm) await confirmBatch(ctx, batchId);
    return batchId;
  });
}

const stored = async (batchId: string): Promise<number> => {
  const { rows } = await app.db.ownerPool.query(
    "select count(*)::int as n from roster_line where batch_id = $1",
    [batchId],
  );
  return rows[0].n;
};

describe("a roster from upload to cover", () => {
  let batchId: string;

  test("is opened for a unit of one's own, under the plan version in force", async () => {
    batchId = await open("clerk", "U11");
    const page = (await as("clerk")("GET", `/rosters/${batchId}`)).body;
    expect(page).toMatchObject({
      number: 1,
      state: "draft",
      coverFrom: "2025-01-01",
      coverUntil: "2026-01-01",
      nextStep: "upload",
      price: "80.00",
    });
    expect(page.allowed).toEqual(["upload", "withdraw"]);
    const elsewhere = await as("clerk")("POST", "/rosters", {
      organisationId: at("U21"),
      settlementMonth: "2024-12",
    });
    expect(elsewhere.status).toBe(404);
    const early = { organisationId: at("U11"), settlementMonth: "2024-12", coverFrom: "2024-11-01" };
    expect((await as("clerk")("POST", "/rosters", early)).body.code).toBe("cover_before_settlement");
  });

  const roster = csv(
    `张一,${number(1)},工人,13912345678`,
    `李二,${number(2)},管理,1391234`,
    `王三,${number(3).slice(0, 17)},,`,
    `,${number(4)},,`,
    `赵五,${number(5, "19600101")},,`,
    `张一,${number(1)},工人,`,
    `少年,${number(7, "20090102")},,`,
  );

  test("a dry run answers line for line what the real run will, and stores nothing", async () => {
    const dry = await upload("clerk", `/rosters/${batchId}/file?dryRun=true`, roster);
    expect(dry.status).toBe(200);
    expect(await stored(batchId)).toBe(0);
    await take("clerk", batchId, roster);
    const real = (await as("clerk")("GET", `/rosters/${batchId}/answer`)).body;
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
    const again = await upload("clerk", `/rosters/${batchId}/file`, roster);
    expect(again.body).toMatchObject({ isSame: true, jobId: null, batchId });
    expect(await stored(batchId)).toBe(7);
  });

  test("lines say reason and remedy; numbers are masked, and names too outside the unit", async () => {
    const [own] = await lines("clerk", batchId, "rejected");
    expect(own).toMatchObject({
      line: 4,
      name: "王三",

      action: "correct",
    });
    expect(own.idNumber).toMatch(/^410902\*{7}\d{4}$/);
    expect(own.title).toBe("号码位数不对");
    expect(own.remedy).not.toBe("");
    const [seen] = await lines("city", batchId, "rejected");
    expect(seen.name).toBe("王*");
    const found = (await as("clerk")("GET", `/rosters/${batchId}/lines?search=${encodeURIComponent("赵")}`))
      .body;
    expect(found).toMatchObject({ total: 1, rows: [{ line: 6 }] });
    const first = (await as("clerk")("GET", `/rosters/${batchId}/lines?limit=3`)).body;
    const second = (await as("clerk")("GET", `/rosters/${batchId}/lines?limit=5&after=${first.next}`)).body;
    expect([...first.rows, ...second.rows].map((row: { line: number }) => row.line)).toEqual([
      2, 3, 4, 5, 6, 7, 8,
    ]);
    expect(first.total).toBe(7);
  });

  test("a corrected line is decided again by the same rule, and a duplicate of it with it", async () => {
    const all = await lines("clerk", batchId);
    const short = all.find((line: { line: number }) => line.line === 4);
    const words = (
      await as("clerk")("POST", `/rosters/${batchId}/lines/${short.id}/opening`, { purpose: "correct" })
    ).body;
    expect(words).toMatchObject({ name: "王三", idNumber: number(3).slice(0, 17) });
    const path = `/rosters/${batchId}/lines/${short.id}/correction`;
    const fixed = await as("clerk")("POST", path, {
      expectedVersion: words.version,
      idNumber: ` ${number(3)}`,
    });
    expect(fixed.body).toMatchObject({ outcome: "accepted", isCorrected: true });
    const late = await as("clerk")("POST", path, { expectedVersion: words.version, idNumber: number(3) });
    expect(late).toMatchObject({ status: 409, body: { code: "line_changed_meanwhile" } });

    // Line 2 takes another number: line 7, its duplicate, is now the first of its own.
    const original = all.find((line: { line: number }) => line.line === 2);
    await as("clerk")("POST", `/rosters/${batchId}/lines/${original.id}/correction`, {
      expectedVersion: original.version,
      idNumber: number(11),
    });
    const after = await lines("clerk", batchId);
    expect(after.map((line: { outcome: string }) => line.outcome)).toEqual([
      "accepted",
      "accepted",
      "accepted",
      "rejected",
      "review",
      "accepted",
      "rejected",
    ]);
    const kept = await app.db.ownerPool.query(
      "select count(*)::int as n from line_correction where batch_id = $1",
      [batchId],
    );
    expect(kept.rows[0].n).toBe(2);
  });

  test("only what was wrong can be sent again as a small file", async () => {
    const nobody = await upload("clerk", `/rosters/${batchId}/corrections`, csv(`谁也不是,${number(99)},,`));
    expect(nobody).toMatchObject({
      status: 400,
      body: { code: "corrections_unmatched", facts: { lines: ["2"] } },
    });
    const small = csv(`钱四,${number(4)},管理,13912345678`, `少年,${number(7, "19990101")},,`);
    const merged = await upload("clerk", `/rosters/${batchId}/corrections`, small);
    expect(merged.body).toEqual({ corrected: 2, unchanged: 0 });
    expect((await upload("clerk", `/rosters/${batchId}/corrections`, small)).body).toEqual({
      corrected: 0,
      unchanged: 2,
    });
    expect((await as("clerk")("GET", `/rosters/${batchId}`)).body).toMatchObject({
      rows: 7,
      accepted: 6,
      review: 1,
      rejected: 0,
    });
  });

  test("a line can be taken out", async () => {
    const row = (await lines("clerk", batchId)).find((line: { line: number }) => line.line === 8);
    expect((await as("clerk")("POST", `/rosters/${batchId}/lines/${row.id}/removal`)).status).toBe(200);
    expect((await as("clerk")("GET", `/rosters/${batchId}`)).body).toMatchObject({ rows: 6, accepted: 5 });
  });

  test("evidence is judged by its content; the agency decides with it, and only the agency", async () => {
    const [line] = await lines("clerk", batchId, "review");
    const path = `/rosters/${batchId}/lines/${line.id}/evidence?kind=not_retired_statement`;
    expect((await upload("clerk", path, "MZ not a paper", "x.pdf")).body.code).toBe("evidence_unreadable");
    const paper = await upload("clerk", path, "%PDF-1.7 未退休证明", "证明.pdf");
    expect(paper.status).toBe(200);
    expect((await upload("clerk", path, "%PDF-1.7 未退休证明", "证明.pdf")).body).toEqual(paper.body);
    const shown = await as("reviewer")("GET", `/evidence/${paper.body.evidenceId}`);
    expect(shown.raw.toString()).toContain("未退休证明");
    expect((await as("neighbour")("GET", `/evidence/${paper.body.evidenceId}`)).status).toBe(404);

    const queue = (await as("reviewer")("GET", "/reviews")).body;
    expect(queue).toMatchObject({ total: 1, counts: { waiting: 1, units: 1 }, allowed: ["decide"] });
    expect(queue.rows[0]).toMatchObject({
      name: "赵*",
      code: "over_age",
      evidence: [{ kind: "not_retired_statement" }],
    });
    const decide = { decision: "approved", note: "单位出具的未办理退休证明", expectedVersion: line.version };
    expect((await as("clerk")("POST", `/rosters/${batchId}/lines/${line.id}/review`, decide)).status).toBe(
      403,
    );
    const review = `/rosters/${batchId}/lines/${line.id}/review`;
    expect((await as("reviewer")("POST", review, { decision: "approved", note: " " })).status).toBe(400);
    expect((await as("reviewer")("POST", review, decide)).body.decision).toBe("approved");
    const late = await as("reviewer")("POST", review, { ...decide, decision: "denied" });
    expect(late).toMatchObject({ status: 409, body: { code: "line_decided_meanwhile" } });
    expect((await as("reviewer")("DELETE", review)).body.decision).toBeNull();
    expect(
      (
        await as("reviewer")("POST", review, {
          ...decide,
          expectedVersion: undefined,
          archiveBornOn: "1966-01-01",
        })
      ).status,
    ).toBe(200);
    expect((await as("reviewer")("GET", "/reviews?show=decided")).body.rows[0].steps).toHaveLength(3);
  });

  test("the unit confirms once, however often it is asked; confirmed lines are covered", async () => {
    const page = (await as("clerk")("GET", `/rosters/${batchId}`)).body;
    expect(page).toMatchObject({ confirmable: 6, nextStep: "confirm" });
    const stale = await as("clerk")("POST", `/rosters/${batchId}/confirmation`, {
      expectedVersion: page.version - 1,
    });
    expect(stale.body.code).toBe("batch_changed_meanwhile");
    const confirmed = await as("clerk")("POST", `/rosters/${batchId}/confirmation`, {
      expectedVersion: page.version,
    });
    expect(confirmed.body).toEqual({ batchId, confirmed: 6, coveredMeanwhile: 0 });
    expect((await as("clerk")("POST", `/rosters/${batchId}/confirmation`, {})).body.confirmed).toBe(6);
    const covers = (await as("clerk")("GET", "/covers")).body;
    expect(covers).toMatchObject({
      total: 6,
      rows: [{ from: "2025-01-01", through: "2025-12-31" }, {}, {}, {}, {}, {}],
    });
    const archived = await app.db.ownerPool.query(
      "select count(*)::int as n from person where archive_born_on = '1966-01-01'",
    );
    expect(archived.rows[0].n).toBe(1);
    for (const change of ["file", "corrections"])
      expect((await upload("clerk", `/rosters/${batchId}/${change}`, roster)).body.code).toBe(
        "batch_confirmed",
      );
  });

  test("nobody of another unit or county sees any of it", async () => {
    for (const who of ["neighbour", "otherCounty"]) {
      for (const path of [`/rosters/${batchId}`, `/rosters/${batchId}/lines`, `/rosters/${batchId}/answer`])
        expect((await as(who)("GET", path)).status).toBe(404);
      for (const path of ["/rosters", "/covers", "/reviews?show=decided"])
        expect((await as(who)("GET", path)).body).toMatchObject({ rows: [], total: 0 });
      expect((await upload(who, `/rosters/${batchId}/file`, roster)).status).toBe(404);
      expect((await as(who)("POST", `/rosters/${batchId}/confirmation`, {})).status).toBe(404);
    }
    expect((await as("county")("GET", `/rosters/${batchId}`)).status).toBe(200);
  });
});

describe("somebody who is covered already", () => {
  test("is rejected in another unit of the city, which is named only to those who may see it", async () => {
    await direct("U21", csv(`孙六,${number(101)},,`, `周七,${number(102)},,`));
    const batchId = await open("neighbour", "U12", "2025-01");
    const page = await take("neighbour", batchId, csv(`孙六,${number(101)},,`, `吴八,${number(103)},,`));
    expect(page).toMatchObject({ rows: 2, accepted: 1, rejected: 1 });
    const [hidden] = await lines("neighbour", batchId, "rejected");
    expect(hidden).toMatchObject({ code: "already_covered", action: "remove" });
    expect(hidden.reason).toContain("本市另一个单位");
    const [named] = await lines("city", batchId, "rejected");
    expect(named.reason).toContain("09单位21号有限公司");
  });

  test("is judged again at confirmation: of two open batches the second to confirm loses the person", async () => {
    const first = await direct("U11", csv(`郑九,${number(111)},,`), false);
    const second = await direct("U22", csv(`郑九,${number(111)},,`, `王十,${number(112)},,`), false);
    const confirm = (id: string) => writing(app.db.pool, asCity(), (ctx) => confirmBatch(ctx, id));
    expect(await confirm(first)).toMatchObject({ confirmed: 1 });
    expect(await confirm(second)).toMatchObject({ confirmed: 1, coveredMeanwhile: 1 });
  });

  test("in the same moment: both clerks are told, and the person has one cover", async () => {
    const people = Array.from({ length: 40 }, (_, i) => `同时${i},${number(200 + i, "19900101")},,`);
    const batches = [
      await direct("U11", csv(...people), false),
      await direct("U21", csv(...[...people].reverse()), false),
      await direct("U22", csv(...people, `独自,${number(300, "19900101")},,`), false),
    ];
    const told = await Promise.allSettled(
      batches.map((id) => writing(app.db.pool, asCity(), (ctx) => confirmBatch(ctx, id))),
    );
    const confirmed = told.map((each) =>
      each.status === "fulfilled" ? each.value.confirmed : each.reason.code,
    );
    expect(confirmed.filter((each) => each === 40 || each === 41)).toHaveLength(1);
    expect(confirmed.filter((each) => each === "nothing_to_confirm" || each === 1).length).toBe(2);
    const { rows } = await app.db.ownerPool.query(
      "select count(*)::int as n, count(distinct person_id)::int as people from cover join person on person.id = person_id where name like '同时%'",
    );
    expect(rows[0]).toEqual({ n: 40, people: 40 });
  });

  test("may be covered again when the first cover has ended, before it and after it", async () => {
    const person = csv(`续保,${number(401)},,`);
    const batches = [];
    for (const day of ["2026-01-01", "2025-01-01", "2028-01-01", "2027-01-01"])
      batches.push(await direct("U11", person, true, day));
    await expect(direct("U11", `${person} `, true, "2026-07-01")).rejects.toMatchObject({
      code: "nothing_to_confirm",
    });
    const chain = () =>
      app.db.ownerPool.query(
        "select from_on as f, previous_until_on as p from cover join person on person.id = person_id where name = '续保' order by 1",
      );
    expect((await chain()).rows.map(({ f, p }) => [f, p].map(dayOf))).toEqual([
      ["2025-01-01", null],
      ["2026-01-01", "2026-01-01"],
      ["2027-01-01", "2027-01-01"],
      ["2028-01-01", "2028-01-01"],
    ]);
    const withdrawn = await as("clerk")("POST", `/rosters/${batches[0]}/withdrawal`);
    expect(withdrawn.status).toBe(200);
    expect((await chain()).rows.map(({ p }) => dayOf(p))).toEqual([null, "2026-01-01", "2028-01-01"]);
  });
});

const dayOf = (day: unknown): unknown => (day instanceof Date ? day.toISOString().slice(0, 10) : day);

describe("a file that cannot be a roster", () => {
  const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  test.each([
    ["an empty file", Buffer.alloc(0), "file_unreadable"],
    ["a picture renamed .xlsx", picture, "file_unreadable"],
    ["a table without a header", Buffer.from("甲,乙\n1,2\n"), "no_header"],
  ])("%s is refused with a sentence, and nothing is stored", async (_name, content, code) => {
    const batchId = await open("clerk", "U11", "2025-03");
    const dry = await upload("clerk", `/rosters/${batchId}/file?dryRun=true`, content, "名册.xlsx");
    expect(dry.body.code).toBe(code);
    const real = await upload("clerk", `/rosters/${batchId}/file`, content, "名册.xlsx");
    await work();
    const job = (await as("clerk")("GET", `/jobs/${real.body.jobId}`)).body;
    expect(job).toMatchObject({ state: "refused", problem: { code } });
    expect(job.problem.detail).toContain("没有保存任何数据");
    expect((await as("clerk")("GET", `/rosters/${batchId}`)).body).toMatchObject({
      state: "draft",
      rows: 0,
      file: null,
    });
  });

  test("a cancelled reading leaves nothing behind", async () => {
    const batchId = await open("clerk", "U11", "2025-03");
    const { body } = await upload("clerk", `/rosters/${batchId}/file`, csv(`取消,${number(501)},,`));
    expect((await as("clerk")("POST", `/jobs/${body.jobId}/cancellation`)).body).toEqual({ cancelled: true });
    await work();
    expect((await as("clerk")("GET", `/rosters/${batchId}`)).body).toMatchObject({ state: "draft", rows: 0 });
  });

  test("another file takes the place of the lines there were", async () => {
    const batchId = await open("clerk", "U11", "2025-03");
    await take("clerk", batchId, csv(`甲一,${number(511)},,`, `甲二,${number(512)},,`));
    const page = await take("clerk", batchId, csv(`乙一,${number(513)},,`));
    expect(page).toMatchObject({ rows: 1, accepted: 1 });
    expect(await stored(batchId)).toBe(1);
  });
});

describe("a roster that looks like another unit's", () => {
  const people = Array.from({ length: 8 }, (_, i) => `别家${i},${number(600 + i, "19880101")},,`);

  test("is asked about, not taken: by its people, by its content, by its name", async () => {
    await direct("U21", csv(...people));
    const batchId = await open("clerk", "U11", "2025-04");
    const most = csv(...people.slice(0, 6), `自家,${number(650)},,`);
    const byPeople = await upload("clerk", `/rosters/${batchId}/file?dryRun=true`, most);
    expect(byPeople).toMatchObject({
      status: 409,
      body: { code: "roster_of_another_unit", facts: { why: "people", people: 6 } },
    });
    expect(byPeople.body.facts.unit).toBeUndefined();
    const byContent = await upload("city", `/rosters/${batchId}/file?dryRun=true`, csv(...people));
    expect(byContent.body.facts).toMatchObject({ why: "same_file", unit: "09单位21号有限公司" });
    const name = "09单位21号有限公司名册.csv";
    const byName = await upload(
      "clerk",
      `/rosters/${batchId}/file?dryRun=true`,
      csv(`新人,${number(651)},,`),
      name,
    );
    expect(byName.body.facts.why).toBe("title");

    const evenSo = await upload("clerk", `/rosters/${batchId}/file?evenSo=true`, most);
    expect(evenSo.status).toBe(200);
    await work();
    expect((await as("clerk")("GET", `/rosters/${batchId}`)).body).toMatchObject({
      rows: 7,
      accepted: 1,
      rejected: 6,
    });
  });
});

describe("after confirmation", () => {
  test("a person can be taken off until the batch is billed, and moved between units by who is above both", async () => {
    const batchId = await direct(
      "U11",
      csv(`调出,${number(701)},,`, `减员,${number(702)},,`),
      true,
      "2025-05-01",
    );
    const covers = (await as("clerk")("GET", `/covers?batchId=${batchId}`)).body.rows;
    const [leaver, mover] = covers;
    const move = { organisationId: at("U12"), on: "2025-06-01", reason: "调动" };
    expect((await as("clerk")("POST", `/covers/${mover.id}/move`, move)).status).toBe(404);
    expect(
      (await as("county")("POST", `/covers/${mover.id}/move`, { ...move, on: "2026-06-01" })).body.code,
    ).toBe("move_outside_cover");
    expect((await as("county")("POST", `/covers/${mover.id}/move`, move)).status).toBe(200);
    const there = (await as("neighbour")("GET", `/covers?search=${encodeURIComponent(mover.name)}`)).body;
    expect(there.rows).toMatchObject([{ id: mover.id, organisationId: at("U12") }]);
    expect((await as("clerk")("POST", `/covers/${leaver.id}/removal`, { reason: "离职" })).status).toBe(200);
    await app.db.ownerPool.query("update enrolment_batch set billed_at = now() where id = $1", [batchId]);
    expect((await as("county")("POST", `/covers/${mover.id}/removal`, { reason: "离职" })).body.code).toBe(
      "batch_billed",
    );
    expect((await as("clerk")("POST", `/rosters/${batchId}/withdrawal`)).body.code).toBe("batch_billed");
  });

  test("every command leaves an audit line without a name or number", async () => {
    const { rows } = await writing(app.db.pool, asCity(), (ctx) =>
      sql<{
        event: string;
        facts: string;
      }>`select distinct event, facts::text as facts from audit_line where event like 'enrolment.%'`.execute(
        ctx.db,
      ),
    );
    expect(new Set(rows.map((row) => row.event)).size).toBeGreaterThanOrEqual(12);
    expect(
      rows.filter(({ facts }) =>
        /\p{Script=Han}|\d{15}/u.test(facts.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "")),
      ),
    ).toEqual([]);
  });
});
