import { read, write } from "#platform/http/route.ts";
import { confirmReceipt, registerDirective } from "./commands.ts";
import {
  ConfirmRequest,
  DirectiveList,
  DirectiveParams,
  DirectiveRequest,
  Done,
  Made,
  PageQuery,
} from "./contract.ts";
import { directiveList } from "./queries.ts";

export const directiveRoutes = [
  read({
    path: "/directives",
    summary: "Notices and plans, who confirmed them, what each party owes",
    permission: "directives.read",
    query: PageQuery,
    reply: DirectiveList,
    handle: (ctx, { query }) => directiveList(ctx, query),
  }),
  write({
    path: "/directives",
    summary: "Register a notice or plan; what parties owe becomes duties",
    permission: "directives.manage",
    body: DirectiveRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await registerDirective(ctx, body) }),
  }),
  write({
    path: "/directives/:directiveId/receipt",
    summary: "Confirm for one's own organisation that it has come",
    permission: "duties.manage",
    params: DirectiveParams,
    body: ConfirmRequest,
    reply: Done,
    handle: async (ctx, { params }) => {
      await confirmReceipt(ctx, params.directiveId);
      return { done: true };
    },
  }),
];
