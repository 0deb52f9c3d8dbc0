import { z } from "zod";

export const WebhookView = z.object({
  id: z.uuid(),
  url: z.string(),
  events: z.array(z.string()),
  state: z.enum(["active", "paused"]),
  failures: z.number().int(),
  lastProblem: z.string().nullable(),
  createdAt: z.string(),
});
export type WebhookView = z.infer<typeof WebhookView>;

export const WebhookList = z.object({ rows: z.array(WebhookView), total: z.number().int(), next: z.null() });

export const NewWebhook = z.object({
  url: z
    .string()
    .max(500)
    .regex(/^https?:\/\/[^\s/]+/, "请填写以 https:// 或 http:// 开头的网址。"),
  events: z
    .array(
      z
        .string()
        .regex(/^(\*|[a-z_]+\.(\*|[a-z_]+))$/, "请填写事件名，例如 funding.remitted 或 enrolment.*。"),
    )
    .min(1, "至少选一个事件。")
    .max(50),
});

/** The secret is shown once, when the webhook is made. */
export const MadeWebhook = z.object({ id: z.uuid(), secret: z.string() });

export const WebhookParams = z.object({ webhookId: z.uuid() });
export const WebhookChange = z.object({ state: z.enum(["active", "paused", "removed"]) });
