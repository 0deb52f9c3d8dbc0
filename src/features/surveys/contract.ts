import { z } from "zod";

export const Made = z.object({ id: z.uuid() });
export const Done = z.object({ done: z.boolean() });
export const SurveyParams = z.object({ surveyId: z.uuid() });
export const PageQuery = z.object({
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const SurveyRequest = z.object({ organisationId: z.uuid(), planCode: z.string().min(1).max(40) });
export const SurveyRow = z.object({
  id: z.uuid(),
  unit: z.string(),
  state: z.enum(["open", "closed"]),
  isRetest: z.boolean(),
  openedOn: z.string(),
  closedOn: z.string().nullable(),
  /** Slips that answered everything, and those of them that know the terms. */
  valid: z.int(),
  aware: z.int(),
  awarenessBp: z.int().nullable(),
  isLow: z.boolean(),
});
export const SurveyList = z.object({
  rows: z.array(SurveyRow),
  total: z.int(),
  next: z.uuid().nullable(),
  /** Units whose last result is under 80 %, of all that have one. */
  low: z.int(),
  surveyed: z.int(),
  plans: z.array(z.object({ code: z.string(), name: z.string() })),
  allowed: z.array(z.enum(["open"])),
});
export const SurveyView = SurveyRow.extend({
  organisationId: z.uuid(),
  plan: z.string(),
  link: z.string(),
  qr: z.string(),
  questions: z.array(
    z.object({
      text: z.string(),
      options: z.array(z.string()),
      right: z.int(),
      clause: z.string(),
      /** Slips with the right one. */
      rightCount: z.int(),
    }),
  ),
  duty: z.object({ id: z.uuid(), isDone: z.boolean(), isLate: z.boolean(), dueOn: z.string() }).nullable(),
  chain: z.array(
    z.object({ id: z.uuid(), closedOn: z.string().nullable(), awarenessBp: z.int().nullable() }),
  ),
  allowed: z.array(z.enum(["close"])),
});

const Token = z.string().regex(/^\d{6}\.[\w-]{16,40}$/);
export const TokenRequest = z.object({ token: Token });
/** What whoever answers sees: no right answers. */
export const Quiz = z.object({
  unit: z.string(),
  plan: z.string(),
  questions: z.array(z.object({ text: z.string(), options: z.array(z.string()) })),
});
export const SlipRequest = z.object({
  token: Token,
  /** Made by the browser once for each survey, so that a slip sent twice counts once. */
  slip: z.uuid(),
  choices: z.array(z.int().min(0).max(9)).min(1).max(20),
});
/** What was right, with the clause to read. */
export const Marked = z.object({
  right: z.int(),
  of: z.int(),
  answers: z.array(
    z.object({ text: z.string(), answer: z.string(), clause: z.string(), isRight: z.boolean() }),
  ),
});
