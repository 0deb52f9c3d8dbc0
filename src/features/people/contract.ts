import { z } from "zod";
import { type PlainDate, parseDate } from "#core/dates.ts";
import { purposes } from "#core/purposes.ts";

export const PersonParams = z.object({ personId: z.uuid() });

const Day = z.string().refine((text) => parseDate(text) !== undefined, "请填写日期，例如1970-01-31。");

/** By part of a name or a whole identity number: sent in the body, because an address is written down in many places. */
export const PeopleSearchRequest = z.object({
  text: z.string().max(60).optional(),
  organisationId: z.uuid().optional(),
  after: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});

export const PersonRow = z.object({
  id: z.uuid(),
  name: z.string(),
  sex: z.enum(["male", "female"]).nullable(),
  organisationId: z.uuid(),
  organisationName: z.string(),
  unionName: z.string(),
  idNumber: z.string().nullable(),
  phone: z.string().nullable(),
});

export const PeopleList = z.object({
  rows: z.array(PersonRow),
  total: z.number(),
  next: z.string().nullable(),
});

const Identifier = z.object({ kind: z.string(), number: z.string() });

export const PersonPage = z.object({
  id: z.uuid(),
  name: z.string(),
  sex: z.enum(["male", "female"]).nullable(),
  bornOn: z.string().nullable(),
  archiveBornOn: z.string().nullable(),
  organisationId: z.uuid(),
  organisationName: z.string(),
  unionName: z.string(),
  employedFrom: z.string().nullable(),
  phone: z.string().nullable(),
  card: z.string().nullable(),
  mergedInto: z.uuid().nullable(),
  version: z.number(),
  identifiers: z.array(Identifier),
  employers: z.array(
    z.object({ name: z.string(), from: z.string().nullable(), until: z.string().nullable() }),
  ),
  merged: z.array(z.object({ id: z.uuid(), name: z.string() })),
  allowed: z.array(z.string()),
});

export const UnmaskParams = z.object({ personId: z.uuid(), field: z.enum(["number", "phone", "card"]) });
export const UnmaskRequest = z.object({ purpose: z.enum(purposes) });
export const Unmasked = z.object({ value: z.string() });

export const ArchiveBirthDateRequest = z.object({
  bornOn: Day.transform((text) => text as PlainDate).nullable(),
  expectedVersion: z.number().int().optional(),
});

export const ProposeMergeRequest = z.object({
  keptId: z.uuid(),
  mergedId: z.uuid(),
  reason: z.string().trim().min(2).max(200),
});
export const MergeParams = z.object({ mergeId: z.uuid() });
export const DecideMergeRequest = z.object({
  decision: z.enum(["merge", "refuse"]),
  note: z.string().trim().max(200).optional(),
});
export const MergeQuery = z.object({ state: z.enum(["proposed", "merged", "refused"]).default("proposed") });

const MergeSide = z.object({
  id: z.uuid(),
  name: z.string(),
  organisationName: z.string(),
  bornOn: z.string().nullable(),
  idNumbers: z.array(z.string()),
});

export const MergeList = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      state: z.enum(["proposed", "merged", "refused"]),
      reason: z.string(),
      proposedByName: z.string().nullable(),
      proposedAt: z.string(),
      decidedByName: z.string().nullable(),
      decidedAt: z.string().nullable(),
      decisionNote: z.string().nullable(),
      kept: MergeSide,
      merged: MergeSide,
      mayDecide: z.boolean(),
    }),
  ),
  total: z.number(),
  next: z.null(),
});
export const Made = z.object({ id: z.uuid() });
export const Done = z.object({ done: z.literal(true) });
