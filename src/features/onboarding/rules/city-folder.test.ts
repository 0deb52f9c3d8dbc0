import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { yuan } from "#core/money.ts";
import type { PlanVersion } from "#features/plans/rules/index.ts";
import { sayFault } from "../text.ts";
import { checkFolder, type FolderTables } from "./city-folder.ts";
import { cityNameOf } from "./organisations-file.ts";

const plans: readonly PlanVersion[] = [
  {
    code: "HN-INP-80",
    version: "2025.1",
    name: "住院",
    source: "",
    validFrom: plainDate("2025-01-01"),
    validUntil: undefined,
    months: 12,
    prices: [
      { cityId: undefined, validFrom: plainDate("2025-01-01"), cents: yuan(80) },
      { cityId: 410100, validFrom: plainDate("2025-01-01"), cents: yuan(75) },
    ],
  },
];

const tables = {
  organisations: `code,name,kind,parent,region,category,staff,payer
HA,某省办事处,province_office,,410000,,,
C,某某市总工会,city_agency,HA,411200,,,
X1,某县总工会,county_union,C,411221,,,
U1,某局,member_unit,C,411200,municipal,10,unit
U2,某厂,member_unit,X1,411221,county,,member
`,
  funding: `category,payer,cents,valid_from,mode
municipal,unit,8000,2025-01-01,direct_pool
county,unit,5000,2025-01-01,direct_pool
county,county_union,3000,2025-01-01,direct_pool
`,
  batches: `order,unit,file,settlement_month,cover_from
2,U2,b.csv,2025-01,2025-02-01
1,U1,a.xlsx,2025-01,2025-02-01
3,U1,c.xlsx,2025-02,2025-03-01
`,
  exceptions: `unit,line,id_number,reason,decision,evidence
U1,7,410902196409085392,over_age,approve,证明
`,
  bankDecisions: `no,kind,unit,payer,month
1,unit_share,U1+U2,,
2,subsidy,,county_union:X1,2025-01
`,
} satisfies FolderTables;
const rosters = new Set(["a.xlsx", "b.csv", "c.xlsx"]);

const check = (change: FolderTables = {}, files = rosters) =>
  checkFolder({ ...tables, ...change }, files, plans);
const faultsOf = (change: FolderTables, files = rosters) =>
  check(change, files).faults.map(({ file, line, code }) => `${file}:${line ?? ""} ${code}`);

describe("a whole folder", () => {
  test("names its city, works its batches in order and tells a unit's second batch apart", () => {
    const { folder, faults } = check();
    expect(faults).toEqual([]);
    expect([folder?.cityId, folder?.provinceId, folder?.cityName]).toEqual([411200, 410000, "某某市"]);
    expect(folder?.batches.map((batch) => batch.key)).toEqual(["U1", "U2", "U1#2"]);
    expect(folder?.answers.map((answer) => answer.units)).toEqual([["U1", "U2"], []]);
    expect(folder?.rules.map((rule) => [rule.category, rule.shares.map((share) => share.payer)])).toEqual([
      ["municipal", ["own"]],
      ["county", ["own", "county_union"]],
    ]);
  });

  test("reads the same with a mark in front, CRLF, columns in another order and blank lines", () => {
    const turned = `\uFEFFcover_from,file,unit,order,settlement_month\r\n2025-02-01,a.xlsx,U1,1,2025-01\r\n\r\n2025-02-01,b.csv,U2,2,2025-01\r\n2025-03-01,c.xlsx,U1,3,2025-02\r\n`;
    expect(check({ batches: turned }).folder?.batches.map(({ order, unit }) => [order, unit])).toEqual([
      [1, "U1"],
      [2, "U2"],
      [3, "U1"],
    ]);
  });

  test("lists parents before their children", () => {
    const lines = tables.organisations.trim().split("\n");
    const reversed = [lines[0], ...lines.slice(1).reverse()].join("\n");
    const codes = check({ organisations: reversed }).folder?.organisations.map((each) => each.code) ?? [];
    expect(codes.indexOf("HA")).toBeLessThan(codes.indexOf("C"));
    expect(codes.indexOf("X1")).toBeLessThan(codes.indexOf("U2"));
  });

  test.each([
    ["濮阳市总工会", "濮阳市"],
    ["河南省郑州市总工会", "郑州市"],
    ["恩施土家族苗族自治州总工会", "恩施土家族苗族自治州"],
    ["职工互助会", "职工互助会"],
  ])("%s is of %s", (agency, city) => {
    expect(cityNameOf(agency)).toBe(city);
  });
});

const replaced = (table: keyof typeof tables, from: string, to: string): FolderTables => {
  expect(tables[table]).toContain(from);
  return { [table]: tables[table].replace(from, to) };
};

describe("a fault is told with its file and line", () => {
  test.each([
    [
      "a kind that is none",
      replaced("organisations", "county_union", "county"),
      "organisations.csv:4 kind_unknown",
    ],
    [
      "a parent that is not there",
      replaced("organisations", "member_unit,X1", "member_unit,X9"),
      "organisations.csv:6 parent_unknown",
    ],
    [
      "a unit without a parent",
      replaced("organisations", "member_unit,X1", "member_unit,"),
      "organisations.csv:6 parent_missing",
    ],
    [
      "a unit under a unit",
      replaced("organisations", "member_unit,X1", "member_unit,U1"),
      "organisations.csv:6 parent_is_unit",
    ],
    ["a code twice", replaced("organisations", "U2,某厂", "U1,某厂"), "organisations.csv:6 code_twice"],
    ["a code with a blank", replaced("organisations", "U2,某厂", "U 2,某厂"), "organisations.csv:6 code_odd"],
    [
      "two agencies",
      replaced("organisations", "X1,某县总工会,county_union", "X1,某县总工会,city_agency"),
      "organisations.csv:4 agency_twice",
    ],
    [
      "no agency",
      replaced("organisations", "city_agency", "industry_union"),
      "organisations.csv: agency_missing",
    ],
    [
      "an agency of no city",
      replaced("organisations", "HA,411200", "HA,410000"),
      "organisations.csv:3 agency_region_odd",
    ],
    [
      "a region that is none",
      replaced("organisations", "X1,411221", "X1,4112"),
      "organisations.csv:6 region_odd",
    ],
    ["staff that is no number", replaced("organisations", ",10,", ",十,"), "organisations.csv:5 staff_odd"],
    [
      "a payer that is none",
      replaced("organisations", ",member\n", ",boss\n"),
      "organisations.csv:6 payer_unknown",
    ],
    [
      "a column that is not there",
      replaced("organisations", ",kind,", ",sort,"),
      "organisations.csv:1 column_missing",
    ],
    [
      "a rule that asks too little",
      replaced("funding", "county,unit,5000", "county,unit,4900"),
      "funding.csv:3 rule_not_adding_up",
    ],
    [
      "a rule that asks twice",
      replaced("funding", "county,county_union,3000", "county,unit,3000"),
      "funding.csv:3 rule_payer_twice",
    ],
    [
      "an own share paid back",
      replaced(
        "funding",
        "county,unit,5000,2025-01-01,direct_pool",
        "county,unit,5000,2025-01-01,reimburse_unit",
      ),
      "funding.csv:3 rule_own_paid_back",
    ],
    ["an amount that is none", replaced("funding", "8000", "80.00"), "funding.csv:2 cents_odd"],
    [
      "a mode that is none",
      replaced("funding", "2025-01-01,direct_pool", "2025-01-01,cash"),
      "funding.csv:2 mode_unknown",
    ],
    [
      "a rule of no payer",
      replaced("funding", "municipal,unit", "municipal,province"),
      "funding.csv:2 payer_unknown",
    ],
    [
      "a rule that begins too late",
      replaced("funding", "municipal,unit,8000,2025-01-01", "municipal,unit,8000,2026-01-01"),
      "batches.csv:3 rule_missing",
    ],
    [
      "a county share and no county union above",
      replaced("organisations", "C,411200,municipal", "C,411200,county"),
      "batches.csv:3 county_union_missing",
    ],
    [
      "a plan that is none",
      { batches: "order,unit,file,settlement_month,cover_from,plan\n1,U1,a.xlsx,2025-01,2025-02-01,NONE\n" },
      "batches.csv:2 plan_unknown",
    ],
    [
      "a cover before the month that settles it",
      replaced("batches", "2025-01,2025-02-01\n1", "2025-01,2024-12-01\n1"),
      "batches.csv:2 cover_before_settlement",
    ],
    [
      "a cover before the plan",
      replaced("batches", "2025-01,2025-02-01\n1", "2024-11,2024-12-01\n1"),
      "batches.csv:2 plan_unknown",
    ],
    ["an unknown unit", replaced("batches", "2,U2", "2,U9"), "batches.csv:2 unit_unknown"],
    ["a batch of a union", replaced("batches", "2,U2", "2,X1"), "batches.csv:2 unit_not_a_unit"],
    ["a roster that is not there", replaced("batches", "b.csv", "z.csv"), "batches.csv:2 roster_missing"],
    ["a roster of another folder", replaced("batches", "b.csv", "../b.csv"), "batches.csv:2 file_name_odd"],
    ["an order twice", replaced("batches", "3,U1", "2,U1"), "batches.csv:4 order_twice"],
    ["an order that is no number", replaced("batches", "3,U1", "三,U1"), "batches.csv:4 number_odd"],
    [
      "a month that is none",
      replaced("batches", "2025-01,2025-02-01\n1", "2025-13,2025-02-01\n1"),
      "batches.csv:2 month_odd",
    ],
    [
      "a day that is none",
      replaced("batches", "2025-01,2025-02-01\n1", "2025-01,2025-02-30\n1"),
      "batches.csv:2 date_odd",
    ],
    [
      "an exception of an unknown unit",
      replaced("exceptions", "U1,7", "U9,7"),
      "exceptions.csv:2 unit_unknown",
    ],
    [
      "an exception of a unit without a roster",
      replaced("exceptions", "U1,7", "X1,7"),
      "exceptions.csv:2 exception_without_batch",
    ],
    ["an exception of no line", replaced("exceptions", "U1,7", "U1,seven"), "exceptions.csv:2 number_odd"],
    [
      "a decision that is none",
      replaced("exceptions", "approve", "maybe"),
      "exceptions.csv:2 decision_unknown",
    ],
    ["an approval without evidence", replaced("exceptions", "证明", ""), "exceptions.csv:2 evidence_missing"],
    [
      "a bank kind that is none",
      replaced("bankDecisions", "unit_share", "gift"),
      "bank-decisions.csv:2 bank_kind_unknown",
    ],
    [
      "an answer for an unknown unit",
      replaced("bankDecisions", "U1+U2", "U1+U9"),
      "bank-decisions.csv:2 unit_unknown",
    ],
    ["an answer without a unit", replaced("bankDecisions", "U1+U2", ""), "bank-decisions.csv:2 cell_missing"],
    [
      "a subsidy from a unit",
      replaced("bankDecisions", "county_union:X1", "county_union:U1"),
      "bank-decisions.csv:3 subsidy_payer_odd",
    ],
    ["a subsidy of no month", replaced("bankDecisions", "2025-01", ""), "bank-decisions.csv:3 month_odd"],
    [
      "a line answered twice",
      replaced("bankDecisions", "2,subsidy", "1,subsidy"),
      "bank-decisions.csv:3 decision_twice",
    ],
  ])("%s", (_what, change, expected) => {
    expect(faultsOf(change)).toContain(expected);
  });

  test("a cycle of parents", () => {
    const change = {
      organisations: `${tables.organisations}A,甲工会,industry_union,B,,,,\nB,乙工会,industry_union,A,,,,\n`,
    };
    expect(faultsOf(change)).toEqual([
      "organisations.csv:7 parent_cycle",
      "organisations.csv:8 parent_cycle",
    ]);
  });

  test("covers of a running city and its opening balances", () => {
    const change = {
      covers:
        "unit,name,id_number,plan,cover_from,cover_until\nU9,某,123,HN-INP-80,2025-01-01,2024-01-01\nU1,某,410902196409085392,HN-INP-80,2024-06-01,2025-06-01\nU1,某,410902196409085392,HN-INP-80,2025-05-01,2026-05-01\nU1,某,410902196409085392,ELSE,2025-05-01,2026-05-01\n",
      opening: "account,fund,cents,date\nspecial,nothing,-5,2025-01-32\n",
    };
    expect(faultsOf(change)).toEqual([
      "covers.csv:2 unit_unknown",
      "covers.csv:2 id_number_odd",
      "covers.csv:4 cover_twice",
      "opening.csv:2 fund_unknown",
      "opening.csv:2 cents_odd",
      "opening.csv:2 date_odd",
      "covers.csv:5 plan_unknown",
    ]);
  });

  test("files that are missing, and those that are empty", () => {
    expect(checkFolder({}, rosters, plans).faults.map(({ file, code }) => `${file} ${code}`)).toEqual([
      "organisations.csv file_missing",
      "batches.csv file_missing",
    ]);
    expect(faultsOf({ batches: "" })).toContain("batches.csv: file_empty");
  });
});

test("all faults of all files are told at once, each as a sentence", () => {
  const { faults, folder } = check({
    ...replaced("organisations", "county_union", "county"),
    ...replaced("batches", "b.csv", "z.csv"),
    ...replaced("exceptions", "approve", "maybe"),
    ...replaced("bankDecisions", "unit_share", "gift"),
  });
  expect(folder).toBeUndefined();
  expect(new Set(faults.map((fault) => fault.file)).size).toBe(4);
  for (const fault of faults) expect(sayFault(fault)).toMatch(/^[a-z-]+\.csv( 第\d+行)?：.+。$/u);
});
