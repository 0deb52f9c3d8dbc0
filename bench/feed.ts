import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import type { Pool } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { addDays, plainDate } from "#core/dates.ts";
import { idSeries, newId } from "#core/ids.ts";
import { bringCovers, checkCharacter } from "#features/enrolment/index.ts";
import { readPlanFile } from "#features/plans/index.ts";
import {
  type ClaimEvent,
  compilePlan,
  nothingUsed,
  workOutUnexplained,
} from "#features/plans/rules/index.ts";
import { makeSettlements } from "#features/settlements/cli/made-settlements.ts";
import { writtenJson } from "#features/settlements/cli/written-feed.ts";
import { amountsOf } from "#features/settlements/commands/take-feed.ts";
import { readFeed, takeFeed } from "#features/settlements/index.ts";
import { jsonLine } from "#features/settlements/reading/lines.ts";
import { insertFeed } from "#features/settlements/store.ts";
import { programFolder } from "#platform/config.ts";
import { systemActor, writing } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { copyRows } from "#platform/db/copy.ts";
import { cityId, planCode, seedCity, unitsOf } from "./city.ts";
import { type BenchFolder, cityDatabase, openFolder } from "./folder.ts";
import { watch } from "./memory.ts";
import { type Figure, timed } from "./table.ts";

const planVersion = "2025.1";
const [coverFrom, coverUntil] = [plainDate("2025-01-01"), plainDate("2026-01-01")];
const feedDay = new Date("2025-11-20T02:00:00Z");
const perUnit = 212;
const actor = systemActor("bench", cityId);

const personOf = (n: number) => {
  const born = addDays(plainDate("1970-01-01"), n % 9_000).replaceAll("-", "");
  const head = `410902${born}${String(1 + Math.floor(n / 9_000)).padStart(3, "0")}`;
  return { name: `职工${n}`, idNumber: head + checkCharacter(`${head}0`) };
};

/** A feed of so many lines, about people who are all covered and agreed: read, taken in, and claims opened. */
export async function settlementFeed(lines: number): Promise<Figure[]> {
  const path = mkdtempSync(join(tmpdir(), "tongzhou-bench-feed-"));
  const folder = await openFolder(path);
  try {
    await coveredCity(folder, lines);
    const file = join(path, "feed.jsonl");
    writeFileSync(file, feedOf(lines));
    await folder.copy(cityDatabase, "bare");
    const database = await folder.open(cityDatabase);
    const ours = await watched(folder, () => take(database.pool, file)).finally(() => database.close());
    const client = await folder.connect("bare");
    const bare = await watched(folder, () => bareFeed(client, file)).finally(() => client.end());
    return [
      {
        what: `settlement feed of ${lines.toLocaleString("en")} lines, read to claims`,
        ours: ours.seconds,
        bound: bare.seconds,
        unit: "s",
        aim: { most: 20, of: "ours" },
        note: `${ours.answer.claims} claims (bare ${bare.answer}); reading ${ours.answer.reading.toFixed(1)} s of it`,
      },
      {
        what: "– processor time with PostgreSQL",
        ours: ours.use?.cpuSeconds ?? Number.NaN,
        bound: bare.use?.cpuSeconds,
        unit: "s",
        note: ours.use && `peak memory of node ${ours.use.nodeMB.toFixed(0)} MB`,
      },
    ];
  } finally {
    await folder.server.leave();
    rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function watched<T>(folder: BenchFolder, run: () => Promise<T>) {
  const watching = watch(process.pid, folder.server.pid);
  const done = await timed(run);
  return { ...done, use: watching.stop() };
}

async function coveredCity(folder: BenchFolder, people: number): Promise<void> {
  const database = await folder.open(cityDatabase);
  const { pool } = database;
  const units = Math.ceil(people / perUnit);
  await seedCity(pool, units);
  for (const [place, { id }] of (await unitsOf(pool)).entries()) {
    const mine = Array.from({ length: perUnit }, (_, line) => ({
      line: line + 1,
      ...personOf(place * perUnit + line),
    }));
    await writing(
      pool,
      actor,
      (ctx) =>
        bringCovers(ctx, {
          ...{ organisationId: id, planCode, planVersion, from: coverFrom, until: coverUntil, people: mine },
        }),
      { at: new Date("2024-12-28T02:00:00Z") },
    );
  }
  await database.ownerPool.query(`insert into member_consent (city_id, id, organisation_id, person_id, purpose, version,
      text_hash, action, channel, at, by_id)
    select city_id, gen_random_uuid(), organisation_id, id, 'medical_data_exchange', '2025.1', '', 'given', 'phone', now(), 'bench'
    from person`);
  await database.ownerPool.query("vacuum analyze");
  await database.close();
}

/** Stays only, one for each person, so that every line opens a claim. */
function feedOf(lines: number): string {
  const rows = Array.from({ length: lines }, (_, n) => {
    const made = makeSettlements({
      ...{ people: [personOf(n)], seed: n + 1, count: 1 },
      ...{ from: plainDate("2025-03-01"), until: plainDate("2025-10-30") },
    })[0];
    return { ...made, med_type: "21" };
  });
  return writtenJson("BENCH-1", rows);
}

async function take(pool: Pool, file: string) {
  const { seconds: reading, answer: read } = await timed(() => readFeed(file));
  const feedId = newId();
  const claims = await writing(
    pool,
    actor,
    async (ctx) => {
      const by = { id: "bench", name: "bench" };
      const feed = {
        id: feedId,
        name: "feed.jsonl",
        source: "file",
        askedFrom: null,
        sha256: "00",
        bytes: 0,
        by,
      } as const;
      await insertFeed(ctx, feed);
      await takeFeed(ctx, feedId, read);
      return Number(
        (
          await ctx.db
            .selectFrom("claim")
            .select((of) => of.fn.countAll().as("n"))
            .executeTakeFirst()
        )?.n,
      );
    },
    { at: feedDay },
  );
  return { reading, claims };
}

type Covered = {
  readonly index: string;
  readonly person: string;
  readonly cover: string;
  readonly unit: string;
};

/**
 * The lower bound: the same file parsed line by line, the same numbers indexed, who is covered asked in one question, worked
 * out without steps, the same columns sealed, and three COPYs by the tables' owner – no child process, no wall, no consents,
 * no look at what was claimed before.
 */
async function bareFeed(client: pg.Client, file: string): Promise<number> {
  const { seal, blindIndex } = vault();
  const settlements = readFileSync(file, "utf8")
    .split("\n")
    .flatMap((text, line) => {
      const piece = text === "" ? undefined : jsonLine(line, text);
      return piece?.is === "line" && piece.settlement ? [piece.settlement] : [];
    });
  await client.query("begin");
  const { rows } = await client.query<Covered>(
    `select encode(i.number_index, 'hex') as index, p.id as person, c.id as cover, c.organisation_id as unit
     from person_identifier as i join person as p on p.city_id = i.city_id and p.id = i.person_id
     join cover as c on c.city_id = p.city_id and c.person_id = p.id where i.city_id = $1`,
    [cityId],
  );
  const covered = new Map(rows.map((row) => [row.index, row]));
  const { plan: document } = readPlanFile(
    readFileSync(join(programFolder, `plans/${planCode}/${planVersion}.yaml`), "utf8"),
  );
  if (!document) throw new Error("The plan is there.");
  const plan = compilePlan(document);
  const facts = { from: coverFrom, until: coverUntil, sex: undefined, renewalGapDays: undefined, shares: 1 };
  const nextId = idSeries();
  const claims = settlements.flatMap((s) => {
    const of = covered.get(blindIndex(s.idNumber).toString("hex"));
    if (!of) return [];
    const sums = amountsOf(s);
    const event: ClaimEvent = {
      ...{
        kind: "inpatient",
        cause: "illness",
        on: s.on,
        endedOn: s.endedOn,
        filedOn: plainDate("2025-11-20"),
      },
      ...{ days: 1, grade: undefined, diagnosis: s.diagnosis, bill: s.bill, ...sums },
    };
    const { decision, benefit } = workOutUnexplained(plan, facts, event, nothingUsed);
    return decision === "payable" && benefit > 0n ? [{ id: nextId(), s, of, sums, decision, benefit }] : [];
  });
  const at = feedDay.toISOString();
  const copy = (into: string, lines: Iterable<string>) =>
    pipeline(Readable.from(lines), client.query(copyFrom(`copy ${into} from stdin`)));
  await copy(
    `claim (city_id, id, organisation_id, person_id, cover_id, plan_code, plan_version, channel, state, state_since, kind,
      cause, event_on, ended_on, days, total_cents, out_of_scope_cents, pre_self_pay_cents, in_scope_cents, fund_pay_cents,
      deductible_paid_cents, other_pay_cents, payee_kind, opened_at, filed_by, decision, benefit_cents)`,
    copyRows(claims, ({ id, of, s, sums, decision, benefit }) => [
      ...[
        cityId,
        id,
        of.unit,
        of.person,
        of.cover,
        planCode,
        planVersion,
        "automatic",
        "draft",
        at,
        "inpatient",
      ],
      ...["illness", s.on, s.endedOn, 1, ...Object.values(sums), "self", at, "bare", decision, benefit],
    ]),
  );
  await copy(
    "claim_private (city_id, id, organisation_id, claim_id, person_id, filed_by, health_sealed, bill_sealed, bill_index)",
    copyRows(claims, ({ id, of, s }) => [
      ...[cityId, nextId(), of.unit, id, of.person, "bare"],
      ...[
        seal(JSON.stringify([s.diagnosis, s.illness, s.hospital])),
        seal(s.bill),
        blindIndex(`bill ${s.bill}`),
      ],
    ]),
  );
  const feedId = newId();
  await client.query(
    `insert into settlement_feed (city_id, id, name, source, sha256, bytes, state, received_at, received_by, received_by_name)
     values ($1, $2, 'bare', 'file', '', 0, 'received', now(), 'bare', 'bare')`,
    [cityId, feedId],
  );
  await copy(
    "settlement (city_id, id, feed_id, line, place, setl_index, visit_index, person_id, claim_id, outcome)",
    copyRows(claims, ({ id, of, s }) => [
      ...[
        cityId,
        nextId(),
        feedId,
        s.line,
        0,
        blindIndex(s.setlId),
        blindIndex(s.visitId),
        of.person,
        id,
        "opened",
      ],
    ]),
  );
  await client.query("commit");
  return claims.length;
}
