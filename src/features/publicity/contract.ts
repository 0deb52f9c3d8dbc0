import { z } from "zod";

const Words = z.string().trim().min(2).max(200);
const Day = z.iso.date();
const page = {
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
const listOf = <T extends z.ZodType>(row: T) =>
  z.object({ rows: z.array(row), total: z.int(), next: z.uuid().nullable() });
export const Made = z.object({ id: z.uuid() });
export const Done = z.object({ done: z.boolean() });
export const PageQuery = z.object(page);

export const moveKinds = ["printed", "received", "issued", "used"] as const;
export const StockRow = z.object({
  organisationId: z.uuid(),
  organisation: z.string(),
  materialId: z.uuid(),
  material: z.string(),
  unitWord: z.string(),
  received: z.int(),
  given: z.int(),
  stock: z.int(),
});
export const Materials = z.object({
  rows: z.array(StockRow),
  total: z.int(),
  next: z.null(),
  materials: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      unitWord: z.string(),
      printed: z.int(),
      /** Unions below the city that ever received some, of all of them. */
      covered: z.int(),
      unions: z.int(),
    }),
  ),
  allowed: z.array(z.enum(["print", "move"])),
});
export const PrintRequest = z.object({
  name: Words,
  unitWord: z.string().trim().min(1).max(4),
  quantity: z.int().min(1).max(10_000_000),
  on: Day,
  note: z.string().trim().max(200).default(""),
});
export const MoveRequest = z.object({
  materialId: z.uuid(),
  fromId: z.uuid(),
  /** Whom it is issued to; used up where it is left out. */
  toId: z.uuid().optional(),
  quantity: z.int().min(1).max(10_000_000),
  on: Day,
  note: z.string().trim().max(200).default(""),
});

export const StoryRow = z.object({
  id: z.uuid(),
  kind: z.enum(["story", "film"]),
  title: z.string(),
  body: z.string(),
  unit: z.string(),
  state: z.enum(["drafted", "published", "withdrawn"]),
  draftedBy: z.string(),
  publishedBy: z.string().nullable(),
  publishedOn: z.string().nullable(),
  allowed: z.array(z.enum(["publish", "withdraw"])),
});
export const StoryList = listOf(StoryRow).extend({ allowed: z.array(z.enum(["draft"])) });
export const StoryParams = z.object({ storyId: z.uuid() });
export const StoryRequest = z.object({
  /** Whom the story is about, told from their unit; a film is about nobody, and the asker's own. */
  personId: z.uuid().optional(),
  title: Words,
  body: z.string().trim().min(10).max(5_000),
});
export const ReasonRequest = z.object({ reason: z.string().trim().min(2).max(300) });
export const MyStories = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(["story", "film"]),
      title: z.string(),
      body: z.string(),
      publishedOn: z.string(),
    }),
  ),
});
export const Ambassadors = z.object({
  rows: z.array(z.object({ id: z.uuid(), name: z.string(), unit: z.string(), since: z.string() })),
});
export const AmbassadorRequest = z.object({ personId: z.uuid(), since: Day });

export const activityKinds = [
  "mobilisation",
  "shift_talk",
  "lecture",
  "seminar",
  "match",
  "check_up",
  "zone",
  "visit",
  "charity",
] as const;
export const ActivityRow = z.object({
  id: z.uuid(),
  kind: z.enum(activityKinds),
  title: z.string(),
  place: z.string(),
  heldOn: z.string(),
  heads: z.int(),
  units: z.int(),
});
export const ActivityList = listOf(ActivityRow).extend({
  /** Units that any activity reached, of all units. */
  reached: z.int(),
  unitsInAll: z.int(),
  allowed: z.array(z.enum(["note"])),
});
export const ActivityRequest = z.object({
  kind: z.enum(activityKinds),
  title: Words,
  place: Words,
  heldOn: Day,
  heads: z.int().min(0).max(1_000_000),
  organisationIds: z.array(z.uuid()).max(2_000),
});

export const channels = [
  "newspaper",
  "television",
  "website",
  "wechat",
  "app",
  "short_video",
  "notice_board",
] as const;
export const audiences = ["everybody", "cadres", "units", "new_employment", "women"] as const;
export const MediaRow = z.object({
  id: z.uuid(),
  channel: z.enum(channels),
  audience: z.enum(audiences),
  outlet: z.string(),
  title: z.string(),
  isOwn: z.boolean(),
  mentions: z.int(),
  publishedOn: z.string(),
});
export const MediaList = listOf(MediaRow).extend({
  /** Each splits the same mentions. */
  byChannel: z.array(z.object({ channel: z.enum(channels), mentions: z.int() })),
  byAudience: z.array(z.object({ audience: z.enum(audiences), mentions: z.int() })),
  allowed: z.array(z.enum(["note"])),
});
export const MediaRequest = z.object({
  channel: z.enum(channels),
  audience: z.enum(audiences),
  outlet: Words,
  title: Words,
  isOwn: z.boolean(),
  mentions: z.int().min(1).max(10_000).default(1),
  publishedOn: Day,
});
