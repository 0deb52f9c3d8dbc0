import { z } from "zod";
import { type Cents, parseYuan } from "#core/money.ts";
import { donationStates, donorKinds, forms, uses } from "./rules/donation.ts";
import { grantSources, grantStates } from "./rules/grant.ts";

const Yuan = z.string().regex(/^-?\d+\.\d{2}$/);
const Amount = z
  .string()
  .refine((text) => (parseYuan(text) ?? 0n) > 0n, "请填写大于0的金额，最多两位小数。")
  .transform((text) => parseYuan(text) as Cents);
const Day = z.iso.date();
const words = (most: number) => z.string().trim().min(2, "请写清楚，至少两个字。").max(most);
const optional = (most: number) => z.string().trim().min(1).max(most).optional();
const page = {
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
const listOf = <T extends z.ZodType>(row: T) =>
  z.object({ rows: z.array(row), total: z.int(), next: z.uuid().nullable() });

export const Made = z.object({ id: z.uuid() });
export const Done = z.object({ done: z.boolean() });
export const WordsRequest = z.object({ words: words(1_000) });
export const ClaimRequest = z.object({ lineId: z.uuid(), amount: Amount });
export const ArrivalParams = z.object({ arrivalId: z.uuid() });

export const LineQuery = z.object({ kind: z.enum(["donation", "fiscal_grant"]) });
export const LineList = z.object({
  rows: z.array(
    z.object({ id: z.uuid(), on: z.string(), name: z.string(), memo: z.string(), amount: Yuan, left: Yuan }),
  ),
});

export const DonationRow = z.object({
  id: z.uuid(),
  number: z.string(),
  donorKind: z.enum(donorKinds),
  donor: z.string(),
  form: z.enum(forms),
  goods: z.string().nullable(),
  purpose: z.string(),
  isRestricted: z.boolean(),
  amount: Yuan,
  received: Yuan,
  allocated: Yuan,
  state: z.enum(donationStates),
  pledgedOn: z.string(),
});
export const donationFilters = ["open", "pledged", "to_receipt", "to_use", "to_report", "all"] as const;
export const DonationQuery = z.object({ show: z.enum(donationFilters).default("all"), ...page });
export const DonationList = listOf(DonationRow).extend({
  counts: z.record(z.enum(donationFilters), z.int()),
  /** Money and goods that came; what may be granted for anything; what is bound to a purpose and not used yet. */
  sums: z.object({ money: Yuan, goods: Yuan, free: Yuan, bound: Yuan, unclaimed: Yuan }),
  allowed: z.array(z.enum(["pledge"])),
});
export const DonationRequest = z.object({
  donorKind: z.enum(donorKinds),
  donorName: optional(60),
  contact: optional(120),
  amount: Amount,
  goods: optional(200),
  useFor: z.enum(uses).optional(),
  purpose: words(100),
  isRestricted: z.boolean(),
  agreement: optional(60),
  activityId: z.uuid().optional(),
  pledgedOn: Day,
});
export const DonationParams = z.object({ donationId: z.uuid() });
export const GoodsRequest = z.object({ on: Day, note: words(300) });
export const Arrival = z.object({
  id: z.uuid(),
  on: z.string(),
  amount: Yuan,
  note: z.string(),
  byBank: z.boolean(),
  receipt: z
    .object({
      requestId: z.uuid(),
      state: z.string(),
      number: z.string().nullable(),
      issuedOn: z.string().nullable(),
    })
    .nullable(),
});
export const Use = z.object({
  grantId: z.uuid(),
  number: z.string(),
  amount: Yuan,
  useFor: z.enum(uses),
  purpose: z.string(),
  resolution: z.string(),
  on: z.string(),
});
export const DonationPage = DonationRow.extend({
  useFor: z.enum(uses).nullable(),
  agreement: z.string().nullable(),
  activity: z.string().nullable(),
  /** To whom registers donations only. */
  contact: z.string().nullable(),
  receiptWaived: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
  registeredBy: z.string(),
  open: Yuan,
  left: Yuan,
  agency: z.string(),
  arrivals: z.array(Arrival),
  uses: z.array(Use),
  reports: z.array(
    z.object({ id: z.uuid(), amount: Yuan, words: z.string(), by: z.string(), on: z.string() }),
  ),
  allowed: z.array(
    z.enum(["claim", "receive_goods", "release", "waive_receipt", "withdraw", "report", "propose"]),
  ),
});

export const FiscalRow = z.object({
  id: z.uuid(),
  number: z.string(),
  issuer: z.string(),
  document: z.string(),
  issuedOn: z.string(),
  useFor: z.enum(uses),
  purpose: z.string(),
  amount: Yuan,
  received: Yuan,
  allocated: Yuan,
});
export const FiscalQuery = z.object(page);
export const FiscalList = listOf(FiscalRow).extend({
  sums: z.object({ amount: Yuan, received: Yuan, left: Yuan, unclaimed: Yuan }),
  allowed: z.array(z.enum(["register"])),
});
export const FiscalRequest = z.object({
  issuer: words(60),
  document: words(60),
  issuedOn: Day,
  useFor: z.enum(uses),
  purpose: words(100),
  amount: Amount,
});
export const FiscalParams = z.object({ fiscalGrantId: z.uuid() });
export const FiscalPage = FiscalRow.extend({
  open: Yuan,
  left: Yuan,
  registeredBy: z.string(),
  arrivals: z.array(Arrival),
  uses: z.array(Use),
  allowed: z.array(z.enum(["claim", "release", "propose"])),
});

export const GrantRow = z.object({
  id: z.uuid(),
  number: z.string(),
  source: z.enum(grantSources),
  useFor: z.enum(uses),
  purpose: z.string(),
  amount: Yuan,
  resolution: z.string(),
  resolvedOn: z.string(),
  state: z.enum(grantStates),
  proposedBy: z.string(),
  proposedOn: z.string(),
});
export const grantFilters = ["open", "all"] as const;
export const GrantQuery = z.object({ show: z.enum(grantFilters).default("open"), ...page });
export const GrantList = listOf(GrantRow).extend({
  counts: z.object({ open: z.int(), all: z.int() }),
  free: Yuan,
  allowed: z.array(z.enum(["propose"])),
});
export const GrantRequest = z.object({
  source: z.enum(grantSources),
  sourceId: z.uuid().optional(),
  useFor: z.enum(uses),
  purpose: words(100),
  amount: Amount,
  resolution: z.string().trim().min(4, "请写明是哪次会议、哪份文件定的。").max(200),
  resolvedOn: Day,
});
export const GrantParams = z.object({ grantId: z.uuid() });
export const GrantPage = GrantRow.extend({
  /** Out of what: the one that was named, or the parts once it is granted. */
  from: z.array(z.object({ id: z.uuid(), number: z.string(), who: z.string(), amount: Yuan.nullable() })),
  decidedBy: z.string().nullable(),
  decidedOn: z.string().nullable(),
  decision: z.string().nullable(),
  entryId: z.uuid().nullable(),
  takenBack: z.object({ on: z.string(), by: z.string(), reason: z.string() }).nullable(),
  allowed: z.array(z.enum(["decide", "withdraw", "take_back"])),
});
export const DecisionRequest = z.object({ grants: z.boolean(), words: words(300) });
