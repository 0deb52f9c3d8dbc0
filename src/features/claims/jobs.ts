import { z } from "zod";
import { plainDate } from "#core/dates.ts";
import { type Job, job } from "#platform/jobs/job.ts";
import { passDeadline } from "./commands/deadlines.ts";
import { followMerge } from "./commands/follow-merge.ts";
import { sendOn } from "./commands/send-on.ts";
import { settlePayment } from "./commands/settle.ts";

export const claimJobs: readonly Job[] = [
  job({
    name: "claims_send_on",
    payload: z.object({ claimId: z.uuid() }),
    handle: (ctx, { claimId }) => sendOn(ctx, claimId),
  }),
  // Duties tell which claims' time is over.
  job({
    name: "claims_fell_due",
    payload: z.object({ kind: z.string(), sourceIds: z.array(z.uuid()) }),
    handle: async (ctx, { sourceIds }) => {
      for (const id of sourceIds.toSorted()) await passDeadline(ctx, id);
    },
  }),
  job({
    name: "covers_merged",
    payload: z.object({ keptId: z.uuid(), mergedId: z.uuid() }),
    handle: (ctx, { keptId, mergedId }) => followMerge(ctx, keptId, mergedId),
  }),
  // Payments tell what the bank said of what was ordered.
  job({
    name: "claims_payment_settled",
    payload: z.object({
      paymentId: z.uuid(),
      sourceId: z.uuid(),
      outcome: z.enum(["paid", "failed", "returned"]),
      on: z.string().transform(plainDate),
      reason: z.string(),
    }),
    handle: settlePayment,
  }),
];
