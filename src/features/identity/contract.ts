import { z } from "zod";
import { type Role, roles } from "#core/permissions.ts";

export const RoleCode = z.enum(Object.keys(roles) as [Role, ...Role[]]);
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
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
  reach: z.enum(["system", "province", "city", "part"]),
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
  today: Day,
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
export const SwitchGrantRequest = z.object({ grantId: z.uuid() });
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
export { Day };
