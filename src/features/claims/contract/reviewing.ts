import { z } from "zod";
import { purposes } from "#core/purposes.ts";
import { hardChecks, softChecks } from "../rules/checks.ts";
import { StepRequest } from "./filing.ts";
import { Amount, DocumentCode, Note, Reason, Version, Yuan } from "./parts.ts";

const opening = { expectedVersion: Version };

export const OpeningRequest = z.object(opening);
export const CertifyRequest = z.object({ ...opening, isEmployed: z.boolean(), note: Note.optional() });
export const RecuseRequest = z.object({ note: Reason });
export const CheckParams = z.object({ claimId: z.uuid(), code: z.enum([...hardChecks, ...softChecks]) });
export const CheckRequest = z.object({ isChecked: z.boolean() });
export const PassRequest = z.object({ ...opening, expectedBenefit: Amount, note: Note.optional() });
export const BackRequest = z.object({ ...opening, note: Reason });
export const ReturnRequest = z.object({ ...opening, documents: z.array(DocumentCode).max(20), note: Reason });
export const RejectRequest = z.object({
  ...opening,
  reasons: z.array(z.string().max(40)).max(20),
  note: Note,
});
export const CorrectRequest = StepRequest.extend({ note: Note });
export const ReopenRequest = z.object({ ...opening, note: Reason });
export const WithdrawRequest = z.object({ ...opening, note: Note.optional() });
export const AppealRequest = z.object({ ...opening, reason: Reason });
export const AppealDecisionRequest = z.object({
  ...opening,
  outcome: z.enum(["upheld", "overturned"]),
  answer: Reason,
});
export const AccountRequest = z.object({
  ...opening,
  name: z.string().trim().max(50),
  account: z.string().trim().max(40),
  bankName: z.string().trim().max(60),
});
export const SampleRequest = z.object({ outcome: z.enum(["agreed", "differs"]), note: Note });

/** What a decision leads to, and until when it can be taken back. */
export const Decided = z.object({
  state: z.string(),
  number: z.string().nullable(),
  benefit: Yuan.nullable(),
});

const days = z.int().min(1);
const ClaimDays = z.object({
  certification: days.max(60),
  first: days.max(60),
  second: days.max(60),
  final: days.max(60),
  supplement: days.max(120),
  appealWithin: days.max(365),
  appealDecision: days.max(120),
});

export const SettingsRequest = z.object({
  days: ClaimDays,
  /** Up to here the city's second reviewer has the last word; null: always; 0.00: never. */
  cityFinalUpTo: Amount.nullable(),
  /** Benefits up to here go through without a person where nothing is found; null: none. */
  straightUpTo: Amount.refine((cents) => cents > 0n, "请填写大于0的金额，或不开启。").nullable(),
  /** The share looked at afterwards, in hundredths of a per cent. */
  sampleBp: z.int().min(0).max(10_000),
  /** Draws the sample together with a claim's id: whoever knows it can draw it again. */
  sampleSeed: z.string().trim().min(1, "请填写抽样种子，例如一个数字。").max(40),
});

export const SettingsView = z.object({
  days: ClaimDays,
  cityFinalUpTo: Yuan.nullable(),
  straightUpTo: Yuan.nullable(),
  sampleBp: z.int(),
  sampleSeed: z.string(),
  setAt: z.iso.datetime().nullable(),
  setByName: z.string().nullable(),
  allowed: z.array(z.enum(["set"])),
});

/** The account, or the whole name of the payee, for half a minute. */
export const UnmaskClaimParams = z.object({ claimId: z.uuid(), field: z.enum(["account", "payee"]) });
export const UnmaskClaimRequest = z.object({ purpose: z.enum(purposes) });
export const UnmaskedClaim = z.object({ value: z.string() });
