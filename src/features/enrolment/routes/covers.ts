import { read, write } from "#platform/http/route.ts";
import { moveCover, removeCover } from "../commands/change-covers.ts";
import { CoverList, CoverListQuery, CoverParams, Done, MoveRequest, RemovalRequest } from "../contract.ts";
import { coverList } from "../queries/cover-list.ts";

export const coverRoutes = [
  read({
    path: "/covers",
    summary: "Who is covered, by unit, roster or part of a name",
    permission: "enrolment.read",
    query: CoverListQuery,
    reply: CoverList,
    handle: (ctx, { query }) => coverList(ctx, query),
  }),
  write({
    path: "/covers/:coverId/move",
    summary: "Another unit answers for a cover from a day on",
    permission: "enrolment.confirm",
    params: CoverParams,
    body: MoveRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await moveCover(ctx, params.coverId, body);
      return { done: true } as const;
    },
  }),
  write({
    path: "/covers/:coverId/removal",
    summary: "Take a person off a confirmed roster before it is billed",
    permission: "enrolment.confirm",
    params: CoverParams,
    body: RemovalRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await removeCover(ctx, params.coverId, body.reason);
      return { done: true } as const;
    },
  }),
];
