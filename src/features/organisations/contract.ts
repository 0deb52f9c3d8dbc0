import { z } from "zod";
import { type PlainDate, parseDate } from "#core/dates.ts";
import { purposes } from "#core/purposes.ts";
import { type Label, labelNames } from "./rules/labels.ts";
import { noUsccReasons, returnReasons } from "./rules/registration.ts";
import { OrganisationKind } from "./rules/tree.ts";

export const Day = z
  .string()
  .refine((text) => parseDate(text) !== undefined, "请填写日期，例如2025-01-10。")
  .transform((text) => text as PlainDate);

export const OrganisationParams = z.object({ organisationId: z.uuid() });
const limit = z.coerce.number().int().min(1).max(500).default(50);
const filters = {
  q: z.string().max(60).optional(),
  kind: OrganisationKind.optional(),
  unionId: z.uuid().optional(),
  category: z.string().max(40).optional(),
  sector: z.string().max(40).optional(),
  state: z.enum(["registered", "closed"]).optional(),
};
export const OrganisationQuery = z.object({ ...filters, after: z.string().max(60).optional(), limit });
export const ExportQuery = z.object({ ...filters, format: z.enum(["xlsx", "csv"]).default("xlsx") });

const kindAndState = { kind: OrganisationKind, state: z.enum(["registered", "closed"]) };
const profile = {
  sector: z.string().nullable(),
  category: z.string().nullable(),
  staff: z.number().nullable(),
  payer: z.enum(["unit", "member"]),
  uscc: z.string().nullable(),
  contact: z.string().nullable(),
  accountNo: z.string().nullable(),
  phone: z.string().nullable(),
};
const place = { unionId: z.uuid(), unionName: z.string() };

export const OrganisationList = z.object({
  rows: z.array(
    z.object({ id: z.uuid(), code: z.string(), name: z.string(), ...kindAndState, ...place, ...profile }),
  ),
  total: z.number(),
  next: z.string().nullable(),
});

const Option = z.object({ value: z.string(), label: z.string(), count: z.number() });
export const OrganisationFilters = z.object({
  unions: z.array(Option),
  categories: z.array(Option),
  sectors: z.array(Option),
  states: z.array(Option),
});

export const ChoiceQuery = z.object({ q: z.string().max(60).optional() });
export const OrganisationChoices = z.object({
  rows: z.array(z.object({ id: z.uuid(), code: z.string(), name: z.string(), kind: OrganisationKind })),
});

const period = { from: z.string().nullable(), until: z.string().nullable() };
const usccFinding = z.enum(["uscc_length", "uscc_letter", "uscc_check"]).nullable();

export const OrganisationPage = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  ...kindAndState,
  ...place,
  ...profile,
  parentId: z.uuid().nullable(),
  parentName: z.string().nullable(),
  regionCode: z.string().nullable(),
  openedOn: z.string(),
  usccConfirmed: z.boolean(),
  usccFinding,
  noUsccReason: z.string().nullable(),
  accountName: z.string().nullable(),
  version: z.number(),
  moves: z.array(z.object({ parentName: z.string(), reason: z.string(), ...period })),
  categories: z.array(z.object({ category: z.string(), ...period })),
  labels: z.array(z.object({ label: z.string(), value: z.string(), ...period })),
  children: z.number(),
  allowed: z.array(z.string()),
});

const Name = z.string().trim().min(2).max(100);
const Phone = z
  .string()
  .transform((text) => text.replace(/[\s-]/g, ""))
  .refine((text) => /^1[3-9]\d{9}$/.test(text), "手机号是11位数字，以1开头。");
const AccountNo = z
  .string()
  .transform((text) => text.replace(/[\s-]/g, ""))
  .refine((text) => /^\d{8,30}$/.test(text), "账号是8到30位数字。");

export const RegisterRequest = z.object({
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9-]{1,20}$/, "编号用字母、数字和短横线，最多20位。"),
  name: Name,
  kind: OrganisationKind.exclude(["province_office", "city_agency"]),
  parentCode: z.string().trim().min(1).max(20),
  regionCode: z
    .string()
    .regex(/^\d{6}$/, "行政区划代码是6位数字。")
    .optional(),
  sector: z.string().trim().max(40).optional(),
  category: z.string().trim().max(40).optional(),
  uscc: z.string().trim().max(30).optional(),
  noUsccReason: z.enum(noUsccReasons).optional(),
  staff: z.number().int().min(0).max(1_000_000).optional(),
  payer: z.enum(["unit", "member"]).optional(),
  accountName: Name.optional(),
  accountNo: AccountNo.optional(),
  contact: z.string().trim().max(50).optional(),
  phone: Phone.optional(),
});
export const Registered = z.object({ id: z.uuid(), code: z.string() });

export const MoveRequest = z.object({
  parentId: z.uuid(),
  from: Day,
  reason: z.string().trim().min(2).max(200),
});
export const MoveReply = z.object({ outcome: z.enum(["moved", "planned"]) });
export const CategoryRequest = z.object({ category: z.string().trim().max(40), from: Day });
export const LabelRequest = z.object({
  label: z.enum(labelNames as [Label, ...Label[]]),
  value: z.string().max(40),
  from: Day,
});
export const Done = z.object({ done: z.literal(true) });

export const UnmaskParams = z.object({ organisationId: z.uuid(), field: z.enum(["account", "phone"]) });
export const UnmaskRequest = z.object({ purpose: z.enum(purposes) });
export const Unmasked = z.object({ value: z.string().nullable() });

// Registration: by link, from the public pages

const Token = z.string().min(10).max(100);
const UnitKind = z.enum(["member_unit", "joint_union"]);
export const PlacesQuery = z.object({ cityId: z.coerce.number().int().optional() });
const Union = z.object({ id: z.uuid(), name: z.string(), kind: z.string() });
export const Places = z.object({
  cities: z.array(z.object({ cityId: z.number(), name: z.string() })),
  unions: z.array(Union),
});
export const StartRequest = z.object({
  cityId: z.number().int(),
  name: Name,
  kind: UnitKind,
  parentId: z.uuid(),
});
export const InviteRequest = z.object({
  name: Name,
  kind: UnitKind.default("member_unit"),
  parentId: z.uuid(),
});
export const Link = z.object({ id: z.uuid(), token: z.string() });
export const TokenRequest = z.object({ token: Token });

export const DraftRequest = z.object({
  token: Token,
  step: z.number().int().min(1).max(4),
  name: Name.optional(),
  kind: UnitKind.optional(),
  parentId: z.uuid().optional(),
  uscc: z.string().trim().max(30).nullable().optional(),
  usccConfirmed: z.boolean().optional(),
  noUsccReason: z.enum(noUsccReasons).nullable().optional(),
  sector: z.string().trim().max(40).nullable().optional(),
  staff: z.number().int().min(1, "请填写职工人数。").max(1_000_000).nullable().optional(),
  payer: z.enum(["unit", "member"]).optional(),
  accountName: z.string().trim().max(100).nullable().optional(),
  accountNo: AccountNo.optional(),
  contact: z.string().trim().max(50).nullable().optional(),
  phone: Phone.optional(),
});

export const registrationStates = [
  "invited",
  "draft",
  "submitted",
  "returned",
  "approved",
  "refused",
] as const;
const RegistrationState = z.enum(registrationStates);

const registration = {
  id: z.uuid(),
  state: RegistrationState,
  step: z.number(),
  name: z.string(),
  kind: UnitKind,
  parentId: z.uuid(),
  uscc: z.string().nullable(),
  usccConfirmed: z.boolean(),
  usccFinding,
  noUsccReason: z.string().nullable(),
  sector: z.string().nullable(),
  staff: z.number().nullable(),
  payer: z.enum(["unit", "member"]),
  accountName: z.string().nullable(),
  accountNo: z.string().nullable(),
  contact: z.string().nullable(),
  phone: z.string().nullable(),
  reasons: z.array(z.string()),
  note: z.string().nullable(),
  submittedAt: z.string().nullable(),
  decidedAt: z.string().nullable(),
};

export const RegistrationByLink = z.object({
  ...registration,
  unions: z.array(Union),
  isOpen: z.boolean(),
  missing: z.array(z.string()),
  twinBy: z.enum(["uscc", "name", "account"]).nullable(),
  mayOpenAccount: z.boolean(),
});

// Registration: inside

export const RegistrationParams = z.object({ registrationId: z.uuid() });
export const RegistrationQuery = z.object({
  state: RegistrationState.default("submitted"),
  after: z.uuid().optional(),
  limit,
});
const above = { parentName: z.string(), unionName: z.string() };
export const RegistrationList = z.object({
  rows: z.array(z.object({ ...registration, ...above })),
  total: z.number(),
  next: z.string().nullable(),
  counts: z.record(z.string(), z.number()),
});
export const RegistrationPage = z.object({
  ...registration,
  ...above,
  likelyCategory: z.string(),
  twins: z.array(z.object({ id: z.uuid(), name: z.string(), by: z.enum(["uscc", "name", "account"]) })),
  allowed: z.array(z.string()),
});
export const ApproveRequest = z.object({
  category: z.string().trim().min(1).max(40),
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9-]{1,20}$/, "编号用字母、数字和短横线，最多20位。")
    .optional(),
  regionCode: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  isNoTwin: z.boolean().optional(),
});
export const Approved = z.object({ unitId: z.uuid(), code: z.string() });
export const ReturnRequest = z.object({
  reasons: z.array(z.enum(returnReasons)).min(1, "请至少选一项要改的内容。"),
  note: z.string().trim().max(300).optional(),
});
export const RefuseRequest = z.object({ note: z.string().trim().min(2, "请写明理由。").max(300) });
