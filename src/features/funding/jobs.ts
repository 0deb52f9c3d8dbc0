import { z } from "zod";
import { type Job, job } from "#platform/jobs/job.ts";
import { advanceMonths } from "./commands/advance.ts";
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
  // Identity's set-up asks for it: a city that is opened in the browser can bill at once; its administrator may set others.
  job({
    name: "city_opened",
    payload: z.object({}),
    handle: async (ctx) => ({ rules: await setFirstRules(ctx) }),
  }),
];
