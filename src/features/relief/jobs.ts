import { z } from "zod";
import { plainDate } from "#core/dates.ts";
import { type Job, job } from "#platform/jobs/job.ts";
import { settleRelief } from "./commands/settle.ts";

export const reliefJobs: readonly Job[] = [
  // Payments tell what the bank said of what was ordered.
  job({
    name: "relief_payment_settled",
    payload: z.object({
      paymentId: z.uuid(),
      sourceId: z.uuid(),
      outcome: z.enum(["paid", "failed", "returned"]),
      on: z.string().transform(plainDate),
      reason: z.string(),
    }),
    handle: settleRelief,
  }),
];
