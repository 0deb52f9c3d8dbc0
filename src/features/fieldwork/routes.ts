import { read, write } from "#platform/http/route.ts";
import { drawArea, noteFounding, noteVisit } from "./commands.ts";
import {
  AreaList,
  AreaRequest,
  FoundingList,
  FoundingRequest,
  Made,
  PageQuery,
  VisitList,
  VisitRequest,
} from "./contract.ts";
import { areaList, foundingList, visitList } from "./queries.ts";

export const fieldworkRoutes = [
  read({
    path: "/areas",
    summary: "Areas of staff, their units and how many of those were visited lately",
    permission: "fieldwork.read",
    reply: AreaList,
    handle: (ctx) => areaList(ctx),
  }),
  write({
    path: "/areas",
    summary: "Give units to somebody of one's own staff",
    permission: "fieldwork.manage",
    body: AreaRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await drawArea(ctx, body) }),
  }),
  read({
    path: "/visits",
    summary: "Visits to units and what was promised",
    permission: "fieldwork.read",
    query: PageQuery,
    reply: VisitList,
    handle: (ctx, { query }) => visitList(ctx, query),
  }),
  write({
    path: "/visits",
    summary: "Note a visit; a promise becomes a duty",
    permission: "fieldwork.manage",
    body: VisitRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await noteVisit(ctx, body) }),
  }),
  read({
    path: "/foundings",
    summary: "Unions founded and congresses used to enrol",
    permission: "fieldwork.read",
    query: PageQuery,
    reply: FoundingList,
    handle: (ctx, { query }) => foundingList(ctx, query),
  }),
  write({
    path: "/foundings",
    summary: "Note that a union was founded or a congress held",
    permission: "fieldwork.manage",
    body: FoundingRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await noteFounding(ctx, body) }),
  }),
];
