import { z } from "zod";
import { type Job, job } from "#platform/jobs/job.ts";
import { advanceMonths } from "./commands/advance.ts";

export const fundingJobs: readonly Job[] = [
  job({
    name: "lines_matched",
    payload: z.object({}),
    handle: async (ctx) => {
      const states = await advanceMonths(ctx);
      return { months: Object.fromEntries(states) };
    },
  }),
];
