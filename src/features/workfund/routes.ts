import { read, write } from "#platform/http/route.ts";
import { decideWorkGrant, payAgain, proposeWorkGrant } from "./commands.ts";
import {
  DecisionRequest,
  Done,
  Made,
  WorkGrantList,
  WorkGrantParams,
  WorkGrantQuery,
  WorkGrantRequest,
} from "./contract.ts";
import { workGrantList } from "./queries.ts";

const done = { done: true } as const;

export const workFundRoutes = [
  read({
    path: "/work-grants",
    summary: "Work funds for green units, and what the fund has",
    permission: "targets.read",
    query: WorkGrantQuery,
    reply: WorkGrantList,
    handle: (ctx, { query }) => workGrantList(ctx, query),
  }),
  write({
    path: "/work-grants",
    summary: "Propose work funds for a green unit",
    permission: "targets.manage",
    body: WorkGrantRequest,
    reply: Made,
    handle: async (ctx, { body: { amount, ...given } }) => ({
      id: await proposeWorkGrant(ctx, { ...given, cents: amount }),
    }),
  }),
  write({
    path: "/work-grants/:grantId/decision",
    summary: "Approve and order the payment, or reject, by another person than who proposed it",
    permission: "targets.colour",
    params: WorkGrantParams,
    body: DecisionRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await decideWorkGrant(ctx, params.grantId, body.approves, body.words);
      return done;
    },
  }),
  write({
    path: "/work-grants/:grantId/payment",
    summary: "Pay again what the bank could not pay, to the account that is on the record now",
    permission: "targets.manage",
    params: WorkGrantParams,
    body: Done.partial(),
    reply: Done,
    handle: async (ctx, { params }) => {
      await payAgain(ctx, params.grantId);
      return done;
    },
  }),
];
