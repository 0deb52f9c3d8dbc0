import { z } from "zod";
import { type PlainDate, parseDate } from "#core/dates.ts";
import { type Role, roles } from "#core/permissions.ts";

export const RoleCode = z.enum(Object.keys(roles) as [Role, ...Role[]]);
const Day = z
  .string()
  .refine((text) => parseDate(text) !== undefined, "请填写日期，例如2025-01-10。")
  .transform((text) => text as PlainDate);
const Login = z.string().trim().min(1).max(50);
const Password = z.string().min(1).max(200);

export const SignInRequest = z.object({
  login: Login,
  password: Password,
  code: z.string().max(10).optional(),
});

export const GrantView = z.object({
  id: z.uuid(),
  role: RoleCode,
  roleName: z.string(),
  reach: z.enum(["system", "province", "city", "part", "self"]),
  organisationId: z.uuid(),
  organisationName: z.string(),
  cityId: z.number(),
  cityName: z.string(),
  until: z.string().nullable(),
});

export const SessionView = z.object({
  account: z
    .object({ id: z.uuid(), name: z.string(), login: z.string(), hasSecondFactor: z.boolean() })
    .nullable(),
  grants: z.array(GrantView),
  current: GrantView.nullable(),
  permissions: z.array(z.string()),
  /** What is missing before work can begin: then only the routes of the session itself answer. */
  needs: z.enum(["new_password", "second_factor", "second_factor_setup"]).nullable(),
  /** The day the server works with: a demo city's calendar stands still. */
  today: z.string(),
  demo: z
    .object({
      accounts: z.array(
        z.object({
          login: z.string(),
          password: z.string(),
          roleName: z.string(),
          organisationName: z.string(),
          code: z.string().optional(),
        }),
      ),
    })
    .optional(),
});

export const Done = z.object({ done: z.literal(true) });
export const SwitchGrantRequest = z.object({ grantId: z.uuid(), cityId: z.number().int().optional() });
export const ChangePasswordRequest = z.object({ current: Password, next: Password });
export const CodeRequest = z.object({ code: z.string().trim().min(6).max(10) });
export const SecondFactorSetUp = z.object({ secret: z.string(), address: z.string() });

export const SetUpView = z.object({
  needed: z.boolean(),
  step: z.enum(["administrator", "province", "city", "done"]),
  provinceId: z.number().nullable(),
});
export const SetUpAdministratorRequest = z.object({
  login: Login,
  name: z.string().trim().min(1).max(50),
  password: Password,
});
export const SetUpProvinceRequest = z.object({
  provinceId: z.number().int().min(110000).max(829999),
  officeName: z.string().trim().min(2).max(100),
});
export const SetUpCityRequest = z.object({
  cityId: z.number().int().min(110000).max(829999),
  name: z.string().trim().min(2).max(50),
  agencyName: z.string().trim().min(2).max(100),
});

// Accounts and roles

const limit = z.coerce.number().int().min(1).max(500).default(50);
const Name = z.string().trim().min(1).max(50);
/** An empty date of a form is no date. */
const OptionalDay = z
  .union([z.literal(""), Day])
  .optional()
  .transform((text) => (text ? (text as PlainDate) : undefined));

export const AccountParams = z.object({ accountId: z.uuid() });
export const AccountQuery = z.object({
  q: z.string().max(60).optional(),
  role: RoleCode.optional(),
  organisationId: z.uuid().optional(),
  after: z.string().max(60).optional(),
  limit,
});
const HeldGrant = z.object({
  id: z.uuid(),
  role: RoleCode,
  roleName: z.string(),
  organisationId: z.uuid(),
  organisationName: z.string(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  isDelegated: z.boolean(),
});
export const AccountList = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      login: z.string(),
      name: z.string(),
      kind: z.enum(["person", "service"]),
      isDisabled: z.boolean(),
      hasSecondFactor: z.boolean(),
      isMe: z.boolean(),
      seenAt: z.string().nullable(),
      grants: z.array(HeldGrant),
    }),
  ),
  total: z.number(),
  next: z.string().nullable(),
});
export const GrantableQuery = z.object({ kind: z.string().max(30) });
export const GrantableRoles = z.object({
  rows: z.array(z.object({ role: RoleCode, roleName: z.string(), secondFactor: z.boolean() })),
});
/** Those who see the whole province say in which city. */
const cityId = z.number().int().optional();
export const OpenAccountRequest = z.object({
  cityId,
  login: Login,
  name: Name,
  organisationId: z.uuid(),
  role: RoleCode,
  until: OptionalDay,
});
export const OpenedAccount = z.object({ id: z.uuid(), password: z.string() });
export const NewPassword = z.object({ password: z.string() });
export const GrantRequest = z.object({
  cityId,
  organisationId: z.uuid(),
  role: RoleCode,
  from: OptionalDay,
  until: OptionalDay,
});
export const GrantParams = z.object({ grantId: z.uuid() });
export const DelegationRequest = z.object({ login: Login, from: OptionalDay, until: Day });
export const Made = z.object({ id: z.uuid() });
export const InviteRequest = z.object({
  cityId,
  name: Name,
  organisationId: z.uuid(),
  role: RoleCode,
  until: OptionalDay,
});
export const ReplaceClerkRequest = z.object({ name: Name });
export const LinkReply = z.object({ id: z.uuid(), token: z.string() });
export const InvitationParams = z.object({ invitationId: z.uuid() });
export const InvitationList = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      role: RoleCode,
      roleName: z.string(),
      organisationName: z.string(),
      invitedAt: z.string(),
      expiresAt: z.string(),
    }),
  ),
  total: z.number(),
  next: z.null(),
});
const Token = z.string().min(10).max(100);
export const LinkRequest = z.object({ token: Token });
export const InvitationView = z.object({
  name: z.string(),
  organisationName: z.string(),
  roleName: z.string(),
  secondFactor: z.boolean(),
});
export const AcceptRequest = z.object({ token: Token, login: Login, name: Name, password: Password });
export const OpenServiceRequest = z.object({ name: Name, organisationId: z.uuid(), role: RoleCode });
export const ServiceOpened = z.object({ id: z.uuid(), token: z.string() });
export const TokenReply = z.object({ token: z.string() });
