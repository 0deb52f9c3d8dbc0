import { sql } from "kysely";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { codeOf, type LineCode, type RosterLine, rosterLine } from "../rules/index.ts";
import { type Batch, demandOpen, lockBatch, recount } from "../store/batches.ts";
import {
  deleteLine,
  findLine,
  type KeptLine,
  linesOfNumbers,
  noteCorrections,
  reopened,
  updateLines,
} from "../store/lines.ts";
import { decideAgain, saidBy } from "./decide-again.ts";
import { judgeStanding } from "./judge-standing.ts";

/** What may be corrected in the page; what is left out stays as it was said. */
export type LineWords = {
  readonly [word in "name" | "idNumber" | "post" | "phone" | "card" | "remark"]?: string | undefined;
};

/**
 * One line corrected in the page: decided again by the same rule, and with it the lines that share its old or new
 * number. What it said before is kept, sealed.
 * Refusals: `not_found`, `batch_confirmed`, `batch_withdrawn`, `line_changed_meanwhile`.
 */
export async function correctLine(
  ctx: WriteCtx,
  batchId: string,
  lineId: string,
  words: LineWords,
  expectedVersion: number,
): Promise<KeptLine> {
  const batch = await lockBatch(ctx, batchId);
  demandOpen(batch);
  const line = await findLine(ctx, batchId, lineId);
  if (line.version !== expectedVersion)
    throw new Refusal("conflict", "line_changed_meanwhile", { line: line.line });
  await correctLines(ctx, batch, [{ line, said: withWords(line, words) }], "page");
  await recount(ctx, batchId);
  const corrected = await findLine(ctx, batchId, lineId);
  await ctx.record("enrolment.line_corrected", {
    batchId,
    line: line.line,
    before: line.code,
    after: corrected.code,
  });
  return corrected;
}

/** What was not touched stays as it was said; what was is read like a cell of the file. */
function withWords(line: KeptLine, words: LineWords): RosterLine {
  const before = saidBy(reopened(line));
  const text = (value: string | undefined) =>
    value === undefined ? undefined : { text: value, isNumber: false };
  const read = rosterLine(line.line, {
    name: text(words.name),
    id_number: text(words.idNumber),
    post: text(words.post),
    phone: text(words.phone),
    card: text(words.card),
    remark: text(words.remark),
  });
  return {
    ...before,
    ...(words.name !== undefined && { name: read.name }),
    ...(words.idNumber !== undefined && { idNumber: read.idNumber, idPrecisionLost: read.idPrecisionLost }),
    ...(words.post !== undefined && { post: read.post }),
    ...(words.phone !== undefined && { phone: read.phone }),
    ...(words.card !== undefined && { card: read.card, cardIsNumber: false }),
    ...(words.remark !== undefined && { remark: read.remark }),
  };
}

export type Correction = { readonly line: KeptLine; readonly said: RosterLine };

/** Writes corrected lines and decides them again with all lines that share a number with them, before or after. */
export async function correctLines(
  ctx: WriteCtx,
  batch: Batch,
  corrections: readonly Correction[],
  source: "page" | "file",
): Promise<void> {
  if (corrections.length === 0) return;
  const saidNow = new Map(corrections.map(({ line, said }) => [line.id, said]));
  const numbers = corrections.flatMap(({ line, said }) => [reopened(line).idNumber, said.idNumber]);
  const sharing = await linesOfNumbers(ctx, batch.id, numbers);
  const touched = new Map(
    [...sharing, ...corrections.map(({ line }) => line)].map((line) => [line.id, line]),
  );
  const codes = await decideTogether(ctx, batch, [...touched.values()], saidNow);
  const notes = corrections.map(({ line }) => ({
    before: line,
    lineId: line.id,
    afterCode: codes.get(line.id),
  }));
  await noteCorrections(ctx, batch, "corrected", source, notes);
}

/** Decides lines that share numbers again, all that the file and the city know. Answers each line's code in the file. */
async function decideTogether(
  ctx: WriteCtx,
  batch: Batch,
  lines: readonly KeptLine[],
  saidNow: ReadonlyMap<string, RosterLine> = new Map(),
): Promise<Map<string, LineCode | undefined>> {
  const idOf = new Map(lines.map(({ line, id }) => [line, id]));
  const said = lines.map((line) => saidNow.get(line.id) ?? saidBy(reopened(line)));
  const decided = decideAgain(said, ctx.today, batch.coverFrom).map((line) => {
    const id = idOf.get(line.line) ?? "";
    return { id, decided: line, isCorrected: saidNow.has(id) };
  });
  await updateLines(ctx, decided);
  await judgeStanding(ctx, batch, sql`line.id = any(${lines.map(({ id }) => id)}::uuid[])`);
  return new Map(decided.map((line) => [line.id, codeOf(line.decided)]));
}

/**
 * Takes a line out of a roster that is not confirmed. What it said is kept, sealed; the others keep their line numbers.
 * Refusals: as `correctLine`.
 */
export async function removeLine(ctx: WriteCtx, batchId: string, lineId: string): Promise<void> {
  const batch = await lockBatch(ctx, batchId);
  demandOpen(batch);
  const line = await findLine(ctx, batchId, lineId);
  await deleteLine(ctx, line.id);
  await noteCorrections(ctx, batch, "removed", "page", [
    { before: line, lineId: line.id, afterCode: undefined },
  ]);
  const sharing = await linesOfNumbers(ctx, batchId, [reopened(line).idNumber]);
  // A number's other lines may have become the first to name it.
  if (sharing.length > 0) await decideTogether(ctx, batch, sharing);
  await recount(ctx, batchId);
  await ctx.record("enrolment.line_removed", { batchId, line: line.line, code: line.code });
}
