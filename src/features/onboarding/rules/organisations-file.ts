import type { CsvRow } from "#core/csv.ts";
import { mayStandUnder, OrganisationKind } from "#features/organisations/rules/index.ts";
import { type Fault, type Finder, finderOf, hasAll, rowsOf, wholeNumber } from "./fault.ts";

export const organisationsFile = "organisations.csv";

/** One row of `organisations.csv`. */
export type FolderOrganisation = {
  readonly line: number;
  readonly code: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly parentCode: string | undefined;
  readonly region: string | undefined;
  readonly sector: string | undefined;
  readonly category: string | undefined;
  readonly uscc: string | undefined;
  readonly staff: number | undefined;
  /** Who bears the unit's own share: the unit, or its members. */
  readonly payer: "unit" | "member";
  readonly accountName: string | undefined;
  readonly accountNo: string | undefined;
  readonly contact: string | undefined;
  readonly phone: string | undefined;
};

/** Those that send rosters: a unit, or a union of people without an employer's union. */
export const mayEnrol = (kind: OrganisationKind): boolean =>
  kind !== "province_office" && kind !== "city_agency" && kind !== "county_union";

/** The tree, parents before their children, with everything that is wrong with it. */
export function readOrganisations(text: string): {
  readonly organisations: readonly FolderOrganisation[];
  readonly faults: readonly Fault[];
} {
  const finder = finderOf(organisationsFile);
  const read = rowsOf(text, ["code", "name", "kind", "parent"], finder).flatMap(
    (row) => organisationIn(row, finder) ?? [],
  );
  const byCode = new Map<string, FolderOrganisation>();
  for (const organisation of read) {
    const first = byCode.get(organisation.code);
    if (first) finder.add(organisation.line, "code_twice", { value: organisation.code, first: first.line });
    else byCode.set(organisation.code, organisation);
  }
  if (finder.faults.every((fault) => fault.line !== 1)) checkTree(byCode, finder);
  return { organisations: parentsFirst(byCode), faults: finder.faults };
}

const orNothing = (text: string): string | undefined => (text === "" ? undefined : text);

function organisationIn(row: CsvRow, finder: Finder): FolderOrganisation | undefined {
  const isWhole = hasAll(row, ["code", "name", "kind"], finder);
  const code = row.get("code");
  if (code !== "" && !/^[^\s#:+,;、]{1,40}$/u.test(code)) finder.add(row.line, "code_odd", { value: code });
  const kind = OrganisationKind.options.find((known) => known === row.get("kind"));
  if (!kind && row.get("kind") !== "") finder.add(row.line, "kind_unknown", { value: row.get("kind") });
  const region = orNothing(row.get("region"));
  if (region !== undefined && !/^\d{6}$/.test(region)) finder.add(row.line, "region_odd", { value: region });
  const staff = wholeNumber(row.get("staff"));
  if (staff === undefined && row.get("staff") !== "")
    finder.add(row.line, "staff_odd", { value: row.get("staff") });
  const payer = row.get("payer") || "unit";
  if (payer !== "unit" && payer !== "member") finder.add(row.line, "payer_unknown", { value: payer });
  if (!isWhole || !kind) return undefined;
  return {
    line: row.line,
    code,
    name: row.get("name"),
    kind,
    parentCode: orNothing(row.get("parent")),
    region,
    sector: orNothing(row.get("sector")),
    category: orNothing(row.get("category")),
    uscc: orNothing(row.get("uscc")),
    staff,
    payer: payer === "member" ? "member" : "unit",
    accountName: orNothing(row.get("account_name")),
    // A spreadsheet keeps long numbers as text by an apostrophe in front; banks group them with blanks.
    accountNo: orNothing(row.get("account_no").replace(/[\s'’]/gu, "")),
    contact: orNothing(row.get("contact")),
    phone: orNothing(row.get("phone")),
  };
}

function checkTree(byCode: ReadonlyMap<string, FolderOrganisation>, finder: Finder): void {
  const all = [...byCode.values()];
  const [agency, ...moreAgencies] = all.filter((each) => each.kind === "city_agency");
  const [, ...moreOffices] = all.filter((each) => each.kind === "province_office");
  if (!agency) finder.add(undefined, "agency_missing");
  for (const each of moreAgencies) finder.add(each.line, "agency_twice", { first: agency?.line ?? 0 });
  for (const each of moreOffices) finder.add(each.line, "office_twice");
  if (agency && !isCityRegion(agency.region))
    finder.add(agency.line, "agency_region_odd", { value: agency.region ?? "" });
  for (const each of all) {
    if (each.parentCode === undefined) {
      if (!isRoot(each.kind)) finder.add(each.line, "parent_missing", { value: each.code });
      continue;
    }
    const parent = byCode.get(each.parentCode);
    if (!parent) finder.add(each.line, "parent_unknown", { value: each.parentCode });
    else if (isInCycle(each, byCode)) finder.add(each.line, "parent_cycle", { value: each.code });
    else if (parent.kind === "member_unit")
      finder.add(each.line, "parent_is_unit", { value: each.parentCode });
    else if (!fits(each.kind, parent.kind))
      finder.add(each.line, "parent_kind_wrong", { value: each.code, parent: parent.code });
  }
}

/** Upwards from the agency the line leaves the city's own tree. */
const fits = (kind: OrganisationKind, parent: OrganisationKind): boolean =>
  (kind === "city_agency" && parent === "province_office") || mayStandUnder(kind, parent);

const isRoot = (kind: OrganisationKind) => kind === "province_office" || kind === "city_agency";

/** A city's GB/T 2260 code: four digits and 00, or 9001 and on for the places that a province runs itself (济源). */
const isCityRegion = (region: string | undefined): boolean =>
  region !== undefined &&
  /^[1-8]\d{5}$/.test(region) &&
  !region.endsWith("0000") &&
  (region.endsWith("00") || region.slice(2) >= "9000");

function isInCycle(from: FolderOrganisation, byCode: ReadonlyMap<string, FolderOrganisation>): boolean {
  let at = byCode.get(from.parentCode ?? "");
  for (let steps = 0; at && steps <= byCode.size; steps++) {
    if (at.code === from.code) return true;
    at = byCode.get(at.parentCode ?? "");
  }
  return false;
}

function parentsFirst(byCode: ReadonlyMap<string, FolderOrganisation>): FolderOrganisation[] {
  const sorted = new Map<string, FolderOrganisation>();
  const visit = (each: FolderOrganisation, depth: number) => {
    if (sorted.has(each.code) || depth > byCode.size) return;
    const parent = byCode.get(each.parentCode ?? "");
    if (parent) visit(parent, depth + 1);
    sorted.set(each.code, each);
  };
  for (const each of byCode.values()) visit(each, 0);
  return [...sorted.values()];
}

/** The county union that stands above a unit, at whatever height; undefined where none does. */
export function countyUnionAbove(
  unit: FolderOrganisation,
  byCode: ReadonlyMap<string, FolderOrganisation>,
): FolderOrganisation | undefined {
  let at = byCode.get(unit.parentCode ?? "");
  for (let steps = 0; at && steps <= byCode.size; steps++) {
    if (at.kind === "county_union") return at;
    at = byCode.get(at.parentCode ?? "");
  }
  return undefined;
}

/** 濮阳市 out of 濮阳市总工会 or 河南省濮阳市总工会; the whole name where it names no place. */
export function cityNameOf(agencyName: string): string {
  const place = /^(?:.{2,8}?(?:省|自治区))?(.{1,12}?(?:市|地区|自治州|盟))/u.exec(agencyName);
  return place?.[1] ?? agencyName;
}
