import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plainDate, plainMonth } from "#core/dates.ts";
import type { Role } from "#core/permissions.ts";
import { batchTexts } from "#features/enrolment/commands/text.ts";
import { checkCharacter, confirmBatch, openBatch, takeRoster } from "#features/enrolment/index.ts";
import { enrolmentJobs } from "#features/enrolment/jobs.ts";
import { enrolmentRoutes } from "#features/enrolment/routes/index.ts";
import { enrolmentTexts } from "#features/enrolment/text.ts";
import { publishPlan } from "#features/plans/index.ts";
import { type Actor, systemActor, type WriteCtx, writing } from "#platform/context.ts";
import { jobRoutes } from "#platform/jobs/routes.ts";
import { workOff } from "#platform/jobs/worker.ts";
import { platformTexts } from "#platform/text.ts";
import { type Answer, testApp } from "./app.ts";
import { seedCity, seedProvince, seedSession } from "./city.ts";

/** An identity number of the nth person, born on a day; odd n are men. */
export function numberOf(n: number, born = "19850612"): string {
  const head = `410902${born}${String(n).padStart(3, "0")}`;
  return head + checkCharacter(`${head}0`);
}

export const csvRoster = (...rows: string[]): string => `姓名,身份证号,岗位类别,手机号\n${rows.join("\n")}\n`;

const people: readonly (readonly [name: string, role: Role, place: string])[] = [
  ["clerk", "unit_clerk", "U11"],
  ["neighbour", "unit_clerk", "U12"],
  ["county", "county_clerk", "X1"],
  ["otherCounty", "county_clerk", "X2"],
  ["city", "city_clerk", "C"],
  ["reviewer", "city_reviewer", "C"],
];

const cityId = 410900;

/** A city with units, a plan and clerks, and the hands that send rosters in. Close it in `afterAll`. */
export async function rosterDesk() {
  const texts = { ...platformTexts, ...enrolmentTexts, ...batchTexts };
  const folder = mkdtempSync(join(tmpdir(), "tongzhou-rosters-"));
  const app = await testApp([...jobRoutes, ...enrolmentRoutes], texts);
  const { pool, ownerPool } = app.db;
  await seedProvince(pool);
  const places = await seedCity(pool, cityId);
  const program: Actor = systemActor("test", cityId);
  const command = <T>(run: (ctx: WriteCtx) => Promise<T>): Promise<T> => writing(pool, program, run);
  await command((ctx) =>
    publishPlan(ctx, readFileSync("plans/HN-INP-80/2025.1.yaml", "utf8"), "2025.1.yaml"),
  );
  const tokens: Record<string, string> = {};
  for (const [name, role, place] of people)
    tokens[name] = (await seedSession(pool, cityId, role, places[place] ?? "")).token;

  const at = (code: string): string => places[code] ?? "";
  const as = (who: string) => app.as(tokens[who]);
  const work = () => workOff({ ownerPool, pool, jobs: enrolmentJobs, texts });

  const upload = (who: string, path: string, content: string | Buffer, name?: string): Promise<Answer> =>
    app.upload(tokens[who] ?? "", path, content, name);

  /** A batch opened by somebody through the API. */
  async function open(who: string, unit: string, month = "2024-12", rest: object = {}): Promise<string> {
    const request = { organisationId: at(unit), settlementMonth: month, ...rest };
    const reply = await as(who)("POST", "/rosters", request);
    if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
    return reply.body.id;
  }

  /** Uploads, lets the job run, and answers the roster's page. */
  async function take(who: string, batchId: string, content: string | Buffer, name?: string) {
    const reply = await upload(who, `/rosters/${batchId}/file`, content, name);
    if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
    await work();
    return (await as(who)("GET", `/rosters/${batchId}`)).body;
  }

  const lines = async (who: string, batchId: string, show = "all") =>
    (await as(who)("GET", `/rosters/${batchId}/lines?show=${show}`)).body.rows;

  /** A roster read – and confirmed, unless told otherwise – by the program itself. */
  async function direct(
    unit: string,
    content: string,
    confirm = true,
    coverFrom = "2025-01-01",
  ): Promise<string> {
    const sha256 = createHash("sha256").update(content).digest("hex");
    const path = join(folder, `${sha256}.csv`);
    writeFileSync(path, content);
    return command(async (ctx) => {
      const { batchId } = await openBatch(ctx, {
        organisationId: at(unit),
        settlementMonth: plainMonth("2024-12"),
        coverFrom: plainDate(coverFrom),
        planCode: "HN-INP-80",
      });
      const file = { path, name: "x.csv", bytes: content.length, sha256 };
      await takeRoster(ctx, batchId, file, { evenSo: true });
      if (confirm) await confirmBatch(ctx, batchId);
      return batchId;
    });
  }

  /** What stands in the database, past every wall. */
  const query = (text: string, values: unknown[] = []) => ownerPool.query(text, values);
  const stored = async (batchId: string): Promise<number> =>
    (await query("select count(*)::int as n from roster_line where batch_id = $1", [batchId])).rows[0].n;
  const close = async () => {
    rmSync(folder, { recursive: true, force: true });
    await app.close();
  };
  return { app, at, as, upload, work, open, take, lines, direct, command, query, stored, close };
}

export type RosterDesk = Awaited<ReturnType<typeof rosterDesk>>;
