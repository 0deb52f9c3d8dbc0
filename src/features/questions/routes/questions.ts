import { read, write } from "#platform/http/route.ts";
import { answer, askAgain, noteOutcome, sendUp } from "../commands/answer.ts";
import { ask } from "../commands/ask.ts";
import {
  AnswerRequest,
  AskReply,
  AskRequest,
  Done,
  PasteReply,
  PasteRequest,
  QuestionList,
  QuestionListQuery,
  QuestionPage,
  QuestionParams,
  ReasonRequest,
  Similar,
  SimilarQuery,
  Statistics,
  StatisticsQuery,
} from "../contract.ts";
import { questionList, questionPage } from "../queries/questions.ts";
import { similar } from "../queries/similar.ts";
import { statistics } from "../queries/statistics.ts";
import { questionsIn } from "../rules/strip.ts";

export const deskRoutes = [
  read({
    path: "/inquiries",
    summary: "Questions and suggestions of my part of the tree",
    permission: "questions.read",
    query: QuestionListQuery,
    reply: QuestionList,
    handle: (ctx, { query }) => questionList(ctx, query),
  }),
  read({
    path: "/inquiries/similar",
    summary: "Answers that were given to what is like this",
    permission: "questions.read",
    query: SimilarQuery,
    reply: Similar,
    handle: (ctx, { query }) => similar(ctx, query.text),
  }),
  read({
    path: "/inquiries/statistics",
    summary: "How many were asked, and how soon they were answered",
    permission: "questions.read",
    query: StatisticsQuery,
    reply: Statistics,
    handle: (ctx, { query }) => statistics(ctx, query),
  }),
  read({
    path: "/inquiries/:questionId",
    summary: "One question, what was said, its clock",
    permission: "questions.read",
    params: QuestionParams,
    reply: QuestionPage,
    handle: (ctx, { params }) => questionPage(ctx, params.questionId),
  }),
  write({
    path: "/inquiries",
    summary: "Ask, for a unit or for somebody who telephoned",
    permission: "questions.ask",
    body: AskRequest,
    reply: AskReply,
    handle: (ctx, { body }) => ask(ctx, body),
  }),
  write({
    path: "/inquiries/paste",
    summary: "Take questions out of a piece of a group chat; dryRun shows them first",
    permission: "questions.ask",
    body: PasteRequest,
    reply: PasteReply,
    mayRehearse: true,
    handle: async (ctx, { body }) => {
      const questions = [];
      for (const words of questionsIn(body.text)) {
        const asked = {
          organisationId: body.organisationId,
          kind: "question",
          channel: "group",
          topic: body.topic,
          body: words,
        } as const;
        questions.push({ body: words, number: (await ask(ctx, asked)).number });
      }
      return { questions };
    },
  }),
  write({
    path: "/inquiries/:questionId/answer",
    summary: "Answer a question",
    permission: "questions.answer",
    params: QuestionParams,
    body: AnswerRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await answer(ctx, params.questionId, body);
      return { done: true };
    },
  }),
  write({
    path: "/inquiries/:questionId/escalation",
    summary: "Ask the organisation above, with a reason",
    permission: "questions.answer",
    params: QuestionParams,
    body: ReasonRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await sendUp(ctx, params.questionId, body.reason);
      return { done: true };
    },
  }),
  write({
    path: "/inquiries/:questionId/asking-again",
    summary: "Ask again what was not made clear",
    permission: "questions.ask",
    params: QuestionParams,
    body: ReasonRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await askAgain(ctx, params.questionId, body.reason);
      return { done: true };
    },
  }),
  write({
    path: "/inquiries/:questionId/outcome",
    summary: "Say what became of a suggestion",
    permission: "questions.answer",
    params: QuestionParams,
    body: ReasonRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await noteOutcome(ctx, params.questionId, body.reason);
      return { done: true };
    },
  }),
];
