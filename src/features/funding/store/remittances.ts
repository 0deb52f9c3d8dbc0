import { sql } from "kysely";
import { firstOf, type PlainDate, type PlainMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import type { Difference, Manifest } from "../rules/remittance.ts";

export type RemittanceState = "made" | "checked" | "remitted" | "acknowledged";

export type Remittance = {
  readonly id: string;
  readonly month: PlainMonth;
  readonly heads: number;
  readonly cents: Cents;
  readonly state: RemittanceState;
  readonly madeBy: string;
  readonly madeByName: string;
  readonly madeAt: Date;
  readonly checkedByName: string | undefined;
  readonly checkedAt: Date | undefined;
  readonly remittedOn: PlainDate | undefined;
  readonly acknowledgedAt: Date | undefined;
  readonly answer: { readonly answered: number; readonly differences: readonly Difference[] } | undefined;
};

type Row = {
  readonly id: string;
  readonly heads: number;
  readonly cents: Cents;
  readonly state: RemittanceState;
  readonly made_by: string;
  readonly made_by_name: string;
  readonly made_at: Date;
  readonly checked_by_name: string | null;
  readonly checked_at: Date | null;
  readonly remitted_on: string | null;
  readonly acknowledged_at: Date | null;
  readonly answer: Remittance["answer"] | null;
};

export async function remittanceOf(ctx: ReadCtx, month: PlainMonth): Promise<Remittance | undefined> {
  const { rows } =
    await sql<Row>`select id, heads, cents, state, made_by, made_by_name, made_at, checked_by_name,
      checked_at, remitted_on, acknowledged_at, answer
    from remittance where city_id = ${ctx.actor.cityId} and month = ${firstOf(month)}::date`.execute(ctx.db);
  const [row] = rows;
  if (!row) return undefined;
  return {
    id: row.id,
    month,
    heads: row.heads,
    cents: row.cents,
    state: row.state,
    madeBy: row.made_by,
    madeByName: row.made_by_name,
    madeAt: row.made_at,
    checkedByName: row.checked_by_name ?? undefined,
    checkedAt: row.checked_at ?? undefined,
    remittedOn: (row.remitted_on ?? undefined) as PlainDate | undefined,
    acknowledgedAt: row.acknowledged_at ?? undefined,
    answer: row.answer ?? undefined,
  };
}

export async function insertRemittance(
  ctx: WriteCtx,
  month: PlainMonth,
  manifest: Manifest,
): Promise<string> {
  const id = newId();
  const { cityId } = ctx.actor;
  await sql`insert into remittance (city_id, id, month, heads, cents, state, made_by, made_by_name, made_at)
    values (${cityId}, ${id}, ${firstOf(month)}::date, ${manifest.heads}, ${manifest.cents}, 'made', ${ctx.actor.id},
      ${ctx.actor.name}, ${ctx.now})`.execute(ctx.db);
  for (const line of manifest.lines) {
    await sql`insert into remittance_line (city_id, id, remittance_id, plan_code, plan_version, price_cents, heads, cents)
      values (${cityId}, ${newId()}, ${id}, ${line.planCode}, ${line.planVersion}, ${line.price}, ${line.heads},
        ${line.cents})`.execute(ctx.db);
  }
  return id;
}

/** Takes back what has not been checked: the list goes to its maker again. */
export async function deleteRemittance(ctx: WriteCtx, id: string): Promise<void> {
  const { cityId } = ctx.actor;
  await sql`delete from remittance_line where city_id = ${cityId} and remittance_id = ${id}`.execute(ctx.db);
  await sql`delete from remittance where city_id = ${cityId} and id = ${id} and state = 'made'`.execute(
    ctx.db,
  );
}

export async function saveChecked(ctx: WriteCtx, id: string): Promise<void> {
  await sql`update remittance set state = 'checked', checked_by = ${ctx.actor.id}, checked_by_name = ${ctx.actor.name},
      checked_at = ${ctx.now} where city_id = ${ctx.actor.cityId} and id = ${id}`.execute(ctx.db);
}

export async function saveRemitted(ctx: WriteCtx, id: string, on: PlainDate): Promise<void> {
  await sql`update remittance set state = 'remitted', remitted_on = ${on}
    where city_id = ${ctx.actor.cityId} and id = ${id}`.execute(ctx.db);
}

export async function saveAnswer(ctx: WriteCtx, id: string, answer: Remittance["answer"]): Promise<void> {
  await sql`update remittance set answer = ${JSON.stringify(answer ?? null)}
    where city_id = ${ctx.actor.cityId} and id = ${id}`.execute(ctx.db);
}

export async function saveAcknowledged(ctx: WriteCtx, id: string): Promise<void> {
  await sql`update remittance set state = 'acknowledged', acknowledged_by = ${ctx.actor.id}, acknowledged_at = ${ctx.now}
    where city_id = ${ctx.actor.cityId} and id = ${id}`.execute(ctx.db);
}
