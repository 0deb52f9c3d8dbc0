import { z } from "zod";
import { read, write } from "#platform/http/route.ts";
import { reportDone } from "./commands/close.ts";
import { pauseByHand, resumeByHand } from "./commands/pause.ts";
import { remindOf } from "./commands/remind.ts";
import {
  DoneRequest,
  DutyCourse,
  DutyList,
  DutyListQuery,
  DutyParams,
  PauseRequest,
  Punctuality,
  PunctualityQuery,
} from "./contract.ts";
import { dutyCourse, dutyList, punctualityPage } from "./queries.ts";

const Done = z.object({ done: z.boolean() });

export const dutyRoutes = [
  read({
    path: "/duties",
    summary: "What I owe, or what my part of the tree owes, by the time it is due",
    permission: "duties.read",
    query: DutyListQuery,
    reply: DutyList,
    handle: (ctx, { query }) => dutyList(ctx, query),
  }),
  read({
    path: "/duties/punctuality",
    summary: "How much was done in time, by kind, within some days",
    permission: "duties.read",
    query: PunctualityQuery,
    reply: Punctuality,
    handle: (ctx, { query }) => punctualityPage(ctx, query),
  }),
  read({
    path: "/duties/:dutyId",
    summary: "One duty and its course",
    permission: "duties.read",
    params: DutyParams,
    reply: DutyCourse,
    handle: (ctx, { params }) => dutyCourse(ctx, params.dutyId),
  }),
  write({
    path: "/duties/:dutyId/pause",
    summary: "Let the clock of a duty stand still, with a reason",
    permission: "duties.manage",
    params: DutyParams,
    body: PauseRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await pauseByHand(ctx, params.dutyId, body.reason);
      return { done: true };
    },
  }),
  write({
    path: "/duties/:dutyId/resume",
    summary: "Let the clock of a duty go on with what was left",
    permission: "duties.manage",
    params: DutyParams,
    reply: Done,
    handle: async (ctx, { params }) => {
      await resumeByHand(ctx, params.dutyId);
      return { done: true };
    },
  }),
  write({
    path: "/duties/:dutyId/done",
    summary: "Report a duty done, with a word of evidence",
    permission: "duties.manage",
    params: DutyParams,
    body: DoneRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await reportDone(ctx, params.dutyId, body.words);
      return { done: true };
    },
  }),
  write({
    path: "/duties/:dutyId/reminder",
    summary: "Remind whoever owes a duty",
    permission: "duties.manage",
    params: DutyParams,
    reply: Done,
    handle: async (ctx, { params }) => {
      await remindOf(ctx, params.dutyId);
      return { done: true };
    },
  }),
];
