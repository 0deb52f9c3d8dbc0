// One process that brings rosters into a database, by the product's commands or by the bare script, and tells how long
// each took. The benchmark watches its memory from outside.
import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Pool } from "pg";
import { type PlainMonth, plainDate } from "#core/dates.ts";
import { confirmBatch, openBatch, takeRoster } from "#features/enrolment/index.ts";
import { writing } from "#platform/context.ts";
import { bareRoster } from "./bare-roster.ts";
import { actorOf, month, planCode, rosterDay } from "./city.ts";
import { openFolder } from "./folder.ts";

export type RosterTask = {
  readonly way: "ours" | "bare";
  readonly folder: string;
  readonly database: string;
  readonly month?: PlainMonth;
  readonly files: readonly { readonly path: string; readonly organisationId: string }[];
};

/** Seconds until the lines are stored, and until people and covers are. */
export type RosterTimes = { readonly total: number; readonly taken: number; readonly confirmed: number };

async function takeByProduct(pool: Pool, path: string, organisationId: string, settlementMonth: PlainMonth) {
  const clerk = actorOf("unit_clerk", "clerk", organisationId);
  const at = { at: settlementMonth === month ? rosterDay : new Date(`${settlementMonth}-03T02:00:00Z`) };
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  const file = { path, name: basename(path), bytes: statSync(path).size, sha256: hash.digest("hex") };
  const { batchId } = await writing(
    pool,
    clerk,
    (ctx) =>
      openBatch(ctx, {
        organisationId,
        settlementMonth,
        coverFrom: plainDate(`${settlementMonth}-05`),
        planCode,
      }),
    at,
  );
  await writing(pool, clerk, (ctx) => takeRoster(ctx, batchId, file), at);
  const taken = performance.now();
  await writing(pool, clerk, (ctx) => confirmBatch(ctx, batchId), at);
  return taken;
}

async function work(task: RosterTask): Promise<RosterTimes[]> {
  const folder = await openFolder(task.folder);
  const database = await folder.open(task.database);
  const client = await folder.connect(task.database);
  const times: RosterTimes[] = [];
  for (const { path, organisationId } of task.files) {
    const since = performance.now();
    const taken =
      task.way === "ours"
        ? await takeByProduct(database.pool, path, organisationId, task.month ?? month)
        : await bareRoster(client, path, organisationId);
    const end = performance.now();
    // From here on everything is warm: processor time counts from the second roster on.
    if (times.length === 0) process.send?.({ isWarm: true });
    times.push({
      total: (end - since) / 1000,
      taken: (taken - since) / 1000,
      confirmed: (end - taken) / 1000,
    });
  }
  await client.end();
  await database.close();
  await folder.server.leave();
  return times;
}

process.once("message", (task: RosterTask) => {
  work(task).then(
    (times) => process.send?.({ times }, () => process.exit(0)),
    (error) => process.send?.({ error: String(error?.stack ?? error) }, () => process.exit(1)),
  );
});
