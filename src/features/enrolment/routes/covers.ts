import { read, write } from "#platform/http/route.ts";
import { moveCover } from "../commands/change-covers.ts";
import { CoverList, CoverListQuery, CoverParams, Done, MoveRequest, MyCovers } from "../contract.ts";
import { coverList } from "../queries/cover-list.ts";
import { myCovers } from "../queries/my-covers.ts";

export const coverRoutes = [
  read({
    path: "/me/covers",
    summary: "My covers, as their money makes them",
    permission: "me.read",
    reply: MyCovers,
    handle: (ctx) => myCovers(ctx, ctx.actor.personId ?? ""),
  }),
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
];
