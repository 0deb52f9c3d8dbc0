import { z } from "zod";
import { parseDate } from "#core/dates.ts";
import { parseYuan } from "#core/money.ts";
import { causes, eventKinds } from "#features/plans/rules/index.ts";
import { certifications } from "../rules/certification.ts";
import { channels, claimStates } from "../rules/claim.ts";
import { payeeKinds } from "../rules/papers.ts";

export const Day = z
  .string()
  .refine((text) => parseDate(text) !== undefined, "请填写日期，例如2025-01-10。")
  .transform((text) => parseDate(text) as NonNullable<ReturnType<typeof parseDate>>);

/** Yuan as the API writes them; what comes in is read as whole cents. */
export const Yuan = z.string().regex(/^-?\d+\.\d{2}$/);
export const Amount = z
  .string()
  .refine((text) => (parseYuan(text) ?? -1n) >= 0n, "请填写金额，例如1234.50。")
  .transform((text) => parseYuan(text) as NonNullable<ReturnType<typeof parseYuan>>);

export const Instant = z.iso.datetime();
export const State = z.enum(claimStates);
export const Kind = z.enum(eventKinds);
export const Cause = z.enum(causes);
export const Channel = z.enum(channels);
export const PayeeKind = z.enum(payeeKinds);
export const Certification = z.enum(certifications);
export const Version = z.int().optional();

export const ClaimParams = z.object({ claimId: z.uuid() });
export const PaperParams = z.object({ claimId: z.uuid(), documentId: z.uuid() });

export const Done = z.object({ done: z.literal(true) });
export const Note = z.string().trim().max(500);
export const Reason = z.string().trim().min(1, "请写明原因。").max(500);

/** A document by its code in the plan. */
export const DocumentCode = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/)
  .max(40);
