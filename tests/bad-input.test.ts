import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publishPlan } from "#features/plans/index.ts";
import { jobs, routes, texts } from "#main/features.ts";
import { programFolder } from "#platform/config.ts";
import { systemActor, writing } from "#platform/context.ts";
import { workOff } from "#platform/jobs/worker.ts";
import { platformTexts } from "#platform/text.ts";
import { type Caller, type TestApp, testApp } from "./support/app.ts";
import { seedCity, seedProvince, seedSession } from "./support/city.ts";
import { bomb, nastyXlsx } from "./support/nasty-files.ts";
import { compoundFile, nastyXls } from "./support/nasty-xls.ts";
import { numberOf } from "./support/rosters.ts";

// Everything that people send by mistake or malice, through every door that takes it: each is told in one clear
// Chinese sentence, and not a row and not a file is there afterwards that was not there before.

const city = 410_900;
const folder = mkdtempSync(join(tmpdir(), "tongzhou-test-bad-input-"));
let app: TestApp;
let places: Record<string, string>;
let address: string;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  app = await testApp(routes, { ...platformTexts, ...texts }, folder);
  const { pool } = app.db;
  await seedProvince(pool);
  places = await seedCity(pool, city);
  for (const [who, role, place] of [
    ["clerk", "unit_clerk", "U11"],
    ["city", "city_clerk", "C"],
    ["administrator", "city_administrator", "C"],
    ["carer", "city_carer", "C"],
  ] as const)
    tokens[who] = (await seedSession(pool, city, role, places[place] ?? "")).token;
  await writing(pool, systemActor("test", city), (ctx) =>
    publishPlan(ctx, readFileSync("plans/HN-INP-80/2025.1.yaml", "utf8"), "2025.1.yaml"),
  );
  address = await app.app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const as = (who: string): Caller => app.as(tokens[who]);
const work = () => workOff({ ownerPool: app.db.ownerPool, pool: app.db.pool, jobs, texts });

type Content = string | Buffer;

async function upload(who: string, path: string, content: Content, name = "文件.xlsx") {
  const form = new FormData();
  form.set("file", new Blob([content as Buffer<ArrayBuffer>]), name);
  const headers = { "x-tongzhou": "test", cookie: `tongzhou=${tokens[who]}` };
  const reply = await fetch(`${address}/api${path}`, { method: "POST", body: form, headers });
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the route answers.
  return { status: reply.status, body: (await reply.json()) as any };
}

async function openRoster(): Promise<string> {
  const request = { organisationId: places.U11, settlementMonth: "2025-03" };
  const { body } = await as("clerk")("POST", "/rosters", request);
  return body.id;
}

/** Through the job, as a page does it: the problem that the job ended with. */
async function sendRoster(batchId: string, content: Content, name?: string) {
  const { body } = await upload("clerk", `/rosters/${batchId}/file`, content, name);
  if (!body.jobId) return body;
  await work();
  const { problem, state } = (await as("clerk")("GET", `/jobs/${body.jobId}`)).body;
  return problem ?? { state };
}

/** Every row of every table, but what only says who asked for what; and every file. */
async function stored(): Promise<Record<string, number>> {
  const { rows } = await app.db.ownerPool.query(`select relname as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace
      and relname not in ('audit_line', 'audit_seal', 'job_run', 'session', 'idempotency_key') order by 1`);
  const counts: Record<string, number> = {};
  for (const { name } of rows) {
    const counted = await app.db.ownerPool.query(`select count(*)::int as n from public.${name}`);
    counts[name] = counted.rows[0].n;
  }
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return { ...counts, files: files.length };
}

/** Runs what must not store anything, and answers what it said. */
async function storesNothing<T>(work: () => Promise<T>): Promise<T> {
  const before = await stored();
  const said = await work();
  expect(await stored()).toEqual(before);
  return said;
}

const said = ({ title, detail }: { title: string; detail: string }) => `${title}。${detail}`;

function run(...args: string[]) {
  const child = spawnSync(process.execPath, ["src/main/cli.ts", ...args], {
    cwd: programFolder,
    encoding: "utf8",
    env: { ...process.env, TONGZHOU_DATA: join(folder, "never-made") },
  });
  return { status: child.status, text: child.stderr };
}

const picture = Buffer.from("89504e470d0a1a0a0000000d4948445200000001", "hex");
const locked = compoundFile({ EncryptedPackage: Buffer.alloc(5000), EncryptionInfo: Buffer.alloc(300) });

/** 1,048,576 rows, each with a formatted cell in which nothing stands; above them whatever is given. */
async function emptyRows(first: readonly (readonly string[])[]): Promise<Buffer> {
  const text = (value: string) => `<c t="str"><v>${value}</v></c>`;
  function* xml() {
    yield `<sheetData>${first.map((cells) => `<row>${cells.map(text).join("")}</row>`).join("")}`;
    for (let at = first.length + 1; at <= 1_048_576; at += 1024) {
      const rows = Math.min(1024, 1_048_577 - at);
      yield Array.from({ length: rows }, (_, i) => `<row r="${at + i}"><c r="A${at + i}" s="4"/></row>`).join(
        "",
      );
    }
    yield "</sheetData>";
  }
  return nastyXlsx({ sheets: [{ name: "表", xml: xml() }] });
}

/** A table whose second row holds a formula that nobody has worked out, under a head of either kind. */
const formulas = (head: readonly string[], column: number) =>
  nastyXlsx({
    sheets: [
      {
        name: "表",
        rows: [head, head.map((_, at) => (at === column ? { raw: `<c r="REF"><f>A1</f><v></v></c>` } : "1"))],
      },
    ],
  });

const rosterHead = ["姓名", "身份证号"];
const statementHead = ["交易日期", "借方发生额", "贷方发生额", "余额", "对方户名", "摘要"];

type Bad = {
  readonly roster: Content | Promise<Content>;
  readonly statement?: Content | Promise<Content>;
  readonly says: RegExp;
};

const files: Readonly<Record<string, Bad>> = {
  "an empty file": { roster: "", says: /空的/ },
  "a picture renamed .xlsx": { roster: picture, says: /其实是图片/ },
  "a workbook with a password": { roster: locked, says: /打开密码/ },
  "an old workbook with a password": {
    roster: nastyXls({ sheets: [], hasFilePass: true }),
    says: /打开密码/,
  },
  "two gigabytes in two megabytes": { roster: bomb(), says: /里面的内容太大/ },
  "1,048,576 empty rows": { roster: emptyRows([]), says: /没有找到表头|空的/ },
  "formulas that nobody has worked out": {
    roster: formulas(rosterHead, 1),
    statement: formulas(statementHead, 2),
    says: /第2行[BC]列是公式/,
  },
};

describe.each(Object.entries(files))("%s", (_name, { roster, statement = roster, says }) => {
  test("as a roster, rehearsed and sent", async () => {
    const batchId = await openRoster();
    const content = await roster;
    for (const send of [
      async () => (await upload("clerk", `/rosters/${batchId}/file?dryRun=true`, content)).body,
      () => sendRoster(batchId, content),
    ]) {
      const problem = await storesNothing(send);
      expect(said(problem)).toMatch(says);
      expect(problem.detail).toContain("没有保存任何数据");
    }
  });

  test("as corrections of a roster", async () => {
    const batchId = await openRoster();
    await sendRoster(batchId, `姓名,身份证号\n甲,${numberOf(1)}\n乙,\n`, "名册.csv");
    const content = await roster;
    const { status, body } = await storesNothing(() =>
      upload("clerk", `/rosters/${batchId}/corrections`, content),
    );
    expect(status).toBeGreaterThanOrEqual(400);
    expect(said(body)).toMatch(says);
  });

  test("as a bank statement", async () => {
    const content = await statement;
    const { status, body } = await storesNothing(() => upload("city", "/bank/statements", content));
    expect(status).toBe(400);
    expect(said(body)).toMatch(says);
    expect(body.detail).toContain("原有数据没有变动");
  });

  test("as the province's answer", async () => {
    const content = await roster;
    const { status, body } = await storesNothing(() =>
      upload("city", "/months/2025-01/remittance/answer", content),
    );
    expect(status).toBeGreaterThanOrEqual(400);
    expect(said(body)).toMatch(/没有找到“姓名”/.test(said(body)) ? /没有保存任何数据/ : says);
  });

  test("as settlements of the medical-insurance side", async () => {
    const content = await roster;
    const before = await stored();
    const { body } = await upload("city", "/settlement-feeds", content);
    await work();
    const feed = (await as("city")("GET", `/settlement-feeds/${body.feedId}`)).body;
    expect(feed.state).toBe("refused");
    // A list without the columns of a feed is told so, where it can be read at all.
    expect(feed.problems[0]).toMatch(/缺少结算ID|一行也没有/.test(feed.problems[0]) ? /没有保存/ : says);
    // What is kept is that it was refused, and why; the file is gone.
    expect(await stored()).toEqual({ ...before, settlement_feed: (before.settlement_feed ?? 0) + 1 });
  });

  test("as a result of the national body's system", async () => {
    const { rows } = await app.db.ownerPool.query(
      `insert into national_export (city_id, id, number, kind, lines, cents, sha256, made_at, made_by, made_by_name)
       values ($1, gen_random_uuid(), gen_random_uuid(), 'roster', 1, 0, '', now(), '', '') returning id`,
      [city],
    );
    const content = await roster;
    const { status, body } = await storesNothing(() =>
      upload("city", `/national-exports/${rows[0].id}/result`, content),
    );
    expect(status).toBeGreaterThanOrEqual(400);
    expect(said(body)).toMatch(/缺少栏目/.test(said(body)) ? /没有改变任何数据/ : says);
  });

  test("as a hardship list, rehearsed and sent", async () => {
    const content = await roster;
    for (const query of ["?dryRun=true", ""]) {
      const { status, body } = await storesNothing(() =>
        upload("carer", `/relief/hardship${query}`, content),
      );
      expect(status).toBeGreaterThanOrEqual(400);
      expect(said(body)).toMatch(/没有读到名单/.test(said(body)) ? /没有保存任何数据/ : says);
    }
  });

  test("on the command line", async () => {
    const path = join(tmpdir(), `tongzhou-bad-${process.pid}.xlsx`);
    for (const [content, ...command] of [
      [await roster, "roster", "check", path, "--cover-from", "2025-01-01"],
      [await statement, "statement", "read", path],
    ] as const) {
      writeFileSync(path, content);
      const { status, text } = run(...command);
      rmSync(path);
      expect(text).toMatch(says);
      expect(status).toBe(2);
    }
    expect(readdirSync(folder)).not.toContain("never-made");
  });
});

test.each(Object.entries(files).filter(([, { roster }]) => roster !== picture))(
  "%s as the proof that a care pack was handed over",
  async (_name, { roster }) => {
    const carer = as("carer");
    const pack = { title: "夏季互助关爱包", season: "summer", contents: "毛巾、水杯" };
    const { id } = (await carer("POST", "/care-packs", pack)).body;
    await carer("POST", `/care-packs/${id}/recipients`, { organisationId: places.U11, names: "赵小红" });
    const { rows } = (await carer("GET", `/care-packs/${id}/recipients`)).body;
    const content = await roster;
    const { status, body } = await storesNothing(() =>
      upload("carer", `/care-packs/${id}/recipients/${rows[0].id}/handing?kind=photo`, content, "照片.jpg"),
    );
    expect(status).toBe(400);
    expect(said(body)).toMatch(/(打不开|空的).*没有保存任何数据/);
  },
);

test("two gigabytes that call themselves small are found out while they are unpacked", async () => {
  const lie = bomb(1000);
  const batchId = await openRoster();
  expect(said(await storesNothing(() => sendRoster(batchId, lie)))).toMatch(/里面的内容太大/);
  const statement = await storesNothing(() => upload("city", "/bank/statements", lie));
  expect(said(statement.body)).toMatch(/里面的内容太大/);
});

test("formulas with a value are read by it; a million empty rows behind the people are none of them", async () => {
  const worked = (text: string) => ({ raw: `<c r="REF" t="str"><f>A1</f><v>${text}</v></c>` });
  const empty = { raw: `<c r="REF" t="str"><f>IF(A9="","",A9)</f><v></v></c>` };
  const book = await nastyXlsx({
    sheets: [{ name: "表", rows: [rosterHead, [worked("甲"), worked(numberOf(2))], [empty, empty]] }],
  });
  const batchId = await openRoster();
  expect(await sendRoster(batchId, book)).toEqual({ state: "done" });
  expect((await as("clerk")("GET", `/rosters/${batchId}`)).body).toMatchObject({ rows: 1, accepted: 1 });

  expect(await sendRoster(batchId, await emptyRows([rosterHead, ["乙", numberOf(3)]]))).toEqual({
    state: "done",
  });
  expect((await as("clerk")("GET", `/rosters/${batchId}`)).body).toMatchObject({ rows: 1, accepted: 1 });
});

describe("a roster", () => {
  const people = (from: number, count: number) =>
    `姓名,身份证号\n${Array.from({ length: count }, (_, i) => `职工${from + i},${numberOf(from + i)}`).join("\n")}\n`;

  test("of another unit is asked about", async () => {
    const batchId = await openRoster();
    const problem = await storesNothing(() =>
      sendRoster(batchId, people(20, 6), "09单位21号有限公司名册.csv"),
    );
    expect(problem.code).toBe("roster_of_another_unit");
    expect(said(problem)).toMatch(/像是.*另一家|别的单位|其他单位/);
  });

  test("sent twice changes nothing", async () => {
    const batchId = await openRoster();
    expect(await sendRoster(batchId, people(30, 6), "名册.csv")).toEqual({ state: "done" });
    expect(await storesNothing(() => sendRoster(batchId, people(30, 6), "名册.csv"))).toMatchObject({
      isSame: true,
      jobId: null,
    });
  });

  test("whose reading is cancelled leaves nothing", async () => {
    const batchId = await openRoster();
    await storesNothing(async () => {
      const { body } = await upload("clerk", `/rosters/${batchId}/file`, people(40, 6), "名册.csv");
      await as("clerk")("POST", `/jobs/${body.jobId}/cancellation`);
      await work();
      expect((await as("clerk")("GET", `/jobs/${body.jobId}`)).body.state).toBe("cancelled");
    });
  });
});

describe("an upload that is cut off", () => {
  /** Sends the head of a request and half of its file, and hangs up. */
  async function hangUp(who: string, path: string): Promise<void> {
    const { hostname, port } = new URL(address);
    const socket = connect(Number(port), hostname);
    await new Promise((resolve) => socket.once("connect", resolve));
    socket.write(
      `POST /api${path} HTTP/1.1\r\nhost: x\r\nx-tongzhou: test\r\ncookie: tongzhou=${tokens[who]}\r\n` +
        `content-type: multipart/form-data; boundary=b\r\ncontent-length: 9000000\r\n\r\n` +
        `--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${"姓名,身份证号\n".repeat(20_000)}`,
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    socket.destroy();
    // Whatever the server still does with it is done within a moment.
    await new Promise((resolve) => setTimeout(resolve, 700));
  }

  test("leaves nothing behind", async () => {
    const batchId = await openRoster();
    await storesNothing(() => hangUp("clerk", `/rosters/${batchId}/file`));
    await storesNothing(() => hangUp("city", "/bank/statements"));
    expect(readdirSync(join(folder, "spool"))).toEqual([]);
  });
});

describe("a statement", () => {
  const account = "账号：41001512345050008888,户名：专用账户";
  const statement = (...rows: string[]) => [account, `流水号,${statementHead.join(",")}`, ...rows].join("\n");
  const first = ["S1,2025-01-02,,100.00,1100.00,甲,会费", "S2,2025-01-03,,50.00,1150.00,乙,会费"];
  const send = (content: string) => upload("city", "/bank/statements", content, "1月.csv");

  test("with a gap inside is refused", async () => {
    const { body } = await storesNothing(() =>
      send(statement(first[0] ?? "", "S3,2025-01-04,,1.00,1151.00,丙,会费")),
    );
    expect(said(body)).toContain("第4行余额应为1,101.00，表里是1,151.00，中间少了50.00元");
  });

  test("sent twice, or overlapping what is known, stores each line once", async () => {
    expect((await send(statement(...first))).body).toMatchObject({ newLines: 2, isKnownFile: false });
    expect((await storesNothing(() => send(statement(...first)))).body).toMatchObject({
      newLines: 0,
      isKnownFile: true,
    });
    const more = statement(...first.slice(1), "S3,2025-01-04,,1.00,1151.00,丙,会费");
    expect((await send(more)).body).toMatchObject({ lines: 2, newLines: 1 });
  });

  test.each([
    ["a gap to what is known", "S5,2025-01-06,,9.00,1190.00,丁,会费", "从它的下一笔起导出就能接上"],
    [
      "a known line with another amount",
      "S2,2025-01-03,,51.00,1151.00,乙,会费",
      "以前导入过，金额、日期或余额却不同",
    ],
    ["a line slipped in before what is known", "S0,2025-01-01,,9.00,1000.00,丁,会费", "请按时间先后导入"],
  ])("with %s is refused", async (_what, row, words) => {
    const { status, body } = await storesNothing(() => send(statement(row)));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(said(body)).toContain(words);
    expect(body.detail).toContain("原有数据没有变动");
  });

  test("above the limit is refused while it arrives", async () => {
    const { status, body } = await storesNothing(() => send("a".repeat(20 * 1024 * 1024 + 1)));
    expect(status).toBe(413);
    expect(said(body)).toMatch(/文件太大。最大20MB.*没有保存任何数据/);
  });
});

test("a funding rule whose shares do not add up to the price is refused", async () => {
  const rule = {
    planCode: "HN-INP-80",
    planVersion: "2025.1",
    category: "municipal",
    validFrom: "2025-01-01",
    shares: [
      { payer: "own", amount: "50.00", mode: "direct_pool" },
      { payer: "city_union", amount: "29.00", mode: "direct_pool" },
    ],
  };
  const { status, body } = await storesNothing(() => as("administrator")("POST", "/funding-rules", rule));
  expect(status).toBe(400);
  expect(said(body)).toMatch(/每人80\.00元，分担少1\.00元.*没有保存任何数据/);
});
