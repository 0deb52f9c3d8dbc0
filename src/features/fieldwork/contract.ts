import { z } from "zod";
import { owedShape } from "#features/duties/contract.ts";

const Words = z.string().trim().min(2).max(200);
const Day = z.iso.date();
const listOf = <T extends z.ZodType>(row: T) =>
  z.object({ rows: z.array(row), total: z.int(), next: z.uuid().nullable() });
export const Made = z.object({ id: z.uuid() });
export const PageQuery = z.object({
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const AreaRow = z.object({
  id: z.uuid(),
  name: z.string(),
  holder: z.string(),
  organisation: z.string(),
  fromOn: z.string(),
  units: z.int(),
  /** Of its units: how many were visited in the last 90 days. */
  visited: z.int(),
  names: z.array(z.string()),
});
export const AreaList = z.object({
  rows: z.array(AreaRow),
  total: z.int(),
  next: z.null(),
  /** Units of the asker's part that lie in an area, of all of them. */
  covered: z.int(),
  unitsInAll: z.int(),
  allowed: z.array(z.enum(["draw"])),
});
export const AreaRequest = z.object({
  name: Words,
  holder: z.string().trim().min(2).max(40),
  fromOn: Day,
  organisationIds: z.array(z.uuid()).min(1).max(2_000),
});

export const metKinds = ["party_head", "manager", "union_chair", "clerk", "workers"] as const;
export const PromiseView = z.object({
  id: z.uuid(),
  organisation: z.string(),
  words: z.string(),
  dueOn: z.string(),
  ...owedShape,
});
export const VisitRow = z.object({
  id: z.uuid(),
  organisation: z.string(),
  met: z.enum(metKinds),
  purpose: z.string(),
  outcome: z.string(),
  visitedOn: z.string(),
  visitor: z.string(),
  promises: z.array(PromiseView),
  kept: z.int(),
});
export const VisitList = listOf(VisitRow).extend({
  /** Different organisations that were visited. */
  places: z.int(),
  allowed: z.array(z.enum(["note"])),
});
export const VisitRequest = z.object({
  organisationId: z.uuid(),
  met: z.enum(metKinds),
  purpose: Words,
  outcome: z.string().trim().max(1_000).default(""),
  visitedOn: Day,
  promises: z
    .array(
      z.object({
        /** Who promised: the place itself, or the visitor's own organisation. */
        by: z.enum(["us", "them"]),
        words: Words,
        dueOn: Day,
      }),
    )
    .max(20)
    .default([]),
});

export const foundingKinds = ["union_founded", "member_congress", "workers_congress"] as const;
export const FoundingRow = z.object({
  id: z.uuid(),
  organisation: z.string(),
  kind: z.enum(foundingKinds),
  heldOn: z.string(),
  attended: z.int(),
  willing: z.int(),
  note: z.string(),
});
export const FoundingList = listOf(FoundingRow).extend({
  attended: z.int(),
  willing: z.int(),
  allowed: z.array(z.enum(["note"])),
});
export const FoundingRequest = z.object({
  organisationId: z.uuid(),
  kind: z.enum(foundingKinds),
  heldOn: Day,
  attended: z.int().min(1).max(1_000_000),
  willing: z.int().min(0).max(1_000_000),
  note: z.string().trim().max(500).default(""),
});
