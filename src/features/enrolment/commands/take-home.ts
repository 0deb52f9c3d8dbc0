import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { sql } from "kysely";
import { Refusal } from "#core/refusal.ts";
import { type WriteCtx, withinPart } from "#platform/context.ts";
import { files } from "#platform/files.ts";
import type { FileReply } from "#platform/http/route.ts";
import { isOwnUnit, named, postNames } from "../present.ts";
import { coveringUnits, unitNames } from "../queries/lines.ts";
import type { LineAnswer } from "../reading/answer-workbook.ts";
import { writeAnswerWorkbook } from "../reading/read-in-child.ts";
import { findBatch } from "../store/batches.ts";
import { removedFrom } from "../store/cover-changes.ts";
import { type KeptLine, linesPage, linesToCorrect, reopened } from "../store/lines.ts";
import { type TemplateRow, templateWorkbook } from "../template-workbook.ts";
import { sayLine } from "../text.ts";

const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/**
 * The person's own table back, with what is wrong beside each line in plain words. Holds whole numbers, because the file
 * did: taking it home is recorded.
 * Refusals: `not_found`, `batch_not_read`.
 */
export async function answerToTakeHome(ctx: WriteCtx, batchId: string): Promise<FileReply> {
  const batch = await findBatch(ctx, batchId);
  const { rows } = await sql<{ id: string; name: string }>`select id, name from roster_file
    where city_id = ${ctx.actor.cityId} and id = ${batch.fileId}`.execute(ctx.db);
  const file = rows[0];
  if (!file) throw new Refusal("conflict", "batch_not_read");
  const lines = await linesToCorrect(ctx, batchId);
  const units = await unitNames(
    ctx,
    lines.flatMap(({ findings }) => coveringUnits(findings)),
  );
  const isOwn = isOwnUnit(ctx, batch.organisationId);
  const answers = new Map(lines.map((line) => [line.line, answerTo(line, isOwn, units)]));
  const folder = await mkdtemp(join(tmpdir(), "tongzhou-answer-"));
  const output = join(folder, "answer.xlsx");
  try {
    await files().lend(file.id, (path) => writeAnswerWorkbook(path, answers, output));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  await ctx.record("enrolment.answer_taken_home", { batchId, rows: batch.rows });
  const name = `${file.name.replace(/\.[^.]*$/, "")}-含原因.xlsx`;
  return { name, type: workbookType, content: goneWhenRead(output, folder) };
}

function answerTo(line: KeptLine, isOwn: boolean, units: ReadonlyMap<string, string>): LineAnswer {
  const told = {
    name: line.name,
    findings: line.findings.map((one) => named(one, units)),
    warnings: line.warnings,
  };
  const idNumber = isOwn ? reopened(line).idNumber : undefined;
  return { outcome: line.outcome, said: sayLine(told, idNumber) };
}

function goneWhenRead(path: string, folder: string): Readable {
  const stream = createReadStream(path);
  stream.once("close", () => void rm(folder, { recursive: true, force: true }));
  return stream;
}

/** An empty roster to fill in. */
export async function blankTemplate(ctx: WriteCtx): Promise<FileReply> {
  await ctx.record("enrolment.template_taken_home", {});
  return { name: "参保名册模板.xlsx", type: workbookType, content: templateWorkbook() };
}

/**
 * A roster filled with the people of the unit's last one, numbers whole: for who brings that unit's rosters, and recorded.
 * Refusals: `not_found`, `no_last_roster`.
 */
export async function lastRosterTemplate(ctx: WriteCtx, organisationId: string): Promise<FileReply> {
  const { rows } = await sql<{ id: string; rows: number }>`select id, rows from enrolment_batch as batch
    where batch.city_id = ${ctx.actor.cityId} and batch.organisation_id = ${organisationId}
      and batch.state in ('read', 'confirmed') and ${withinPart(ctx, sql.ref("batch.organisation_id"))}
    order by batch.settlement_month desc, batch.number desc limit 1`.execute(ctx.db);
  const last = rows[0];
  if (!last) throw new Refusal("not_found", "no_last_roster");
  await ctx.record("enrolment.last_roster_taken_home", { batchId: last.id, organisationId, rows: last.rows });
  const people = await peopleOfLast(ctx, last.id);
  return { name: "参保名册-按上次名册.xlsx", type: workbookType, content: templateWorkbook(people) };
}

/**
 * Those who were accepted or approved and not taken off since; read here as a whole, because the reply outlives the
 * transaction.
 */
async function peopleOfLast(ctx: WriteCtx, batchId: string): Promise<TemplateRow[]> {
  const people: TemplateRow[] = [];
  const gone = await removedFrom(ctx, batchId);
  for (let after = 0; ; ) {
    const page = await linesPage(ctx, batchId, after, 5_000);
    for (const line of page) {
      if ((line.outcome !== "accepted" && line.decision !== "approved") || gone.has(line.id)) continue;
      const { name, idNumber, phone, card, remark } = reopened(line);
      const sex = line.sex === "male" ? "男" : line.sex === "female" ? "女" : "";
      const post = line.post ? postNames[line.post] : "";
      people.push({ name, id_number: idNumber, sex, post, phone, card, remark });
    }
    if (page.length < 5_000) return people;
    after = page.at(-1)?.line ?? after;
  }
}
