import { z } from "zod";
import { type Job, job } from "#platform/jobs/job.ts";
import { takeReturns } from "./commands/came-back.ts";

export const paymentJobs: readonly Job[] = [
  job({
    name: "payments_came_back",
    payload: z.object({}),
    handle: async (ctx) => ({ returned: await takeReturns(ctx) }),
  }),
];
