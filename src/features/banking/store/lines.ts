import { type RawBuilder, sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import { assert } from "#core/refusal.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import type { LineKind } from "../rules/index.ts";

export type LineState = "new" | "waiting" | "to_decide" | "matched" | "left" | "sent_back";

export type StoredLine = {
  readonly id: string;
  readonly serial: string;
  readonly on: PlainDate;
  readonly time: string | null;
  readonly direction: "credit" | "debit";
  readonly amount: Cents;
  readonly allocated: Cents;
  readonly name: string;
  /** The account's keyed index: equal for equal accounts, and nothing else. */
  readonly account: string;
  readonly accountShown: string;
  readonly memo: string;
  readonly state: LineState;
  readonly kind: LineKind | "unmatched" | null;
  readonly how: "rule" | "person" | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly waitsUntil: PlainDate | null;
  readonly returnsId: string | null;
  readonly decidedAt: Date | null;
  readonly decidedByName: string | null;
  readonly version: number;
  readonly ledgerAccount: string;
};

type Row = {
  id: string;
  serial: string;
  booked_on: PlainDate;
  booked_time: string | null;
  direction: "credit" | "debit";
  amount_cents: Cents;
  allocated_cents: Cents;
  name: string;
  account_index: Buffer | null;
  account_shown: string;
  memo: string;
  state: LineState;
  kind: LineKind | "unmatched" | null;
  decided_how: "rule" | "person" | null;
  reason: string | null;
  note: string | null;
  waits_until: PlainDate | null;
  returns_id: string | null;
  decided_at: Date | null;
  decided_by_name: string | null;
  version: number;
  ledger_account: string;
};

const columns = sql`line.id, line.serial, line.booked_on, line.booked_time, line.direction, line.amount_cents,
  line.allocated_cents, line.name, line.account_index, line.account_shown, line.memo, line.state, line.kind,
  line.decided_how, line.reason, line.note, line.waits_until, line.returns_id, line.decided_at, line.decided_by_name,
  line.version, account.ledger_account`;

const source = sql`bank_line as line
  join bank_account as account on account.city_id = line.city_id and account.id = line.bank_account_id`;

const lineOf = (row: Row): StoredLine => ({
  id: row.id,
  serial: row.serial,
  on: row.booked_on,
  time: row.booked_time,
  direction: row.direction,
  amount: row.amount_cents,
  allocated: row.allocated_cents,
  name: row.name,
  account: row.account_index?.toString("base64") ?? "",
  accountShown: row.account_shown,
  memo: row.memo,
  state: row.state,
  kind: row.kind,
  how: row.decided_how,
  reason: row.reason,
  note: row.note,
  waitsUntil: row.waits_until,
  returnsId: row.returns_id,
  decidedAt: row.decided_at,
  decidedByName: row.decided_by_name,
  version: row.version,
  ledgerAccount: row.ledger_account,
});

/**
 * Lines that the rules may look at, up to a day: day by day over all accounts, within one in the order of the bank; locked. What a person took back or left is
 * that person's business and not looked at again.
 */
export async function lockUndecided(ctx: WriteCtx, until: PlainDate): Promise<StoredLine[]> {
  const { rows } = await sql<Row>`select ${columns} from ${source}
    where line.city_id = ${ctx.actor.cityId} and line.state in ('new', 'waiting', 'to_decide')
      and line.decided_how is null and line.booked_on <= ${until}
    order by line.booked_on, line.bank_account_id, line.place for update of line`.execute(ctx.db);
  return rows.map(lineOf);
}

/** Credits that a person left unexplained or took back: money may still be sent back to them. */
export async function leftCredits(ctx: ReadCtx): Promise<StoredLine[]> {
  const { rows } = await sql<Row>`select ${columns} from ${source}
    where line.city_id = ${ctx.actor.cityId} and line.direction = 'credit' and line.allocated_cents = 0
      and (line.state = 'left' or line.state = 'to_decide' and line.decided_how = 'person')
    order by line.place`.execute(ctx.db);
  return rows.map(lineOf);
}

/** Credits of which an amount pays nothing so far, whole or a rest: a debit of the same amount may send it back. */
export async function creditsWithRest(ctx: ReadCtx, amount: Cents): Promise<StoredLine[]> {
  const { rows } = await sql<Row>`select ${columns} from ${source}
    where line.city_id = ${ctx.actor.cityId} and line.direction = 'credit'
      and line.amount_cents - line.allocated_cents = ${amount}
      and (line.state in ('waiting', 'to_decide', 'left') or line.state = 'matched' and line.allocated_cents > 0)
    order by line.place desc limit 5`.execute(ctx.db);
  return rows.map(lineOf);
}

export async function lockLines(ctx: WriteCtx, ids: readonly string[]): Promise<Map<string, StoredLine>> {
  const { rows } = await sql<Row>`select ${columns} from ${source}
    where line.city_id = ${ctx.actor.cityId} and line.id = any(${[...ids]}::uuid[])
    order by line.id for update of line`.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, lineOf(row)]));
}

export async function findLine(ctx: ReadCtx, id: string): Promise<StoredLine | undefined> {
  const { rows } = await sql<Row>`select ${columns} from ${source}
    where line.city_id = ${ctx.actor.cityId} and line.id = ${id}`.execute(ctx.db);
  return rows[0] && lineOf(rows[0]);
}

export type LineChange = {
  readonly id: string;
  readonly state: LineState;
  readonly kind?: LineKind | "unmatched" | undefined;
  readonly how?: "rule" | "person" | undefined;
  readonly reason?: string | undefined;
  readonly note?: string | undefined;
  readonly waitsUntil?: PlainDate | undefined;
  readonly returnsId?: string | undefined;
  readonly allocated: Cents;
};

/** Sets the state of many lines at once. What a change does not name is emptied. */
export async function saveLines(ctx: WriteCtx, changes: readonly LineChange[]): Promise<void> {
  if (changes.length === 0) return;
  await sql`update bank_line as line set state = c.state, kind = c.kind, decided_how = c.how, reason = c.reason, note = c.note,
      waits_until = c.waits_until, returns_id = c.returns_id, allocated_cents = c.allocated, version = version + 1,
      decided_at = case when c.how is null then null else ${ctx.now}::timestamptz end,
      decided_by = case when c.how = 'person' then ${ctx.actor.id} end,
      decided_by_name = case when c.how = 'person' then ${ctx.actor.name} end
    from unnest(${changes.map((c) => c.id)}::uuid[], ${changes.map((c) => c.state)}::text[],
      ${changes.map((c) => c.kind ?? null)}::text[], ${changes.map((c) => c.how ?? null)}::text[],
      ${changes.map((c) => c.reason ?? null)}::text[], ${changes.map((c) => c.note ?? null)}::text[],
      ${changes.map((c) => c.waitsUntil ?? null)}::date[], ${changes.map((c) => c.returnsId ?? null)}::uuid[],
      ${changes.map((c) => String(c.allocated))}::bigint[])
      as c (id, state, kind, how, reason, note, waits_until, returns_id, allocated)
    where line.city_id = ${ctx.actor.cityId} and line.id = c.id`.execute(ctx.db);
}

export type NewAllocation = { readonly lineId: string; readonly itemId: string; readonly amount: Cents };

/** Books lines on items and raises what the items have received. */
export async function insertAllocations(
  ctx: WriteCtx,
  allocations: readonly NewAllocation[],
  how: "rule" | "person",
  reasons: ReadonlyMap<string, string>,
): Promise<void> {
  if (allocations.length === 0) return;
  const { numAffectedRows } =
    await sql`insert into allocation (city_id, id, line_id, item_id, organisation_id, amount_cents,
      booked_on, reason, made_how, made_by, made_at)
    select line.city_id, a.id, line.id, item.id, item.organisation_id, a.amount, line.booked_on, a.reason, ${how}, ${ctx.actor.id},
      ${ctx.now}
    from unnest(${allocations.map(newId)}::uuid[], ${allocations.map((a) => a.lineId)}::uuid[],
      ${allocations.map((a) => a.itemId)}::uuid[], ${allocations.map((a) => String(a.amount))}::bigint[],
      ${allocations.map((a) => reasons.get(a.lineId) ?? how)}::text[]) as a (id, line_id, item_id, amount, reason)
    join bank_line as line on line.city_id = ${ctx.actor.cityId} and line.id = a.line_id
    join open_item as item on item.city_id = ${ctx.actor.cityId} and item.id = a.item_id`.execute(ctx.db);
  assert(numAffectedRows === BigInt(allocations.length), "a line is booked on an item that exists");
  await raiseReceived(ctx, allocations, 1n);
}

/** Added up here and not in SQL: the planner then knows how many rows come, and does not scan the items for each. */
async function raiseReceived(
  ctx: WriteCtx,
  allocations: readonly { readonly itemId: string; readonly amount: Cents }[],
  sign: 1n | -1n,
): Promise<void> {
  const raised = new Map<string, bigint>();
  for (const { itemId, amount } of allocations)
    raised.set(itemId, (raised.get(itemId) ?? 0n) + sign * amount);
  await sql`update open_item set received_cents = received_cents + given.cents
    from unnest(${[...raised.keys()]}::uuid[], ${[...raised.values()].map(String)}::bigint[]) as given (id, cents)
    where city_id = ${ctx.actor.cityId} and open_item.id = given.id`.execute(ctx.db);
}

export type LiveAllocation = NewAllocation & {
  readonly id: string;
  readonly organisationId: string;
  readonly on: PlainDate;
  readonly account: string;
  readonly isSettled: boolean;
};

export const allocationsOf = (ctx: ReadCtx, lineIds: readonly string[]): Promise<LiveAllocation[]> =>
  liveAllocations(ctx, sql`part.line_id = any(${[...lineIds]}::uuid[])`);

/** What has been booked on an item, the latest money first. */
export const allocationsOn = (ctx: ReadCtx, itemId: string): Promise<LiveAllocation[]> =>
  liveAllocations(ctx, sql`part.item_id = ${itemId}`, sql`part.booked_on desc, part.id desc`);

async function liveAllocations(
  ctx: ReadCtx,
  which: RawBuilder<unknown>,
  order: RawBuilder<unknown> = sql`part.id`,
): Promise<LiveAllocation[]> {
  const { rows } = await sql<{
    id: string;
    line_id: string;
    item_id: string;
    organisation_id: string;
    amount_cents: Cents;
    booked_on: PlainDate;
    account: string;
    is_settled: boolean;
  }>`select part.id, part.line_id, part.item_id, part.organisation_id, part.amount_cents, part.booked_on, item.account, item.is_settled
    from allocation as part join open_item as item on item.city_id = part.city_id and item.id = part.item_id
    where part.city_id = ${ctx.actor.cityId} and ${which} and part.reversed_at is null
    order by ${order}`.execute(ctx.db);
  return rows.map((row) => ({
    id: row.id,
    lineId: row.line_id,
    itemId: row.item_id,
    organisationId: row.organisation_id,
    amount: row.amount_cents,
    on: row.booked_on,
    account: row.account,
    isSettled: row.is_settled,
  }));
}

/** Takes back allocations; their items owe again. The rows stay. */
export async function reverseAllocations(
  ctx: WriteCtx,
  allocations: readonly Pick<LiveAllocation, "id">[],
): Promise<void> {
  const { rows } = await sql<{ item_id: string; amount_cents: Cents }>`update allocation
    set reversed_at = ${ctx.now}, reversed_by = ${ctx.actor.id}
    where city_id = ${ctx.actor.cityId} and id = any(${allocations.map(({ id }) => id)}::uuid[]) and reversed_at is null
    returning item_id, amount_cents`.execute(ctx.db);
  await raiseReceived(
    ctx,
    rows.map((row) => ({ itemId: row.item_id, amount: row.amount_cents })),
    -1n,
  );
}

export async function insertDecision(
  ctx: WriteCtx,
  decision: {
    lineId: string;
    action: "booked" | "left" | "undone" | "freed";
    kind?: string | undefined;
    note?: string | undefined;
  },
): Promise<string> {
  const id = newId();
  await sql`insert into bank_decision (city_id, id, line_id, action, kind, note, made_by, made_by_name, made_at)
    values (${ctx.actor.cityId}, ${id}, ${decision.lineId}, ${decision.action}, ${decision.kind ?? null},
      ${decision.note ?? null}, ${ctx.actor.id}, ${ctx.actor.name}, ${ctx.now})`.execute(ctx.db);
  return id;
}
