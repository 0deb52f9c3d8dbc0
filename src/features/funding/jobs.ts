import { z } from "zod";
import { plainDate } from "#core/dates.ts";
import { type Job, job } from "#platform/jobs/job.ts";
import { advanceMonths } from "./commands/advance.ts";
import { settleRefundShare } from "./commands/pay-refunds.ts";
import { setFirstRules } from "./commands/set-rule.ts";

export const fundingJobs: readonly Job[] = [
  job({
    name: "lines_matched",
    payload: z.object({}),
    handle: async (ctx) => {
      const states = await advanceMonths(ctx);
      return { months: Object.fromEntries(states) };
    },
  }),
  job({
    name: "refund_payment_settled",
    payload: z.object({
      paymentId: z.uuid(),
      sourceId: z.uuid(),
      outcome: z.enum(["paid", "failed", "returned"]),
      on: z.string().transform(plainDate),
      reason: z.string(),
    }),
    handle: settleRefundShare,
  }),
  // Identity's set-up asks for it: a city that is opened in the browser can bill at once; its administrator may set others.
  job({
    name: "city_opened",
    payload: z.object({}),
    handle: async (ctx) => ({ rules: await setFirstRules(ctx) }),
  }),
];
