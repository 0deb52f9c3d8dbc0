import { fork } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { plainMonth } from "#core/dates.ts";
import type { Unit } from "./city.ts";
import { type BenchFolder, cityDatabase, rosterFile } from "./folder.ts";
import { makeRoster } from "./make-roster.ts";
import { type Use, watch } from "./memory.ts";
import type { RosterTask, RosterTimes } from "./rosters-worker.ts";
import { type Figure, median } from "./table.ts";

export type Sizes = { readonly units: number; readonly lines: number; readonly sample: number };
export type Run = { readonly times: readonly RosterTimes[]; readonly use: Use | undefined };

const workerFile = new URL("./rosters-worker.ts", import.meta.url);

/** Has a process of its own bring the rosters in, and watches what it uses. */
export async function bring(folder: BenchFolder, task: Omit<RosterTask, "folder">): Promise<Run> {
  const child = fork(workerFile, { serialization: "advanced" });
  const watching = watch(child.pid ?? 0, folder.server.pid);
  const answered = new Promise<readonly RosterTimes[]>((resolve, reject) => {
    child.on("message", (word: { times?: RosterTimes[]; error?: string; isWarm?: boolean }) => {
      if (word.times) resolve(word.times);
      else if (word.error) reject(new Error(word.error));
      else if (word.isWarm && task.files.length > 1) watching.restart();
    });
    child.once("exit", (code) => reject(new Error(`The worker ended with ${code}.`)));
  });
  child.send({ ...task, folder: folder.path });
  try {
    const times = await answered;
    return { times, use: watching.stop() };
  } catch (error) {
    watching.stop();
    throw error;
  }
}

/** Without the first, in which the process itself was starting. */
const warm = ({ times, use }: Run): Run => ({ times: times.slice(1), use });

const sum = (runs: readonly Run[], of: keyof RosterTimes = "total"): number =>
  runs.reduce((all, { times }) => all + times.reduce((one, each) => one + each[of], 0), 0);
const cpu = (runs: readonly Run[]): number => runs.reduce((all, { use }) => all + (use?.cpuSeconds ?? 0), 0);
const most = (runs: readonly Run[], of: "nodeMB" | "postgresMB"): number =>
  Math.max(...runs.map(({ use }) => use?.[of] ?? 0));

/** One roster with everybody of the city, beside the bare script; each into a fresh copy of the empty city. */
export async function oneRoster(
  folder: BenchFolder,
  units: readonly Unit[],
  { units: count, lines }: Sizes,
): Promise<Figure[]> {
  const people = count * lines;
  const path = rosterFile(folder.path, "one");
  await makeRoster(path, { lines: people });
  const organisationId = units[0]?.id ?? "";
  const runs: Record<"ours" | "bare", Run[]> = { ours: [], bare: [] };
  for (const way of ["bare", "ours"] as const) {
    await folder.copy(cityDatabase, `bench_${way}`);
    runs[way].push(await bring(folder, { way, database: `bench_${way}`, files: [{ path, organisationId }] }));
    await folder.drop(`bench_${way}`);
  }
  const { ours, bare } = runs;
  const what = `one roster of ${people.toLocaleString("en")} lines, read to confirmed`;
  return [
    {
      what,
      ours: sum(ours),
      bound: sum(bare),
      unit: "s",
      aim: { most: 1.5, of: "ratio" },
      note: `read and stored ${sum(ours, "taken").toFixed(1)} s, confirmed ${sum(ours, "confirmed").toFixed(1)} s`,
    },
    { what: "– its processor time, with PostgreSQL's", ours: cpu(ours), bound: cpu(bare), unit: "s" },
    ...memoryFigures(ours, bare),
  ];
}

const memoryFigures = (ours: readonly Run[], bare: readonly Run[]): Figure[] => [
  {
    what: "– peak memory of node (PSS)",
    ours: most(ours, "nodeMB"),
    bound: most(bare, "nodeMB"),
    unit: "MB",
    aim: { most: 600, of: "ours" },
  },
  {
    what: "– peak memory of PostgreSQL (PSS)",
    ours: most(ours, "postgresMB"),
    bound: most(bare, "postgresMB"),
    unit: "MB",
  },
];

/**
 * A roster of every unit. The first `sample` go through the product, in the city's own database, and the same by the
 * bare script into a copy, in turns; the rest of the city is filled by the bare script.
 */
export async function manyRosters(
  folder: BenchFolder,
  units: readonly Unit[],
  sizes: Sizes,
): Promise<Figure[]> {
  const { lines, sample } = sizes;
  const files = await rosterFiles(folder, units, lines);
  await folder.copy(cityDatabase, "bench_bare");
  const ours: Run[] = [];
  const bare: Run[] = [];
  const turn = Math.ceil(sample / 4);
  for (let at = 0; at < sample; at += turn) {
    const some = files.slice(at, Math.min(at + turn, sample));
    bare.push(warm(await bring(folder, { way: "bare", database: "bench_bare", files: some })));
    ours.push(warm(await bring(folder, { way: "ours", database: cityDatabase, files: some })));
  }
  await folder.drop("bench_bare");
  await bring(folder, { way: "bare", database: cityDatabase, files: files.slice(sample) });
  const each = ours.flatMap(({ times }) => times);
  const ofAll = each.length < units.length ? `; ${each.length} of ${units.length} measured` : "";
  const note = `each: read ${(median(each.map(({ taken }) => taken)) * 1000).toFixed(0)} ms, confirmed ${(median(each.map(({ confirmed }) => confirmed)) * 1000).toFixed(0)} ms (median)${ofAll}`;
  const share = units.length / each.length;
  return [
    {
      what: `${units.length.toLocaleString("en")} rosters of ${lines} lines`,
      ours: sum(ours) * share,
      bound: sum(bare) * share,
      unit: "s",
      aim: { most: 1.5, of: "ratio" },
      note,
    },
    {
      what: "– their processor time, with PostgreSQL's",
      ours: cpu(ours) * share,
      bound: cpu(bare) * share,
      unit: "s",
    },
    ...memoryFigures(ours, bare),
  ];
}

async function rosterFiles(folder: BenchFolder, units: readonly Unit[], lines: number) {
  mkdirSync(join(folder.path, "rosters"), { recursive: true });
  const files = units.map(({ id, code }, n) => ({
    path: rosterFile(join(folder.path, "rosters"), code),
    organisationId: id,
    from: n * lines,
  }));
  for (const { path, from } of files) await makeRoster(path, { lines, from });
  return files.map(({ path, organisationId }) => ({ path, organisationId }));
}

/** A roster of 2,000 into the full city: new people, and the first units' people again for the next year. */
export async function rosterIntoFullCity(
  folder: BenchFolder,
  units: readonly Unit[],
  { units: count, lines }: Sizes,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [what, first, settlementMonth] of [
    ["2,000 new people", count * lines, "2025-02"],
    ["the same people a year later", count * lines, "2026-02"],
  ] as const) {
    const files = [];
    for (let n = 0; n < 3; n++) {
      const path = rosterFile(folder.path, `full-${n}`);
      await makeRoster(path, { lines: 2_000, from: first + n * 2_000 });
      files.push({ path, organisationId: units[n]?.id ?? "" });
    }
    const { times } = await bring(folder, {
      way: "ours",
      database: cityDatabase,
      month: plainMonth(settlementMonth),
      files,
    });
    const middle = (of: keyof RosterTimes) => median(times.map((each) => each[of]));
    const note = `decided and stored ${middle("taken").toFixed(2)} s, confirmed ${middle("confirmed").toFixed(2)} s; median of 3`;
    figures.push({
      what: `a roster of 2,000 lines into the full city: ${what}`,
      ours: middle("total"),
      unit: "s",
      aim: { most: 1, of: "ours" },
      note,
    });
  }
  return figures;
}
