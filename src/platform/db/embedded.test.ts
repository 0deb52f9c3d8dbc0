import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { programFolder } from "#platform/config.ts";
import type { ServerAddress } from "./embedded.ts";
import { readPostmaster, runsCluster } from "./postmaster.ts";

const base = realpathSync(mkdtempSync(join(tmpdir(), "tongzhou-launcher-")));
const folder = join(base, "data");
const cluster = join(folder, "postgres");
const children: ChildProcess[] = [];

type Holder = {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly address: ServerAddress;
  tell(order: "leave" | "exit"): Promise<void>;
};

/** Another program on the folder; rejects with what it said where it was refused. */
async function holder(dataFolder = folder): Promise<Holder> {
  const script = join(programFolder, "tests", "support", "hold-server.ts");
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", script, dataFolder]);
  children.push(child);
  const said = await new Promise<string>((done, failed) => {
    let complaint = "";
    child.stderr.on("data", (data) => {
      complaint += data;
    });
    child.stdout.once("data", (data) => done(String(data)));
    child.once("exit", () => failed(new Error(complaint)));
  });
  const ended = new Promise((done) => child.once("exit", done));
  return {
    ...JSON.parse(said),
    process: child,
    tell: async (order) => {
      child.stdin.write(`${order}\n`);
      await ended;
    },
  };
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = new Promise((done) => child.once("exit", done));
  child.kill(signal);
  await ended;
}

async function ask<T extends object>(address: ServerAddress, sql: string): Promise<T[]> {
  const client = new pg.Client({ ...address, database: "postgres" });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 15_000;
  while (!condition() && Date.now() < end) await sleep(20);
  expect(condition()).toBe(true);
}

const hasStopped = (pid: number) => until(() => !runsCluster(pid, cluster));

afterEach(async () => {
  for (const child of children.splice(0))
    if (child.exitCode === null && !child.signalCode) await kill(child, "SIGKILL");
  const running = readPostmaster(cluster)?.pid;
  if (running && runsCluster(running, cluster)) process.kill(running, "SIGINT");
  if (running) await hasStopped(running);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe("the embedded server", () => {
  test("programs that start at the same moment share one server, and the last one stops it", async () => {
    const [first, second, third] = await Promise.all([holder(), holder(), holder()]);
    expect([second?.pid, third?.pid]).toEqual([first?.pid, first?.pid]);
    await first?.tell("leave");
    await second?.tell("exit");
    expect(runsCluster(third?.pid ?? 0, cluster)).toBe(true);
    await third?.tell("leave");
    expect(runsCluster(third?.pid ?? 0, cluster)).toBe(false);
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s stops it with the program", async (signal) => {
    const only = await holder();
    await kill(only.process, signal);
    await hasStopped(only.pid);
  });

  test("after kill -9 of the program the next one attaches to its server, and stops it", async () => {
    const killed = await holder();
    await kill(killed.process, "SIGKILL");
    expect(runsCluster(killed.pid, cluster)).toBe(true);
    const next = await holder();
    expect(next.pid).toBe(killed.pid);
    await next.tell("leave");
    await hasStopped(killed.pid);
  });

  test("after kill -9 of both the next program starts it, and what was committed is there", async () => {
    const killed = await holder();
    await ask(killed.address, "create table if not exists kept (n int)");
    await ask(killed.address, "insert into kept values (1)");
    await kill(killed.process, "SIGKILL");
    process.kill(killed.pid, "SIGKILL");
    const next = await holder();
    expect(next.pid).not.toBe(killed.pid);
    expect((await ask(next.address, "select n from kept")).length).toBeGreaterThan(0);
    await next.tell("leave");
  });

  test("a server killed under a living program comes back at the same address", async () => {
    const living = await holder();
    process.kill(living.pid, "SIGKILL");
    await until(() => {
      const now = readPostmaster(cluster);
      return now?.isReady === true && now.pid !== living.pid;
    });
    expect(await ask(living.address, "select 1 as n")).toEqual([{ n: 1 }]);
    await living.tell("leave");
    expect(readPostmaster(cluster)).toBeUndefined();
  });

  test.each([
    ["of a process that is gone", 4_000_000],
    ["that another process got meanwhile", process.pid],
  ])("a postmaster.pid %s does not keep it from starting", async (_whose, pid) => {
    const made = await holder();
    const text = readFileSync(join(cluster, "postmaster.pid"), "utf8");
    await made.tell("leave");
    writeFileSync(join(cluster, "postmaster.pid"), text.replace(/^\d+/, String(pid)));
    const next = await holder();
    expect(next.pid).not.toBe(pid);
    await next.tell("leave");
  });

  test("another installation on the same folder is refused, and says which one has it", async () => {
    const first = await holder();
    writeFileSync(join(folder, "program.json"), JSON.stringify({ place: "/opt/tongzhou-old" }));
    await expect(holder()).rejects.toThrow(/正被另一份同舟程序使用（\/opt\/tongzhou-old）/);
    expect(await ask(first.address, "select 1 as n")).toEqual([{ n: 1 }]);
    await first.tell("leave");
    // With the other one gone the folder is free.
    await (await holder()).tell("leave");
  });

  test("data of another major version are left alone", async () => {
    await (await holder()).tell("leave");
    const version = join(cluster, "PG_VERSION");
    const right = readFileSync(version, "utf8");
    writeFileSync(version, "17\n");
    await expect(holder()).rejects.toThrow(/PostgreSQL 17 的数据/);
    writeFileSync(version, right);
  });

  test("a path too long for a socket gets its socket elsewhere", async () => {
    const far = join(base, "很长的文件夹名".repeat(6));
    const server = await holder(far);
    expect(server.address.host.length).toBeLessThan(90);
    expect(await ask(server.address, "select 1 as n")).toEqual([{ n: 1 }]);
    await server.tell("leave");
    const again = await holder(far);
    expect(again.address.host).toBe(server.address.host);
    await again.tell("leave");
    rmSync(server.address.host, { recursive: true });
  });

  test("the server's files and password are for nobody else", async () => {
    const server = await holder();
    const mode = async (sql: string) => (await ask<{ it: string }>(server.address, sql))[0]?.it;
    expect(await mode("select current_setting('data_directory_mode') as it")).toBe("0700");
    expect(await mode("select current_setting('listen_addresses') as it")).toBe("");
    expect(await mode("select current_setting('fsync') as it")).toBe("on");
    expect(await mode("select current_setting('synchronous_commit') as it")).toBe("on");
    const client = new pg.Client({ ...server.address, password: "wrong", database: "postgres" });
    await expect(client.connect()).rejects.toMatchObject({ code: "28P01" });
    expect(existsSync(join(folder, "postgres.unfinished"))).toBe(false);
    await server.tell("leave");
  });
});
