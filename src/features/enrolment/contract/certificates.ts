import { z } from "zod";
import { Day } from "./shapes.ts";

/** A worker's own certificate: what is still to be done before it can be taken. */
export const MyCertificate = z.object({
  coverId: z.uuid(),
  state: z.enum(["not_yet", "to_confirm", "ready"]),
  why: z.string(),
  name: z.string(),
  idNumber: z.string(),
  unit: z.string(),
  planName: z.string(),
  from: Day,
  through: Day,
  giftFrom: z.string().nullable(),
  confirmedAt: z.iso.datetime().nullable(),
  /** What is agreed to with the confirmation. */
  consent: z.object({ version: z.string(), title: z.string(), paragraphs: z.array(z.string()) }),
});
export const ConfirmCoverRequest = z.object({ version: z.string().min(1).max(20) });
export const CheckCoverQuery = z.object({ code: z.string().max(40).optional() });
export const CertificatesAsked = z.object({ jobId: z.string() });
/** The newest file of a roster's certificates, and how many of its people have confirmed. */
export const BatchCertificates = z.object({
  file: z.object({ people: z.int(), kind: z.enum(["pdf", "zip"]), madeAt: z.iso.datetime() }).nullable(),
  people: z.int(),
  confirmed: z.int(),
  mayAsk: z.boolean(),
  why: z.string(),
});
