import { type ChildProcess, fork, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import type { CityReport } from "#features/onboarding/index.ts";
import { programFolder, readConfig } from "#platform/config.ts";
import { type ReadCtx, reading, systemActor } from "#platform/context.ts";
import { openDatabase } from "#platform/db/database.ts";
import { readPostmaster } from "#platform/db/postmaster.ts";

// `kill -9` of the program or of the database at random moments while a city is loaded. TONGZHOU_KILLS=20 for many,
// TONGZHOU_SEED for other moments.
const kills = Number(process.env.TONGZHOU_KILLS ?? "3");
const random = seeded(Number(process.env.TONGZHOU_SEED ?? "1"));
const folder = join(programFolder, "demo", "puyang");
const cli = join(programFolder, "src", "main", "cli.ts");
const base = mkdtempSync(join(tmpdir(), "tongzhou-kill-"));
const started = new Set<ChildProcess>();

afterAll(() => {
  for (const child of started) child.kill("SIGKILL");
  rmSync(base, { recursive: true, force: true, maxRetries: 5 });
});

/** Mulberry32: the same moments for the same seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Ended = { readonly code: number | null; readonly output: string; readonly said: string };

/** Runs the command line; `whenSeen` is called when it has said how far it is for the first time. */
function command(
  data: string,
  args: readonly string[],
  whenSeen?: (child: ChildProcess) => void,
): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...args], {
    env: environment(data),
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.add(child);
  let output = "";
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    if (said === "") whenSeen?.(child);
    said += text;
  });
  return new Promise((resolve) => {
    child.on("close", (code) => {
      started.delete(child);
      resolve({ code, output, said });
    });
  });
}

const environment = (data: string) => {
  const { DATABASE_URL: _url, TONGZHOU_KEYS: _keys, ...rest } = process.env;
  return { ...rest, TONGZHOU_DATA: data };
};

/** Starts the client outside; answers when it has its first answer. */
async function startWitness(data: string, journal: string, from: number): Promise<ChildProcess> {
  const child = fork(join(programFolder, "tests", "support", "witness.ts"), [journal, String(from)], {
    env: environment(data),
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  started.add(child);
  await new Promise((resolve) => child.once("message", resolve));
  return child;
}

const acknowledged = (journal: string): string[] =>
  readFileSync(journal, "utf8")
    .split("\n")
    .filter((code) => code !== "");

/** Ends the program, or the database under it, the hard way. */
function strike(data: string, load: ChildProcess): string {
  if (random() < 0.5) {
    load.kill("SIGKILL");
    return "program";
  }
  const pid = readPostmaster(join(data, "postgres"))?.pid;
  if (pid) process.kill(pid, "SIGKILL");
  return "database";
}

/** Nothing is half done: what belongs together is there together, and no more than once. */
async function halfDone(ctx: ReadCtx): Promise<Record<string, number>> {
  const { rows } = await sql<Record<string, number>>`select
    (select count(*)::int from enrolment_batch where city_id = 410900) -
      (select count(*)::int from load_step where city_id = 410900 and kind = 'read') as batches_without_step,
    (select count(*)::int from enrolment_batch as b where b.city_id = 410900 and b.rows <>
      (select count(*) from roster_line as l where l.city_id = 410900 and l.batch_id = b.id)) as batches_without_lines,
    (select count(*)::int from enrolment_batch as b where b.city_id = 410900 and b.state = 'confirmed' and b.confirmed <>
      (select count(*) from cover as c where c.city_id = 410900 and c.batch_id = b.id)) as batches_without_covers,
    (select count(*)::int from enrolment_batch as b where b.city_id = 410900 and b.state = 'confirmed' and 1 <>
      (select count(*) from bill where bill.city_id = 410900 and bill.batch_id = b.id)) as batches_without_bill,
    (select count(*)::int from bank_line as l where l.city_id = 410900 and l.allocated_cents <>
      (select coalesce(sum(a.amount_cents), 0) from allocation as a where a.city_id = 410900 and a.line_id = l.id
        and a.reversed_at is null)) as lines_half_booked,
    (select count(*)::int from (select line_id from audit_seal where city_id = 410900 group by 1 having count(*) > 1) as t)
      as sealed_twice`.execute(ctx.db);
  return rows[0] ?? {};
}

async function inspect(data: string, journal: string): Promise<void> {
  const heard = acknowledged(journal); // before we look: what is heard meanwhile may be younger than our view
  const database = await openDatabase(readConfig(environment(data)));
  try {
    const half = await reading(database.pool, systemActor("test", 410_900), halfDone);
    expect(Object.entries(half).filter(([, count]) => count !== 0)).toEqual([]);
    const { rows } = await reading(database.pool, systemActor("test", 429_900), (ctx) =>
      sql<{ code: string }>`select code from organisation where city_id = 429900`.execute(ctx.db),
    );
    const stored = new Set(rows.map((row) => row.code));
    expect(heard.filter((code) => !stored.has(code))).toEqual([]);
  } finally {
    await database.close();
  }
}

const expectedOf = (name: string) =>
  JSON.parse(
    readFileSync(join(programFolder, "tests", "fixtures", "puyang-expected", `${name}.json`), "utf8"),
  );

/** Loads one city through as many kills as it takes; answers how many hit it. */
async function loadThroughKills(data: string, most: number): Promise<number> {
  const journal = `${data}.journal`;
  writeFileSync(journal, "");
  const witness = await startWitness(data, journal, 0);
  let hits = 0;
  let report: CityReport | undefined;
  while (!report) {
    const isToDie = hits < most;
    let timer: NodeJS.Timeout | undefined;
    let struck = false;
    const ended = await command(data, ["city", "load", folder, "--json"], (child) => {
      if (!isToDie) return;
      timer = setTimeout(
        () => {
          struck = true;
          strike(data, child);
        },
        100 + random() * 5_000,
      );
    });
    clearTimeout(timer); // it ended before its moment came
    if (ended.code === 0) {
      report = JSON.parse(ended.output) as CityReport;
      break;
    }
    // EX_TEMPFAIL: the database was still being started over after the last strike.
    expect(struck || ended.code === 75, ended.said).toBe(true);
    if (struck) hits += 1;
    await sleep(50);
    await inspect(data, journal);
  }
  const heard = acknowledged(journal).length;
  witness.kill("SIGTERM");
  await new Promise((resolve) => witness.once("exit", resolve));
  started.delete(witness);
  expect(heard).toBeGreaterThan(0);
  await inspect(data, journal);
  expect(report.months).toEqual(expectedOf("settlement").months);
  expect(report.bank.map(({ by: _by, ...line }) => line)).toEqual(expectedOf("bank"));
  expect(report).toMatchObject({ members: 6_079, contributions_cents: 48_632_000 });
  for (const verify of ["audit", "ledger"]) {
    const verdict = await command(data, [verify, "verify", "--json"]);
    expect(verdict.code, `${verify} verify: ${verdict.output}${verdict.said}`).toBe(0);
  }
  return hits;
}

describe(`kill -9 of the program or the database, ${kills} times`, () => {
  test(
    "loses nothing that was acknowledged, leaves nothing half done, and the load goes on to the same result",
    async () => {
      let left = kills;
      for (let city = 1; left > 0; city++) left -= await loadThroughKills(join(base, `data${city}`), left);
    },
    120_000 + kills * 60_000,
  );
});
