import { z } from "zod";

export const DutyState = z.enum(["open", "paused", "done", "cancelled"]);

export const DutyView = z.object({
  id: z.uuid(),
  kind: z.string(),
  kindName: z.string(),
  organisationId: z.uuid(),
  organisationName: z.string(),
  sourceId: z.uuid(),
  title: z.string(),
  link: z.string(),
  state: DutyState,
  /** How often it has gone up the tree. */
  level: z.int(),
  unit: z.enum(["working_minutes", "working_days", "days", "day"]),
  openedAt: z.string(),
  dueAt: z.string(),
  firstDueAt: z.string(),
  isLate: z.boolean(),
  /** In its unit, from now; 0 where it is late. What is kept, where it is paused. */
  left: z.int(),
  pausedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  closedBy: z.string().nullable(),
  evidence: z.string().nullable(),
  allowed: z.array(z.enum(["pause", "resume", "report_done", "remind"])),
});

/** How far the duty of another feature's record is: part of that record's shape. */
export const owedShape = { dutyId: z.uuid().nullable(), isDone: z.boolean(), isLate: z.boolean() };

export const DutyCourse = z.object({
  duty: DutyView,
  course: z.array(
    z.object({
      event: z.enum(["opened", "reminded", "paused", "resumed", "escalated", "closed", "cancelled"]),
      at: z.string(),
      by: z.string(),
      note: z.string().nullable(),
      organisationName: z.string(),
    }),
  ),
});

export const DutyListQuery = z.object({
  /** What I or my desk owe; what my part of the tree owes; what is over its time there. */
  show: z.enum(["mine", "part", "late", "paused", "done"]).default("mine"),
  kind: z.string().max(60).optional(),
  organisation: z.uuid().optional(),
  after: z
    .string()
    .regex(/^[0-9TZ:.-]{20,30}~[0-9a-f-]{36}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const DutyList = z.object({
  rows: z.array(DutyView),
  total: z.int(),
  next: z.string().nullable(),
  counts: z.object({ mine: z.int(), part: z.int(), late: z.int(), paused: z.int() }),
  kinds: z.array(z.object({ kind: z.string(), name: z.string(), n: z.int(), late: z.int() })),
});

export const DutyParams = z.object({ dutyId: z.uuid() });
export const PauseRequest = z.object({ reason: z.string().trim().min(2).max(200) });
export const DoneRequest = z.object({ words: z.string().trim().min(2).max(500) });

export const PunctualityQuery = z.object({ from: z.iso.date().optional(), until: z.iso.date().optional() });

/** In its unit: minutes of service, working days or days. In time: done by the time promised first, of all that were due. */
export const PunctualityRow = z.object({
  kind: z.string(),
  name: z.string(),
  unit: z.enum(["working_minutes", "working_days", "days", "day"]),
  n: z.int(),
  inTime: z.int(),
  late: z.int(),
  openLate: z.int(),
  median: z.int().nullable(),
  p90: z.int().nullable(),
});
export const Punctuality = z.object({ from: z.string(), until: z.string(), rows: z.array(PunctualityRow) });
