import type { Pool } from "pg";
import { type PlainDate, plainDate } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { baseCutOff, usualDays } from "#features/funding/rules/index.ts";
import type { PlanVersion } from "#features/plans/index.ts";
import { reading, type WriteCtx, writing } from "#platform/context.ts";
import { openMoney } from "../queries/bank-lines.ts";
import { cityReport } from "../queries/report.ts";
import type { OpenMoney } from "../rules/answer.ts";
import type { FolderBatch } from "../rules/batches-file.ts";
import { type CityFolder, checkFolder } from "../rules/city-folder.ts";
import { lastDayOf } from "../rules/demo-people.ts";
import { assignExceptions } from "../rules/exceptions.ts";
import type { Fault } from "../rules/fault.ts";
import type { CityReport } from "../rules/report.ts";
import { type Dated, type Event, scheduleOf } from "../rules/schedule.ts";
import { claimStep, finishLoad, hasRecords, insertLoad, loadOf, noteStep } from "../store.ts";
import { sayFault } from "../text.ts";
import { withCityLock } from "./lock-city.ts";
import { openBooks, openCovers } from "./open-books.ts";
import { openTree, setRules } from "./open-city.ts";
import { publishShippedPlans } from "./publish-plans.ts";
import { type FolderFiles, readFolder } from "./read-folder.ts";
import { type AcceptedLine, RosterShelf } from "./roster-shelf.ts";
import { handOf, morningOf, type OnProgress, StepRunner, type Steps } from "./run-steps.ts";
import { readStatements, type StatementFile } from "./statements.ts";
import { BankDesk } from "./work-bank.ts";
import { readStep, workBatch } from "./work-batch.ts";

export type LoadOptions = {
  readonly onProgress?: OnProgress;
  readonly isDemo?: boolean;
  /** A city that was there before its records begin. */
  readonly openedOn?: PlainDate;
  /** In the step that opens the city, when its tree stands: the demo opens its accounts here. */
  readonly prepare?: (ctx: WriteCtx, opened: Opened) => Promise<void>;
  /** What is done before the folder's first event: the demo has a past. */
  readonly prologue?: readonly Steps[];
  /** What is done behind the folder's last event, before the load is finished: the demo goes on into its next month. */
  readonly sequel?: readonly Steps[];
};

export type Opened = {
  readonly folder: CityFolder;
  readonly lastDay: PlainDate;
  readonly plans: readonly PlanVersion[];
  readonly accepted: (batch: FolderBatch) => readonly AcceptedLine[];
};

/** What is known when it is over: the report, and what is still expected and from whom. */
export type CityLoaded = { readonly report: CityReport; readonly open: readonly OpenMoney[] };

/** A folder whose tables are in order, and where its load stands. */
type Prepared = {
  readonly pool: Pool;
  readonly files: FolderFiles;
  readonly folder: CityFolder;
  readonly plans: readonly PlanVersion[];
  readonly statements: readonly StatementFile[];
  readonly events: readonly Event[];
  readonly options: LoadOptions;
};

/**
 * Takes a city's folder through the commands that people use, month by month by business day, and reports what
 * happened. The same folder again continues a load that was interrupted, or reports a finished one.
 * Refusals: `folder_missing`, `folder_has_faults`, `city_has_records`, `load_running`.
 */
export async function loadCity(pool: Pool, path: string, options: LoadOptions = {}): Promise<CityLoaded> {
  const { cityId, loadId } = await loadFolder(pool, path, options);
  return reading(pool, handOf("opener", cityId), async (ctx) => ({
    report: await cityReport(ctx, loadId),
    open: await openMoney(ctx),
  }));
}

type Loaded = { readonly cityId: number; readonly loadId: string };

/** `loadCity` without its report. */
export async function loadFolder(pool: Pool, path: string, options: LoadOptions = {}): Promise<Loaded> {
  options.onProgress?.("check", 0, 0);
  const files = await readFolder(path);
  const plans = await publishShippedPlans(pool);
  const checked = checkFolder(files.tables, files.rosters, plans);
  const read = await readStatements(files.path, files.statements);
  const faults = [...files.faults, ...checked.faults, ...read.faults];
  if (!checked.folder || faults.length > 0) throw refusalOf(faults);
  const { folder } = checked;
  const events = scheduled(folder, read.statements);
  return withCityLock(pool, folder, () =>
    loadLocked({ pool, files, folder, plans, statements: read.statements, events, options }),
  );
}

function refusalOf(faults: readonly Fault[]): Refusal {
  const problems = faults.map(sayFault);
  return new Refusal("invalid", "folder_has_faults", { count: faults.length, problems });
}

const datedOf = ({ folder, statements }: Pick<Prepared, "folder" | "statements">): Dated => ({
  batches: folder.batches,
  statements: statements.map(({ name, days }) => ({ file: name, days })),
});

function scheduled(folder: CityFolder, statements: readonly StatementFile[]): Event[] {
  try {
    return scheduleOf(datedOf({ folder, statements }), (month) => baseCutOff(month, usualDays));
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || thrown.code !== "calendar_year_unknown") throw thrown;
    const year = Number(thrown.facts.year);
    throw refusalOf([
      { file: "batches.csv", line: undefined, code: "calendar_year_unknown", facts: { year } },
    ]);
  }
}

async function loadLocked(prepared: Prepared): Promise<Loaded> {
  const { pool, files, folder, events, options } = prepared;
  const { cityId } = folder;
  const opener = handOf("opener", cityId);
  const known = await reading(pool, opener, loadOf);
  if (known ? !known.folderHash.equals(files.hash) : await reading(pool, opener, hasRecords)) {
    throw new Refusal("conflict", "city_has_records", { city: folder.cityName });
  }
  if (known?.state === "done") return { cityId, loadId: known.id };

  const shelf = new RosterShelf(files.path);
  const total = stepsOf(prepared);
  const loadId = known?.id ?? (await begin(prepared, shelf, total));
  const steps = await StepRunner.open(pool, cityId, loadId, options.isDemo);
  const waiting = folder.batches.filter((batch) => !steps.isDone(readStep(batch.order)));
  if (known) await readAhead(prepared, shelf, waiting);
  const told = (step: string, before: number) => (done: number) =>
    options.onProgress?.(step, folder.batches.length + before + done, total);
  const past = count(options.prologue);
  await steps.runAll(options.prologue ?? [], told("prologue", 0));
  await workEvents(prepared, steps, shelf, { total, before: folder.batches.length + past });
  await steps.runAll(options.sequel ?? [], told("sequel", past + events.length));
  const last = options.sequel?.flat().at(-1);
  await writing(
    pool,
    opener,
    async (ctx) => {
      await finishLoad(ctx, loadId);
      await ctx.record("city.load_finished", { loadId });
    },
    { at: last && morningOf(last.on) },
  );
  options.onProgress?.("report", total, total);
  return { cityId, loadId };
}

const count = (steps: readonly Steps[] = []): number => steps.flat().length;

const stepsOf = ({ folder, events, options }: Prepared): number =>
  folder.batches.length + events.length + count(options.prologue) + count(options.sequel);

async function readAhead(
  prepared: Prepared,
  shelf: RosterShelf,
  batches: readonly FolderBatch[],
): Promise<void> {
  const { folder, options } = prepared;
  const before = folder.batches.length - batches.length;
  const total = stepsOf(prepared);
  const faults = await shelf.fill(batches, folder.exceptions, (count) =>
    options.onProgress?.("read", before + count, total),
  );
  if (faults.length > 0) throw refusalOf(faults);
}

/** Which exception belongs to which batch, by their places in the files: kept, so that a continued load need not ask again. */
type Assignments = readonly (readonly [order: number, line: number])[];
const openStep = "open";

/**
 * Everything is read and checked; then the city, its tree, its rules and the load itself are stored together, or not at
 * all. Answers the load.
 */
async function begin(prepared: Prepared, shelf: RosterShelf, steps: number): Promise<string> {
  const { pool, files, folder, options } = prepared;
  await readAhead(prepared, shelf, folder.batches);
  const { assigned, faults } = assignExceptions(folder.exceptions, folder.batches, (batch, line) =>
    shelf.lineOf(batch, line),
  );
  if (faults.length > 0) throw refusalOf(faults);
  options.onProgress?.("open", folder.batches.length, steps);
  const on = options.openedOn ?? firstDay(prepared);
  const started = performance.now();
  return writing(
    pool,
    handOf("opener", folder.cityId),
    async (ctx) => {
      const loadId = await insertLoad(ctx, { folderHash: files.hash, folderName: files.name, steps });
      await claimStep(ctx, loadId, openStep, "open");
      await openTree(ctx, { folder, on, isDemo: options.isDemo ?? false });
      await setRules(ctx, folder);
      await openBooks(ctx, folder.balances, prepared.statements.length > 0);
      await openCovers(ctx, folder.covers, prepared.plans);
      await options.prepare?.(ctx, {
        folder,
        lastDay: lastDayOf(datedOf(prepared)) ?? on,
        plans: prepared.plans,
        accepted: (batch) => shelf.acceptedOf(batch),
      });
      const result: Assignments = assigned.map(({ exception, batch }) => [batch.order, exception.line]);
      await ctx.record("city.load_begun", { loadId, folder: files.hash.toString("hex") });
      await noteStep(ctx, loadId, openStep, { result, tookMs: performance.now() - started });
      return loadId;
    },
    { at: morningOf(on) },
  );
}

/** The city is open from the first day that its records speak of. */
function firstDay({ events, folder }: Pick<Prepared, "events" | "folder">): PlainDate {
  const days = [...events.map((event) => event.on), ...folder.batches.map((batch) => batch.coverFrom)];
  return days.sort()[0] ?? openedWithoutRecords;
}

const openedWithoutRecords = plainDate("2025-01-01");

async function workEvents(
  { folder, statements, events, options }: Prepared,
  steps: StepRunner,
  shelf: RosterShelf,
  { total, before }: { readonly total: number; readonly before: number },
): Promise<void> {
  const assignments = steps.answerOf(openStep) as Assignments;
  const exceptionOn = new Map(folder.exceptions.map((exception) => [exception.line, exception]));
  const desk = new BankDesk(steps, new Map(folder.answers.map((answer) => [answer.no, answer])));
  for (const [at, event] of events.entries()) {
    options.onProgress?.(event.kind, before + at, total);
    switch (event.kind) {
      case "work_batch": {
        const batch = folder.batches.find(({ order }) => order === event.order);
        const mine = assignments
          .filter(([order]) => order === event.order)
          .flatMap(([, line]) => exceptionOn.get(line) ?? []);
        if (batch) await workBatch(steps, shelf, batch, mine);
        break;
      }
      case "take_statement": {
        const statement = statements.find(({ name }) => name === event.file);
        if (statement) await desk.take(statement, event.on);
        break;
      }
      case "match_lines":
        await desk.match(event.on);
        break;
      case "close_base":
        await desk.close(event.month, event.on);
        break;
    }
  }
}
