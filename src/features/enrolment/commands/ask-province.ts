import { sql } from "kysely";
import { Refusal } from "#core/refusal.ts";
import { actingAs, type WriteCtx } from "#platform/context.ts";
import {
  type FoundEvidence,
  findEvidence,
  findQuestion,
  lastQuestion,
  noteReview,
  ofProvince,
} from "../store/reviews.ts";
import { recordReview, reviewed } from "./review-line.ts";

/**
 * A question that the city hands on to the province about a line under review; the line waits meanwhile, and may be decided
 * all the same. Refusals: as `decideReview`, and `question_open`.
 */
export async function askProvince(
  ctx: WriteCtx,
  batchId: string,
  lineId: string,
  question: string,
): Promise<void> {
  const { line } = await reviewed(ctx, batchId, lineId);
  const last = await lastQuestion(ctx, lineId);
  if (last && !last.isAnswered) throw new Refusal("conflict", "question_open", { line: line.line });
  await noteReview(ctx, line, { step: "asked_province", note: question });
  await recordReview(ctx, line, "asked_province");
}

/**
 * The province answers a question of one of its cities, once; the city decides.
 * Refusals: `not_found`, `question_answered`, `question_settled` (the city has decided or the unit confirmed meanwhile).
 */
export const answerQuestion = (
  ctx: WriteCtx,
  cityId: number,
  questionId: string,
  answer: string,
): Promise<void> =>
  inCityOfProvince(ctx, cityId, async (city) => {
    const question = await findQuestion(city, questionId);
    if (!question) throw new Refusal("not_found", "not_found");
    const { line } = await reviewed(city, question.batchId, question.lineId).catch((thrown) => {
      throw thrown instanceof Refusal && thrown.kind === "conflict" ? settled() : thrown;
    });
    if (line.decision) throw settled();
    // Under the batch's lock: of two who answer at once the second finds it answered.
    if ((await findQuestion(city, questionId))?.isAnswered)
      throw new Refusal("conflict", "question_answered");
    await noteReview(city, line, { step: "province_answered", note: answer, answersId: questionId });
    await recordReview(city, line, "province_answered");
  });

const settled = () => new Refusal("conflict", "question_settled");

/** A paper of a line that a city has asked about; the look is recorded there. Refuses `not_found`. */
export const openQuestionPaper = (
  ctx: WriteCtx,
  cityId: number,
  questionId: string,
  evidenceId: string,
): Promise<FoundEvidence> =>
  inCityOfProvince(ctx, cityId, async (city) => {
    const question = await findQuestion(city, questionId);
    const paper = await findEvidence(city, evidenceId);
    if (!question || paper?.lineId !== question.lineId) throw new Refusal("not_found", "not_found");
    await city.record("enrolment.evidence_opened", { evidenceId, batchId: paper.batchId });
    return paper;
  });

/** Acts in a city of the actor's own province, in the actor's name. Refuses `not_found`. */
async function inCityOfProvince<T>(
  ctx: WriteCtx,
  cityId: number,
  run: (city: WriteCtx) => Promise<T>,
): Promise<T> {
  const { rows } = await sql`select from city where city_id = ${cityId} and ${ofProvince(ctx)}`.execute(
    ctx.db,
  );
  if (rows.length === 0) throw new Refusal("not_found", "not_found");
  return actingAs(ctx, { ...ctx.actor, cityId }, run);
}
