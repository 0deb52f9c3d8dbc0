import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CityReport, loadCity } from "#features/onboarding/index.ts";
import { setVault } from "#platform/crypto.ts";
import { makeFileStore, setFiles } from "#platform/files.ts";
import { testVault } from "./support/app.ts";
import { type TestDatabase, testDatabase } from "./support/database.ts";

// Zhengzhou's way (decision 0020): the unit pays the whole 75, the city union's 30 come back to it.
let database: TestDatabase;
let report: CityReport;

beforeAll(async () => {
  setVault(testVault);
  setFiles(makeFileStore(join(tmpdir(), `tongzhou-reimburse-${process.pid}`)));
  database = await testDatabase();
  ({ report } = await loadCity(database.pool, "tests/fixtures/zhengzhou"));
});
afterAll(() => database.close());

describe("a city whose union pays back to its units", () => {
  test("remits the whole price without waiting for the union; statistics follow who bears a share", () => {
    expect(report.months).toEqual({
      "2025-01": {
        units: ["Z01", "Z02"],
        members: 17,
        shares: { city_union: 51_000, member: 22_500, unit: 54_000 },
        remitted: 127_500,
      },
      "2025-02": {
        units: ["Z03"],
        members: 3,
        shares: { city_union: 9_000, unit: 13_500 },
        remitted: 22_500,
      },
    });
  });

  test("knows every statement line by rule, the debits to the units among them", () => {
    expect(report.bank.map(({ kind, unit, by }) => [kind, unit, by])).toEqual([
      ["unit_share", "Z01", "rule"],
      ["unit_share", "Z02", "rule"],
      ["unit_share", "Z03", "rule"],
      ["remittance", undefined, "rule"],
      ["subsidy", undefined, "rule"],
      ["reimbursement", undefined, "rule"],
      ["reimbursement", undefined, "rule"],
      ["remittance", undefined, "rule"],
      ["subsidy", undefined, "rule"],
      ["reimbursement", undefined, "rule"],
    ]);
  });

  test("ends with nothing in the pool and nothing owed to units: only what was there before", () => {
    expect(report.ledger.balanced).toBe(true);
    const held = Object.entries(report.ledger.accounts).filter(([, cents]) => cents !== 0);
    expect(Object.fromEntries(held)).toEqual({ bank: 50_000, opening_balance: 50_000 });
  });

  test("writes an entry for each movement: in, to the pool, to the province, the union's, back to the unit", async () => {
    const { rows } = await database.ownerPool.query(`
      select entry.effective_on::text as on, from_account as credit, to_account as debit, sum(amount_cents)::text as cents
      from ledger_entry entry join ledger_posting posting
        on posting.city_id = entry.city_id and posting.entry_id = entry.id
      where entry.city_id = 410100 and entry.month = '2025-01-01'
      group by 1, 2, 3, entry.id order by 1, 2, 4 desc`);
    expect(rows.map((row) => [row.on, row.credit, row.debit, row.cents])).toEqual([
      ["2025-01-06", "advance", "bank", "90000"],
      ["2025-01-06", "opening_balance", "bank", "50000"],
      ["2025-01-08", "advance", "bank", "37500"],
      ["2025-01-11", "pool", "advance", "127500"],
      ["2025-01-13", "advance", "bank", "22500"],
      ["2025-01-15", "bank", "pool", "127500"],
      ["2025-01-22", "reimbursement", "bank", "51000"],
      ["2025-01-24", "bank", "reimbursement", "36000"],
      ["2025-01-24", "bank", "reimbursement", "15000"],
    ]);
  });
});
