import { z } from "zod";

export const kinds = ["leaders", "committees", "units"] as const;
export const Kind = z.enum(kinds);
const Colour = z.enum(["green", "yellow", "red"]);

/** One line of the monthly table, in the columns of the exchange of notices. Money in cents as text. */
export const TableRow = z.object({
  organisationId: z.uuid(),
  name: z.string(),
  goal: z.int(),
  newUnits: z.int(),
  newPeople: z.int(),
  units: z.int(),
  people: z.int(),
  completionBp: z.int().nullable(),
  paceBp: z.int().nullable(),
  rank: z.int(),
  /** Places gained since the last table; null where it was not on it. */
  climbed: z.int().nullable(),
  baseDue: z.string(),
  baseReceived: z.string(),
  subsidyDue: z.string(),
  subsidyReceived: z.string(),
  claims: z.int(),
  benefits: z.string(),
  /** From filing to decision, in tenths of a day. */
  meanDays10: z.int().nullable(),
  aware: z.int(),
  valid: z.int(),
  colour: Colour,
  /** What holds it back, and what is to be done. */
  problem: z.string(),
});

export const BulletinRow = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: Kind,
  asOf: z.string(),
  title: z.string(),
  publishedOn: z.string(),
  publishedBy: z.string(),
  told: z.int(),
});
export const PageQuery = z.object({
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const BulletinList = z.object({
  rows: z.array(BulletinRow),
  total: z.int(),
  next: z.uuid().nullable(),
  /** Reporting days that no bulletin of each kind tells of yet, the last first. */
  open: z.array(z.object({ kind: Kind, asOf: z.string() })),
  allowed: z.array(z.enum(["publish"])),
});
export const BulletinParams = z.object({ bulletinId: z.uuid() });
export const BulletinView = BulletinRow.extend({ words: z.string(), table: z.array(TableRow) });
export const DraftQuery = z.object({ kind: Kind, asOf: z.iso.date() });
export const Draft = z.object({
  kind: Kind,
  asOf: z.string(),
  title: z.string(),
  words: z.string(),
  table: z.array(TableRow),
});
export const PublishRequest = DraftQuery.extend({
  title: z.string().trim().min(2).max(200),
  words: z.string().trim().min(2).max(5_000),
});
export const Made = z.object({ id: z.uuid() });

export const rhythms = ["weekly", "fortnightly", "monthly"] as const;
export const DispatchQuery = z.object({ rhythm: z.enum(rhythms).default("weekly") });
export const Dispatch = z.object({
  rhythm: z.enum(rhythms),
  from: z.string(),
  until: z.string(),
  asOf: z.string().nullable(),
  counts: z.object({ green: z.int(), yellow: z.int(), red: z.int() }),
  behind: z.array(
    z.object({
      organisationId: z.uuid(),
      name: z.string(),
      union: z.string(),
      paceBp: z.int().nullable(),
      colour: Colour,
    }),
  ),
  /** What was decided or promised and is still owed, the latest first. */
  owed: z.array(
    z.object({
      id: z.uuid(),
      who: z.string(),
      words: z.string(),
      dueOn: z.string(),
      dutyId: z.uuid().nullable(),
      isDone: z.boolean(),
      isLate: z.boolean(),
    }),
  ),
  /** Duties that fell due in the days: in time, all. */
  inTime: z.int(),
  due: z.int(),
  agenda: z.array(z.string()),
});
