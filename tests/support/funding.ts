import { readFileSync } from "node:fs";
import { sql } from "kysely";
import type { Pool } from "pg";
import { addMonths, firstOf, type PlainDate, type PlainMonth, plainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { cents } from "#core/money.ts";
import type { Role } from "#core/permissions.ts";
import { roleOf } from "#core/permissions.ts";
import { post } from "#features/ledger/index.ts";
import { type OrganisationKind, openCity, registerOrganisations } from "#features/organisations/index.ts";
import { publishPlan } from "#features/plans/index.ts";
import { type Actor, type ReadCtx, reading, systemActor, type WriteCtx, writing } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";

/** A city for tests of funding: its tree, confirmed batches, and what the bank shows, written straight into the tables. */
export class FundingCity {
  readonly pool: Pool;
  readonly cityId: number;
  readonly organisations = new Map<string, string>();
  /** What the clock says to everybody who acts. */
  today: PlainDate = plainDate("2024-12-01");

  constructor(pool: Pool, cityId: number, organisations: Readonly<Record<string, string>> = {}) {
    this.pool = pool;
    this.cityId = cityId;
    for (const [code, id] of Object.entries(organisations)) this.organisations.set(code, id);
  }

  actor(id: string, role: Role, organisation?: string): Actor {
    const organisationId = organisation === undefined ? undefined : this.organisations.get(organisation);
    return { id, name: id, role, reach: roleOf(role).reach, cityId: this.cityId, organisationId };
  }

  /** Acts as a named person; without one as the program itself. */
  act<T>(run: (ctx: WriteCtx) => Promise<T>, actor: Actor = systemActor("test", this.cityId)): Promise<T> {
    return writing(this.pool, actor, run, { at: new Date(`${this.today}T04:00:00Z`) });
  }

  look<T>(run: (ctx: ReadCtx) => Promise<T>, actor: Actor = systemActor("test", this.cityId)): Promise<T> {
    return reading(this.pool, actor, run, { at: new Date(`${this.today}T04:00:00Z`) });
  }

  async publishPlans(): Promise<void> {
    const file = "plans/HN-INP-80/2025.1.yaml";
    await this.act((ctx) => publishPlan(ctx, readFileSync(file, "utf8"), file));
  }

  /** Opens the city with its agency, of which everything else hangs. */
  async open(agency: string): Promise<void> {
    const openedOn = plainDate("2020-01-01");
    const { id } = await this.act((ctx) =>
      openCity(ctx, {
        cityId: this.cityId,
        name: "测试市",
        agency: { code: agency, name: "测试市总工会", openedOn },
      }),
    );
    this.organisations.set(agency, id);
  }

  /** Adds an organisation below another one, with its category from the beginning of time. */
  async organisation(
    code: string,
    kind: OrganisationKind,
    parentCode: string,
    more: { category?: string; payer?: "unit" | "member"; phone?: string } = {},
  ): Promise<string> {
    const row = { code, name: `单位${code}`, kind, parentCode, openedOn: plainDate("2020-01-01"), ...more };
    const [placed] = await this.act((ctx) => registerOrganisations(ctx, [row]));
    if (!placed) throw new Error("One in, one out.");
    this.organisations.set(code, placed.id);
    return placed.id;
  }

  /** A confirmed batch of so many people, each with a cover. */
  async batch(unit: string, heads: number, month: PlainMonth, coverFrom: PlainDate): Promise<string> {
    const id = newId();
    const organisationId = this.organisations.get(unit);
    await this.act(async ({ db }) => {
      const { rows } = await sql<{ next: number }>`select count(*)::int + 1 as next from enrolment_batch
        where city_id = ${this.cityId} and organisation_id = ${organisationId}`.execute(db);
      await sql`insert into enrolment_batch (city_id, id, organisation_id, number, plan_code, plan_version,
          settlement_month, cover_from, cover_until, state, rows, accepted, confirmed, opened_at, opened_by)
        values (${this.cityId}, ${id}, ${organisationId}, ${rows[0]?.next}, 'HN-INP-80', '2025.1', ${firstOf(month)},
          ${coverFrom}, ${addMonths(coverFrom, 12)}, 'confirmed', ${heads}, ${heads}, ${heads}, now(), 'test')`.execute(
        db,
      );
      const people = Array.from({ length: heads }, () => ({ id: newId(), number: newId() }));
      await sql`insert into person (city_id, id, name, organisation_id)
        select ${this.cityId}::int, id, '职工', ${organisationId}::uuid from unnest(${people.map((p) => p.id)}::uuid[]) as p(id)`.execute(
        db,
      );
      const numbers = people.map((person) => person.number.replaceAll("-", "").slice(-18));
      await sql`insert into person_identifier (city_id, id, person_id, organisation_id, kind, number_sealed, number_index)
        select ${this.cityId}::int, id, person_id, ${organisationId}::uuid, 'resident_id', sealed, index from unnest(
          ${people.map(() => newId())}::uuid[], ${people.map((p) => p.id)}::uuid[],
          ${numbers.map((number) => vault().seal(number))}::bytea[],
          ${numbers.map((number) => vault().blindIndex(number))}::bytea[]) as i(id, person_id, sealed, index)`.execute(
        db,
      );
      await sql`insert into cover (city_id, id, organisation_id, person_id, batch_id, plan_code, from_on, until_on)
        select ${this.cityId}::int, id, ${organisationId}::uuid, person_id, ${id}::uuid, 'HN-INP-80', ${coverFrom}::date,
          ${addMonths(coverFrom, 12)}::date
        from unnest(${people.map(() => newId())}::uuid[], ${people.map((p) => p.id)}::uuid[]) as c(id, person_id)`.execute(
        db,
      );
    });
    return id;
  }

  /** The bank shows money for an expected sum (a bill, a subsidy, a remittance …), on a day. */
  async pay(sourceId: string, amount: bigint, on: string): Promise<void> {
    await this.act(async (ctx) => {
      const { db, now } = ctx;
      const { rows } = await sql<{
        id: string;
        organisation_id: string;
        kind: string;
        account: string;
      }>`update open_item
        set received_cents = received_cents + ${amount}, is_settled = received_cents + ${amount} = due_cents
        where city_id = ${this.cityId} and source_id = ${sourceId} returning id, organisation_id, kind, account`.execute(
        db,
      );
      const [item] = rows;
      if (!item) throw new Error("Nobody expects this money.");
      const [account, statement, line] = [newId(), newId(), newId()];
      await sql`insert into bank_account (city_id, id, number_sealed, number_index, number_shown, ledger_account)
        values (${this.cityId}, ${account}, ${vault().seal(account)}, ${vault().blindIndex(account)}, '…', ${account})`.execute(
        db,
      );
      await sql`insert into bank_statement (city_id, id, bank_account_id, file_name, file_hash, format, lines, new_lines,
          from_on, until_on, imported_by, imported_by_name, imported_at)
        values (${this.cityId}, ${statement}, ${account}, 'f', ${statement}, 'test', 1, 1, ${on}, ${on}, 't', 't', ${now})`.execute(
        db,
      );
      await sql`insert into bank_line (city_id, id, bank_account_id, statement_id, place, serial, booked_on, direction,
          amount_cents, allocated_cents, name, account_shown, memo, content_hash, state)
        values (${this.cityId}, ${line}, ${account}, ${statement}, 1, '1', ${on}, 'credit', ${amount}, ${amount}, '', '', '', '', 'matched')`.execute(
        db,
      );
      await sql`insert into allocation (city_id, id, line_id, item_id, organisation_id, amount_cents, booked_on, made_how,
          reason, made_by, made_at)
        values (${this.cityId}, ${newId()}, ${line}, ${item.id}, ${item.organisation_id}, ${amount}, ${on}, 'rule', 'test', 't', ${now})`.execute(
        db,
      );
      const isOut = item.kind === "remittance" || item.kind === "reimbursement";
      const [from, to] = isOut ? ["bank", item.account] : [item.account, "bank"];
      const postings = [{ from, to, amount: cents(amount) }];
      await post(ctx, {
        source: "bank_line",
        sourceId: line,
        kind: "arrival",
        on: plainDate(on),
        summary: item.kind,
        postings,
      });
    });
  }

  /** What each account of the books holds. */
  async balances(): Promise<Record<string, bigint>> {
    const rows = await this.look(
      async ({ db }) =>
        (
          await sql<{ code: string; balance_cents: bigint }>`select code, balance_cents from ledger_account
            where city_id = ${this.cityId} and balance_cents <> 0 order by code`.execute(db)
        ).rows,
    );
    return Object.fromEntries(rows.map((row) => [row.code, row.balance_cents]));
  }
}
