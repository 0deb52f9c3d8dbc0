import { type RawBuilder, sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { idSeries } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { again, type ReadCtx, type WriteCtx, withinPart } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import {
  codeOf,
  type DecidedLine,
  type Finding,
  hasSoundNumber,
  type LineCode,
  type Outcome,
  type Post,
  type WarningCode,
} from "../rules/index.ts";
import type { Batch } from "./batches.ts";

/** A line as it is kept; its numbers are opened only where somebody may read them. */
export type KeptLine = {
  readonly id: string;
  readonly batchId: string;
  readonly organisationId: string;
  readonly line: number;
  readonly outcome: Outcome;
  readonly code: LineCode | null;
  readonly findings: readonly Finding[];
  readonly warnings: readonly WarningCode[];
  readonly decision: "approved" | "denied" | null;
  readonly name: string;
  readonly numberSealed: Buffer | null;
  readonly papers: string | null;
  readonly sex: "male" | "female" | null;
  readonly bornOn: PlainDate | null;
  readonly post: Post | null;
  readonly phoneSealed: Buffer | null;
  readonly cardSealed: Buffer | null;
  readonly remark: string | null;
  readonly correctedAt: Date | null;
  readonly version: number;
};

export const lineColumns = sql`line.id, line.batch_id as "batchId", line.organisation_id as "organisationId", line.line,
  line.outcome, line.code, coalesce(line.findings, '[]') as findings, coalesce(line.warnings, '{}') as warnings,
  line.decision, line.name, line.number_sealed as "numberSealed", line.papers, line.sex, line.born_on as "bornOn",
  line.post, line.phone_sealed as "phoneSealed", line.card_sealed as "cardSealed", line.remark,
  line.corrected_at as "correctedAt", line.version`;

const copyInto = `roster_line (city_id, id, organisation_id, batch_id, line, outcome, code, findings, warnings, name,
  number_sealed, number_index, is_sound, papers, sex, born_on, post, phone_sealed, card_sealed, remark)`;

type Place = Pick<Batch, "id" | "organisationId">;
type Pages = AsyncIterable<readonly DecidedLine[]> | Iterable<readonly DecidedLine[]>;

/** Up to so many lines one INSERT from arrays is quicker than COPY, which goes by way of a temporary table. */
const mostInserted = 2_500;

/**
 * Stores decided lines as they come: each is sealed and indexed here, once, and forgotten. A roster of 424,000 lines
 * never stands in memory; of a small one there is only one page.
 */
export async function storeLines(ctx: WriteCtx, batch: Place, pages: Pages): Promise<void> {
  const coming = Symbol.asyncIterator in pages ? pages[Symbol.asyncIterator]() : pages[Symbol.iterator]();
  const first = await coming.next();
  if (first.done) return;
  const second = await coming.next();
  if (second.done && first.value.length <= mostInserted) return insertLines(ctx, batch, first.value);
  async function* all() {
    yield first.value;
    for (let next = second; !next.done; next = await coming.next()) yield next.value;
  }
  await ctx.copy(copyInto, copyRows(ctx.actor.cityId, batch, all()));
}

async function insertLines(ctx: WriteCtx, batch: Place, lines: readonly DecidedLine[]): Promise<void> {
  const nextId = idSeries();
  await sql`${again} insert into roster_line (city_id, organisation_id, batch_id, id, line, outcome, code, findings, warnings, name,
      number_sealed, number_index, is_sound, papers, sex, born_on, post, phone_sealed, card_sealed, remark)
    select ${ctx.actor.cityId}, ${batch.organisationId}, ${batch.id}, id, line, outcome, code, findings,
      string_to_array(warnings, ','), name, number_sealed, number_index, is_sound, papers, sex, born_on, post, phone_sealed,
      card_sealed, remark
    from unnest(${lines.map(() => nextId())}::uuid[], ${lines.map(({ line }) => line)}::int[], ${arraysOf(lines)})
      as new (id, line, ${arrayNames})`.execute(ctx.db);
}

/** What is written of a line by `unnest`, column by column; `arrayNames` are their names. */
function arraysOf(lines: readonly DecidedLine[]): RawBuilder<unknown> {
  const { seal, blindIndex } = vault();
  const all = <T>(pick: (line: DecidedLine) => T) => lines.map(pick);
  const text = (value: string) => value.replaceAll("\0", "");
  const sealed = (value: string) => (value === "" ? null : seal(value));
  return sql`${all((line) => line.outcome)}::text[], ${all((line) => codeOf(line) ?? null)}::text[],
    ${all((line) => (line.findings.length > 0 ? JSON.stringify(line.findings) : null))}::jsonb[],
    ${all((line) => (line.warnings.length > 0 ? line.warnings.join(",") : null))}::text[],
    ${all((line) => text(line.name))}::text[], ${all((line) => sealed(line.idNumber))}::bytea[],
    ${all((line) => (line.idNumber === "" ? null : blindIndex(line.idNumber)))}::bytea[], ${all(hasSoundNumber)}::boolean[],
    ${all((line) => text(line.otherPapers) || null)}::text[], ${all((line) => line.sex ?? null)}::text[],
    ${all((line) => line.bornOn ?? null)}::date[], ${all((line) => line.post ?? null)}::text[],
    ${all((line) => sealed(line.phone))}::bytea[], ${all((line) => sealed(line.card))}::bytea[],
    ${all((line) => text(line.remark) || null)}::text[]`;
}

const arrayNames = sql`outcome, code, findings, warnings, name, number_sealed, number_index, is_sound, papers, sex, born_on,
  post, phone_sealed, card_sealed, remark`;

async function* copyRows(
  cityId: number,
  batch: Place,
  pages: AsyncIterable<readonly DecidedLine[]>,
): AsyncGenerator<string> {
  const nextId = idSeries();
  const { seal, blindIndex } = vault();
  const sealed = (text: string) => (text === "" ? "\\N" : `\\\\x${seal(text).toString("hex")}`);
  const place = `${batch.organisationId}\t${batch.id}`;
  for await (const page of pages) {
    let rows = "";
    for (const line of page) {
      const { idNumber, findings, warnings } = line;
      const index = idNumber === "" ? "\\N" : `\\\\x${blindIndex(idNumber).toString("hex")}`;
      rows += `${cityId}\t${nextId()}\t${place}\t${line.line}\t${line.outcome}\t${codeOf(line) ?? "\\N"}\t${
        findings.length > 0 ? copied(JSON.stringify(findings)) : "\\N"
      }\t${warnings.length > 0 ? `{${warnings.join(",")}}` : "\\N"}\t${copied(line.name)}\t${sealed(idNumber)}\t${index}\t${
        hasSoundNumber(line) ? "t" : "f"
      }\t${copiedOrNull(line.otherPapers)}\t${line.sex ?? "\\N"}\t${line.bornOn ?? "\\N"}\t${line.post ?? "\\N"}\t${sealed(
        line.phone,
      )}\t${sealed(line.card)}\t${copiedOrNull(line.remark)}\n`;
    }
    yield rows;
  }
}

const special = /[\\\t\n\r]/;
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** Text as COPY reads it. A character that no text column takes (NUL) goes. */
function copied(text: string): string {
  const plain = text.includes("\0") ? text.replaceAll("\0", "") : text;
  return special.test(plain) ? plain.replace(/[\\\t\n\r]/g, (c) => escapes[c] ?? c) : plain;
}

const copiedOrNull = (text: string): string => (text === "" ? "\\N" : copied(text));

export async function deleteLines(ctx: WriteCtx, batchId: string): Promise<void> {
  await sql`delete from roster_line where city_id = ${ctx.actor.cityId} and batch_id = ${batchId}`.execute(
    ctx.db,
  );
}

/** Lines of a batch in the order of the file, page by page. */
export async function linesPage(
  ctx: ReadCtx,
  batchId: string,
  after: number,
  limit: number,
): Promise<KeptLine[]> {
  const { rows } = await sql<KeptLine>`select ${lineColumns} from roster_line as line
    where line.city_id = ${ctx.actor.cityId} and line.batch_id = ${batchId} and line.line > ${after}
    order by line.line limit ${limit}`.execute(ctx.db);
  return rows;
}

/** Lines that wait for correction: rejected, under review, or accepted with a warning. */
export async function linesToCorrect(ctx: ReadCtx, batchId: string): Promise<KeptLine[]> {
  const { rows } = await sql<KeptLine>`select ${lineColumns} from roster_line as line
    where line.city_id = ${ctx.actor.cityId} and line.batch_id = ${batchId}
      and (line.outcome <> 'accepted' or line.warnings is not null) order by line.line`.execute(ctx.db);
  return rows;
}

export async function deleteLine(ctx: WriteCtx, lineId: string): Promise<void> {
  await sql`delete from roster_line where city_id = ${ctx.actor.cityId} and id = ${lineId}`.execute(ctx.db);
}

/** What `decideLine` knew of a kept line, opened again. */
export const reopened = (line: KeptLine): DecidedLine => ({
  line: line.line,
  outcome: line.outcome,
  findings: line.findings,
  warnings: line.warnings,
  name: line.name,
  idNumber: line.numberSealed ? vault().open(line.numberSealed) : "",
  otherPapers: line.papers ?? "",
  sex: line.sex ?? undefined,
  bornOn: line.bornOn ?? undefined,
  post: line.post ?? undefined,
  phone: line.phoneSealed ? vault().open(line.phoneSealed) : "",
  card: line.cardSealed ? vault().open(line.cardSealed) : "",
  remark: line.remark ?? "",
});

export async function linesById(ctx: ReadCtx, ids: readonly string[]): Promise<KeptLine[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<KeptLine>`select ${lineColumns} from roster_line as line
    where line.city_id = ${ctx.actor.cityId} and line.id = any(${ids}::uuid[])
      and ${withinPart(ctx, sql.ref("line.organisation_id"))} order by line.line`.execute(ctx.db);
  return rows;
}

/** One line of a batch. Refuses `not_found`. */
export async function findLine(ctx: ReadCtx, batchId: string, lineId: string): Promise<KeptLine> {
  const [line] = await linesById(ctx, [lineId]);
  if (!line || line.batchId !== batchId) throw new Refusal("not_found", "not_found");
  return line;
}

export type Answer = Pick<DecidedLine, "outcome" | "findings" | "warnings"> & { readonly id: string };

/** Writes the new answer to lines whose words have not changed. */
export async function updateAnswers(ctx: WriteCtx, answers: readonly Answer[]): Promise<void> {
  if (answers.length === 0) return;
  await sql`update roster_line as line set outcome = new.outcome, code = new.findings -> 0 ->> 'code', findings = new.findings,
      warnings = string_to_array(new.warnings, ','), decision = null, version = line.version + 1
    from unnest(${answers.map(({ id }) => id)}::uuid[], ${answers.map(({ outcome }) => outcome)}::text[],
      ${answers.map(({ findings }) => (findings.length > 0 ? JSON.stringify(findings) : null))}::jsonb[],
      ${answers.map(({ warnings }) => (warnings.length > 0 ? warnings.join(",") : null))}::text[])
      as new (id, outcome, findings, warnings)
    where line.city_id = ${ctx.actor.cityId} and line.id = new.id`.execute(ctx.db);
}

/** The lines of a batch with one of these numbers, in the order of the file: a number's duplicates hang together. */
export async function linesOfNumbers(
  ctx: ReadCtx,
  batchId: string,
  idNumbers: readonly string[],
): Promise<KeptLine[]> {
  const indexes = idNumbers.filter((number) => number !== "").map((number) => vault().blindIndex(number));
  const { rows } = await sql<KeptLine>`select ${lineColumns} from roster_line as line
    where line.city_id = ${ctx.actor.cityId} and line.batch_id = ${batchId} and line.number_index = any(${indexes}::bytea[])
    order by line.line`.execute(ctx.db);
  return rows;
}

/** Writes the new answer to lines that were decided anew. What a line says may have changed as well. */
export async function updateLines(
  ctx: WriteCtx,
  lines: readonly { readonly id: string; readonly decided: DecidedLine; readonly isCorrected?: boolean }[],
): Promise<void> {
  await sql`update roster_line as line set outcome = new.outcome, code = new.code, findings = new.findings,
      warnings = string_to_array(new.warnings, ','), name = new.name, number_sealed = new.number_sealed,
      number_index = new.number_index, is_sound = new.is_sound, papers = new.papers, sex = new.sex, born_on = new.born_on,
      post = new.post, phone_sealed = new.phone_sealed, card_sealed = new.card_sealed, remark = new.remark,
      corrected_at = case when new.is_corrected then ${ctx.now}::timestamptz else line.corrected_at end,
      decision = case when new.outcome = 'review' and new.code = line.code and not new.is_corrected then line.decision end,
      version = line.version + 1
    from unnest(${lines.map(({ id }) => id)}::uuid[], ${lines.map(({ isCorrected }) => isCorrected ?? false)}::boolean[],
      ${arraysOf(lines.map(({ decided }) => decided))}) as new (id, is_corrected, ${arrayNames})
    where line.city_id = ${ctx.actor.cityId} and line.id = new.id`.execute(ctx.db);
}

/** What a line said before it was corrected or removed, sealed as a whole. */
export async function noteCorrections(
  ctx: WriteCtx,
  batch: Pick<Batch, "id" | "organisationId">,
  kind: "corrected" | "removed" | "added",
  source: "page" | "file",
  lines: readonly {
    readonly before: KeptLine | undefined;
    readonly lineId: string;
    readonly afterCode: LineCode | undefined;
  }[],
): Promise<void> {
  const nextId = idSeries();
  const before = lines.map((line) => line.before && vault().seal(JSON.stringify(reopened(line.before))));
  await sql`insert into line_correction (city_id, id, organisation_id, batch_id, line_id, kind, source, before_sealed,
      before_code, after_code, corrected_at, corrected_by)
    select ${ctx.actor.cityId}, c.id, ${batch.organisationId}, ${batch.id}, c.line_id, ${kind}, ${source}, c.before_sealed,
      c.before_code, c.after_code, ${ctx.now}, ${ctx.actor.id}
    from unnest(${lines.map(() => nextId())}::uuid[], ${lines.map(({ lineId }) => lineId)}::uuid[],
      ${before.map((sealed) => sealed ?? null)}::bytea[], ${lines.map((line) => line.before?.code ?? null)}::text[],
      ${lines.map(({ afterCode }) => afterCode ?? null)}::text[])
      as c (id, line_id, before_sealed, before_code, after_code)`.execute(ctx.db);
}
