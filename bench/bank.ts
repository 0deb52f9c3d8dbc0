import type pg from "pg";
import { plainDate, plainMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { cents } from "#core/money.ts";
import { expectMoney } from "#features/banking/index.ts";
import { accountIndex } from "#features/banking/store/statements.ts";
import { rehearsing, systemActor, writing } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { readContent } from "#tests/support/statements.ts";
import { actorOf, cityId, monthDay, type Unit } from "./city.ts";
import { type BenchFolder, cityDatabase } from "./folder.ts";
import { statementFile, type Transfer, takeStatement } from "./money.ts";
import { type Figure, median, timed } from "./table.ts";

const months = ["2025-02", "2025-03", "2025-04", "2025-05", "2025-06"].map((month) => plainMonth(month));
const paidOn = plainDate("2025-01-27");

/**
 * A statement of 10,000 lines read, taken in and matched with 10,000 open items (every unit owes five months), each
 * line known by its account. Tried three times and taken back, in turns with bare SQL; then kept.
 */
export async function bankLines(folder: BenchFolder, units: readonly Unit[]): Promise<Figure[]> {
  const { pool, close } = await folder.open(cityDatabase);
  const client = await folder.connect(cityDatabase);
  const owed = units.flatMap((unit, n) =>
    months.map((month, m) => ({
      unit,
      month,
      due: cents(BigInt(5_000 * (100 + ((n * 7 + m * 131) % 900)))),
    })),
  );
  await writing(
    pool,
    systemActor("bench", cityId),
    (ctx) =>
      expectMoney(
        ctx,
        owed.map(({ unit, month, due }) => ({
          source: "bench",
          sourceId: newId(),
          organisationId: unit.id,
          kind: "unit_share" as const,
          month,
          due,
          account: "advance",
          announcedOn: paidOn,
        })),
      ),
    { at: monthDay },
  );
  const transfers = owed.map(
    ({ unit, month, due }): Transfer => ({
      name: unit.name,
      account: unit.accountNo,
      cents: due,
      memo: `${month.slice(0, 4)}年${Number(month.slice(5))}月会费`,
    }),
  );
  const file = statementFile(transfers, paidOn, "C");
  const clerk = actorOf("city_cashier", "cashier");
  const ours: number[] = [];
  const bare: number[] = [];
  let matched = 0;
  for (let round = 0; round < 4; round++) {
    if (round < 3) bare.push(await bareMatching(client, file));
    const run = round < 3 ? rehearsing : writing;
    const { seconds, answer } = await timed(() =>
      run(pool, clerk, (ctx) => takeStatement(ctx, file, paidOn), { at: monthDay }),
    );
    ours.push(seconds);
    matched = answer.matched;
  }
  await client.query("vacuum analyze");
  await client.end();
  await close();
  const what = `${transfers.length.toLocaleString("en")} bank lines read, taken in and matched with as many items`;
  return [
    {
      what,
      ours: median(ours),
      bound: Math.min(...bare),
      unit: "s",
      aim: { most: 2, of: "ours" },
      note: `${matched.toLocaleString("en")} matched; median of 4`,
    },
  ];
}

/** The same file read by the same reader, its lines matched by account, amount and order in one statement; then taken back. */
async function bareMatching(client: pg.Client, file: Buffer): Promise<number> {
  const since = performance.now();
  const reading = await readContent(file);
  if (reading.outcome === "refused") throw new Error("The statement was refused.");
  const { lines } = reading.statement;
  await client.query("begin");
  // What is written here was not there a moment ago: the planner would go through it line by line.
  await client.query("set local enable_nestloop = off");
  const statement = newId();
  const { rows } = await client.query("select id from bank_account where city_id = $1 limit 1", [cityId]);
  const account = rows[0]?.id ?? newId();
  if (rows.length === 0) {
    await client.query(
      "insert into bank_account (city_id, id, number_sealed, number_index, number_shown, ledger_account) values ($1, $2, '', '', '', 'bank')",
      [cityId, account],
    );
  }
  await client.query(
    `insert into bank_statement (city_id, id, bank_account_id, file_name, file_hash, format, lines, new_lines, from_on, until_on,
      imported_by, imported_by_name, imported_at) values ($1, $2, $3, '', 'bare', '', $4, $4, $5, $5, '', '', now())`,
    [cityId, statement, account, lines.length, paidOn],
  );
  await client.query(
    `insert into bank_line (city_id, id, bank_account_id, statement_id, place, serial, booked_on, direction, amount_cents, name,
      account_sealed, account_index, account_shown, memo, content_hash, state, kind, decided_how, allocated_cents)
    select $1, id, $2, $3, 1000000 + place, serial, $4, 'credit', amount, name, sealed, index, '', memo, '', 'matched', 'unit_share', 'rule', amount
    from unnest($5::uuid[], $6::text[], $7::bigint[], $8::text[], $9::bytea[], $10::bytea[], $11::text[]) with ordinality
      as t (id, serial, amount, name, sealed, index, memo, place)`,
    [
      cityId,
      account,
      statement,
      paidOn,
      lines.map(newId),
      lines.map((line) => line.serial),
      lines.map((line) => String(line.amount)),
      lines.map((line) => line.name),
      lines.map((line) => vault().seal(line.account)),
      lines.map((line) => accountIndex(line.account)),
      lines.map((line) => line.memo),
    ],
  );
  for (const step of matching) await client.query(step, [cityId, statement]);
  await client.query("rollback");
  return (performance.now() - since) / 1000;
}

const matching = [
  `insert into allocation (city_id, id, line_id, item_id, organisation_id, amount_cents, booked_on, made_how, reason, made_by, made_at)
   select $1, gen_random_uuid(), line.id, item.id, item.organisation_id, line.amount_cents, line.booked_on, 'rule', 'bare', '', now()
   from (select id, account_index, amount_cents, booked_on, row_number() over (partition by account_index, amount_cents order by place) as n
     from bank_line where city_id = $1 and statement_id = $2) line
   join (select item.id, item.organisation_id, profile.account_no_index, item.due_cents,
       row_number() over (partition by profile.account_no_index, item.due_cents order by item.month) as n
     from open_item item join organisation_profile profile on profile.city_id = item.city_id and profile.organisation_id = item.organisation_id
     where item.city_id = $1 and item.received_cents = 0 and not item.is_withdrawn) item
   on item.account_no_index = line.account_index and item.due_cents = line.amount_cents and item.n = line.n`,
  `update open_item set received_cents = part.amount_cents from allocation part join bank_line line on line.city_id = part.city_id and line.id = part.line_id
   where open_item.city_id = $1 and part.city_id = $1 and part.item_id = open_item.id and line.statement_id = $2`,
  `insert into ledger_entry (city_id, id, month, number, effective_on, recorded_at, recorded_by, recorded_by_name, source, source_id, kind, summary)
   select $1, gen_random_uuid(), date '2025-01-01', 2000000 + place, booked_on, now(), '', '', 'bare', id, 'arrival', memo
   from bank_line where city_id = $1 and statement_id = $2`,
  `insert into ledger_posting (city_id, id, entry_id, effective_on, number, place, from_account, to_account, amount_cents, organisation_id)
   select $1, gen_random_uuid(), entry.id, entry.effective_on, entry.number, 1, 'advance', 'bank', part.amount_cents, part.organisation_id
   from bank_line line join ledger_entry entry on entry.city_id = line.city_id and entry.source = 'bare' and entry.source_id = line.id
   join allocation part on part.city_id = line.city_id and part.line_id = line.id
   where line.city_id = $1 and line.statement_id = $2`,
];
