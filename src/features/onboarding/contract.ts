import { z } from "zod";

/** How far the demo city is: shown while `npm start` loads it. */
export const LoadProgress = z.object({
  state: z.enum(["none", "running", "done", "stopped"]),
  city: z.string().nullable(),
  /** What is being done, in words. */
  step: z.string().nullable(),
  done: z.number().int(),
  total: z.number().int(),
  /** Why it stopped, in words. */
  problem: z.string().nullable(),
});
export type LoadProgress = z.infer<typeof LoadProgress>;
