import { sql } from "kysely";
import { addDays, addMonths, firstOf, type PlainDate, type PlainMonth } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import type { ReadCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import type { ListRow } from "../formats/remittance-list.ts";

const page = 5_000;

/** The covers of a bill, with those that were cancelled after its list had gone out: the list stays what was remitted. */
const listed = sql`join (
    select city_id, id, person_id, batch_id from cover
    union all select city_id, cover_id, person_id, batch_id from cover_removal where after_remittance
  ) as cover on cover.city_id = bill.city_id and cover.batch_id = bill.batch_id`;

/**
 * The people of a month's settled bills, unit by unit, with their whole identity numbers: for the province's list only.
 * Read in pieces by key, so that a list of 424,000 people needs no more memory than one of 5,000.
 */
export async function* listedPeople(ctx: ReadCtx, month: PlainMonth): AsyncGenerator<ListRow> {
  let after = { unit: "", cover: "00000000-0000-0000-0000-000000000000" };
  for (;;) {
    const { rows } = await sql<PersonRow>`
      select cover.id, unit.code as unit_code, unit.name as unit_name, above.name as union_name, person.name,
        identifier.number_sealed, version.name as plan, version.period_months as months, bill.price_cents,
        bill.covered_from
      from bill
      ${listed}
      join person on person.city_id = cover.city_id and person.id = cover.person_id
      join lateral (
        select number_sealed from person_identifier
        where city_id = cover.city_id and person_id = cover.person_id order by (kind = 'resident_id') desc, id limit 1
      ) identifier on true
      join organisation unit on unit.city_id = bill.city_id and unit.id = bill.organisation_id
      join organisation above on above.city_id = unit.city_id and above.id = unit.union_id
      join plan_version version on version.plan_code = bill.plan_code and version.version = bill.plan_version
      where bill.city_id = ${ctx.actor.cityId} and bill.settled_month = ${firstOf(month)}::date
        and (unit.code, cover.id) > (${after.unit}, ${after.cover}::uuid)
      order by unit.code, cover.id limit ${page}`.execute(ctx.db);
    for (const row of rows) yield listRow(row);
    const last = rows.at(-1);
    if (!last || rows.length < page) return;
    after = { unit: last.unit_code, cover: last.id };
  }
}

type PersonRow = {
  readonly id: string;
  readonly unit_code: string;
  readonly unit_name: string;
  readonly union_name: string;
  readonly name: string;
  readonly number_sealed: Buffer;
  readonly plan: string;
  readonly months: number;
  readonly price_cents: Cents;
  readonly covered_from: string;
};

function listRow(row: PersonRow): ListRow {
  const from = row.covered_from as PlainDate;
  return {
    unitCode: row.unit_code,
    unitName: row.unit_name,
    unionName: row.union_name,
    name: row.name,
    idNumber: vault().open(row.number_sealed),
    plan: row.plan,
    from,
    lastDay: addDays(addMonths(from, row.months), -1),
    cents: row.price_cents,
  };
}

/** How many people stand on a month's list: it must be the number its bills were written for. */
export async function countListed(ctx: ReadCtx, month: PlainMonth): Promise<number> {
  const { rows } = await sql<{ heads: number }>`select count(*)::int as heads from bill
    ${listed}
    where bill.city_id = ${ctx.actor.cityId} and bill.settled_month = ${firstOf(month)}::date`.execute(
    ctx.db,
  );
  return rows[0]?.heads ?? 0;
}
