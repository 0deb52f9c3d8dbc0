import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { readRoster } from "../reading/read-in-child.ts";
import type { DecidedLine } from "../rules/index.ts";
import { demandOpen, lockBatch, recount } from "../store/batches.ts";
import { type KeptLine, linesOfNumbers, linesToCorrect, reopened } from "../store/lines.ts";
import { type Correction, correctLines } from "./correct-lines.ts";
import { saidBy } from "./decide-again.ts";
import type { RosterSource } from "./take-roster.ts";

export type CorrectionsOutcome = {
  readonly corrected: number;
  /** Lines that say what the roster says already. */
  readonly unchanged: number;
};

/** More than this is a roster, not a correction of one. */
const most = 20_000;

/**
 * Only what was wrong, sent again as a small file: each of its lines takes the place of the line of the roster with the
 * same identity number, or else of the only one with the same name that waits for correction. A line that fits none or
 * several refuses the whole file, and nothing is changed.
 * Refusals: those of the reader; `not_found`, `batch_not_read`, `batch_confirmed`, `batch_withdrawn`,
 * `corrections_unmatched`, `corrections_too_many`.
 */
export async function sendCorrections(
  ctx: WriteCtx,
  batchId: string,
  source: Pick<RosterSource, "path">,
): Promise<CorrectionsOutcome> {
  const batch = await lockBatch(ctx, batchId);
  demandOpen(batch);
  if (batch.state === "draft") throw new Refusal("conflict", "batch_not_read");
  const sent: DecidedLine[] = [];
  const question = { today: ctx.today, coverFrom: batch.coverFrom };
  await readRoster(source.path, question, {
    head: () => undefined,
    lines: (lines) => {
      sent.push(...lines);
      if (sent.length > most) throw new Refusal("too_large", "corrections_too_many", { most });
    },
  });
  const waiting = await linesToCorrect(ctx, batchId);
  const sameNumber = await linesOfNumbers(
    ctx,
    batchId,
    sent.map(({ idNumber }) => idNumber),
  );
  const { corrections, unchanged, unmatched } = merge(sent, waiting, sameNumber);
  if (unmatched.length > 0)
    throw new Refusal("invalid", "corrections_unmatched", {
      lines: unmatched.slice(0, 20).map(String),
      count: unmatched.length,
    });
  await correctLines(ctx, batch, corrections, "file");
  await recount(ctx, batchId);
  await ctx.record("enrolment.corrections_sent", { batchId, corrected: corrections.length, unchanged });
  return { corrected: corrections.length, unchanged };
}

function merge(
  sent: readonly DecidedLine[],
  waiting: readonly KeptLine[],
  sameNumber: readonly KeptLine[],
): { corrections: Correction[]; unchanged: number; unmatched: number[] } {
  const opened = new Map([...sameNumber, ...waiting].map((line) => [line.id, { line, was: reopened(line) }]));
  const free = new Set(opened.keys());
  const corrections: Correction[] = [];
  const unmatched: number[] = [];
  let unchanged = 0;
  const isWaiting = new Set(waiting.map(({ id }) => id));
  const pick = (fits: (was: DecidedLine) => boolean) =>
    [...free].map((id) => opened.get(id)).filter((each) => each !== undefined && fits(each.was)) as Opened[];
  for (const now of sent) {
    const byNumber = now.idNumber === "" ? [] : pick((was) => was.idNumber === now.idNumber);
    const byName =
      byNumber.length > 0
        ? []
        : pick((was) => was.name === now.name).filter(({ line }) => isWaiting.has(line.id));
    const found =
      byNumber.find(({ line }) => isWaiting.has(line.id)) ??
      byNumber[0] ??
      (byName.length === 1 ? byName[0] : undefined);
    if (!found) {
      unmatched.push(now.line);
      continue;
    }
    free.delete(found.line.id);
    const said = { ...saidBy(now), line: found.line.line };
    if (sameWords(saidBy(found.was), said)) unchanged++;
    else corrections.push({ line: found.line, said });
  }
  return { corrections, unchanged, unmatched };
}

type Opened = { readonly line: KeptLine; readonly was: DecidedLine };

const sameWords = (a: ReturnType<typeof saidBy>, b: ReturnType<typeof saidBy>): boolean =>
  a.name === b.name &&
  a.idNumber === b.idNumber &&
  a.post === b.post &&
  a.phone === b.phone &&
  a.card === b.card;
