import { expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { type KnownParent, type NewOrganisation, placeOrganisations } from "./new-organisation.ts";

const openedOn = plainDate("2024-12-01");
const agency: KnownParent = { id: "agency", kind: "city_agency", unionId: "agency" };
const standing = new Map([["C", agency]]);
const row = (code: string, kind: NewOrganisation["kind"], parentCode: string): NewOrganisation => ({
  code,
  name: code,
  kind,
  parentCode,
  openedOn,
});
const place = (...rows: NewOrganisation[]) => {
  let n = 0;
  return placeOrganisations(rows, standing, () => `id${++n}`);
};

test("children may stand before their parents", () => {
  const [unit, county] = place(row("U1", "member_unit", "X1"), row("X1", "county_union", "C"));
  expect(unit).toMatchObject({ parentId: county?.id, unionId: county?.id });
  expect(county).toMatchObject({ parentId: "agency", unionId: county?.id });
});

test("a unit in a joint union is answered for by the union above it", () => {
  const [, joint, unit] = place(
    row("X1", "county_union", "C"),
    row("J1", "joint_union", "X1"),
    row("U1", "member_unit", "J1"),
  );
  expect(unit?.parentId).toBe(joint?.id);
  expect(unit?.unionId).toBe(joint?.unionId);
});

test("a unit directly under the agency is answered for by the agency", () => {
  expect(place(row("U1", "member_unit", "C"))[0]?.unionId).toBe("agency");
});

test.each([
  ["organisation_code_twice", [row("U1", "member_unit", "C"), row("U1", "member_unit", "C")]],
  ["parent_unknown", [row("U1", "member_unit", "X9")]],
  ["parent_kind_wrong", [row("U1", "member_unit", "C"), row("U2", "member_unit", "U1")]],
  ["organisation_circle", [row("J1", "joint_union", "J2"), row("J2", "joint_union", "J1")]],
])("refuses %s", (code, rows) => {
  expect(() => place(...rows)).toThrow(code);
});
