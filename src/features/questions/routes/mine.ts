import { Refusal } from "#core/refusal.ts";
import type { ReadCtx } from "#platform/context.ts";
import { read, write } from "#platform/http/route.ts";
import { askAgain } from "../commands/answer.ts";
import { ask } from "../commands/ask.ts";
import {
  AskReply,
  Done,
  MyAskRequest,
  MyFaq,
  MyQuestions,
  QuestionParams,
  ReasonRequest,
  Similar,
  SimilarQuery,
} from "../contract.ts";
import { myFaq } from "../queries/faq.ts";
import { myQuestions, unitOf } from "../queries/my-questions.ts";
import { similarFaq } from "../queries/similar.ts";

/** Refuses `not_found`: nobody yet knows who this telephone belongs to. */
function personOf({ actor }: ReadCtx): string {
  if (!actor.personId) throw new Refusal("not_found", "not_found");
  return actor.personId;
}

export const myQuestionRoutes = [
  read({
    path: "/me/questions",
    summary: "What I asked, and what was said",
    permission: "me.read",
    reply: MyQuestions,
    handle: (ctx) => myQuestions(ctx, personOf(ctx)),
  }),
  read({
    path: "/me/questions/similar",
    summary: "Answers to what is like this, while I type",
    permission: "me.read",
    query: SimilarQuery,
    reply: Similar,
    handle: async (ctx, { query }) => ({ rows: await similarFaq(ctx, query.text) }),
  }),
  read({
    path: "/me/faq",
    summary: "What is often asked",
    permission: "me.read",
    reply: MyFaq,
    handle: (ctx) => myFaq(ctx),
  }),
  write({
    path: "/me/questions",
    summary: "Ask, or make a suggestion",
    permission: "me.ask",
    body: MyAskRequest,
    reply: AskReply,
    handle: async (ctx, { body }) => {
      const personId = personOf(ctx);
      const organisationId = await unitOf(ctx, personId);
      return ask(ctx, { ...body, personId, organisationId, channel: "phone_page" });
    },
  }),
  write({
    path: "/me/questions/:questionId/asking-again",
    summary: "Ask again what was not made clear",
    permission: "me.ask",
    params: QuestionParams,
    body: ReasonRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await askAgain(ctx, params.questionId, body.reason);
      return { done: true };
    },
  }),
];
