import { z } from "zod";
import { Amount, Cause, Certification, Day, DocumentCode, Kind, PayeeKind, Version } from "./parts.ts";

/** Covers that somebody may claim under, the latest first. */
export const ChoicesQuery = z.object({ personId: z.uuid().optional() });
export const Choices = z.object({
  person: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  covers: z.array(
    z.object({
      coverId: z.uuid(),
      planCode: z.string(),
      planName: z.string(),
      unitName: z.string(),
      from: z.string(),
      /** The last covered day. */
      through: z.string(),
      isRemitted: z.boolean(),
      kinds: z.array(Kind),
      /** Days after the end of the event within which it may be claimed; null where there is no such rule. */
      filingDays: z.int().nullable(),
      /** What must be handed in, by kind of event and cause: so that it can be photographed without a network. */
      needed: z.array(
        z.object({
          kind: Kind,
          cause: Cause,
          papers: z.array(z.object({ code: DocumentCode, name: z.string() })),
        }),
      ),
    }),
  ),
});

export const DraftRequest = z.object({
  coverId: z.uuid(),
  kind: Kind,
  cause: Cause.default("illness"),
  on: Day,
  endedOn: Day,
  payeeKind: PayeeKind.default("self"),
});
export const DraftReply = z.object({ id: z.uuid() });

export const PayeeRequest = z.object({
  kind: PayeeKind,
  name: z.string().trim().max(50),
  account: z.string().trim().max(40),
  bankName: z.string().trim().max(60),
});

/** A step of the filing: what is left out stays as it is. */
export const StepRequest = z.object({
  expectedVersion: Version,
  kind: Kind.optional(),
  cause: Cause.optional(),
  on: Day.optional(),
  endedOn: Day.optional(),
  days: z.int().min(0).max(9999).optional(),
  grade: z.int().min(1).max(10).nullable().optional(),
  amounts: z
    .object({
      total: Amount.optional(),
      outOfScope: Amount.optional(),
      preSelfPay: Amount.optional(),
      inScope: Amount.optional(),
      fundPay: Amount.optional(),
      deductiblePaid: Amount.optional(),
      otherPay: Amount.optional(),
    })
    .optional(),
  diagnosis: z.string().trim().max(20).optional(),
  illness: z.string().trim().max(100).optional(),
  hospital: z.string().trim().max(100).optional(),
  bill: z.string().trim().max(60).optional(),
  payee: PayeeRequest.optional(),
});

export const PaperQuery = z.object({ code: DocumentCode });
export const PaperReply = z.object({ documentId: z.uuid() });

export const SubmitRequest = z.object({
  expectedVersion: Version,
  certifies: z.boolean().optional(),
  /** The clerk has the claimant's signed consent to the handling of health data. */
  hasConsent: z.boolean().optional(),
});
export const SubmitReply = z.object({
  number: z.string(),
  state: z.string(),
  certification: Certification.nullable(),
});
