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

export const committeeKinds = [
  "management_committee",
  "party_group",
  "leading_group",
  "office",
  "work_group",
  "coordination",
] as const;
export const seatKinds = ["head", "deputy", "member"] as const;
export const meetingKinds = ["plenary", "joint", "special"] as const;

export const SeatView = z.object({
  id: z.uuid(),
  seat: z.enum(seatKinds),
  post: z.string(),
  holder: z.string(),
  fromOn: z.string(),
  untilOn: z.string().nullable(),
  /** Whether they sit there today. */
  isNow: z.boolean(),
});
export const CommitteeRow = z.object({
  id: z.uuid(),
  kind: z.enum(committeeKinds),
  name: z.string(),
  work: z.string(),
  establishedOn: z.string(),
  head: z.string().nullable(),
  seated: z.int(),
  meetings: z.int(),
  lastMetOn: z.string().nullable(),
  seats: z.array(SeatView),
});
export const CommitteeList = z.object({
  rows: z.array(CommitteeRow),
  total: z.int(),
  next: z.null(),
  workGroups: z.int(),
  allowed: z.array(z.enum(["manage"])),
});
export const CommitteeParams = z.object({ committeeId: z.uuid() });
export const CommitteeRequest = z.object({
  kind: z.enum(committeeKinds),
  name: Words,
  work: z.string().trim().max(500).default(""),
  establishedOn: Day,
});
export const SeatRequest = z.object({
  seat: z.enum(seatKinds),
  post: Words,
  holder: z.string().trim().min(2).max(40),
  fromOn: Day,
  untilOn: Day.optional(),
});
export const SeatParams = z.object({ seatId: z.uuid() });
export const LeaveRequest = z.object({ untilOn: Day });

export const DecisionView = z.object({
  id: z.uuid(),
  organisation: z.string(),
  words: z.string(),
  dueOn: z.string(),
  ...owedShape,
});
export const MeetingRow = z.object({
  id: z.uuid(),
  committee: z.string(),
  kind: z.enum(meetingKinds),
  title: z.string(),
  heldOn: z.string(),
  attended: z.int(),
  record: z.string(),
  decisions: z.array(DecisionView),
  done: z.int(),
});
export const MeetingList = z.object({
  rows: z.array(MeetingRow),
  total: z.int(),
  next: z.uuid().nullable(),
  /** Months without a joint meeting, which is to be held every month. */
  missing: z.array(z.string()),
  committees: z.array(z.object({ id: z.uuid(), name: z.string() })),
  allowed: z.array(z.enum(["note"])),
});
export const MeetingRequest = z.object({
  committeeId: z.uuid(),
  kind: z.enum(meetingKinds),
  title: Words,
  heldOn: Day,
  attended: z.int().min(1).max(10_000),
  record: z.string().trim().max(5_000).default(""),
  decisions: z
    .array(z.object({ organisationId: z.uuid(), words: Words, dueOn: Day }))
    .max(50)
    .default([]),
});
