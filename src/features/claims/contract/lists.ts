import { z } from "zod";
import { claimStates } from "../rules/claim.ts";
import { Cause, Channel, Instant, Kind, State, Yuan } from "./parts.ts";

export const paging = {
  after: z.string().max(120).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

/** `mine`: what the actor has taken; `open`: all that somebody still has to do with; `all`: everything but drafts. */
export const shows = ["mine", "open", "all", ...claimStates] as const;

export const ClaimListQuery = z.object({
  show: z.enum(shows).default("open"),
  plan: z.string().max(40).optional(),
  unit: z.uuid().optional(),
  late: z.enum(["yes"]).optional(),
  found: z.enum(["yes"]).optional(),
  free: z.enum(["yes"]).optional(),
  /** Whole number of a claim, or part of the claimant's name. */
  search: z.string().trim().max(60).optional(),
  ...paging,
});

export const ClaimRow = z.object({
  id: z.uuid(),
  number: z.string().nullable(),
  name: z.string(),
  unitId: z.uuid(),
  unitName: z.string(),
  planCode: z.string(),
  planName: z.string(),
  kind: Kind,
  cause: Cause,
  on: z.string(),
  endedOn: z.string(),
  filedOn: z.string().nullable(),
  channel: Channel,
  state: State,
  stateSince: Instant,
  dueOn: z.string().nullable(),
  daysLeft: z.int().nullable(),
  benefit: Yuan.nullable(),
  decision: z.enum(["payable", "declined", "returned"]).nullable(),
  hardFindings: z.int(),
  softFindings: z.int(),
  takenBy: z.string().nullable(),
  isMine: z.boolean(),
});

export const ClaimList = z.object({
  rows: z.array(ClaimRow),
  total: z.int(),
  next: z.string().nullable(),
  /** How many stand where, in the actor's part of the tree. */
  counts: z.record(State, z.int()),
  mine: z.int(),
  /** The stages that the actor reviews. */
  reviews: z.array(z.enum(["first_review", "second_review", "final_review"])),
  plans: z.array(z.object({ code: z.string(), name: z.string() })),
});

export const LoadList = z.object({
  rows: z.array(
    z.object({
      name: z.string(),
      /** Taken and not decided yet. */
      taken: z.int(),
      late: z.int(),
      /** Decided in the last seven days. */
      decided: z.int(),
    }),
  ),
  /** Waiting for nobody in particular, by stage. */
  free: z.object({ first_review: z.int(), second_review: z.int(), final_review: z.int() }),
});

export const SampleQuery = z.object({ show: z.enum(["open", "done"]).default("open"), ...paging });
export const SampleList = z.object({
  rows: z.array(
    z.object({
      claimId: z.uuid(),
      number: z.string(),
      name: z.string(),
      unitName: z.string(),
      planName: z.string(),
      benefit: Yuan,
      drawnAt: Instant,
      outcome: z.enum(["agreed", "differs"]).nullable(),
      note: z.string(),
      lookedAt: Instant.nullable(),
      lookedBy: z.string().nullable(),
    }),
  ),
  total: z.int(),
  next: z.string().nullable(),
  counts: z.object({ open: z.int(), agreed: z.int(), differs: z.int() }),
  /** How many were decided without a person. */
  straight: z.int(),
});

/** A worker's own claims, the latest first. */
export const MyClaims = z.object({
  rows: z.array(
    ClaimRow.pick({
      id: true,
      number: true,
      planName: true,
      kind: true,
      on: true,
      endedOn: true,
      state: true,
      dueOn: true,
      daysLeft: true,
      benefit: true,
      decision: true,
    }),
  ),
});
