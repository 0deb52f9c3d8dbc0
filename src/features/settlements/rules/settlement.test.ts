import { describe, expect, test } from "vitest";
import type { Field } from "./fields.ts";
import { readSettlement } from "./settlement.ts";

// One stay that adds up; each test changes one field.
const whole: Partial<Record<Field, string>> = {
  setl_id: "S1",
  mdtrt_id: "V1",
  psn_name: "史勇",
  certno: "41090219900101001x",
  med_type: "21",
  begndate: "2025-02-03",
  enddate: "2025-02-09",
  fixmedins_name: "市人民医院",
  diag_code: "J18.9",
  invono: "41060124-1",
  medfee_sumamt: "1000.00",
  fulamt_ownpay_amt: "100.00",
  overlmt_selfpay: "20.00",
  preselfpay_amt: "80.00",
  inscp_scp_amt: "800.00",
  act_pay_dedc: "100.00",
  hifp_pay: "500.00",
  hifob_pay: "50.00",
  fund_pay_sumamt: "550.00",
  hosp_part_amt: "10.00",
  psn_part_amt: "440.00",
  acct_pay: "40.00",
  psn_cash_pay: "400.00",
};
const read = (change: typeof whole = {}) =>
  readSettlement(7, (field) => ({ ...whole, ...change })[field] ?? "");
const faultsOf = (change: typeof whole) => read(change).faults.map(({ field, code }) => `${field} ${code}`);

test("a settlement is read in cents; who else bore a part is taken off, a personal account is not", () => {
  expect(read().settlement).toMatchObject({
    ...{ line: 7, idNumber: "41090219900101001X", on: "2025-02-03", reverses: "" },
    ...{ total: 100_000, outOfScope: 12_000, preSelfPay: 8_000, inScope: 80_000 },
    ...{ fundPay: 50_000, deductiblePaid: 10_000, otherPay: 6_000, fundSum: 55_000, ownPay: 44_000 },
  });
});

describe("sums that must add up", () => {
  test.each([
    ["by one cent less", { medfee_sumamt: "999.99", psn_part_amt: "439.99", psn_cash_pay: "399.99" }, []],
    [
      "by two cents less",
      { medfee_sumamt: "999.98", psn_part_amt: "439.98", psn_cash_pay: "399.98" },
      ["medfee_sumamt parts_differ"],
    ],
    ["a fund that is not in its sum", { hifob_pay: "0.00" }, ["fund_pay_sumamt parts_differ"]],
    ["a share of the person's that nobody paid", { psn_cash_pay: "300.00" }, ["psn_cash_pay parts_differ"]],
    ["a hospital's part left out", { hosp_part_amt: "" }, ["psn_part_amt parts_differ"]],
  ])("%s", (_what, change, faults) => expect(faultsOf(change)).toEqual(faults));
});

test("everything that is wrong is told at once", () => {
  expect(faultsOf({ setl_id: "", begndate: "03.02.2025", acct_pay: "1.234", refd_setl_flag: "2" })).toEqual([
    "refd_setl_flag flag_unknown",
    "setl_id missing",
    "begndate no_day",
    "acct_pay no_amount",
  ]);
});

test.each([
  ["2025-02-09", []],
  ["20250209", []],
  ["2025-02-09 10:12:00", []],
  ["2025-02-03", []],
  ["2025-02-02", ["enddate ends_before"]],
])("an end on %s: %j", (enddate, faults) => expect(faultsOf({ enddate })).toEqual(faults));

describe("a reversal", () => {
  const negative = Object.fromEntries(
    Object.entries(whole).map(([field, text]) => [field, /^\d+\.\d\d$/.test(text) ? `-${text}` : text]),
  );
  test("names what it takes back, in negative sums", () => {
    const reversal = { ...negative, refd_setl_flag: "1", init_setl_id: "S0" };
    expect(read(reversal).settlement).toMatchObject({ reverses: "S0", total: -100_000, otherPay: -6_000 });
    expect(faultsOf({ ...reversal, init_setl_id: "" })).toEqual(["init_setl_id missing"]);
    expect(faultsOf({ ...whole, refd_setl_flag: "1", init_setl_id: "S0" })).toContain(
      "medfee_sumamt not_negative",
    );
  });
  test("is the only line with negative sums", () => {
    expect(faultsOf(negative)).toContain("medfee_sumamt negative");
  });
});
