import { z } from "zod";
import { clauseText } from "./benefits/benefit.ts";
import { causes, eventKinds } from "./event.ts";
import { statedRules } from "./step.ts";

/** One numbered clause as people read it. `states` names the general rules that it states and no term of the file carries. */
export const Clause = z.strictObject({
  clause: clauseText,
  title: z.string().min(1).optional(),
  text: z.string().min(1),
  states: z.array(z.enum(statedRules)).optional(),
});

const when = { triggers: z.array(z.enum(eventKinds)).min(1).optional(), cause: z.enum(causes).optional() };

/** A paper to hand in: always, or only for some kinds of event or cause. */
export const DocumentNeeded = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9_]*$/, "code_shape"),
  name: z.string().min(1),
  clause: clauseText,
  ...when,
});

/** What is not paid. Nothing here is worked out: a reviewer decides, and quotes it. */
export const Exclusion = z.strictObject({ text: z.string().min(1), clause: clauseText });

/** One thing once: repeats are named at their place. */
export const noneTwice =
  <T>(keyOf: (item: T) => string, key: string, message: string) =>
  (items: readonly T[], check: z.core.$RefinementCtx<T[]>): void => {
    const seen = new Set<string>();
    for (const [place, item] of items.entries()) {
      if (seen.has(keyOf(item))) check.addIssue({ code: "custom", path: [place, key], message });
      seen.add(keyOf(item));
    }
  };
