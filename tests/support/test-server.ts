import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { joinEmbeddedServer } from "#platform/db/embedded.ts";
import { isHeld } from "#platform/db/folder-lock.ts";
import { readPostmaster, runsCluster } from "#platform/db/postmaster.ts";
import { asAccount, chooseAccount, giveTo } from "#platform/db/server-account.ts";

export type TestServer = { readonly url: string; readonly about: string; stop(): Promise<void> };

const prefix = "tongzhou-test-";

/**
 * The server tests run on: that of DATABASE_URL; with TONGZHOU_TEST_SERVER=debian15 a cluster of Debian's
 * PostgreSQL 15; else the embedded one. The last two live in a temporary folder and end with this process.
 */
export async function startTestServer(): Promise<TestServer> {
  if (process.env.DATABASE_URL) {
    return { url: process.env.DATABASE_URL, about: "DATABASE_URL", stop: async () => undefined };
  }
  sweep();
  const folder = mkdtempSync(join(tmpdir(), prefix));
  // Other accounts pass through to the cluster, which is 0700 itself.
  spawnSync("chmod", ["711", folder]);
  const server = await (process.env.TONGZHOU_TEST_SERVER === "debian15" ? debian15 : embedded)(folder);
  const endNow = () => {
    endCluster(join(folder, "postgres"), readPostmaster(join(folder, "postgres"))?.pid);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once("exit", endNow);
  return {
    ...server,
    async stop() {
      await server.stop();
      process.off("exit", endNow);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function embedded(folder: string): Promise<TestServer> {
  const first = await joinEmbeddedServer(folder);
  await first.leave();
  // Test data may be lost in a crash; waiting for the disk would cost a third of the time.
  writeFileSync(
    join(folder, "postgres", "custom.conf"),
    "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n",
    { mode: 0o644 },
  );
  const server = await joinEmbeddedServer(folder);
  const { user, password, host } = server.address;
  return { url: urlOf(user, password, host), about: "embedded", stop: () => server.leave() };
}

export const debian15Folder = "/usr/lib/postgresql/15";
export const hasDebian15 = () => existsSync(join(debian15Folder, "bin", "postgres"));

/** As on a city's own server: the program's user is no superuser, it may make databases and roles. */
export async function debian15(folder: string): Promise<TestServer> {
  if (!hasDebian15()) throw new Error(`TONGZHOU_TEST_SERVER=debian15, but ${debian15Folder} is missing.`);
  const cluster = join(folder, "postgres");
  const socket = join(folder, "socket");
  const account = chooseAccount(debian15Folder, folder, cluster);
  for (const each of [cluster, socket]) {
    mkdirSync(each, { mode: 0o700 });
    giveTo(account, each);
  }
  const initdb = ["-D", cluster, "-U", "admin", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-N"];
  const make = asAccount(account, join(debian15Folder, "bin", "initdb"), initdb);
  const made = spawnSync(make.program, make.args, { ...make.options, encoding: "utf8" });
  if (made.status !== 0) throw new Error(made.stderr);
  const settings = `-D ${cluster} -k ${socket} -c listen_addresses= -c fsync=off -c max_connections=60 -c timezone=UTC`;
  const run = asAccount(account, join(debian15Folder, "bin", "postgres"), settings.split(" "));
  spawn(run.program, run.args, { ...run.options, cwd: cluster, detached: true, stdio: "ignore" }).unref();
  while (!readPostmaster(cluster)?.isReady) await sleep(20);

  const admin = new pg.Client({ host: socket, user: "admin", database: "postgres" });
  await admin.connect();
  await admin.query("create role tongzhou login createdb createrole password 'only-for-tests'");
  await admin.query("create database tongzhou owner tongzhou");
  await admin.end();
  return {
    url: urlOf("tongzhou", "only-for-tests", socket),
    about: "PostgreSQL 15",
    async stop() {
      const pid = readPostmaster(cluster)?.pid;
      if (!pid) return;
      process.kill(pid, "SIGINT");
      while (runsCluster(pid, cluster)) await sleep(10);
    },
  };
}

const urlOf = (user: string, password: string, host: string) =>
  `postgresql://${user}:${password}@/postgres?host=${encodeURIComponent(host)}`;

/** Ends a server at once and waits for it without returning to the event loop: we may be exiting. */
function endCluster(cluster: string, pid: number | undefined): void {
  if (!pid || !runsCluster(pid, cluster)) return;
  process.kill(pid, "SIGQUIT");
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let n = 0; n < 100 && runsCluster(pid, cluster); n++) Atomics.wait(pause, 0, 0, 20);
}

const ours = /^tongzhou-(test|launcher|backup|generate)-\w{6}$/;

/** Removes what killed test runs left behind. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const folder = join(tmpdir(), name);
    if (!ours.test(name) || ageOf(folder) < 3_600_000) continue;
    const lock = join(folder, "lock", "users");
    if (existsSync(lock) && isHeld(lock)) continue;
    const cluster = join(folder, "postgres");
    endCluster(cluster, readPostmaster(cluster)?.pid);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Another run may sweep at the same moment. */
function ageOf(folder: string): number {
  try {
    return Date.now() - statSync(folder).mtimeMs;
  } catch {
    return 0;
  }
}
