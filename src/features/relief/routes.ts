import { plainDate } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { page, read, upload, write } from "#platform/http/route.ts";
import { readRows, type TableRow } from "#platform/tables/read-rows.ts";
import { setReliefBudget } from "./commands/budget.ts";
import {
  answerObjection,
  decideRelief,
  giveOpinion,
  noteObjection,
  withdrawRelief,
} from "./commands/decide.ts";
import { takeHardshipList } from "./commands/hardship.ts";
import { proposeRelief } from "./commands/propose.ts";
import { correctPayee } from "./commands/settle.ts";
import {
  BudgetRequest,
  DecisionRequest,
  Done,
  GrantList,
  GrantPage,
  GrantParams,
  GrantQuery,
  HardshipList,
  HardshipQuery,
  Helped,
  ListReply,
  Made,
  ObjectionParams,
  OpinionRequest,
  PayeeRequest,
  PersonParams,
  ProposalRequest,
  PublicParams,
  WordsRequest,
} from "./contract.ts";
import { noticePage } from "./pages/notice.ts";
import { grantList, grantPage } from "./queries/grants.ts";
import { hardshipList, helpedPerson } from "./queries/helped.ts";
import { readHardship } from "./rules/hardship.ts";

const done = { done: true } as const;

export const reliefRoutes = [
  read({
    path: "/relief",
    summary: "Relief grants by where they stand, with the year's budget",
    permission: "relief.read",
    query: GrantQuery,
    reply: GrantList,
    handle: (ctx, { query }) => grantList(ctx, query),
  }),
  write({
    path: "/relief",
    summary: "Propose relief for somebody",
    permission: "relief.propose",
    body: ProposalRequest,
    reply: Made,
    handle: async (ctx, { body }) => {
      const { amount, happenedOn, ...rest } = body;
      return { id: await proposeRelief(ctx, { ...rest, cents: amount, happenedOn: plainDate(happenedOn) }) };
    },
  }),
  read({
    path: "/relief/hardship",
    summary: "People on hardship lists who agreed to be looked for, and the lists",
    permission: "relief.match",
    query: HardshipQuery,
    reply: HardshipList,
    handle: (ctx, { query }) => hardshipList(ctx, query),
  }),
  upload({
    path: "/relief/hardship",
    summary: "Match a hardship list of civil affairs with those who agreed",
    permission: "relief.match",
    maxBytes: 20 * 1024 * 1024,
    reply: ListReply,
    mayRehearse: true,
    handle: async (ctx, { file }) => {
      const rows: TableRow[] = [];
      await readRows(file.path, (_sheet, some) => void rows.push(...some), { mostCharacters: 20_000_000 });
      const lines = readHardship(rows);
      if (!lines) throw new Refusal("invalid", "hardship_list_empty");
      return takeHardshipList(ctx, { title: file.name, hash: file.sha256 }, lines);
    },
  }),
  write({
    method: "PUT",
    path: "/relief/budget",
    summary: "Say how much relief a year may take, by resolution",
    permission: "relief.decide",
    body: BudgetRequest,
    reply: Done,
    handle: async (ctx, { body }) => {
      await setReliefBudget(ctx, body.year, body.amount, body.resolution);
      return done;
    },
  }),
  read({
    path: "/relief/people/:personId",
    summary: "Mutual aid, relief and gifts of one person",
    permission: "relief.read",
    params: PersonParams,
    reply: Helped,
    handle: (ctx, { params }) => helpedPerson(ctx, params.personId),
  }),
  read({
    path: "/relief/:grantId",
    summary: "One grant from its proposal to the money",
    permission: "relief.read",
    params: GrantParams,
    reply: GrantPage,
    handle: (ctx, { params }) => grantPage(ctx, params.grantId),
  }),
  write({
    path: "/relief/:grantId/opinions",
    summary: "Give one of two opinions",
    permission: "relief.opine",
    params: GrantParams,
    body: OpinionRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await giveOpinion(ctx, params.grantId, body.agrees, body.words);
      return done;
    },
  }),
  write({
    path: "/relief/:grantId/objections",
    summary: "Note what somebody says against a grant that is public",
    permission: "relief.propose",
    params: GrantParams,
    body: WordsRequest,
    reply: Made,
    handle: async (ctx, { params, body }) => ({ id: await noteObjection(ctx, params.grantId, body.words) }),
  }),
  write({
    path: "/relief-objections/:objectionId/answer",
    summary: "Answer an objection",
    permission: "relief.propose",
    params: ObjectionParams,
    body: WordsRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await answerObjection(ctx, params.objectionId, body.words);
      return done;
    },
  }),
  write({
    path: "/relief/:grantId/decision",
    summary: "Approve or reject after the notice",
    permission: "relief.decide",
    params: GrantParams,
    body: DecisionRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await decideRelief(ctx, params.grantId, body.approves, body.words);
      return done;
    },
  }),
  write({
    path: "/relief/:grantId/withdrawal",
    summary: "Take back what one proposed",
    permission: "relief.propose",
    params: GrantParams,
    body: WordsRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await withdrawRelief(ctx, params.grantId, body.words);
      return done;
    },
  }),
  write({
    path: "/relief/:grantId/payee",
    summary: "Send the money of a failed payment to another account",
    permission: "relief.propose",
    params: GrantParams,
    body: PayeeRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await correctPayee(ctx, params.grantId, body);
      return done;
    },
  }),
  page({
    path: "/public/relief/:city",
    summary: "Whose relief is on public notice, masked",
    params: PublicParams,
    perMinute: 30,
    handle: (ctx, { params }) => noticePage(ctx, params.city),
  }),
];
