import { z } from "zod";
import { consentPurposes } from "./rules/consents.ts";

export const Done = z.object({ done: z.literal(true) });

const Phone = z.string().trim().min(1).max(30);
export const CodeRequest = z.object({ phone: Phone });
export const CodeSent = z.object({
  /** How long the code opens, and when another may be asked for, in seconds. */
  seconds: z.number(),
  again: z.number(),
  /** In a demo city only. */
  demoCode: z.string().optional(),
});
export const CodeSignIn = z.object({
  phone: Phone,
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, "验证码是6位数字，请核对。"),
});

export const MySession = z.object({
  /** Masked; null where nobody is signed in. */
  phone: z.string().nullable(),
  largeType: z.boolean(),
  person: z
    .object({ id: z.uuid(), name: z.string(), organisationName: z.string(), cityName: z.string() })
    .nullable(),
  request: z
    .object({
      state: z.enum(["asked", "refused"]),
      askedAt: z.string(),
      organisationName: z.string(),
      note: z.string().nullable(),
    })
    .nullable(),
  today: z.string(),
  demo: z
    .object({
      workers: z.array(
        z.object({
          name: z.string(),
          organisationName: z.string(),
          phone: z.string(),
          idNumber: z.string(),
        }),
      ),
    })
    .optional(),
});

export const BindingRequest = z.object({
  name: z.string().trim().min(1, "请填写姓名。").max(50),
  idNumber: z.string().trim().min(4, "请填写证件号码。").max(40),
});
export const LargeTypeRequest = z.object({ largeType: z.boolean() });

export const MyProfile = z.object({
  name: z.string(),
  sex: z.enum(["male", "female"]).nullable(),
  bornOn: z.string().nullable(),
  phone: z.string().nullable(),
  card: z.string().nullable(),
  idNumbers: z.array(z.string()),
  organisationName: z.string(),
  unionName: z.string().nullable(),
  cityName: z.string(),
  deletionAskedAt: z.string().nullable(),
});

export const MySessions = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      device: z.string(),
      seenAt: z.string(),
      createdAt: z.string(),
      isThis: z.boolean(),
    }),
  ),
});
export const SessionParams = z.object({ sessionId: z.uuid() });

export const MyConsents = z.object({
  rows: z.array(
    z.object({
      purpose: z.enum(consentPurposes),
      version: z.string(),
      title: z.string(),
      summary: z.string(),
      paragraphs: z.array(z.string()),
      withdrawal: z.string(),
      given: z.object({ version: z.string(), at: z.string() }).nullable(),
    }),
  ),
});
export const ConsentParams = z.object({ purpose: z.enum(consentPurposes) });
export const ConsentRequest = z.object({ version: z.string().max(20) });

export const MemberRequests = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      organisationName: z.string(),
      idNumber: z.string().nullable(),
      phone: z.string(),
      rosterPhone: z.string().nullable(),
      askedAt: z.string(),
    }),
  ),
  total: z.number(),
  next: z.null(),
});
export const RequestParams = z.object({ requestId: z.uuid() });
export const RequestDecision = z.object({
  decision: z.enum(["confirm", "refuse"]),
  note: z.string().trim().max(200).optional(),
});
