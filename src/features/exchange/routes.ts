import { z } from "zod";
import { read, write } from "#platform/http/route.ts";
import { addWebhook, changeWebhook } from "./commands/webhooks.ts";
import { MadeWebhook, NewWebhook, WebhookChange, WebhookList, WebhookParams } from "./contract.ts";
import { webhooks } from "./queries.ts";

export const exchangeRoutes = [
  read({
    path: "/webhooks",
    summary: "Which outside systems are told what happens, and how it goes",
    permission: "exchange.webhooks",
    reply: WebhookList,
    handle: async (ctx) => {
      const rows = await webhooks(ctx);
      return { rows, total: rows.length, next: null };
    },
  }),
  write({
    path: "/webhooks",
    summary: "Tell an outside system from now on; the secret is answered this once",
    permission: "exchange.webhooks",
    body: NewWebhook,
    reply: MadeWebhook,
    handle: (ctx, { body }) => addWebhook(ctx, body),
  }),
  write({
    path: "/webhooks/:webhookId/state",
    summary: "Pause, start again or remove a webhook",
    permission: "exchange.webhooks",
    params: WebhookParams,
    body: WebhookChange,
    reply: z.object({ changed: z.literal(true) }),
    handle: async (ctx, { params, body }) => {
      await changeWebhook(ctx, params.webhookId, body);
      return { changed: true as const };
    },
  }),
];
