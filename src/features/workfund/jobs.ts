import { z } from "zod";
import { plainDate } from "#core/dates.ts";
import { type Job, job } from "#platform/jobs/job.ts";
import { settleWorkGrant } from "./commands.ts";

export const workFundJobs: readonly Job[] = [
  // Payments tell what the bank said of what was ordered.
  job({
    name: "work_grant_payment_settled",
    payload: z.object({
      paymentId: z.uuid(),
      sourceId: z.uuid(),
      outcome: z.enum(["paid", "failed", "returned"]),
      on: z.string().transform(plainDate),
    }),
    handle: settleWorkGrant,
  }),
];
