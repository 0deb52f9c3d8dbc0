import { plainDate } from "#core/dates.ts";
import { page, read, write } from "#platform/http/route.ts";
import { adoptCase, judgeCase, noteVisit, publishCase, resubmitCase, submitCase } from "./commands/cases.ts";
import {
  answerModelObjection,
  dropModel,
  noteCommendation,
  objectTo,
  proposeModel,
  publishModel,
} from "./commands/models.ts";
import { noteIncentive, setScoreRule, takeScores } from "./commands/scores.ts";
import {
  AdoptionRequest,
  CaseList,
  CasePage,
  CaseParams,
  CaseRequest,
  CheckRequest,
  CommendationList,
  CommendationRequest,
  Done,
  IncentiveRequest,
  Made,
  ModelList,
  ModelParams,
  MyModels,
  ObjectionParams,
  PageQuery,
  ProposalRequest,
  PublicParams,
  ResubmitRequest,
  ScoreRuleRequest,
  SheetList,
  SheetPage,
  SheetParams,
  SheetQuery,
  Taken,
  TakeRequest,
  VisitRequest,
  WordsRequest,
} from "./contract.ts";
import { honoursPage } from "./pages/notice.ts";
import { caseList, casePage } from "./queries/cases.ts";
import { commendationList, modelList, myModels } from "./queries/models.ts";
import { sheetList, sheetPage } from "./queries/scores.ts";

const done = { done: true } as const;

export const honourRoutes = [
  read({
    path: "/innovation-cases",
    summary: "Innovation cases: those published and one's own; how far they spread",
    permission: "honours.read",
    query: PageQuery,
    reply: CaseList,
    handle: (ctx, { query }) => caseList(ctx, query),
  }),
  write({
    path: "/innovation-cases",
    summary: "Tell of what a unit or union does differently",
    permission: "honours.submit",
    body: CaseRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await submitCase(ctx, body) }),
  }),
  read({
    path: "/innovation-cases/:caseId",
    summary: "One case with who adopted it",
    permission: "honours.read",
    params: CaseParams,
    reply: CasePage,
    handle: (ctx, { params }) => casePage(ctx, params.caseId),
  }),
  write({
    path: "/innovation-cases/:caseId/resubmission",
    summary: "Hand in again what came back",
    permission: "honours.submit",
    params: CaseParams,
    body: ResubmitRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await resubmitCase(ctx, params.caseId, body);
      return done;
    },
  }),
  write({
    path: "/innovation-cases/:caseId/check",
    summary: "Accept a case, or send it back with a reason",
    permission: "honours.manage",
    params: CaseParams,
    body: CheckRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await judgeCase(ctx, params.caseId, body.accepts, body.reason);
      return done;
    },
  }),
  write({
    path: "/innovation-cases/:caseId/publication",
    summary: "Publish an accepted case to all unions of the city",
    permission: "honours.manage",
    params: CaseParams,
    body: Done.partial(),
    reply: Done,
    handle: async (ctx, { params }) => {
      await publishCase(ctx, params.caseId);
      return done;
    },
  }),
  write({
    path: "/innovation-cases/:caseId/adoptions",
    summary: "Note that an organisation does as the case tells",
    permission: "honours.submit",
    params: CaseParams,
    body: AdoptionRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await adoptCase(ctx, params.caseId, body.organisationId, body.since);
      return done;
    },
  }),
  write({
    path: "/site-visits",
    summary: "Note who came to see how somebody does it",
    permission: "honours.manage",
    body: VisitRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await noteVisit(ctx, body) }),
  }),
  read({
    path: "/score-sheets",
    summary: "Score sheets of a day, the best first",
    permission: "honours.read",
    query: SheetQuery,
    reply: SheetList,
    handle: (ctx, { query }) => sheetList(ctx, query),
  }),
  write({
    path: "/score-sheets",
    summary: "Work out the sheets of a day that is over",
    permission: "honours.manage",
    body: TakeRequest,
    reply: Taken,
    handle: async (ctx, { body }) => ({ sheets: await takeScores(ctx, plainDate(body.asOf)) }),
  }),
  write({
    path: "/score-rules",
    summary: "Say what each part is worth from a day on",
    permission: "honours.manage",
    body: ScoreRuleRequest,
    reply: Done,
    handle: async (ctx, { body }) => {
      await setScoreRule(ctx, body);
      return done;
    },
  }),
  read({
    path: "/score-sheets/:sheetId",
    summary: "One sheet, what each part was computed from, what followed",
    permission: "honours.read",
    params: SheetParams,
    reply: SheetPage,
    handle: (ctx, { params }) => sheetPage(ctx, params.sheetId),
  }),
  write({
    path: "/score-sheets/:sheetId/incentives",
    summary: "Note which incentive followed from a sheet",
    permission: "honours.manage",
    params: SheetParams,
    body: IncentiveRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await noteIncentive(ctx, params.sheetId, body);
      return done;
    },
  }),
  read({
    path: "/model-units",
    summary: "Model units and those on public notice",
    permission: "honours.read",
    query: PageQuery,
    reply: ModelList,
    handle: (ctx, { query }) => modelList(ctx, query),
  }),
  write({
    path: "/model-units",
    summary: "Choose a unit from its sheet and put it on public notice",
    permission: "honours.manage",
    body: ProposalRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await proposeModel(ctx, body.sheetId, body.reason) }),
  }),
  write({
    path: "/model-units/:modelId/objections",
    summary: "Say what speaks against a unit on notice",
    permission: "signed_in",
    params: ModelParams,
    body: WordsRequest,
    reply: Made,
    handle: async (ctx, { params, body }) => ({ id: await objectTo(ctx, params.modelId, body.words) }),
  }),
  write({
    path: "/model-objections/:objectionId/answer",
    summary: "Answer an objection",
    permission: "honours.manage",
    params: ObjectionParams,
    body: WordsRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await answerModelObjection(ctx, params.objectionId, body.words);
      return done;
    },
  }),
  write({
    path: "/model-units/:modelId/publication",
    summary: "Publish a model unit that another person proposed",
    permission: "honours.manage",
    params: ModelParams,
    body: Done.partial(),
    reply: Done,
    handle: async (ctx, { params }) => {
      await publishModel(ctx, params.modelId);
      return done;
    },
  }),
  write({
    path: "/model-units/:modelId/withdrawal",
    summary: "Take a proposal back",
    permission: "honours.manage",
    params: ModelParams,
    body: WordsRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await dropModel(ctx, params.modelId, body.words);
      return done;
    },
  }),
  read({
    path: "/me/model-units",
    summary: "Model units of the city, and one's own objections",
    permission: "me.read",
    reply: MyModels,
    handle: (ctx) => myModels(ctx),
  }),
  write({
    path: "/me/model-units/:modelId/objections",
    summary: "Say as a worker what speaks against a unit on notice",
    permission: "me.ask",
    params: ModelParams,
    body: WordsRequest,
    reply: Made,
    handle: async (ctx, { params, body }) => ({ id: await objectTo(ctx, params.modelId, body.words) }),
  }),
  read({
    path: "/commendations",
    summary: "Whom the city praised",
    permission: "honours.read",
    query: PageQuery,
    reply: CommendationList,
    handle: (ctx, { query }) => commendationList(ctx, query),
  }),
  write({
    path: "/commendations",
    summary: "Praise a donor, ambassadors or a unit",
    permission: "honours.manage",
    body: CommendationRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await noteCommendation(ctx, body) }),
  }),
  page({
    path: "/public/honours/:city",
    summary: "Model units on public notice and published, and public praise",
    params: PublicParams,
    perMinute: 30,
    handle: (ctx, { params }) => honoursPage(ctx, params.city),
  }),
];
