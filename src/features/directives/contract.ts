import { z } from "zod";
import { owedShape } from "#features/duties/contract.ts";

const Words = z.string().trim().min(2).max(200);
const Day = z.iso.date();
export const Made = z.object({ id: z.uuid() });
export const Done = z.object({ done: z.boolean() });
export const PageQuery = z.object({
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const directiveKinds = ["notice", "plan", "rule"] as const;

export const TaskView = z.object({
  id: z.uuid(),
  /** Who is to do it: the organisation, or a partner department for which the agency asks. */
  party: z.string(),
  isPartner: z.boolean(),
  words: z.string(),
  dueOn: z.string(),
  ...owedShape,
});
export const DirectiveRow = z.object({
  id: z.uuid(),
  kind: z.enum(directiveKinds),
  number: z.string().nullable(),
  title: z.string(),
  issuers: z.array(z.string()),
  body: z.string(),
  issuedOn: z.string(),
  validUntil: z.string().nullable(),
  holds: z.boolean(),
  /** Within the asker's part: to how many it was sent, how many confirmed. */
  sent: z.int(),
  received: z.int(),
  /** Organisations that have not confirmed yet, at most 20. */
  waiting: z.array(z.string()),
  tasks: z.array(TaskView),
  done: z.int(),
  allowed: z.array(z.enum(["confirm"])),
});
export const DirectiveList = z.object({
  rows: z.array(DirectiveRow),
  total: z.int(),
  next: z.uuid().nullable(),
  allowed: z.array(z.enum(["register"])),
});
export const DirectiveParams = z.object({ directiveId: z.uuid() });
export const sendings = ["nobody", "unions", "units"] as const;
export const DirectiveRequest = z.object({
  kind: z.enum(directiveKinds),
  number: z.string().trim().min(2).max(60).optional(),
  title: Words,
  issuers: z.array(Words).min(1).max(20),
  body: z.string().trim().max(20_000).default(""),
  issuedOn: Day,
  validUntil: Day.optional(),
  /** Who is to confirm it: the unions below the city, or all units, too. */
  sentTo: z.enum(sendings).default("nobody"),
  tasks: z
    .array(
      z.object({
        /** Left out where a partner department is to do it. */
        organisationId: z.uuid().optional(),
        partner: Words.optional(),
        words: Words,
        dueOn: Day,
      }),
    )
    .max(100)
    .default([]),
});
export const ConfirmRequest = z.object({});
