import { z } from "zod";

export const organisationKinds = [
  "province_office",
  "city_agency",
  "county_union",
  "industry_union",
  "functional_zone",
  "joint_union",
  "member_unit",
] as const;

export const OrganisationKind = z.enum(organisationKinds);
export type OrganisationKind = (typeof organisationKinds)[number];

/** The organisations that answer for units: a county union, an industry union, a zone, or the agency for its own. */
export const unionKinds = ["city_agency", "county_union", "industry_union", "functional_zone"] as const;
export const unitKinds = ["joint_union", "member_unit"] as const;

export const isUnion = (kind: OrganisationKind): boolean => unionKinds.some((known) => known === kind);
export const isUnit = (kind: OrganisationKind): boolean => unitKinds.some((known) => known === kind);

const above: Record<OrganisationKind, readonly OrganisationKind[]> = {
  province_office: [],
  city_agency: [], // the province's own city number: the line upwards crosses cities and is not in this tree
  county_union: ["city_agency"],
  industry_union: ["city_agency", "county_union"],
  functional_zone: ["city_agency", "county_union"],
  joint_union: unionKinds,
  member_unit: [...unionKinds, "joint_union"],
};

/** Whether one kind of organisation may stand directly under another. */
export const mayStandUnder = (kind: OrganisationKind, parent: OrganisationKind): boolean =>
  above[kind].includes(parent);
