import { z } from "zod";
import { plainDate } from "#core/dates.ts";
import { type Job, job } from "#platform/jobs/job.ts";
import { matchLines } from "./commands/match-lines.ts";
import { tellMatched } from "./commands/tell-matched.ts";

export const bankingJobs: readonly Job[] = [
  job({
    name: "match_waiting_lines",
    payload: z.object({ until: z.iso.date() }),
    handle: async (ctx, { until }) => {
      const matched = await matchLines(ctx, plainDate(until));
      if (matched.matched > 0) await tellMatched(ctx);
      return matched;
    },
  }),
];
