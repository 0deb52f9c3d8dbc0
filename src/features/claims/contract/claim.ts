import { z } from "zod";
import { moves } from "../rules/claim.ts";
import { claimEvents } from "../rules/course.ts";
import {
  Cause,
  Certification,
  Channel,
  DocumentCode,
  Instant,
  Kind,
  PayeeKind,
  State,
  Yuan,
} from "./parts.ts";

const Figures = z.object({
  total: Yuan,
  outOfScope: Yuan,
  preSelfPay: Yuan,
  inScope: Yuan,
  fundPay: Yuan,
  deductiblePaid: Yuan,
  otherPay: Yuan,
});

export const Paper = z.object({
  id: z.uuid(),
  code: DocumentCode,
  name: z.string(),
  type: z.string(),
  bytes: z.number(),
  broughtAt: Instant,
});

export const Needed = z.object({
  code: DocumentCode,
  name: z.string(),
  clause: z.string(),
  /** Not there yet, or to be brought anew. */
  isMissing: z.boolean(),
});

/** One line of the explanation. `marks` are the figures of the settlement sheet that went in, by the field of the sheet. */
export const StepView = z.object({
  rule: z.string(),
  clause: z.string(),
  /** The clause in full, to read behind its number; empty where the plan has no text of it. */
  clauseText: z.string(),
  benefit: z.string().nullable(),
  title: z.string(),
  detail: z.string(),
  formula: z.string(),
  amount: z.string(),
  /** A limit that changed nothing. */
  isIdle: z.boolean(),
  reason: z.string().nullable(),
  marks: z.array(z.object({ field: z.string(), amount: z.string() })),
});

export const ResultView = z.object({
  number: z.int(),
  planVersion: z.string(),
  decision: z.enum(["payable", "declined", "returned"]),
  benefit: Yuan,
  reasons: z.array(z.object({ code: z.string(), title: z.string() })),
  lines: z.array(z.object({ benefit: z.string(), name: z.string(), amount: Yuan })),
  /** 能不能给: what was judged. */
  judged: z.array(StepView),
  /** 给多少: what was worked out. */
  worked: z.array(StepView),
  workedAt: Instant,
  /** SHA-256 of inputs, version and result: whoever works it out again comes to the same. */
  sha256: z.string(),
});

export const FindingView = z.object({
  code: z.string(),
  weight: z.enum(["hard", "soft"]),
  title: z.string(),
  detail: z.string(),
  claims: z.array(z.object({ id: z.uuid(), number: z.string() })),
  checkedBy: z.string().nullable(),
  checkedAt: Instant.nullable(),
});

export const HappeningView = z.object({
  key: z.string(),
  event: z.enum(claimEvents),
  at: Instant,
  by: z.string(),
  what: z.string(),
  note: z.string(),
});

export const PaymentView = z.object({
  kind: z.enum(["benefit", "difference", "recovery"]),
  amount: Yuan,
  state: z.enum(["ordered", "paid", "failed", "noted"]),
  on: z.string().nullable(),
  reason: z.string().nullable(),
});

export const AppealView = z.object({
  reason: z.string(),
  filedAt: Instant,
  outcome: z.enum(["upheld", "overturned"]).nullable(),
  answer: z.string(),
  decidedAt: Instant.nullable(),
  decidedBy: z.string().nullable(),
});

export const ClaimPage = z.object({
  id: z.uuid(),
  number: z.string().nullable(),
  version: z.int(),
  state: State,
  stateSince: Instant,
  dueOn: z.string().nullable(),
  /** Working days; days while an objection is decided. Negative where it is late. */
  daysLeft: z.int().nullable(),
  resumes: State.nullable(),
  channel: Channel,
  plan: z.object({ code: z.string(), version: z.string(), name: z.string() }),
  person: z.object({
    id: z.uuid(),
    name: z.string(),
    sex: z.enum(["female", "male"]).nullable(),
    idNumber: z.string(),
  }),
  unit: z.object({ id: z.uuid(), name: z.string() }),
  cover: z.object({ from: z.string(), through: z.string(), isRemitted: z.boolean() }),
  coverId: z.uuid(),
  kind: Kind,
  cause: Cause,
  on: z.string(),
  endedOn: z.string(),
  filedOn: z.string().nullable(),
  days: z.int(),
  grade: z.int().nullable(),
  figures: Figures,
  payeeKind: PayeeKind,
  certification: Certification.nullable(),
  takenBy: z.string().nullable(),
  isMine: z.boolean(),
  decision: z.enum(["payable", "declined", "returned"]).nullable(),
  benefit: Yuan.nullable(),
  wentStraight: z.boolean(),
  /** Null for whoever may see the claim and not the illness: the unit. */
  told: z
    .object({
      diagnosis: z.string(),
      illness: z.string(),
      hospital: z.string(),
      bill: z.string(),
      payee: z.object({ name: z.string(), account: z.string(), bankName: z.string() }).nullable(),
    })
    .nullable(),
  papers: z.array(Paper),
  needed: z.array(Needed),
  /** Faults of what was filled in, in sentences. */
  faults: z.array(z.object({ field: z.string(), code: z.string(), text: z.string() })),
  result: ResultView.nullable(),
  findings: z.array(FindingView),
  fine: z.array(z.string()),
  course: z.array(HappeningView),
  payments: z.array(PaymentView),
  appeals: z.array(AppealView),
  /** The last day on which the decision may be objected to. */
  appealUntil: z.string().nullable(),
  fileUntil: z.string().nullable(),
  canTakeBack: z.boolean(),
  sample: z.enum(["open", "agreed", "differs"]).nullable(),
  allowed: z.array(z.enum(moves)),
});
