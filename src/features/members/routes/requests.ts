import { read, write } from "#platform/http/route.ts";
import { decideRequest } from "../commands/bind.ts";
import { Done, MemberRequests, RequestDecision, RequestParams } from "../contract.ts";
import { memberRequests } from "../queries/requests.ts";

export const requestRoutes = [
  read({
    path: "/member-requests",
    summary: "Workers whose phone differs from the roster: is it they themselves?",
    permission: "members.confirm",
    reply: MemberRequests,
    handle: (ctx) => memberRequests(ctx),
  }),
  write({
    path: "/member-requests/:requestId/decision",
    summary: "Confirm or refuse that a worker is who they say",
    permission: "members.confirm",
    params: RequestParams,
    body: RequestDecision,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await decideRequest(ctx, params.requestId, body);
      return { done: true } as const;
    },
  }),
];
