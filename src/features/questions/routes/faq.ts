import { z } from "zod";
import { read, write } from "#platform/http/route.ts";
import { approveFaq, draftFaq, retireFaq } from "../commands/faq.ts";
import { Done, FaqList, FaqListQuery, FaqParams, FaqRequest } from "../contract.ts";
import { faqList } from "../queries/faq.ts";

export const faqRoutes = [
  read({
    path: "/faq",
    summary: "What is often asked, and how clauses are read",
    permission: "questions.read",
    query: FaqListQuery,
    reply: FaqList,
    handle: (ctx, { query }) => faqList(ctx, query),
  }),
  write({
    path: "/faq",
    summary: "Draft an answer for everybody",
    permission: "questions.rule",
    body: FaqRequest,
    reply: z.object({ id: z.uuid() }),
    handle: async (ctx, { body }) => ({ id: await draftFaq(ctx, body) }),
  }),
  write({
    path: "/faq/:faqId/approval",
    summary: "Let everybody read it: another person than who drafted it",
    permission: "questions.rule",
    params: FaqParams,
    reply: Done,
    handle: async (ctx, { params }) => {
      await approveFaq(ctx, params.faqId);
      return { done: true };
    },
  }),
  write({
    path: "/faq/:faqId/retirement",
    summary: "Take an answer down",
    permission: "questions.rule",
    params: FaqParams,
    reply: Done,
    handle: async (ctx, { params }) => {
      await retireFaq(ctx, params.faqId);
      return { done: true };
    },
  }),
];
