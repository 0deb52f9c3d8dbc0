import { z } from "zod";
import { parseDate } from "#core/dates.ts";

const Yuan = z.string().regex(/^\d+\.\d{2}$/);
const Day = z.string().refine((text) => parseDate(text) !== undefined, "请写成 2025-01-10 这样的日期。");

export const PlanList = z.object({
  rows: z.array(
    z.object({
      code: z.string(),
      version: z.string(),
      name: z.string(),
      source: z.string(),
      validFrom: z.string(),
      validUntil: z.string().nullable(),
      months: z.int(),
      /** What one person costs in the actor's city today, or from the version's first day where that lies ahead. */
      price: Yuan.nullable(),
    }),
  ),
});

export const planStates = ["draft", "proposed", "published", "retired"] as const;
const PlanState = z.enum(planStates);

const VersionRow = z.object({
  code: z.string(),
  version: z.string(),
  name: z.string(),
  state: PlanState,
  validFrom: z.string().nullable(),
  /** The last day on which a cover may begin under it. */
  validThrough: z.string().nullable(),
  months: z.int().nullable(),
  price: Yuan.nullable(),
  clauses: z.int(),
  examples: z.int(),
  /** Who did the last thing to it, and when. */
  by: z.string(),
  at: z.string(),
});
export type VersionRow = z.output<typeof VersionRow>;

/** Every version, drafts too for those who write or publish them. */
export const VersionList = z.object({
  rows: z.array(VersionRow),
  total: z.int(),
  next: z.null(),
  allowed: z.array(z.enum(["draft"])),
});

/** One step of an explanation: which clause, what it says, the sum with its numbers, what came out. */
export const StepView = z.object({
  clause: z.string(),
  title: z.string(),
  formula: z.string(),
  amount: z.string(),
  /** Why nothing, or nothing more, is paid. */
  isReason: z.boolean(),
});
export const ExampleView = z.object({
  name: z.string(),
  expected: z.string(),
  outcome: z.string(),
  isRight: z.boolean(),
  steps: z.array(StepView),
});
export type ExampleView = z.output<typeof ExampleView>;

const TermView = z.object({ key: z.string(), label: z.string(), value: z.string(), clause: z.string() });

const ProblemView = z.object({
  /** `benefits[0].tiers[1].rate_bp`; empty where the whole file is meant. */
  key: z.string(),
  line: z.int(),
  text: z.string(),
});

/** What is wrong with a draft, what it lacks before it can go out, and what its examples come to. */
export const PlanCheck = z.object({
  problems: z.array(ProblemView),
  lacks: z.array(z.string()),
  examples: z.array(ExampleView),
});
export type PlanCheck = z.output<typeof PlanCheck>;

const planActions = ["edit", "propose", "discard", "return", "publish", "retire", "copy"] as const;

export const VersionPage = PlanCheck.extend({
  code: z.string(),
  version: z.string(),
  name: z.string(),
  source: z.string(),
  state: PlanState,
  /** Of a draft: to be sent with every change. */
  revision: z.int().nullable(),
  clauses: z.array(
    z.object({ clause: z.string(), title: z.string(), text: z.string(), states: z.array(z.string()) }),
  ),
  terms: z.array(TermView),
  /** The file itself, and what it says as plain values: what the editor starts from. */
  text: z.string(),
  document: z.record(z.string(), z.unknown()),
  course: z.array(z.object({ what: z.string(), by: z.string(), at: z.string().nullable() })),
  returned: z.object({ by: z.string(), note: z.string() }).nullable(),
  /** The other versions of the plan, to compare with. */
  others: z.array(z.object({ version: z.string(), state: PlanState })),
  allowed: z.array(z.enum(planActions)),
  /** Why this person may not publish it, where somebody else must. */
  publishBy: z.string().nullable(),
});
export type VersionPage = z.output<typeof VersionPage>;

export const VersionParams = z.object({ code: z.string().max(40), version: z.string().max(40) });

const Code = z
  .string()
  .max(40)
  .regex(/^[A-Z0-9][A-Z0-9-]*$/, "编码用大写字母、数字和短横，例如 HN-INP-80。");
const Version = z
  .string()
  .max(20)
  .regex(/^[0-9A-Za-z][0-9A-Za-z.-]*$/, "版本用数字、字母和点，例如 2026.1。");
const FileText = z.string().min(1).max(500_000);

/** A version from nothing, from another one, or from a file. */
export const NewDraft = z.union([
  z.strictObject({ code: Code, version: Version, name: z.string().min(1, "请填写名称。").max(60) }),
  z.strictObject({ code: Code, version: Version, from: z.string().max(20) }),
  z.strictObject({ text: FileText }),
]);

const revision = z.int().min(1);
/** What a draft says, as a file or as the form's values. */
export const DraftChange = z.union([
  z.strictObject({ revision, text: FileText }),
  z.strictObject({ revision, document: z.record(z.string(), z.unknown()) }),
]);
/** Both faces of what was sent, so that file and form stay one draft. */
export const SavedDraft = PlanCheck.extend({
  revision: z.int(),
  text: z.string(),
  document: z.record(z.string(), z.unknown()),
});
export type SavedDraft = z.output<typeof SavedDraft>;

export const Seen = z.object({ revision });
export const ReturnNote = z.object({ revision, note: z.string().trim().min(1, "请写明要改什么。").max(500) });
export const Retirement = z.object({ on: Day });
export const Changed = z.object({ changed: z.literal(true) });
export const DraftName = z.object({ code: z.string(), version: z.string() });

export const CompareQuery = z.object({ with: z.string().max(40) });
const Change = z.object({
  key: z.string(),
  label: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  clause: z.string(),
});
/** What is different between two versions of a plan, and what that does to the examples of either. */
export const ComparisonView = z.object({
  code: z.string(),
  before: z.object({ version: z.string(), state: PlanState }),
  after: z.object({ version: z.string(), state: PlanState }),
  terms: z.array(Change),
  clauses: z.array(Change),
  examples: z.array(
    z.object({
      name: z.string(),
      before: z.string(),
      after: z.string(),
      change: Yuan.or(z.string()).nullable(),
    }),
  ),
  sameExamples: z.int(),
});
export type ComparisonView = z.output<typeof ComparisonView>;

/** The plan file's schema as JSON Schema: what the editor draws its form from. */
export const PlanSchema = z.record(z.string(), z.unknown());
