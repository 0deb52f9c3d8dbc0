import { z } from "zod";

export const AuditQuery = z.object({
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  event: z.string().max(80).optional(),
  actorId: z.string().max(80).optional(),
  from: z.iso.date("请填写日期，例如2025-01-10。").optional(),
  until: z.iso.date("请填写日期，例如2025-01-10。").optional(),
});

export const AuditLine = z.object({
  id: z.uuid(),
  at: z.string(),
  actorId: z.string(),
  actorName: z.string(),
  role: z.string(),
  event: z.string(),
  eventName: z.string(),
  facts: z.record(z.string(), z.unknown()),
  organisationName: z.string().nullable(),
  isSealed: z.boolean(),
});

export const AuditList = z.object({
  rows: z.array(AuditLine),
  total: z.number(),
  next: z.string().nullable(),
});

export const AuditVerdictView = z.object({
  sealed: z.number(),
  unsealed: z.number(),
  brokenAt: z.number().nullable(),
});
export type AuditLine = z.infer<typeof AuditLine>;
export type AuditVerdictView = z.infer<typeof AuditVerdictView>;
