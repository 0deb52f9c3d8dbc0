import { z } from "zod";
import { measures, splits } from "./rules/measures.ts";

export const Colour = z.enum(["green", "yellow", "red"]);
const Mark = z.enum(["awareness", "late_money", "findings"]);
const Measure = z.enum(measures);

export const ProgressRow = z.object({
  id: z.uuid(),
  organisationId: z.uuid(),
  name: z.string(),
  union: z.string(),
  sector: z.string().nullable(),
  isUnit: z.boolean(),
  goal: z.int(),
  people: z.int(),
  units: z.int(),
  /** In basis points; null where nothing is to be reached. */
  completionBp: z.int().nullable(),
  paceBp: z.int().nullable(),
  colour: Colour,
  computed: Colour,
});

export const progressSorts = ["pace", "-pace", "name"] as const;
export const ProgressQuery = z.object({
  asOf: z.iso.date().optional(),
  colour: Colour.optional(),
  union: z.uuid().optional(),
  level: z.enum(["units", "unions"]).default("units"),
  after: z
    .string()
    .regex(/^\d{1,9}~[0-9a-f-]{36}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const ProgressList = z.object({
  rows: z.array(ProgressRow),
  total: z.int(),
  next: z.string().nullable(),
  asOf: z.string().nullable(),
  days: z.array(z.string()),
  counts: z.object({ green: z.int(), yellow: z.int(), red: z.int() }),
  whole: z
    .object({ goal: z.int(), people: z.int(), paceBp: z.int().nullable(), completionBp: z.int().nullable() })
    .nullable(),
});

export const WhyParams = z.object({ organisationId: z.uuid() });
export const Why = z.object({
  name: z.string(),
  history: z.array(
    z.object({
      standingId: z.uuid(),
      asOf: z.string(),
      colour: Colour,
      computed: Colour,
      paceBp: z.int().nullable(),
      completionBp: z.int().nullable(),
      goal: z.int(),
      people: z.int(),
      units: z.int(),
      unitGoal: z.int().nullable(),
      staff: z.int(),
      paid: z.int(),
      expiring: z.int(),
      renewed: z.int(),
      daysGone: z.int(),
      daysOfYear: z.int(),
      marks: z.array(Mark),
      greenFromBp: z.int(),
      yellowFromBp: z.int(),
      changes: z.array(z.object({ colour: Colour, reason: z.string(), by: z.string(), at: z.string() })),
    }),
  ),
  /** Goals of the ratios in the year of the last day, in basis points. */
  ratioGoals: z.object({
    participation: z.int().nullable(),
    renewals: z.int().nullable(),
    funds: z.int().nullable(),
  }),
  allowed: z.array(z.enum(["change"])),
});

export const StandingRequest = z.object({ asOf: z.iso.date() });
export const StandingParams = z.object({ standingId: z.uuid() });
export const ColourRequest = z.object({ colour: Colour, reason: z.string().trim().min(2).max(300) });
export const Done = z.object({ done: z.boolean() });

export const TargetQuery = z.object({
  year: z.coerce.number().int().min(2000).max(2200).optional(),
  parent: z.uuid().optional(),
});
export const TargetPage = z.object({
  year: z.int(),
  parent: z.object({
    id: z.uuid(),
    name: z.string(),
    above: z.uuid().nullable(),
    people: z.int().nullable(),
    units: z.int().nullable(),
  }),
  rows: z.array(
    z.object({
      organisationId: z.uuid(),
      name: z.string(),
      hasBelow: z.boolean(),
      staff: z.int(),
      people: z.int().nullable(),
      units: z.int().nullable(),
    }),
  ),
  definitions: z.record(Measure, z.string()),
  allowed: z.array(z.enum(["set"])),
});
export const GroupQuery = z.object({
  split: z.enum(splits).default("sector"),
  asOf: z.iso.date().optional(),
});
/** Units of one kind together on a reporting day, of the asker's part of the tree. Bases of ratios are whole numbers. */
export const GroupRow = z.object({
  value: z.string(),
  units: z.int(),
  /** Units with somebody in. */
  joined: z.int(),
  people: z.int(),
  /** Its own goal where one is set, else what its units are to reach together. */
  goal: z.int(),
  isOwnGoal: z.boolean(),
  startsOn: z.string().nullable(),
  endsOn: z.string().nullable(),
  completionBp: z.int().nullable(),
  /** Against its own days where they are set, else the year's. */
  paceBp: z.int().nullable(),
  staff: z.int(),
  /** Of units whose staff is known. */
  peopleOfStaff: z.int(),
  paid: z.int(),
  expiring: z.int(),
  renewed: z.int(),
  green: z.int(),
  yellow: z.int(),
  red: z.int(),
});
export const GroupList = z.object({
  rows: z.array(GroupRow),
  /** Of units without a goal, which are in no row: with the rows' they are all people of the asker's part. */
  beyond: z.object({ people: z.int(), joined: z.int() }),
  asOf: z.string().nullable(),
  days: z.array(z.string()),
  cityGoal: z.int().nullable(),
  allowed: z.array(z.enum(["set"])),
});
export const GroupRequest = z.object({
  year: z.int().min(2000).max(2200),
  split: z.enum(splits),
  goals: z
    .array(
      z.object({
        value: z.string().max(40),
        goal: z.int().min(0).max(100_000_000),
        startsOn: z.iso.date(),
        endsOn: z.iso.date(),
      }),
    )
    .min(1)
    .max(100),
});
const Goals = z
  .array(z.object({ organisationId: z.uuid(), goal: z.int().min(0).max(100_000_000) }))
  .min(1)
  .max(5_000);
export const TargetRequest = z.object({ year: z.int().min(2000).max(2200), measure: Measure, goals: Goals });
export const SpreadRequest = z.object({
  organisationId: z.uuid(),
  year: z.int().min(2000).max(2200),
  measure: Measure,
  parts: Goals.optional(),
  deep: z.boolean().default(false),
});
export const RuleRequest = z.object({
  greenFromBp: z.int().min(1).max(30_000),
  yellowFromBp: z.int().min(1).max(30_000),
  validFrom: z.iso.date(),
});
