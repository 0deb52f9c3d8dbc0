import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { programFolder } from "#platform/config.ts";
import { readPostmaster } from "#platform/db/postmaster.ts";
import { findBrowser } from "#tests/support/browser.ts";
import { cityId, sessionOf, unitsOf } from "./city.ts";
import { type BenchFolder, cityDatabase } from "./folder.ts";
import { memoryOf } from "./memory.ts";
import { type Figure, median, timed } from "./table.ts";

const port = "18091";
const address = `http://127.0.0.1:${port}`;

/** The program as it is started: `npm start` on a folder with a full city and pages that are built. */
export async function startOfProgram(folder: BenchFolder): Promise<Figure[]> {
  const token = await sessionToken(folder);
  await folder.server.leave();
  const seconds: number[] = [];
  let last: ChildProcess | undefined;
  for (let round = 0; round < 4; round++) {
    if (last) await stop(last);
    const { seconds: took, answer } = await timed(() => start(folder.path));
    last = answer;
    // The first may have to build pages or warm the compile cache: what counts is the second start.
    if (round > 0) seconds.push(took);
  }
  await sleep(12_000);
  // The server may be the program's child: each process counts once.
  const memory = memoryOf(last?.pid ?? 0, serverPid(folder));
  const database = memoryOf(serverPid(folder)) ?? 0;
  const figures: Figure[] = [
    {
      what: "second npm start to the first page",
      ours: median(seconds),
      unit: "s",
      aim: { most: 3, of: "ours" },
      note: "median of 3",
    },
    ...(memory
      ? [
          {
            what: "idle memory, node and database (PSS)",
            ours: memory,
            unit: "MB",
            aim: { most: 250, of: "ours" },
            note: `node ${(memory - database).toFixed(0)} MB, PostgreSQL ${database.toFixed(0)} MB`,
          } as const,
        ]
      : []),
    ...(await pageFigures(token)),
  ];
  if (last) await stop(last);
  return figures;
}

async function sessionToken(folder: BenchFolder): Promise<string> {
  const { pool, close } = await folder.open(cityDatabase);
  const [agency] = await unitsOf(pool, "city_agency");
  const token = await sessionOf(pool, "city_clerk", agency?.id ?? "");
  await close();
  return token;
}

/** The server that the program started, which is another than the benchmark's own before. */
const serverPid = (folder: BenchFolder): number => readPostmaster(join(folder.path, "postgres"))?.pid ?? 0;

async function start(dataFolder: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(programFolder, "bin", "start.mjs")], {
    cwd: programFolder,
    env: { ...process.env, TONGZHOU_DATA: dataFolder, PORT: port },
    stdio: ["ignore", "ignore", "inherit"],
  });
  for (let tries = 0; tries < 3_000; tries++) {
    const reply = await fetch(`${address}/`).catch(() => undefined);
    if (reply?.ok) return child;
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}.`);
    await sleep(20);
  }
  throw new Error("npm start did not answer.");
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}

/** A fresh browser of somebody who is signed in, from the address to the first rows of a table. */
async function pageFigures(token: string): Promise<Figure[]> {
  const browser = await findBrowser();
  if (!browser) return [];
  const seconds: number[] = [];
  let bytes = 0;
  for (let round = 0; round < 3; round++) {
    const started = await chromium.launch({ executablePath: browser.path, args: [...browser.args] });
    const context = await started.newContext({ locale: "zh-CN" });
    await context.addCookies([
      { name: "tongzhou", value: token, url: address, httpOnly: true, sameSite: "Strict" },
    ]);
    const page = await context.newPage();
    const scripts: Promise<number>[] = [];
    page.on("response", (reply) => {
      if (/\.js(\?|$)/.test(reply.url()))
        scripts.push(
          reply.body().then(
            (body) => gzipSync(body).length,
            () => 0,
          ),
        );
    });
    const { seconds: took } = await timed(async () => {
      await page.goto(`${address}/units`);
      await page.locator("table tbody tr, [role=row]").nth(1).waitFor({ timeout: 30_000 });
    });
    seconds.push(took);
    bytes = (await Promise.all(scripts)).reduce((sum, each) => sum + each, 0);
    await started.close();
  }
  return [
    {
      what: "console's JavaScript until the first table (gzip)",
      ours: bytes / 1024,
      unit: "kB",
      aim: { most: 400, of: "ours" },
    },
    {
      what: "first table in a fresh browser",
      ours: median(seconds),
      unit: "s",
      aim: { most: 2, of: "ours" },
      note: `median of 3; city ${cityId}`,
    },
  ];
}
