import { sql } from "kysely";
import type { z } from "zod";
import { type Cents, formatYuan, minus, zero } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { claimableLines } from "#features/banking/index.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import type { FiscalList, FiscalPage, FiscalQuery, FiscalRow, LineList, LineQuery } from "../contract.ts";
import { leftOf } from "../rules/donation.ts";
import { arrivalsOf, usesOf } from "./parts.ts";

type Row = Omit<z.input<typeof FiscalRow>, "amount" | "received" | "allocated"> & {
  readonly cents: Cents;
  readonly received: Cents;
  readonly allocated: Cents;
};

const columns = sql`f.id, f.number, f.issuer, f.document, f.issued_on::text as "issuedOn", f.use_for as "useFor", f.purpose,
  f.cents, f.received_cents as received, f.allocated_cents as allocated`;

const present = ({ cents, received, allocated, ...row }: Row): z.input<typeof FiscalRow> => ({
  ...row,
  amount: formatYuan(cents),
  received: formatYuan(received),
  allocated: formatYuan(allocated),
});

/** What the public purse has set aside, the newest first. Pages by key. */
export async function fiscalList(
  ctx: ReadCtx,
  query: z.output<typeof FiscalQuery>,
): Promise<z.input<typeof FiscalList>> {
  const { cityId } = ctx.actor;
  const after = query.after ? sql`and f.id < ${query.after}::uuid` : sql``;
  const { rows } =
    await sql<Row>`select ${columns} from fiscal_grant as f where f.city_id = ${cityId} ${after}
    order by f.id desc limit ${query.limit + 1}`.execute(ctx.db);
  const counted = await sql<{
    n: number;
    cents: Cents;
    received: Cents;
    allocated: Cents;
  }>`select count(*)::int as n,
      coalesce(sum(cents), 0)::bigint as cents, coalesce(sum(received_cents), 0)::bigint as received,
      coalesce(sum(allocated_cents), 0)::bigint as allocated
    from fiscal_grant where city_id = ${cityId}`.execute(ctx.db);
  const { n = 0, cents = zero, received = zero, allocated = zero } = counted.rows[0] ?? {};
  const lines = await claimableLines(ctx, "fiscal_grant");
  const page = rows.slice(0, query.limit);
  return {
    rows: page.map(present),
    total: n,
    next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
    sums: {
      amount: formatYuan(cents),
      received: formatYuan(received),
      left: formatYuan(minus(received, allocated)),
      unclaimed: formatYuan(lines.reduce((total, { left }) => (total + left) as Cents, zero)),
    },
    allowed: allows(ctx.actor, "donations.manage") ? ["register"] : [],
  };
}

/** One fiscal grant with its money and its use. Refuses `fiscal_grant_unknown`. */
export async function fiscalPage(ctx: ReadCtx, id: string): Promise<z.input<typeof FiscalPage>> {
  const { rows } = await sql<
    Row & { registeredBy: string }
  >`select ${columns}, f.registered_by_name as "registeredBy"
    from fiscal_grant as f where f.city_id = ${ctx.actor.cityId} and f.id = ${id}::uuid`.execute(ctx.db);
  const [found] = rows;
  if (!found) throw new Refusal("not_found", "fiscal_grant_unknown");
  const left = leftOf(found);
  const may = {
    claim: found.received < found.cents,
    release: left > 0n,
    propose: left > 0n,
  };
  return {
    ...present(found),
    registeredBy: found.registeredBy,
    open: formatYuan(minus(found.cents, found.received)),
    left: formatYuan(left),
    arrivals: await arrivalsOf(ctx, "fiscal_grant", id),
    uses: await usesOf(ctx, "fiscal_grant", id),
    allowed: allows(ctx.actor, "donations.manage")
      ? (Object.keys(may) as (keyof typeof may)[]).filter((move) => may[move])
      : [],
  };
}

/** Decided bank lines of a kind of which something is not claimed yet. */
export async function lineList(
  ctx: ReadCtx,
  { kind }: z.output<typeof LineQuery>,
): Promise<z.input<typeof LineList>> {
  const lines = await claimableLines(ctx, kind);
  return {
    rows: lines.map((line) => ({ ...line, amount: formatYuan(line.amount), left: formatYuan(line.left) })),
  };
}
