import { z } from "zod";

const Words = z.string().trim().min(2).max(2000);
const Title = z.string().trim().min(2).max(100);
const Day = z.iso.date();
const listOf = <T extends z.ZodType>(row: T) =>
  z.object({ rows: z.array(row), total: z.int(), next: z.uuid().nullable() });
export const Made = z.object({ id: z.uuid() });
export const Done = z.object({ done: z.boolean() });
export const PageQuery = z.object({
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const CaseState = z.enum(["submitted", "returned", "accepted", "published"]);
export const CaseRow = z.object({
  id: z.uuid(),
  title: z.string(),
  organisation: z.string(),
  state: CaseState,
  submittedOn: z.string(),
  publishedOn: z.string().nullable(),
  adoptions: z.int(),
});
/** Organisations that adopted a case of somebody else's, of all in the city that could. */
const Rate = z.object({ adopters: z.int(), organisations: z.int() });
export const CaseList = listOf(CaseRow).extend({
  counts: z.object({ published: z.int(), adoptions: z.int() }),
  rate: Rate,
  visits: z.array(
    z.object({
      id: z.uuid(),
      organisation: z.string(),
      words: z.string(),
      heldOn: z.string(),
      guests: z.int(),
    }),
  ),
  allowed: z.array(z.enum(["submit", "note_visit"])),
});
export const CasePage = CaseRow.extend({
  body: z.string(),
  submittedBy: z.string(),
  reason: z.string().nullable(),
  checkedBy: z.string().nullable(),
  adopters: z.array(z.object({ organisation: z.string(), since: z.string() })),
  rate: Rate,
  allowed: z.array(z.enum(["resubmit", "check", "publish", "adopt"])),
});
export const CaseParams = z.object({ caseId: z.uuid() });
export const CaseRequest = z.object({ organisationId: z.uuid(), title: Title, body: Words });
export const ResubmitRequest = CaseRequest.omit({ organisationId: true });
export const CheckRequest = z.object({
  accepts: z.boolean(),
  reason: z.string().trim().max(500).default(""),
});
export const AdoptionRequest = z.object({ organisationId: z.uuid(), since: Day });
export const VisitRequest = z.object({
  organisationId: z.uuid(),
  words: z.string().trim().min(2).max(300),
  heldOn: Day,
  guestIds: z.array(z.uuid()).min(1).max(500),
});

export const Part = z.enum(["coverage", "funding", "service", "awareness", "inspection", "innovation"]);
export const SheetRow = z.object({
  id: z.uuid(),
  organisationId: z.uuid(),
  name: z.string(),
  union: z.string(),
  isUnit: z.boolean(),
  /** Hundredths of points of 100; null where nothing could be scored. */
  score: z.int().nullable(),
  weight: z.int(),
  isModel: z.boolean(),
});
export const SheetQuery = z.object({
  asOf: Day.optional(),
  level: z.enum(["units", "unions"]).default("units"),
  after: z
    .string()
    .regex(/^-?\d{1,6}~[0-9a-f-]{36}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const Weights = z.object({
  coverage: z.int().min(0).max(100),
  funding: z.int().min(0).max(100),
  service: z.int().min(0).max(100),
  awareness: z.int().min(0).max(100),
  inspection: z.int().min(0).max(100),
  innovation: z.int().min(0).max(100),
});
export const SheetList = z.object({
  rows: z.array(SheetRow),
  total: z.int(),
  next: z.string().nullable(),
  asOf: z.string().nullable(),
  days: z.array(z.string()),
  weights: Weights,
  allowed: z.array(z.enum(["take", "set_rule", "propose"])),
});
export const SheetPage = SheetRow.extend({
  asOf: z.string(),
  takenBy: z.string(),
  ruleVersion: z.int(),
  parts: z.array(
    z.object({
      part: Part,
      weight: z.int(),
      got: z.string().nullable(),
      of: z.string().nullable(),
      points: z.int().nullable(),
    }),
  ),
  incentives: z.array(
    z.object({
      kind: z.enum(["funds", "preference", "honour"]),
      words: z.string(),
      on: z.string(),
      by: z.string(),
    }),
  ),
  allowed: z.array(z.enum(["note_incentive", "propose"])),
});
export const SheetParams = z.object({ sheetId: z.uuid() });
export const TakeRequest = z.object({ asOf: Day });
export const Taken = z.object({ sheets: z.int() });
export const ScoreRuleRequest = Weights.extend({ validFrom: Day });
export const IncentiveRequest = z.object({
  kind: z.enum(["funds", "preference", "honour"]),
  words: z.string().trim().min(2).max(300),
  on: Day,
});

export const ModelState = z.enum(["noticed", "published", "dropped"]);
export const ModelRow = z.object({
  id: z.uuid(),
  /** Where it lies in the asker's part. */
  sheetId: z.uuid().nullable(),
  unit: z.string(),
  month: z.string(),
  reason: z.string(),
  score: z.int().nullable(),
  state: ModelState,
  noticeUntil: z.string(),
  proposedBy: z.string(),
  decidedBy: z.string().nullable(),
  decidedOn: z.string().nullable(),
  /** Those that the asker may see. */
  objections: z.array(
    z.object({
      id: z.uuid(),
      words: z.string(),
      by: z.string(),
      at: z.string(),
      answer: z.string().nullable(),
    }),
  ),
  allowed: z.array(z.enum(["object", "answer", "publish", "drop"])),
});
export const ModelList = listOf(ModelRow).extend({ noticePath: z.string(), onNotice: z.int() });
export const MyModels = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      unit: z.string(),
      month: z.string(),
      reason: z.string(),
      state: ModelState,
      noticeUntil: z.string(),
      isOnNotice: z.boolean(),
      objections: z.array(z.object({ words: z.string(), answer: z.string().nullable() })),
    }),
  ),
});
export const ModelParams = z.object({ modelId: z.uuid() });
export const ObjectionParams = z.object({ objectionId: z.uuid() });
export const ProposalRequest = z.object({ sheetId: z.uuid(), reason: z.string().trim().min(2).max(500) });
export const WordsRequest = z.object({ words: z.string().trim().min(2).max(500) });

export const commendationKinds = ["donor", "ambassador", "unit"] as const;
export const CommendationRow = z.object({
  id: z.uuid(),
  kind: z.enum(commendationKinds),
  who: z.string(),
  reason: z.string(),
  on: z.string(),
  isPublic: z.boolean(),
});
export const CommendationList = listOf(CommendationRow).extend({ allowed: z.array(z.enum(["note"])) });
export const CommendationRequest = z.object({
  kind: z.enum(commendationKinds),
  organisationId: z.uuid().optional(),
  donorName: z.string().trim().min(2).max(60).optional(),
  reason: z.string().trim().min(2).max(500),
  on: Day,
  isPublic: z.boolean(),
});

export const PublicParams = z.object({ city: z.coerce.number().int().min(100_000).max(999_999) });
