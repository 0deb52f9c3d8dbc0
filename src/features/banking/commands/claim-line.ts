import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { type Cents, formatYuan, minus } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";

/** Kinds of lines that say what money is, and not yet whose: a later feature claims them for a donor or a document. */
export type ClaimedKind = "donation" | "fiscal_grant";

/**
 * Says for what a part of a decided line came. Posts nothing: the line is in the books already. Answers the line's day.
 * While it is claimed, the decision is not undone. Refuses `line_not_claimable`, `line_claimed_beyond`.
 */
export async function claimLine(
  ctx: WriteCtx,
  lineId: string,
  kind: ClaimedKind,
  cents: Cents,
): Promise<PlainDate> {
  const { rows } = await sql<{ on: PlainDate; amount: Cents; claimed: Cents }>`select booked_on as on,
      amount_cents as amount, claimed_cents as claimed from bank_line
    where city_id = ${ctx.actor.cityId} and id = ${lineId}::uuid and state = 'matched' and kind = ${kind}
      and direction = 'credit' for update`.execute(ctx.db);
  const [line] = rows;
  if (!line) throw new Refusal("conflict", "line_not_claimable");
  const left = minus(line.amount, line.claimed);
  if (cents > left) throw new Refusal("conflict", "line_claimed_beyond", { left: formatYuan(left) });
  await changeClaim(ctx, lineId, cents);
  return line.on;
}

/** Takes a claim back: that part of the line waits for another. */
export const releaseLine = (ctx: WriteCtx, lineId: string, cents: Cents): Promise<void> =>
  changeClaim(ctx, lineId, -cents as Cents);

async function changeClaim(ctx: WriteCtx, lineId: string, cents: Cents): Promise<void> {
  await sql`update bank_line set claimed_cents = claimed_cents + ${cents}, version = version + 1
    where city_id = ${ctx.actor.cityId} and id = ${lineId}::uuid`.execute(ctx.db);
}

/** Refuses `line_claimed`: somebody's receipt and use hang on what the line was decided to be. */
export async function demandUnclaimed(ctx: WriteCtx, lineId: string): Promise<void> {
  const { rows } = await sql`select from bank_line
    where city_id = ${ctx.actor.cityId} and id = ${lineId}::uuid and claimed_cents > 0`.execute(ctx.db);
  if (rows.length > 0) throw new Refusal("conflict", "line_claimed");
}

export type ClaimableLine = {
  readonly id: string;
  readonly on: PlainDate;
  readonly name: string;
  readonly memo: string;
  readonly amount: Cents;
  readonly left: Cents;
};

/** Decided lines of a kind of which something is not claimed yet, the oldest first. */
export async function claimableLines(ctx: ReadCtx, kind: ClaimedKind): Promise<ClaimableLine[]> {
  const { rows } = await sql<ClaimableLine>`select id, booked_on as on, name, memo, amount_cents as amount,
      amount_cents - claimed_cents as left from bank_line
    where city_id = ${ctx.actor.cityId} and kind = ${kind} and state = 'matched' and claimed_cents < amount_cents
    order by booked_on, id limit 200`.execute(ctx.db);
  return rows;
}
