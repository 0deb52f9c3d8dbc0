import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { idSeries, newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import { copyRows } from "#platform/db/copy.ts";
import type { ExportKind, Titles } from "./rules/layout.ts";
import type { Change, SentItem } from "./rules/result.ts";

/** The titles a city has set for the columns; those it has not are ours. */
export async function titlesSet(ctx: ReadCtx): Promise<Titles> {
  const { rows } = await sql<{ columns: Titles }>`select columns from national_setting
    where city_id = ${ctx.actor.cityId}`.execute(ctx.db);
  return rows[0]?.columns ?? {};
}

export async function saveTitles(ctx: WriteCtx, columns: Titles): Promise<void> {
  await sql`insert into national_setting (city_id, id, columns, set_at, set_by)
    values (${ctx.actor.cityId}, ${newId()}, ${JSON.stringify(columns)}::jsonb, ${ctx.now}, ${ctx.actor.id})
    on conflict on constraint national_setting_one do update set columns = excluded.columns, set_at = excluded.set_at,
      set_by = excluded.set_by`.execute(ctx.db);
}

/** One thing that is sent: what it is here, whom it is about, and how much money. */
export type Sending = {
  readonly ourId: string;
  readonly unitId: string | null;
  readonly personId: string | null;
  readonly cents: Cents;
};

export type Export = { readonly id: string; readonly number: string; readonly kind: ExportKind };

export async function insertExport(
  ctx: WriteCtx,
  made: Export & { readonly sha256: Buffer; readonly cents: Cents; readonly lines: number },
): Promise<void> {
  await sql`insert into national_export (city_id, id, number, kind, lines, cents, sha256, made_at, made_by, made_by_name)
    values (${ctx.actor.cityId}, ${made.id}, ${made.number}, ${made.kind}, ${made.lines}, ${made.cents}, ${made.sha256},
      ${ctx.now}, ${ctx.actor.id}, ${ctx.actor.name})`.execute(ctx.db);
}

/** The items of an export in the order of its lines. The database holds that nothing is sent twice. */
export async function insertItems(
  ctx: WriteCtx,
  { id, kind }: Export,
  items: readonly (Sending & { readonly id: string })[],
): Promise<void> {
  await ctx.copy(
    "national_item (city_id, id, export_id, line, kind, our_id, unit_id, person_id, cents, state)",
    copyRows(
      items.map((item, place) => ({ ...item, place })),
      (item) => [
        ...[ctx.actor.cityId, item.id, id, item.place + 2, kind, item.ourId, item.unitId, item.personId],
        ...[item.cents, "sent"],
      ],
    ),
  );
}

/** Held until the transaction ends. Refuses `not_found`. */
export async function lockExport(ctx: WriteCtx, exportId: string): Promise<Export> {
  const { rows } = await sql<Export>`select id, number, kind from national_export
    where city_id = ${ctx.actor.cityId} and id = ${exportId} for update`.execute(ctx.db);
  const [found] = rows;
  if (!found) throw new Refusal("not_found", "not_found");
  return found;
}

export type Item = SentItem & Omit<Sending, "cents">;

export async function itemsOf(ctx: ReadCtx, exportId: string): Promise<Map<string, Item>> {
  const { rows } =
    await sql<Item>`select id, state, cents, their_cents as "theirCents", they_paid as "theyPaid", our_id as "ourId", unit_id as "unitId",
      person_id as "personId"
    from national_item where city_id = ${ctx.actor.cityId} and export_id = ${exportId}`.execute(ctx.db);
  return new Map(rows.map((item) => [item.id, item]));
}

export async function changeItems(ctx: WriteCtx, changes: readonly Change[]): Promise<void> {
  const all = <T>(pick: (change: Change) => T) => changes.map(pick);
  await sql`update national_item as item set state = new.state, their_cents = new.cents, they_paid = new.paid, reason = nullif(new.reason, ''),
      resolution = null, answered_on = coalesce(new.answered_on, ${ctx.today}::date)
    from unnest(${all(({ item }) => item.id)}::uuid[], ${all(({ state }) => state)}::text[],
      ${all(({ line }) => line.cents)}::bigint[], ${all(({ line }) => line.reason)}::text[],
      ${all(({ line }) => line.on ?? null)}::date[], ${all(({ line }) => line.outcome === "paid")}::boolean[])
      as new (id, state, cents, reason, answered_on, paid)
    where item.city_id = ${ctx.actor.cityId} and item.id = new.id`.execute(ctx.db);
}

export type NumberKind = "unit" | "person" | "cover" | "claim" | "remittance";
export type NewNumber = { readonly kind: NumberKind; readonly ourId: string; readonly number: string };

/** Of these numbers, those that belong to something else here. */
export async function numbersTaken(
  ctx: ReadCtx,
  numbers: readonly NewNumber[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{
    key: string;
  }>`select external_number.kind || ' ' || external_number.number as key
    from unnest(${numbers.map(({ kind }) => kind)}::text[], ${numbers.map(({ ourId }) => ourId)}::uuid[],
      ${numbers.map(({ number }) => number)}::text[]) as new (kind, our_id, number)
    join external_number on external_number.city_id = ${ctx.actor.cityId} and external_number.kind = new.kind
      and external_number.number = new.number and external_number.our_id <> new.our_id`.execute(ctx.db);
  return new Set(rows.map(({ key }) => key));
}

/** What they call what is ours. A number that changed is the new one from now on. */
export async function noteNumbers(ctx: WriteCtx, numbers: readonly NewNumber[]): Promise<void> {
  if (numbers.length === 0) return;
  const nextId = idSeries();
  await sql`insert into external_number (city_id, id, kind, our_id, number, noted_at)
    select ${ctx.actor.cityId}, new.id, new.kind, new.our_id, new.number, ${ctx.now}
    from unnest(${numbers.map(() => nextId())}::uuid[], ${numbers.map(({ kind }) => kind)}::text[],
      ${numbers.map(({ ourId }) => ourId)}::uuid[], ${numbers.map(({ number }) => number)}::text[])
      as new (id, kind, our_id, number)
    on conflict on constraint external_number_one do update set number = excluded.number, noted_at = excluded.noted_at`.execute(
    ctx.db,
  );
}

/** External numbers by kind and our id: `unit 0190…`. */
export async function numbersOf(ctx: ReadCtx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ key: string; number: string }>`select kind || ' ' || our_id as key, number
    from external_number where city_id = ${ctx.actor.cityId} and our_id = any(${ids}::uuid[])`.execute(
    ctx.db,
  );
  return new Map(rows.map(({ key, number }) => [key, number]));
}

export async function isResultKnown(ctx: ReadCtx, sha256: Buffer): Promise<boolean> {
  const { rows } = await sql`select from national_result
    where city_id = ${ctx.actor.cityId} and sha256 = ${sha256}`.execute(ctx.db);
  return rows.length > 0;
}

export async function insertResult(
  ctx: WriteCtx,
  result: {
    readonly exportId: string;
    readonly name: string;
    readonly sha256: Buffer;
    readonly lines: number;
    readonly known: number;
  },
): Promise<void> {
  await sql`insert into national_result (city_id, id, export_id, name, sha256, lines, known, read_at, read_by_name)
    values (${ctx.actor.cityId}, ${newId()}, ${result.exportId}, ${result.name.slice(-120)}, ${result.sha256}, ${result.lines},
      ${result.known}, ${ctx.now}, ${ctx.actor.name})`.execute(ctx.db);
}

export type OpenItem = Item & { readonly kind: ExportKind; readonly answeredOn: PlainDate | null };

/** A difference that nobody has dealt with, held until the transaction ends. */
export async function lockOpenItem(ctx: WriteCtx, itemId: string): Promise<OpenItem> {
  const { rows } =
    await sql<OpenItem>`select id, kind, state, cents, their_cents as "theirCents", they_paid as "theyPaid", our_id as "ourId", unit_id as "unitId",
      person_id as "personId", answered_on as "answeredOn"
    from national_item where city_id = ${ctx.actor.cityId} and id = ${itemId} and state in ('refused', 'differs')
      and resolution is null for update`.execute(ctx.db);
  const [item] = rows;
  if (!item) throw new Refusal("conflict", "nothing_to_resolve");
  return item;
}

/** With what they say accepted, a line that they had only taken in goes on as accepted. */
export async function resolveItem(
  ctx: WriteCtx,
  itemId: string,
  { resolution, note }: { readonly resolution: "resend" | "accept"; readonly note: string },
): Promise<void> {
  await sql`update national_item set resolution = ${resolution},
      state = case when ${resolution} = 'accept' and state = 'differs' and not they_paid then 'accepted' else state end, note = ${note}, resolved_by_name = ${ctx.actor.name},
      resolved_at = ${ctx.now}
    where city_id = ${ctx.actor.cityId} and id = ${itemId}`.execute(ctx.db);
}
