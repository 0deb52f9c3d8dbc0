import { z } from "zod";
import { Marked, Quiz } from "#features/surveys/contract.ts";

const Words = z.string().trim().min(2).max(200);
export const Made = z.object({ id: z.uuid() });
export const Done = z.object({ done: z.boolean() });
export const CourseParams = z.object({ courseId: z.uuid() });
export const SeatParams = z.object({ seatId: z.uuid() });
export const PageQuery = z.object({
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const levels = ["province", "city", "county", "unit"] as const;

export const CourseRow = z.object({
  id: z.uuid(),
  level: z.enum(levels),
  title: z.string(),
  topic: z.string(),
  trainer: z.string(),
  place: z.string(),
  team: z.string().nullable(),
  heldOn: z.string(),
  capacity: z.int(),
  seats: z.int(),
  attended: z.int(),
  certified: z.int(),
  state: z.enum(["planned", "closed"]),
});
export const CourseList = z.object({
  rows: z.array(CourseRow),
  total: z.int(),
  next: z.uuid().nullable(),
  plans: z.array(z.object({ code: z.string(), name: z.string() })),
  allowed: z.array(z.enum(["plan"])),
});
export const CourseRequest = z.object({
  level: z.enum(levels),
  title: Words,
  topic: Words,
  trainer: Words,
  place: Words,
  team: z.string().trim().max(60).optional(),
  heldOn: z.iso.date(),
  capacity: z.int().min(1).max(2_000),
  validMonths: z.int().min(1).max(60),
  planCode: z.string().min(1).max(40),
});
export const SeatView = z.object({
  id: z.uuid(),
  unit: z.string(),
  name: z.string(),
  code: z.string(),
  attendedAt: z.string().nullable(),
  right: z.int().nullable(),
  certificate: z.string().nullable(),
  validUntil: z.string().nullable(),
});
export const CourseView = CourseRow.extend({
  link: z.string(),
  qr: z.string(),
  questions: z.int(),
  validMonths: z.int(),
  people: z.array(SeatView),
  /** Where one may sign up for only one's own unit, that. */
  ownUnit: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  allowed: z.array(z.enum(["join", "check_in", "close"])),
});
export const SeatRequest = z.object({ organisationId: z.uuid(), name: z.string().trim().min(2).max(30) });

export const PromoterList = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      unit: z.string(),
      union: z.string(),
      people: z.int(),
      /** Certified and in validity; none: the unit is in the gap. */
      promoter: z.string().nullable(),
      certificate: z.string().nullable(),
      validUntil: z.string().nullable(),
    }),
  ),
  total: z.int(),
  next: z.null(),
  enrolled: z.int(),
  missing: z.int(),
  allowed: z.array(z.enum(["owe"])),
});
export const PromoterQuery = z.object({ show: z.enum(["missing", "all"]).default("missing") });
export const Owed = z.object({ units: z.int() });

const Token = z.string().regex(/^\d{6}\.[\w-]{16,40}$/);
const Code = z.string().regex(/^\d{8}$/);
export const ArriveRequest = z.object({ token: Token, code: Code });
export const TestRequest = ArriveRequest.extend({ choices: z.array(z.int().min(0).max(9)).min(1).max(20) });
export const Arrived = Quiz.extend({ title: z.string(), isTested: z.boolean() });
export const Tested = Marked.extend({
  certificate: z.string().nullable(),
  validUntil: z.string().nullable(),
});
