import { mayGrant, type Role, roleOf } from "#core/permissions.ts";

/** The kinds of organisation a role can be held at: a role that sees a whole city is held at its agency. */
const places: Record<Role, readonly string[]> = {
  province_administrator: ["province_office"],
  province_officer: ["province_office"],
  city_administrator: ["city_agency"],
  city_clerk: ["city_agency"],
  city_reviewer: ["city_agency"],
  city_second_reviewer: ["city_agency"],
  city_cashier: ["city_agency"],
  city_accountant: ["city_agency"],
  county_clerk: ["county_union", "industry_union", "functional_zone"],
  unit_clerk: ["member_unit", "joint_union"],
  city_mobiliser: ["city_agency"],
  city_carer: ["city_agency"],
  station_clerk: ["member_unit", "joint_union", "county_union", "industry_union", "functional_zone"],
  leader: ["city_agency"],
  auditor: ["city_agency"],
  medical_insurance: ["city_agency"],
  member: [],
};

export const rolesAt = (kind: string): Role[] =>
  (Object.keys(places) as Role[]).filter((role) => places[role].includes(kind));

/** Held at the province's office, used in any of its cities. */
export const provinceRoles = (Object.keys(places) as Role[]).filter(
  (role) => roleOf(role).reach === "province",
);

/** Who reviews does not pay, who makes does not check, who audits does neither: never both in one city. */
const apart: readonly (readonly [Role, Role])[] = [
  ["city_reviewer", "city_cashier"],
  ["city_second_reviewer", "city_cashier"],
  ["city_reviewer", "city_second_reviewer"],
  ["city_cashier", "city_accountant"],
  ["city_clerk", "city_reviewer"],
  ["city_mobiliser", "city_cashier"],
  ["city_mobiliser", "city_accountant"],
  ["city_carer", "city_cashier"],
  ["city_carer", "city_accountant"],
  ["auditor", "city_clerk"],
  ["auditor", "city_mobiliser"],
  ["auditor", "city_carer"],
  ["auditor", "city_reviewer"],
  ["auditor", "city_second_reviewer"],
  ["auditor", "city_cashier"],
  ["auditor", "city_accountant"],
  ["auditor", "city_administrator"],
  ["city_administrator", "city_cashier"],
  ["city_administrator", "city_accountant"],
];

/** The role already held that stands against a new one, if any. */
export const conflictingRole = (held: readonly Role[], added: Role): Role | undefined =>
  held.find((role) => apart.some(([a, b]) => (a === role && b === added) || (b === role && a === added)));

export type GrantFault = "role_beyond_own" | "role_place_wrong" | "duties_conflict";

/** Why a role cannot be given, or undefined where it can. `granter` is "system" for the program itself. */
export function grantFault(
  granter: Role | "system",
  role: Role,
  organisationKind: string,
  held: readonly Role[],
): GrantFault | undefined {
  if (granter !== "system" && !mayGrant(granter, role)) return "role_beyond_own";
  if (!places[role].includes(organisationKind)) return "role_place_wrong";
  return conflictingRole(held, role) ? "duties_conflict" : undefined;
}

/** A delegation hands on one's own role or a part of the tree below it, never more, and always ends. */
export const mayDelegate = (own: Role): boolean => !roleOf(own).permissions.includes("accounts.grant");
