import { z } from "zod";

const Yuan = z.string().regex(/^\d+\.\d{2}$/);

export const PlanList = z.object({
  rows: z.array(
    z.object({
      code: z.string(),
      version: z.string(),
      name: z.string(),
      source: z.string(),
      validFrom: z.string(),
      validUntil: z.string().nullable(),
      months: z.int(),
      /** What one person costs in the actor's city today, or from the version's first day where that lies ahead. */
      price: Yuan.nullable(),
    }),
  ),
});
