import { read, write } from "#platform/http/route.ts";
import { promiseItem, reportItem } from "./commands.ts";
import { Done, ItemParams, ItemQuery, ItemRequest, Items, Made, ReportRequest } from "./contract.ts";
import { items } from "./queries.ts";

export const livelihoodRoutes = [
  read({
    path: "/livelihood",
    summary: "Livelihood items of a year, and how far each is told to be",
    permission: "targets.read",
    query: ItemQuery,
    reply: Items,
    handle: (ctx, { query }) => items(ctx, query.year),
  }),
  write({
    path: "/livelihood",
    summary: "Note what is promised for a year",
    permission: "livelihood.manage",
    body: ItemRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await promiseItem(ctx, body) }),
  }),
  write({
    path: "/livelihood/:itemId/reports",
    summary: "Tell how far it is on a day, with evidence",
    permission: "livelihood.manage",
    params: ItemParams,
    body: ReportRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await reportItem(ctx, params.itemId, body);
      return { done: true };
    },
  }),
];
