import { expect, test } from "vitest";
import { mayStandUnder, type OrganisationKind } from "./tree.ts";

test.each<[OrganisationKind, OrganisationKind, boolean]>([
  ["member_unit", "county_union", true],
  ["member_unit", "city_agency", true],
  ["member_unit", "joint_union", true],
  ["member_unit", "member_unit", false],
  ["joint_union", "functional_zone", true],
  ["joint_union", "joint_union", false],
  ["county_union", "city_agency", true],
  ["county_union", "county_union", false],
  ["functional_zone", "county_union", true],
  ["city_agency", "county_union", false],
])("a %s under a %s: %s", (kind, parent, allowed) => {
  expect(mayStandUnder(kind, parent)).toBe(allowed);
});
