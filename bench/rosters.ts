// Measures rosters: one of 424,000 lines into an empty city, then one of 2,000 into the full one – read, decided, stored,
// confirmed – beside a bare script that parses, checks, encrypts and sends the same file by COPY into the same tables.
//   node bench/rosters.ts [--lines 424000]
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { from as copyFrom } from "pg-copy-streams";
import { plainDate, plainMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { confirmBatch, openBatch, takeRoster } from "#features/enrolment/index.ts";
import { decideRoster } from "#features/enrolment/reading/decide-roster.ts";
import type { DecidedLine } from "#features/enrolment/rules/index.ts";
import { openCity, organisationsIn, registerOrganisations } from "#features/organisations/index.ts";
import { publishPlan } from "#features/plans/index.ts";
import { programFolder, readConfig } from "#platform/config.ts";
import { systemActor, type WriteCtx, writing } from "#platform/context.ts";
import { openVault, setVault, vault } from "#platform/crypto.ts";
import { type Database, openDatabase } from "#platform/db/database.ts";
import { makeFileStore, setFiles } from "#platform/files.ts";
import { makeRoster } from "./make-roster.ts";

const cityId = 410900;
const coverFrom = plainDate("2025-01-01");

export type Measured = {
  readonly seconds: number;
  readonly megabytes: number;
  readonly databaseMegabytes: number;
};

/** Runs something and watches the memory (PSS) of this process and its children, PostgreSQL apart. */
export async function measured(
  postmaster: number | undefined,
  run: () => Promise<unknown>,
): Promise<Measured> {
  let ours = 0;
  let theirs = 0;
  const look = () => {
    const database = postmaster ? new Set([postmaster, ...descendants(postmaster)]) : new Set<number>();
    const mine = [process.pid, ...descendants(process.pid)].filter((pid) => !database.has(pid));
    ours = Math.max(ours, sum(mine));
    theirs = Math.max(theirs, sum([...database]));
  };
  const timer = setInterval(look, 200);
  const since = performance.now();
  try {
    await run();
  } finally {
    clearInterval(timer);
  }
  return { seconds: (performance.now() - since) / 1000, megabytes: ours, databaseMegabytes: theirs };
}

const sum = (pids: readonly number[]) =>
  Math.round(pids.reduce((total, pid) => total + pssOf(pid), 0) / 1024);

function pssOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function descendants(of: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/.test(each))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // it has ended meanwhile
    }
  }
  const found: number[] = [];
  for (const queue = [of]; queue.length > 0; ) {
    for (const child of children.get(queue.pop() as number) ?? []) {
      found.push(child);
      queue.push(child);
    }
  }
  return found;
}

export async function benchCity(database: Database, units: number): Promise<string[]> {
  await writing(database.pool, systemActor("bench", 0), (ctx) =>
    openCity(ctx, {
      cityId,
      name: "测试市",
      agency: { code: "C", name: "测试市总工会", openedOn: coverFrom },
    }),
  );
  return writing(database.pool, systemActor("bench", cityId), async (ctx) => {
    const made = Array.from({ length: units }, (_, n) => ({
      code: `U${String(n + 1).padStart(4, "0")}`,
      name: `测试单位${n + 1}号有限公司`,
      kind: "member_unit" as const,
      parentCode: "C",
      category: "municipal" as const,
      openedOn: coverFrom,
    }));
    await registerOrganisations(ctx, made);
    await publishPlan(ctx, readFileSync(join(programFolder, "plans/HN-INP-80/2025.1.yaml"), "utf8"), "plan");
    const all = await organisationsIn(ctx, { kinds: ["member_unit"] });
    return all.map(({ id }) => id);
  });
}

/** One roster through the commands, each in its own transaction, as people do it. */
export async function enrol(
  database: Database,
  unit: string,
  path: string,
): Promise<{ read: number; confirm: number }> {
  const command = <T>(run: (ctx: WriteCtx) => Promise<T>) =>
    writing(database.pool, systemActor("bench", cityId), run);
  const sha256 = createHash("sha256").update(readFileSync(path)).digest("hex");
  const since = performance.now();
  const { batchId } = await command((ctx) =>
    openBatch(ctx, { organisationId: unit, settlementMonth: plainMonth("2024-12"), planCode: "HN-INP-80" }),
  );
  const file = { path, name: "roster.xlsx", bytes: statSync(path).size, sha256 };
  await command((ctx) => takeRoster(ctx, batchId, file, { evenSo: true }));
  const read = performance.now();
  await command((ctx) => confirmBatch(ctx, batchId));
  return { read: (read - since) / 1000, confirm: (performance.now() - read) / 1000 };
}

/** The lower bound: one process, the owner's COPY straight into the same tables, nothing asked and nothing told. */
async function bare(database: Database, unit: string, path: string): Promise<void> {
  const clients = await Promise.all(Array.from({ length: 4 }, () => database.ownerPool.connect()));
  const batch = newId();
  const [first] = clients;
  await first?.query(
    `insert into enrolment_batch (city_id, id, organisation_id, number, plan_code, plan_version, settlement_month, cover_from,
       cover_until, state, opened_at, opened_by)
     values ($1, $2, $3, 99, 'HN-INP-80', '2025.1', '2024-12-01', '2025-01-01', '2026-01-01', 'confirmed', now(), 'bare')`,
    [cityId, batch, unit],
  );
  const { seal, blindIndex } = vault();
  const hex = (bytes: Buffer) => `\\\\x${bytes.toString("hex")}`;
  const rows: string[][] = [[], [], [], []];
  const flush = async (which: number) => {
    const into = [
      "roster_line (city_id, id, organisation_id, batch_id, line, outcome, name, number_sealed, number_index, is_sound, sex, born_on, phone_sealed, card_sealed)",
      "person (city_id, id, name, sex, born_on, organisation_id, phone_sealed, card_sealed)",
      "person_identifier (city_id, id, person_id, organisation_id, kind, number_sealed, number_index)",
      "cover (city_id, id, organisation_id, person_id, batch_id, plan_code, from_on, until_on)",
    ][which];
    const text = rows[which]?.join("") ?? "";
    rows[which] = [];
    const stream = first?.query(copyFrom(`copy ${into} from stdin`));
    if (stream) await pipeline([text], stream);
  };
  await first?.query("begin");
  await decideRoster(
    path,
    { today: coverFrom, coverFrom },
    {
      head: () => undefined,
      lines: async (lines: readonly DecidedLine[]) => {
        for (const line of lines) {
          const id = newId();
          const sealed = line.idNumber ? hex(seal(line.idNumber)) : "\\N";
          const index = line.idNumber ? hex(blindIndex(line.idNumber)) : "\\N";
          const phone = line.phone ? hex(seal(line.phone)) : "\\N";
          const card = line.card ? hex(seal(line.card)) : "\\N";
          const who = `${line.sex ?? "\\N"}\t${line.bornOn ?? "\\N"}`;
          rows[0]?.push(
            `${cityId}\t${id}\t${unit}\t${batch}\t${line.line}\t${line.outcome}\t${line.name}\t${sealed}\t${index}\tt\t${who}\t${phone}\t${card}\n`,
          );
          if (line.outcome !== "accepted") continue;
          rows[1]?.push(`${cityId}\t${id}\t${line.name}\t${who}\t${unit}\t${phone}\t${card}\n`);
          rows[2]?.push(`${cityId}\t${id}\t${id}\t${unit}\tresident_id\t${sealed}\t${index}\n`);
          rows[3]?.push(`${cityId}\t${id}\t${unit}\t${id}\t${batch}\tHN-INP-80\t2025-01-01\t2026-01-01\n`);
        }
        for (const which of [0, 1, 2, 3]) await flush(which);
      },
    },
  );
  await first?.query("commit");
  for (const client of clients) client.release();
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { lines: { type: "string", default: "424000" }, file: { type: "string" } },
  });
  const folder = mkdtempSync(join(tmpdir(), "tongzhou-bench-"));
  const big = values.file ?? join(folder, "big.xlsx");
  if (!existsSync(big)) await makeRoster(big, { lines: Number(values.lines), faults: 0.02 });
  const small = join(folder, "small.xlsx");
  await makeRoster(small, { lines: 2000, from: 600_000, faults: 0.02 });
  const only = process.env.BENCH_ONLY;
  try {
    for (const which of ["product", "bare"].filter((each) => !only || each === only)) {
      const config = readConfig({ TONGZHOU_DATA: join(folder, which) });
      const database = await openDatabase(config);
      setVault(openVault(config.dataFolder, undefined));
      setFiles(makeFileStore(config.dataFolder));
      const [one = "", two = ""] = await benchCity(database, 2000);
      const pid = database.embedded?.pid;
      let steps: unknown;
      const run = await measured(pid, async () => {
        if (which === "bare") await bare(database, one, big);
        else steps = await enrol(database, one, big);
      });
      console.log(which, JSON.stringify(run), JSON.stringify(steps));
      for (let n = 0; n < 3; n++) {
        if (which === "bare") continue;
        const path = join(folder, `small-${n}.xlsx`);
        await makeRoster(path, { lines: 2000, from: 600_000 + n * 3000, faults: 0.02 });
        const into = await measured(pid, async () => {
          steps = await enrol(database, two, path);
        });
        console.log("2,000 lines into the full city", JSON.stringify(into), JSON.stringify(steps));
      }
      await database.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) await main();
