import { z } from "zod";
import { callMarks } from "./rules/calls.ts";
import { marks } from "./rules/template.ts";

const Words = z.string().trim().min(2).max(500);
const page = {
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
export const Made = z.object({ id: z.uuid() });
export const Done = z.object({ done: z.boolean() });

export const ItemView = z.object({
  code: z.string().regex(/^[a-z_]{2,30}$/),
  check: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
  text: Words,
  points: z.int().min(1).max(100),
  record: z.enum(["awareness", "materials", "times", "calls", "sources"]).optional(),
});
export const Template = z.object({
  version: z.int(),
  validFrom: z.string().nullable(),
  items: z.array(ItemView),
  allowed: z.array(z.enum(["change"])),
});
export const TemplateRequest = z.object({ items: z.array(ItemView).max(60), validFrom: z.iso.date() });

const State = z.enum(["planned", "visited"]);
export const InspectionRow = z.object({
  id: z.uuid(),
  organisationId: z.uuid(),
  unit: z.string(),
  how: z.enum(["risk", "chance", "named"]),
  state: State,
  untilOn: z.string(),
  visitedOn: z.string().nullable(),
  score: z.int().nullable(),
  findings: z.int(),
  openFindings: z.int(),
});
export const ListQuery = z.object({ ...page, state: State.optional() });
export const InspectionList = z.object({
  rows: z.array(InspectionRow),
  total: z.int(),
  next: z.uuid().nullable(),
  planned: z.int(),
  openFindings: z.int(),
  allowed: z.array(z.enum(["draw"])),
});
export const RoundRequest = z.object({
  title: Words,
  size: z.int().min(1).max(200),
  untilOn: z.iso.date(),
  /** Units that are visited whatever the lot says. */
  organisationIds: z.array(z.uuid()).max(200).default([]),
});
export const RoundList = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      seed: z.string(),
      size: z.int(),
      drawnFrom: z.int(),
      byRisk: z.int(),
      drawnOn: z.string(),
      drawnBy: z.string(),
      visited: z.int(),
      inspections: z.int(),
      /** Drawn again now from the kept candidates with the kept seed, it is the same. */
      isReproducible: z.boolean(),
    }),
  ),
});

export const InspectionParams = z.object({ inspectionId: z.uuid() });
const Mark = z.enum(marks);
const Finding = z.object({
  id: z.uuid(),
  item: z.string(),
  words: z.string(),
  days: z.int(),
  state: z.enum(["open", "rectified", "closed"]),
  rectified: z.string().nullable(),
  closed: z.string().nullable(),
  dutyId: z.uuid().nullable(),
  isLate: z.boolean(),
  allowed: z.array(z.enum(["rectify", "recheck"])),
});
export const InspectionView = InspectionRow.extend({
  items: z.array(
    ItemView.extend({
      mark: Mark.nullable(),
      note: z.string(),
      /** What the system's own records say, and the mark they stand for. */
      told: z.object({ mark: Mark.nullable(), words: z.string() }).nullable(),
    }),
  ),
  visitedBy: z.string().nullable(),
  photos: z.array(z.object({ id: z.uuid(), slot: z.string() })),
  history: z.array(z.object({ id: z.uuid(), visitedOn: z.string().nullable(), score: z.int().nullable() })),
  findingList: z.array(Finding),
  allowed: z.array(z.enum(["visit"])),
});
export const VisitRequest = z.object({
  /** Made on the phone, so that a visit sent twice is one. */
  visitId: z.uuid(),
  visitedOn: z.iso.date(),
  answers: z.record(z.string(), z.object({ mark: Mark, note: z.string().trim().max(500).default("") })),
  findings: z
    .array(z.object({ item: z.string(), words: Words, days: z.int().min(1).max(90) }))
    .max(60)
    .default([]),
});
export const Scored = z.object({ score: z.int() });
export const PhotoQuery = z.object({ slot: z.string().regex(/^[a-z_]{2,30}(\.\d)?$/) });
export const PhotoParams = z.object({ inspectionId: z.uuid(), photoId: z.uuid() });
export const FindingParams = z.object({ findingId: z.uuid() });
export const WordsRequest = z.object({ words: Words });
export const RecheckRequest = z.object({ isRight: z.boolean(), words: Words });

export const CallRow = z.object({
  id: z.uuid(),
  organisation: z.string(),
  calledOn: z.string(),
  topic: z.string(),
  marks: z.array(z.enum(callMarks)),
  score: z.int(),
  words: z.string(),
  by: z.string(),
});
export const PageQuery = z.object(page);
export const CallList = z.object({
  rows: z.array(CallRow),
  total: z.int(),
  next: z.uuid().nullable(),
  average: z.int().nullable(),
  allowed: z.array(z.enum(["note"])),
});
export const CallRequest = z.object({
  organisationId: z.uuid(),
  calledOn: z.iso.date(),
  topic: Words,
  marks: z.array(z.enum(callMarks)).max(5),
  words: z.string().trim().max(500).default(""),
});
