import { plainDate, plainMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { yuan } from "#core/money.ts";
import { billBatches, setFundingRule } from "#features/funding/index.ts";
import type { TestDatabase } from "./database.ts";
import { FundingCity } from "./funding.ts";

const shares = {
  municipal: [
    ["own", 50],
    ["city_union", 30],
  ],
  county: [
    ["own", 50],
    ["county_union", 10],
    ["city_union", 20],
  ],
} as const;

const rosters = [
  ["U11", 5, "2025-01"],
  ["U11", 4, "2025-02"],
  ["U21", 4, "2025-01"],
  ["U01", 3, "2025-01"],
] as const;

/**
 * A year of a city of `seedCity`, written straight into the tables: sixteen people on four rosters, remitted in January and
 * February 2025, and five who were paid 100 yuan each in June: four of U11, one of U21.
 */
export async function seedYear(
  { pool, ownerPool }: TestDatabase,
  cityId: number,
  places: Readonly<Record<string, string>>,
): Promise<void> {
  const city = new FundingCity(pool, cityId, places);
  await city.publishPlans();
  for (const [category, parts] of Object.entries(shares))
    await city.act((ctx) =>
      setFundingRule(ctx, {
        planCode: "HN-INP-80",
        planVersion: "2025.1",
        category,
        validFrom: plainDate("2025-01-01"),
        shares: parts.map(([payer, amount]) => ({ payer, cents: yuan(amount), mode: "direct_pool" })),
      }),
    );
  city.today = plainDate("2025-01-05");
  for (const [unit, heads, month] of rosters)
    await city.batch(unit, heads, plainMonth(month), plainDate(`${month}-01`));
  for (const month of ["2025-01", "2025-02"]) await city.act((ctx) => billBatches(ctx, plainMonth(month)));
  const query = (text: string, values: unknown[] = []) => ownerPool.query(text, [cityId, ...values]);
  await query("update bill set settled_month = month, covered_from = cover_from where city_id = $1");
  await query(`update enrolment_batch set read_at = '2025-01-04', confirmed_at = '2025-01-04', paid_on = '2025-01-05',
    remitted_on = settlement_month + 25, covered_from = cover_from, covered_until = '2026-01-01' where city_id = $1`);
  await query(`insert into funding_period (city_id, id, month, state, base_closed_on, remitted_on)
    select $1, gen_random_uuid(), month, 'remitted', month + 9, month + 25
    from (select distinct month from bill where city_id = $1) as billed
    on conflict (city_id, month) do update set state = 'remitted', remitted_on = excluded.remitted_on`);
  for (const [unit, people] of [
    ["U11", 4],
    ["U21", 1],
  ] as const)
    await query(
      `insert into claim (city_id, id, organisation_id, person_id, cover_id, plan_code, plan_version, number, channel, state,
        state_since, kind, cause, event_on, ended_on, filed_on, payee_kind, opened_at, filed_by, benefit_cents)
      select $1, gen_random_uuid(), organisation_id, person_id, id, plan_code, '2025.1', $4 || row_number() over (), 'unit',
        'paid', '2025-06-20 10:00+08', 'inpatient', 'illness', '2025-06-01', '2025-06-05', '2025-06-10', 'self', now(), 't', 10000
      from (select * from cover where city_id = $1 and organisation_id = $2 limit $3) as cover`,
      [places[unit], people, newId()],
    );
}
