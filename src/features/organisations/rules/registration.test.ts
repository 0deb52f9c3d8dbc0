import { describe, expect, test } from "vitest";
import { type Draft, missingOf } from "./registration.ts";

const draft: Draft = {
  name: "濮阳市第一中学",
  kind: "member_unit",
  uscc: "81410900MC0000012G",
  usccConfirmed: false,
  noUsccReason: null,
  sector: "教育",
  staff: 120,
  payer: "unit",
  accountName: "濮阳市第一中学",
  hasAccount: true,
  contact: "张三",
  hasPhone: true,
};

describe("what keeps a registration from being submitted", () => {
  test.each<[string, Partial<Draft>, string[]]>([
    ["nothing, when all is there", {}, []],
    ["no credit code and no reason", { uscc: null }, ["uscc"]],
    ["nothing, with a reason instead of the code", { uscc: null, noUsccReason: "platform_workers" }, []],
    ["a code that fails its check, unconfirmed", { uscc: "81410900MC0000012H" }, ["uscc_unconfirmed"]],
    ["nothing, once that code is confirmed", { uscc: "81410900MC0000012H", usccConfirmed: true }, []],
    ["nobody employed", { staff: 0 }, ["staff"]],
    ["no account of a unit that pays itself", { hasAccount: false }, ["account"]],
    ["nothing, where the members pay", { payer: "member", accountName: null, hasAccount: false }, []],
    ["all at once", { name: "某", contact: null, hasPhone: false }, ["name", "contact", "phone"]],
  ])("%s", (_rule, change, missing) => {
    expect(missingOf({ ...draft, ...change }, "county_union")).toEqual(missing);
  });

  test("a joint union does not stand under another", () => {
    expect(missingOf({ ...draft, kind: "joint_union" }, "joint_union")).toEqual(["parent_kind_wrong"]);
  });
});
