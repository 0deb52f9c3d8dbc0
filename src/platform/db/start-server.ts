import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { binary } from "./binaries.ts";
import { giveUpReserve, keepReserve } from "./disk.ts";
import type { Places } from "./places.ts";
import { type Postmaster, readPostmaster } from "./postmaster.ts";
import { DatabaseProblem } from "./problem.ts";
import { asAccount, giveTo, type ServerAccount } from "./server-account.ts";
import { writeSettings } from "./server-settings.ts";
import { databaseText } from "./text.ts";

/** Beyond this the system cuts or refuses the path of a socket. */
const longestSocketPath = 100;
const environment = { PATH: process.env.PATH, TZ: "UTC", LC_ALL: "C", SystemRoot: process.env.SystemRoot };

/** Makes the database files beside the place and moves them in when complete, so that a kill leaves no half. */
export async function createCluster(places: Places, account: ServerAccount): Promise<void> {
  const unfinished = `${places.cluster}.unfinished`;
  const passwordFile = `${unfinished}.password`;
  const password = randomBytes(24).toString("base64url");
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  giveTo(account, unfinished);
  giveTo(account, passwordFile);

  const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const access = ["--username=tongzhou", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  const { program, args, options } = asAccount(account, binary(account.native, "initdb"), [
    "--encoding=UTF8",
    ...locale,
    ...access,
    `--pgdata=${unfinished}`,
  ]);
  const made = spawnSync(program, args, { ...options, env: environment, encoding: "utf8" });
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) throw notStarted(places, `${made.error?.message ?? ""}${made.stderr}`);
  writeFileSync(places.password, password, { mode: 0o600 });
  renameSync(unfinished, places.cluster);
}

/** Starts the server of an existing folder and waits until it accepts connections. */
export async function startPostmaster(places: Places, account: ServerAccount): Promise<Postmaster> {
  giveTo(account, places.cluster);
  if (process.platform === "win32") {
    writeSettings(places, { port: await freePort() });
  } else {
    writeSettings(places, { socketFolder: socketFolder(places, account), port: 5432 });
  }
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    const outcome = await tryStart(places, account);
    if (typeof outcome !== "string") {
      keepReserve(places.dataFolder);
      return outcome;
    }
    if (isFull(outcome) && giveUpReserve(places.dataFolder)) continue;
    // The sessions of a killed server may live on for a moment and hold its memory.
    if (!/pre-existing shared memory block/.test(outcome)) throw notStarted(places, outcome);
    await sleep(200);
  }
  throw new DatabaseProblem(databaseText.stuck(places.dataFolder));
}

async function tryStart(places: Places, account: ServerAccount): Promise<Postmaster | string> {
  const log = openLog(places);
  const before = statSync(log).size;
  const server = launch(places, account, log);
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    const postmaster = readPostmaster(places.cluster);
    if (postmaster?.isReady) return postmaster;
    if (server.hasEnded()) return readFileSync(log).subarray(before).toString("utf8");
    await sleep(10);
  }
  throw new DatabaseProblem(databaseText.stuck(places.dataFolder));
}

function launch(places: Places, account: ServerAccount, log: string): { hasEnded(): boolean } {
  const output = openSync(log, "a", 0o600);
  const common = { env: environment, cwd: places.cluster, detached: true, windowsHide: true } as const;
  // On Windows only pg_ctl knows how to give up an administrator's rights.
  const { program, args, options } =
    process.platform === "win32"
      ? asAccount(account, binary(account.native, "pg_ctl"), ["start", "-W", "-D", places.cluster])
      : asAccount(account, binary(account.native, "postgres"), ["-D", places.cluster]);
  // A session of its own, so that Ctrl-C reaches us and not the server.
  const child = spawn(program, args, { ...common, ...options, stdio: ["ignore", output, output] });
  closeSync(output);
  let ended = false;
  child.on("error", () => {
    ended = true;
  });
  child.on("exit", (code) => {
    ended = process.platform !== "win32" || code !== 0;
  });
  child.unref();
  return { hasEnded: () => ended };
}

/** In the data folder where the path is short enough, else in a folder of its own that is used again. */
function socketFolder(places: Places, account: ServerAccount): string {
  const near = join(places.dataFolder, "socket");
  const fits = Buffer.byteLength(join(near, ".s.PGSQL.5432.lock")) <= longestSocketPath;
  const folder = fits ? near : distantSocketFolder(places);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  giveTo(account, folder);
  // No server runs here now. One that was killed left its lock, and its number may be somebody else's today.
  for (const name of [".s.PGSQL.5432", ".s.PGSQL.5432.lock"]) rmSync(join(folder, name), { force: true });
  return folder;
}

function distantSocketFolder(places: Places): string {
  const note = join(places.dataFolder, "socket.place");
  const known = existsSync(note) ? readFileSync(note, "utf8") : "";
  const owners = [process.getuid?.() ?? 0, statSync(places.cluster).uid];
  const isOurs = existsSync(known) && owners.includes(statSync(known).uid);
  if (isOurs && (statSync(known).mode & 0o077) === 0) return known;
  const folder = mkdtempSync(join(tmpdir(), "tongzhou-"));
  writeFileSync(note, folder);
  return folder;
}

function openLog(places: Places): string {
  const folder = join(places.dataFolder, "log");
  const log = join(folder, "postgres.log");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (existsSync(log) && statSync(log).size > 10_000_000) renameSync(log, `${log}.1`);
  closeSync(openSync(log, "a", 0o600));
  return log;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, "127.0.0.1", done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  return typeof address === "object" && address ? address.port : 5432;
}

const isFull = (output: string) => /No space left on device/.test(output);

function notStarted(places: Places, output: string): DatabaseProblem {
  if (isFull(output)) return new DatabaseProblem(databaseText.noSpace(places.dataFolder));
  const lines = output.trim().split("\n").slice(-5).join("\n");
  return new DatabaseProblem(databaseText.notStarted(join(places.dataFolder, "log", "postgres.log"), lines));
}
