import { describe, expect, test } from "vitest";
import { type Role, roles } from "#core/permissions.ts";
import { conflictingRole, grantFault, mayDelegate, rolesAt } from "./grant.ts";

describe("granting", () => {
  test.each<[Role | "system", Role, string, string | undefined]>([
    ["city_administrator", "city_clerk", "city_agency", undefined],
    ["city_administrator", "province_officer", "province_office", "role_beyond_own"],
    ["city_clerk", "unit_clerk", "member_unit", "role_beyond_own"],
    ["city_administrator", "unit_clerk", "city_agency", "role_place_wrong"],
    ["city_administrator", "city_clerk", "member_unit", "role_place_wrong"],
    ["province_administrator", "city_administrator", "city_agency", undefined],
    ["system", "province_administrator", "province_office", undefined],
  ])("%s gives %s at a %s: %s", (granter, role, kind, fault) => {
    expect(grantFault(granter, role, kind, [])).toBe(fault);
  });

  test("who reviews does not pay", () => {
    expect(grantFault("city_administrator", "city_cashier", "city_agency", ["city_reviewer"])).toBe(
      "duties_conflict",
    );
    expect(conflictingRole(["city_cashier"], "city_reviewer")).toBe("city_cashier");
    expect(conflictingRole(["leader"], "city_reviewer")).toBeUndefined();
  });

  test("every role has a place where it is held, except a worker's own: it is proved, not granted", () => {
    const placed = new Set(
      ["province_office", "city_agency", "county_union", "member_unit"].flatMap((kind) => rolesAt(kind)),
    );
    const granted = Object.keys(roles).filter((role) => role !== "member");
    expect([...placed].sort()).toEqual(granted.sort());
    expect(grantFault("city_administrator", "member", "member_unit", [])).toBe("role_place_wrong");
  });

  test("an administrator's power is not handed on by delegation", () => {
    expect(mayDelegate("city_administrator")).toBe(false);
    expect(mayDelegate("city_cashier")).toBe(true);
  });
});
