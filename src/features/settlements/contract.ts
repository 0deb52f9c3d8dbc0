import { z } from "zod";
import { feedSources, feedStates, outcomeNames } from "./text.ts";

const keysOf = <T extends object>(of: T) => Object.keys(of) as [keyof T & string, ...(keyof T & string)[]];
const Count = z.int().min(0);
const Yuan = z.string().regex(/^-?\d+\.\d{2}$/);
const Id = z.uuid();

export const FeedParams = z.object({ feedId: Id });
export const SettledParams = z.object({ claimId: Id });
export const Done = z.object({ done: z.literal(true) });

export const FeedReply = z.object({ feedId: Id, isSame: z.boolean(), jobId: Id.nullable() });

export const FeedListQuery = z.object({
  after: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const Outcome = z.enum(keysOf(outcomeNames));

const FeedHead = z.object({
  id: Id,
  number: z.string().nullable(),
  name: z.string(),
  source: z.enum(keysOf(feedSources)),
  state: z.enum(keysOf(feedStates)),
  receivedAt: z.string(),
  receivedBy: z.string(),
  lines: Count,
  opened: Count,
  problems: Count,
});
export const FeedList = z.object({ rows: z.array(FeedHead), total: Count, next: z.string().nullable() });

export const FeedPage = FeedHead.omit({ problems: true, opened: true }).extend({
  reversals: Count,
  total: Yuan,
  fundPay: Yuan,
  ownPay: Yuan,
  noConsent: Count,
  unknownPerson: Count,
  known: Count,
  /** Kept lines by what became of them. */
  outcomes: z.array(z.object({ outcome: Outcome, lines: Count })),
  confirmed: Count,
  benefit: Yuan,
  problemCount: Count,
  problems: z.array(z.string()),
});

export const LineQuery = z.object({
  outcome: Outcome.optional(),
  after: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const LineList = z.object({
  rows: z.array(
    z.object({
      id: Id,
      line: z.int(),
      name: z.string(),
      unitName: z.string(),
      outcome: Outcome,
      /** Why nothing is paid, or which sums differ from the claim it was joined to; empty where there is nothing to say. */
      why: z.string(),
      claim: z.object({ id: Id, number: z.string().nullable(), state: z.string() }).nullable(),
    }),
  ),
  total: Count,
  next: z.string().nullable(),
});

export const CorrectionList = z.object({
  rows: z.array(
    z.object({
      id: Id,
      line: z.int(),
      feedNumber: z.string(),
      claim: z.object({ id: Id, number: z.string().nullable() }).nullable(),
      isWaiting: z.boolean(),
      what: z.string(),
      notedAt: z.string(),
    }),
  ),
  total: Count,
  next: z.null(),
});

/** What the sender may know of what it sent: counts and faults, nothing of a person. */
export const SentFeed = FeedPage.pick({
  id: true,
  number: true,
  state: true,
  lines: true,
  problemCount: true,
  problems: true,
});

export const SourceView = z.object({
  url: z.string().nullable(),
  hasToken: z.boolean(),
  isActive: z.boolean(),
  askedAt: z.string().nullable(),
  problem: z.string().nullable(),
});
export const SourceRequest = z.object({
  url: z
    .string()
    .trim()
    .max(500)
    .regex(/^https?:\/\/[^\s/]+/, "请填写以 https:// 或 http:// 开头的网址。"),
  token: z.string().trim().max(500).optional(),
  isActive: z.boolean(),
});

/** What waits for a worker: worked out, to be confirmed or declined. */
export const SettledView = z.object({
  claimId: Id,
  planName: z.string(),
  kind: z.string(),
  on: z.string(),
  endedOn: z.string(),
  hospital: z.string(),
  total: Yuan,
  paidByOthers: Yuan,
  benefit: Yuan,
  fileUntil: z.string().nullable(),
});
export const MySettled = z.object({
  rows: z.array(SettledView),
  /** The card on the roster, masked. */
  card: z.string().nullable(),
  /** The text to agree to before health data are handled; null where that was said already. */
  consentVersion: z.string().nullable(),
});
export const ConfirmRequest = z.object({
  /** Without one: the card on the roster. */
  account: z
    .string()
    .transform((text) => text.normalize("NFKC").replace(/[\s-]/gu, ""))
    .pipe(z.string().regex(/^\d{12,19}$/, "银行卡号是12至19位数字。"))
    .optional(),
  bankName: z.string().trim().max(60),
  consentVersion: z.string().max(20).optional(),
});
export const ConfirmReply = z.object({ number: z.string() });
