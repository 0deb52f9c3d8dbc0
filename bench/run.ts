// npm run bench: measures the program on a made-up city of 424,000 people in 2,000 units, beside lower bounds measured in
// the same run. `-- --small` does the same on a tenth, `-- --only rosters,month` some of it, `-- --folder DIR` keeps the
// city there and finds it again. It never fails on time: what misses its aim is said in the table.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bankLines } from "./bank.ts";
import { countOf, seedCity, unitsOf } from "./city.ts";
import { workingOut } from "./claims.ts";
import { settlementFeed } from "./feed.ts";
import { type BenchFolder, cityDatabase, openFolder } from "./folder.ts";
import { listsOfCity } from "./lists.ts";
import { monthOfCity } from "./month.ts";
import { progressOfProvince } from "./province.ts";
import { queueOfCity } from "./queue.ts";
import { manyRosters, oneRoster, rosterIntoFullCity, type Sizes } from "./rosters.ts";
import { serviceOfCity } from "./service.ts";
import { startOfProgram } from "./start.ts";
import { type Figure, printTable } from "./table.ts";
import { trialsOfCity } from "./trials.ts";

const { values } = parseArgs({
  options: {
    small: { type: "boolean", default: false },
    only: {
      type: "string",
      default: "claims,feed,province,service,one,rosters,full,month,bank,lists,trials,queue,start",
    },
    sample: { type: "string" },
    folder: { type: "string" },
  },
});
const parts = new Set(values.only.split(","));
const units = values.small ? 200 : 2_000;
const sizes: Sizes = { units, lines: 212, sample: Math.min(units, Number(values.sample ?? units)) };
const say = (words: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${words}`);

async function measure(folder: BenchFolder): Promise<Figure[]> {
  const figures: Figure[] = [];
  const add = (some: readonly Figure[]) => {
    figures.push(...some);
    say(`\n${printTable(some)}\n`);
  };
  const isFull = await prepare(folder);
  const all = await inCity(folder, ({ pool }) => unitsOf(pool));
  if (parts.has("one") && !isFull) {
    say("one roster with everybody");
    add(await oneRoster(folder, all, sizes));
  }
  if (!isFull) {
    say("a roster of every unit");
    add(await manyRosters(folder, all, sizes));
    const client = await folder.connect(cityDatabase);
    await client.query("vacuum analyze");
    await client.end();
  }
  if (parts.has("full")) {
    say("rosters into the full city");
    add(await rosterIntoFullCity(folder, all, sizes));
  }
  const rest: readonly [string, string, () => Promise<Figure[]>][] = [
    ["month", "the month", () => monthOfCity(folder)],
    ["bank", "bank lines", () => bankLines(folder, all)],
    ["lists", "lists and searches", () => listsOfCity(folder, all, values.small ? 400 : 2_000)],
    [
      "trials",
      "plans tried on a year of claims",
      () =>
        trialsOfCity(folder, all, [
          { claims: 13_000, most: 100 },
          { claims: values.small ? 50_000 : 500_000, most: 3_000 },
        ]),
    ],
    [
      "queue",
      "the queue of claims",
      () => queueOfCity(folder, all, values.small ? 50_000 : 500_000, values.small ? 400 : 2_000),
    ],
    ["start", "the start", () => startOfProgram(folder)],
  ];
  for (const [part, words, run] of rest) {
    if (!parts.has(part)) continue;
    say(words);
    add(await run());
  }
  return figures;
}

/** The city with its units, where the folder has none yet. Answers whether its people are there already. */
async function prepare(folder: BenchFolder): Promise<boolean> {
  return inCity(folder, async ({ pool }) => {
    if ((await countOf(pool, "organisation")) === 0) {
      say(`a city of ${units} units`);
      await seedCity(pool, units);
    }
    return (await countOf(pool, "cover")) > 0;
  });
}

async function inCity<T>(
  folder: BenchFolder,
  run: (database: Awaited<ReturnType<BenchFolder["open"]>>) => Promise<T>,
): Promise<T> {
  const database = await folder.open(cityDatabase);
  try {
    return await run(database);
  } finally {
    await database.close();
  }
}

if (parts.delete("claims")) {
  say("claims worked out");
  console.log(`\n${printTable(await workingOut())}`);
  if (parts.size === 0) process.exit();
}
if (parts.delete("feed")) {
  say("a settlement feed");
  console.log(`\n${printTable(await settlementFeed(values.small ? 5_000 : 50_000))}`);
  if (parts.size === 0) process.exit();
}
if (parts.delete("province")) {
  say("a province's progress");
  console.log(`\n${printTable(await progressOfProvince(18, values.small ? 222 : 2_223))}`);
  if (parts.size === 0) process.exit();
}
if (parts.delete("service")) {
  say("questions, homes and progress tables");
  const [units, questions, calls] = values.small ? [222, 10_000, 400] : [2_223, 100_000, 2_000];
  console.log(`\n${printTable(await serviceOfCity(units, questions, calls))}`);
  if (parts.size === 0) process.exit();
}
const path = values.folder ?? mkdtempSync(join(tmpdir(), "tongzhou-bench-"));
if (!existsSync(path)) mkdirSync(path, { recursive: true });
const folder = await openFolder(path);
try {
  const figures = await measure(folder);
  const size = `${cpus().length} processors; ${values.small ? "a tenth of " : ""}the city of 424,000 people in 2,000 units`;
  console.log(`\n${new Date().toISOString().slice(0, 10)}, ${size}\n\n${printTable(figures)}`);
} finally {
  await folder.server.leave();
  if (!values.folder) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
}
