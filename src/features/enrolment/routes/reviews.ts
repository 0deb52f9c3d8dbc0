import { Refusal } from "#core/refusal.ts";
import { files } from "#platform/files.ts";
import { download, type FileReply, read, upload, write } from "#platform/http/route.ts";
import { answerQuestion, askProvince, openQuestionPaper } from "../commands/ask-province.ts";
import { addEvidence, decideReview, takeBackReview } from "../commands/review-line.ts";
import {
  AnswerRequest,
  Done,
  EvidenceParams,
  EvidenceQuery,
  EvidenceReply,
  LineParams,
  LineView,
  QuestionList,
  QuestionListQuery,
  QuestionPaperParams,
  QuestionParams,
  QuestionRequest,
  ReviewList,
  ReviewListQuery,
  ReviewRequest,
} from "../contract.ts";
import { presentOneLine } from "../queries/lines.ts";
import { questionList } from "../queries/questions.ts";
import { reviewList } from "../queries/reviews.ts";
import { type FoundEvidence, findEvidence } from "../store/reviews.ts";

export const reviewRoutes = [
  read({
    path: "/reviews",
    summary: "Lines under review in open rosters, oldest first; or those decided",
    permission: "enrolment.read",
    query: ReviewListQuery,
    reply: ReviewList,
    handle: (ctx, { query }) => reviewList(ctx, query),
  }),
  write({
    path: "/rosters/:batchId/lines/:lineId/review",
    summary: "Approve or deny a line under review, with evidence",
    permission: "enrolment.review",
    params: LineParams,
    body: ReviewRequest,
    reply: LineView,
    handle: async (ctx, { params, body }) =>
      presentOneLine(ctx, await decideReview(ctx, params.batchId, params.lineId, body)),
  }),
  write({
    path: "/rosters/:batchId/lines/:lineId/review",
    method: "DELETE",
    summary: "Take a decision back while the roster is open",
    permission: "enrolment.review",
    params: LineParams,
    reply: LineView,
    handle: async (ctx, { params }) =>
      presentOneLine(ctx, await takeBackReview(ctx, params.batchId, params.lineId)),
  }),
  write({
    path: "/rosters/:batchId/lines/:lineId/question",
    summary: "Ask the province's room about a line under review",
    permission: "enrolment.review",
    params: LineParams,
    body: QuestionRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await askProvince(ctx, params.batchId, params.lineId, body.question);
      return { done: true } as const;
    },
  }),
  upload({
    path: "/rosters/:batchId/lines/:lineId/review-evidence",
    summary: "Add a paper on which the agency's decision rests",
    permission: "enrolment.review",
    params: LineParams,
    query: EvidenceQuery,
    maxBytes: 20 * 1024 * 1024,
    reply: EvidenceReply,
    handle: (ctx, { params, query, file }) =>
      addEvidence(ctx, params.batchId, params.lineId, query.kind, file),
  }),
  read({
    path: "/questions",
    summary:
      "What the cities of the province ask about lines under review, oldest first; or what has been answered",
    permission: "enrolment.answer",
    query: QuestionListQuery,
    reply: QuestionList,
    handle: (ctx, { query }) => questionList(ctx, query),
  }),
  write({
    path: "/questions/:cityId/:questionId/answer",
    summary: "Answer a city's question, once",
    permission: "enrolment.answer",
    params: QuestionParams,
    body: AnswerRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await answerQuestion(ctx, params.cityId, params.questionId, body.answer);
      return { done: true } as const;
    },
  }),
  download({
    path: "/questions/:cityId/:questionId/evidence/:evidenceId",
    summary: "A paper of a line that a city asks about; the look is recorded",
    permission: "enrolment.answer",
    params: QuestionPaperParams,
    handle: async (ctx, { params: { cityId, questionId, evidenceId } }) =>
      paperFile(await openQuestionPaper(ctx, cityId, questionId, evidenceId)),
  }),
  download({
    path: "/evidence/:evidenceId",
    summary: "A paper that was brought for a line; the look is recorded",
    permission: "enrolment.read",
    params: EvidenceParams,
    handle: async (ctx, { params }) => {
      const paper = await findEvidence(ctx, params.evidenceId);
      if (!paper) throw new Refusal("not_found", "not_found");
      await ctx.record("enrolment.evidence_opened", { evidenceId: paper.id, batchId: paper.batchId });
      return paperFile(paper);
    },
  }),
];

async function paperFile({ id, type }: FoundEvidence): Promise<FileReply> {
  const ending = { "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png" }[type] ?? "bin";
  return { name: `证明材料.${ending}`, type, content: await files().read(id) };
}
