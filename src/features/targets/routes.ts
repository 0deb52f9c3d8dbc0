import { z } from "zod";
import { plainDate } from "#core/dates.ts";
import { read, write } from "#platform/http/route.ts";
import {
  changeColour,
  setColourRule,
  setGroupTargets,
  setTargets,
  spreadTarget,
  takeStandings,
} from "./commands.ts";
import {
  ColourRequest,
  Done,
  GroupList,
  GroupQuery,
  GroupRequest,
  ProgressList,
  ProgressQuery,
  RuleRequest,
  SpreadRequest,
  StandingParams,
  StandingRequest,
  TargetPage,
  TargetQuery,
  TargetRequest,
  Why,
  WhyParams,
} from "./contract.ts";
import { groupList } from "./queries/groups.ts";
import { progressList, targetPage, why } from "./queries/progress.ts";

const Count = z.object({ organisations: z.int() });

export const targetRoutes = [
  read({
    path: "/progress",
    summary: "How far everybody is on a reporting day, those furthest behind first",
    permission: "targets.read",
    query: ProgressQuery,
    reply: ProgressList,
    handle: (ctx, { query }) => progressList(ctx, query),
  }),
  read({
    path: "/progress-groups",
    summary: "How far industries, phases, municipal and county units, key firms are on a reporting day",
    permission: "targets.read",
    query: GroupQuery,
    reply: GroupList,
    handle: (ctx, { query }) => groupList(ctx, query),
  }),
  write({
    method: "PUT",
    path: "/progress-groups",
    summary: "Set the goals of a year's industries or phases, each in its own days",
    permission: "targets.manage",
    body: GroupRequest,
    reply: Done,
    handle: async (ctx, { body }) => {
      await setGroupTargets(ctx, body.year, body.split, body.goals);
      return { done: true };
    },
  }),
  read({
    path: "/progress/:organisationId",
    summary: "Why an organisation has its colour, day by day",
    permission: "targets.read",
    params: WhyParams,
    reply: Why,
    handle: (ctx, { params }) => why(ctx, params.organisationId),
  }),
  read({
    path: "/targets",
    summary: "An organisation's goals of a year, and those right below it",
    permission: "targets.read",
    query: TargetQuery,
    reply: TargetPage,
    handle: (ctx, { query }) => targetPage(ctx, query),
  }),
  write({
    method: "PUT",
    path: "/targets",
    summary: "Set goals of a year",
    permission: "targets.manage",
    body: TargetRequest,
    reply: Done,
    handle: async (ctx, { body }) => {
      await setTargets(ctx, body.year, body.measure, body.goals);
      return { done: true };
    },
  }),
  write({
    path: "/targets/spreading",
    summary: "Spread a goal over those below: by hand, adding up, or by staff",
    permission: "targets.manage",
    body: SpreadRequest,
    reply: Count,
    mayRehearse: true,
    handle: async (ctx, { body }) => ({
      organisations: await spreadTarget(ctx, { ...body, isDeep: body.deep }),
    }),
  }),
  write({
    path: "/progress/standings",
    summary: "Count how far everybody is on a day, give the colours, keep it all",
    permission: "targets.manage",
    body: StandingRequest,
    reply: Count,
    mayRehearse: true,
    handle: async (ctx, { body }) => ({ organisations: await takeStandings(ctx, plainDate(body.asOf)) }),
  }),
  write({
    path: "/progress/standings/:standingId/colour",
    summary: "Change a colour by hand, with the reason beside it",
    permission: "targets.colour",
    params: StandingParams,
    body: ColourRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await changeColour(ctx, params.standingId, body.colour, body.reason);
      return { done: true };
    },
  }),
  write({
    method: "PUT",
    path: "/progress/rule",
    summary: "From which pace on which colour, from a day on",
    permission: "targets.manage",
    body: RuleRequest,
    reply: Done,
    handle: async (ctx, { body }) => {
      await setColourRule(ctx, { ...body, validFrom: plainDate(body.validFrom) });
      return { done: true };
    },
  }),
];
