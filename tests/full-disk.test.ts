import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { programFolder } from "#platform/config.ts";
import { numberOf } from "./support/rosters.ts";

// The whole program, its embedded database and its files on a file system of 128 MB that is filled to the last byte.

const folder = mkdtempSync(join(tmpdir(), "tongzhou-test-full-"));
const mounting = 'mount -t tmpfs -o size=128m,mode=711 tmpfs "$0"';
/** A mount that only the program sees: as root, or as root of a user namespace, who is nobody special again afterwards. */
const ways = [
  { flags: ["--mount"], as: [] },
  {
    flags: ["--user", "--map-root-user", "--mount"],
    as: ["unshare", "--user", "--map-user=1000", "--map-group=1000"],
  },
];
const way = ways.find(({ flags, as }) => {
  const tried = [...flags, "sh", "-c", `${mounting} && exec "$@"`, folder, ...as, "true"];
  return spawnSync("unshare", tried).status === 0;
});
if (!way)
  process.stdout.write(
    "The full disk is not tested here: this machine lets us mount a small file system neither as root nor in a user namespace.\n",
  );

let program: ChildProcess;
let address: string;
let token: string;
let unit: string;
// biome-ignore lint/suspicious/noExplicitAny: the program answers each order in its own shape.
let ask: (order?: "fill" | "free" | "count") => Promise<any>;

beforeAll(async () => {
  if (!way) return;
  const run = [...way.as, process.execPath, "tests/support/small-disk-program.ts"];
  program = spawn("unshare", [...way.flags, "sh", "-c", `${mounting} && exec "$@"`, folder, ...run], {
    cwd: programFolder,
    env: { ...process.env, PORT: "0", TONGZHOU_DATA: folder, DATABASE_URL: "" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const { stdin, stdout } = program;
  if (!stdin || !stdout) throw new Error("The program is spoken to by pipes.");
  const said = createInterface(stdout)[Symbol.asyncIterator]();
  ask = async (order) => {
    if (order) stdin.write(`${order}\n`);
    const { value } = await said.next();
    return JSON.parse(value ?? "null");
  };
  ({ address, token, unit } = await ask());
});
afterAll(async () => {
  if (program) {
    const gone = new Promise((resolve) => program.once("exit", resolve));
    program.stdin?.end();
    await gone;
  }
  rmSync(folder, { recursive: true, force: true });
});

async function call(path: string, body: FormData | object) {
  const isFile = body instanceof FormData;
  const reply = await fetch(`${address}/api${path}`, {
    method: "POST",
    headers: {
      "x-tongzhou": "test",
      cookie: `tongzhou=${token}`,
      ...(!isFile && { "content-type": "application/json" }),
    },
    body: isFile ? body : JSON.stringify(body),
  });
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the route answers.
  return { status: reply.status, body: (await reply.json()) as any };
}

function upload(path: string, content: string) {
  const form = new FormData();
  form.set("file", new Blob([content]), "文件.csv");
  return call(path, form);
}

const statement = [
  "账号：41001512345050008888,户名：专用账户",
  "流水号,交易日期,借方发生额,贷方发生额,余额,对方户名,摘要",
  "S1,2025-01-02,,100.00,1100.00,甲,会费",
].join("\n");
const roster = `姓名,身份证号\n${Array.from({ length: 3000 }, (_, i) => `职工,${numberOf(i % 1000, `${1970 + (i % 30)}0612`)}`).join("\n")}\n`;

describe.skipIf(!way)("on a full disk", () => {
  test("a statement and a roster are refused in a clear sentence, nothing is stored, and with room again both are taken", async () => {
    // A plan is published at the start; a roster needs nothing more.
    const opened = await call("/rosters", { organisationId: unit, settlementMonth: "2025-03" });
    expect(opened.status).toBe(200);
    const toRoster = `/rosters/${opened.body.id}/file`;
    const before = await ask("count");

    expect((await ask("fill")).written).toBeGreaterThan(0);
    for (const [path, content] of [
      ["/bank/statements", statement],
      [toRoster, roster],
      [`${toRoster}?dryRun=true`, roster],
    ] as const) {
      const { status, body } = await upload(path, content);
      expect(body).toMatchObject({ code: "storage_full", title: "服务器的存储空间已满" });
      expect(body.detail).toContain("没有保存任何数据");
      expect(status).toBe(503);
    }
    expect(await ask("count")).toEqual(before);

    await ask("free");
    expect((await upload("/bank/statements", statement)).body).toMatchObject({ newLines: 1 });
    expect((await upload(toRoster, roster)).status).toBe(200);
    expect(await ask("count")).toMatchObject({ lines: 1, statements: 1 });
  });
});
