import { sql } from "kysely";
import type { z } from "zod";
import { type Cents, formatYuan, zero } from "#core/money.ts";
import { receiptsFor } from "#features/receipts/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { Arrival, Use } from "../contract.ts";

type Of = "donation" | "fiscal_grant";

/** What came, by which day; each arrival of a donation with its receipt. */
export async function arrivalsOf(ctx: ReadCtx, of: Of, id: string): Promise<z.input<typeof Arrival>[]> {
  const { rows } = await sql<{
    id: string;
    on: string;
    cents: Cents;
    note: string;
    byBank: boolean;
  }>`select id, on_day::text as on, cents, note, line_id is not null as "byBank" from donation_arrival
    where city_id = ${ctx.actor.cityId} and ${sql.ref(`${of}_id`)} = ${id}::uuid and released_at is null
    order by id`.execute(ctx.db);
  const receipts = await receiptsFor(
    ctx,
    "donation",
    rows.map((row) => row.id),
  );
  return rows.map(({ cents, ...row }) => {
    const receipt = receipts.find(({ sourceId }) => sourceId === row.id);
    return {
      ...row,
      amount: formatYuan(cents),
      receipt: receipt
        ? {
            requestId: receipt.requestId,
            state: receipt.state,
            number: receipt.number,
            issuedOn: receipt.issuedOn,
          }
        : null,
    };
  });
}

/** What became of it: parts of grants that were made. */
export async function usesOf(ctx: ReadCtx, of: Of, id: string): Promise<z.input<typeof Use>[]> {
  const { rows } = await sql<Omit<z.input<typeof Use>, "amount"> & { cents: Cents }>`select g.id as "grantId",
      g.number, part.cents, g.use_for as "useFor", g.purpose, g.resolution, g.decided_on::text as on
    from fund_grant_part as part join fund_grant as g on g.city_id = part.city_id and g.id = part.grant_id
    where part.city_id = ${ctx.actor.cityId} and ${sql.ref(`part.${of}_id`)} = ${id}::uuid and g.state = 'granted' order by part.id`.execute(
    ctx.db,
  );
  return rows.map(({ cents, ...row }) => ({ ...row, amount: formatYuan(cents) }));
}

/** What may be granted for anything: came unrestricted and was not given on. */
export async function freeCents(ctx: ReadCtx): Promise<Cents> {
  const { rows } = await sql<{
    cents: Cents;
  }>`select coalesce(sum(received_cents - allocated_cents), 0)::bigint as cents
    from donation where city_id = ${ctx.actor.cityId} and form = 'money' and not is_restricted`.execute(
    ctx.db,
  );
  return rows[0]?.cents ?? zero;
}
