import type pg from "pg";
import { cityId } from "./city.ts";

const month = "date '2025-01-01'";
const here = `city_id = ${cityId}`;

/** The month in bare SQL, as the tables' owner: what it does is what it takes, no rule is asked. */
const steps: readonly (readonly [counts: boolean, statement: string])[] = [
  [
    true,
    `insert into bill (city_id, id, batch_id, organisation_id, county_union_id, category, rule_id, plan_code, plan_version,
      price_cents, heads, month, cover_from, from_unit_cents, county_cents, city_cents, issued_on)
    select ${cityId}, gen_random_uuid(), batch.id, batch.organisation_id, county.id, category.category, rule.id,
      batch.plan_code, batch.plan_version, 8000, batch.confirmed, batch.settlement_month, batch.cover_from,
      own.cents * batch.confirmed, coalesce(theirs.cents, 0) * batch.confirmed, (8000 - own.cents - coalesce(theirs.cents, 0)) * batch.confirmed,
      date '2025-01-28'
    from enrolment_batch batch
    join organisation unit on unit.city_id = batch.city_id and unit.id = batch.organisation_id
    left join organisation county on county.city_id = unit.city_id and county.id = unit.parent_id and county.kind = 'county_union'
    join organisation_category category on category.city_id = unit.city_id and category.organisation_id = unit.id
      and category.during @> batch.cover_from
    join funding_rule rule on rule.city_id = batch.city_id and rule.category = category.category and rule.plan_version = batch.plan_version
    join funding_rule_share own on own.city_id = rule.city_id and own.rule_id = rule.id and own.payer = 'own'
    left join funding_rule_share theirs on theirs.city_id = rule.city_id and theirs.rule_id = rule.id and theirs.payer = 'county_union'
    where batch.${here} and batch.state = 'confirmed' and batch.billed_at is null and batch.settlement_month = ${month}`,
  ],
  [
    true,
    `insert into bill_share (city_id, id, bill_id, organisation_id, payer, payer_organisation_id, per_head_cents, cents, mode)
    select ${cityId}, gen_random_uuid(), bill.id, bill.organisation_id, case share.payer when 'own' then 'unit' else share.payer end,
      case share.payer when 'own' then bill.organisation_id when 'county_union' then bill.county_union_id else agency.id end,
      share.cents, share.cents * bill.heads, share.mode
    from bill join funding_rule_share share on share.city_id = bill.city_id and share.rule_id = bill.rule_id
    join organisation agency on agency.city_id = bill.city_id and agency.kind = 'city_agency'
    where bill.${here} and bill.month = ${month}`,
  ],
  [
    true,
    `update enrolment_batch set billed_at = now() from bill
    where enrolment_batch.${here} and bill.city_id = enrolment_batch.city_id and bill.batch_id = enrolment_batch.id`,
  ],
  [
    true,
    `insert into open_item (city_id, id, organisation_id, kind, source, source_id, month, due_cents, heads, account, announced_on)
    select ${cityId}, gen_random_uuid(), organisation_id, 'unit_share', 'funding', id, month, from_unit_cents, heads, 'advance', issued_on
    from bill where ${here} and month = ${month}`,
  ],
  [
    false,
    `insert into bank_account (city_id, id, number_sealed, number_index, number_shown, ledger_account)
    values (${cityId}, '00000000-0000-7000-8000-000000000001', '', '', '', 'bank')`,
  ],
  [
    false,
    `insert into bank_statement (city_id, id, bank_account_id, file_name, file_hash, format, lines, new_lines, from_on, until_on,
      imported_by, imported_by_name, imported_at)
    values (${cityId}, '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', '', '', '', 1, 1,
      date '2025-01-07', date '2025-01-07', '', '', now())`,
  ],
  [
    false,
    `insert into bank_line (city_id, id, bank_account_id, statement_id, place, serial, booked_on, direction, amount_cents, name,
      account_shown, memo, content_hash, state)
    select ${cityId}, id, '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002', row_number() over (),
      id::text, date '2025-01-07', 'credit', due_cents, '', '', '', '', 'matched'
    from open_item where ${here} and kind = 'unit_share' and source = 'funding' and month = ${month}`,
  ],
  [
    false,
    `insert into allocation (city_id, id, line_id, item_id, organisation_id, amount_cents, booked_on, made_how, reason, made_by, made_at)
    select ${cityId}, gen_random_uuid(), id, id, organisation_id, due_cents, date '2025-01-07', 'rule', '', '', now()
    from open_item where ${here} and kind = 'unit_share' and source = 'funding' and month = ${month}`,
  ],
  [false, `update open_item set received_cents = due_cents where ${here} and source = 'funding'`],
  [
    true,
    `update bill set settled_month = ${month}, covered_from = bill.cover_from, in_full_on = paid.day
    from (select item.source_id, max(part.booked_on) as day from open_item item
      join allocation part on part.city_id = item.city_id and part.item_id = item.id and part.reversed_at is null
      where item.${here} and item.source = 'funding' and item.kind = 'unit_share'
      group by item.source_id, item.due_cents having sum(part.amount_cents) >= item.due_cents) paid
    where bill.${here} and bill.id = paid.source_id and bill.settled_month is null`,
  ],
  [
    true,
    `update open_item set is_settled = true from bill
    where open_item.${here} and bill.city_id = open_item.city_id and open_item.source = 'funding' and open_item.source_id = bill.id and bill.settled_month = ${month}`,
  ],
  [
    true,
    `insert into ledger_entry (city_id, id, month, number, effective_on, recorded_at, recorded_by, recorded_by_name, source, source_id, kind, summary)
    values (${cityId}, '00000000-0000-7000-8000-000000000003', ${month}, 1000001, date '2025-01-10', now(), '', '', 'bare',
      '00000000-0000-7000-8000-000000000003', 'base_closed', '')`,
  ],
  [
    true,
    `insert into ledger_posting (city_id, id, entry_id, effective_on, number, place, from_account, to_account, amount_cents, organisation_id)
    select ${cityId}, gen_random_uuid(), '00000000-0000-7000-8000-000000000003', date '2025-01-10', 1000001, row_number() over (), 'pool', 'advance',
      from_unit_cents, organisation_id from bill where ${here} and settled_month = ${month}`,
  ],
  [
    true,
    `insert into subsidy_due (city_id, id, month, organisation_id, payer, mode, heads, units, cents, announced_on)
    select ${cityId}, gen_random_uuid(), ${month}, share.payer_organisation_id, share.payer || min(share.payer_organisation_id::text), share.mode, sum(bill.heads),
      count(distinct bill.organisation_id), sum(share.cents), date '2025-01-28'
    from bill join bill_share share on share.city_id = bill.city_id and share.bill_id = bill.id
    where bill.${here} and bill.settled_month = ${month} and share.payer not in ('unit', 'member')
    group by share.payer, share.payer_organisation_id, share.mode`,
  ],
  [
    true,
    `insert into open_item (city_id, id, organisation_id, kind, source, source_id, month, due_cents, received_cents, heads, account, announced_on)
    select ${cityId}, gen_random_uuid(), organisation_id, 'subsidy', 'funding', id, month, cents, cents, heads, 'pool', announced_on
    from subsidy_due where ${here} and month = ${month}`,
  ],
  [
    true,
    `insert into remittance (city_id, id, month, heads, cents, state, made_by, made_by_name, made_at)
    select ${cityId}, '00000000-0000-7000-8000-000000000004', ${month}, sum(bill.heads), sum(bill.heads * bill.price_cents), 'made', '', '', now()
    from bill where ${here} and settled_month = ${month}
    having sum(bill.heads) = (select count(*) from bill join cover on cover.city_id = bill.city_id and cover.batch_id = bill.batch_id
      where bill.${here} and bill.settled_month = ${month})`,
  ],
  [
    true,
    `insert into remittance_line (city_id, id, remittance_id, plan_code, plan_version, price_cents, heads, cents)
    select ${cityId}, gen_random_uuid(), '00000000-0000-7000-8000-000000000004', plan_code, plan_version, price_cents,
      sum(heads), sum(heads * price_cents) from bill where ${here} and settled_month = ${month} group by 4, 5, 6`,
  ],
];

/** What autovacuum does within a minute of the change. */
export const lookAtTables =
  "analyze enrolment_batch, bill, bill_share, open_item, bank_line, allocation, subsidy_due, ledger_posting";

/** Works the month and takes it back; answers the seconds of the steps that count, without the money coming in. */
export async function bareMonth(client: pg.Client): Promise<number> {
  let seconds = 0;
  await client.query("begin");
  for (const [counts, statement] of steps) {
    await client.query(lookAtTables);
    const since = performance.now();
    await client.query(statement);
    if (counts) seconds += (performance.now() - since) / 1000;
  }
  await client.query("rollback");
  return seconds;
}
