import { read, write } from "#platform/http/route.ts";
import { closeSurvey, giveSlip, openSurvey } from "./commands.ts";
import {
  Done,
  Made,
  Marked,
  PageQuery,
  Quiz,
  SlipRequest,
  SurveyList,
  SurveyParams,
  SurveyRequest,
  SurveyView,
  TokenRequest,
} from "./contract.ts";
import { quizOf, surveyList, surveyView } from "./queries.ts";

export const surveyRoutes = [
  read({
    path: "/surveys",
    summary: "Awareness surveys of one's part of the tree",
    permission: "surveys.read",
    query: PageQuery,
    reply: SurveyList,
    handle: (ctx, { query }) => surveyList(ctx, query),
  }),
  read({
    path: "/surveys/:surveyId",
    summary: "A survey: its link, its questions, what came of it",
    permission: "surveys.read",
    params: SurveyParams,
    reply: SurveyView,
    handle: (ctx, { params }) => surveyView(ctx, params.surveyId),
  }),
  write({
    path: "/surveys",
    summary: "Open a survey at a unit, drawn from a plan's clauses",
    permission: "surveys.manage",
    body: SurveyRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await openSurvey(ctx, body.organisationId, body.planCode) }),
  }),
  write({
    path: "/surveys/:surveyId/closing",
    summary: "Count a survey; under 80 % a make-up lesson is owed",
    permission: "surveys.manage",
    params: SurveyParams,
    body: Done.partial(),
    reply: Done,
    handle: async (ctx, { params }) => {
      await closeSurvey(ctx, params.surveyId);
      return { done: true };
    },
  }),
  write({
    path: "/public/survey/open",
    summary: "The questions behind a survey's link",
    permission: "public",
    body: TokenRequest,
    reply: Quiz,
    handle: (ctx, { body }) => quizOf(ctx, body.token),
  }),
  write({
    path: "/public/survey/slip",
    summary: "Answer a survey, once for each browser",
    permission: "public",
    body: SlipRequest,
    reply: Marked,
    handle: (ctx, { body }) => giveSlip(ctx, body.token, body.slip, body.choices),
  }),
];
