import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { type Cents, formatYuan, minus, zero } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { claimableLines } from "#features/banking/index.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import type { DonationList, DonationPage, DonationQuery, DonationRow } from "../contract.ts";
import { leftOf, stateOf, type Use } from "../rules/donation.ts";
import { anonymous } from "../text.ts";
import { arrivalsOf, freeCents, usesOf } from "./parts.ts";

type Row = Omit<z.input<typeof DonationRow>, "donor" | "amount" | "received" | "allocated" | "state"> & {
  readonly donorName: string | null;
  readonly cents: Cents;
  readonly received: Cents;
  readonly allocated: Cents;
  readonly reported: Cents;
  readonly isReceipted: boolean;
  readonly isWithdrawn: boolean;
};

/** Each arrival has an issued receipt, or the donor wants none. */
const isReceipted = sql<boolean>`(d.receipt_waived is not null or not exists (select from donation_arrival as a
  where a.city_id = d.city_id and a.donation_id = d.id and a.released_at is null and not exists (
    select from receipt_request as q where q.city_id = a.city_id and q.source = 'donation' and q.source_id = a.id
      and q.state = 'issued')))`;
const columns = sql`d.id, d.number, d.donor_kind as "donorKind", d.donor_name as "donorName", d.form, d.goods, d.purpose,
  d.is_restricted as "isRestricted", d.cents, d.received_cents as received, d.allocated_cents as allocated,
  d.reported_cents as reported, ${isReceipted} as "isReceipted", d.withdrawn_on is not null as "isWithdrawn",
  d.pledged_on::text as "pledgedOn"`;

const filters: Readonly<Record<z.output<typeof DonationQuery>["show"], RawBuilder<boolean>>> = {
  open: sql`d.withdrawn_on is null and (d.received_cents < d.cents or d.reported_cents < d.received_cents)`,
  pledged: sql`d.withdrawn_on is null and d.received_cents < d.cents`,
  to_receipt: sql`d.received_cents > 0 and not ${isReceipted}`,
  to_use: sql`d.received_cents > d.allocated_cents`,
  to_report: sql`d.allocated_cents > d.reported_cents`,
  all: sql`true`,
};

const present = (row: Row): z.input<typeof DonationRow> => ({
  id: row.id,
  number: row.number,
  donorKind: row.donorKind,
  donor: row.donorName ?? anonymous,
  form: row.form,
  goods: row.goods,
  purpose: row.purpose,
  isRestricted: row.isRestricted,
  amount: formatYuan(row.cents),
  received: formatYuan(row.received),
  allocated: formatYuan(row.allocated),
  state: stateOf(row),
  pledgedOn: row.pledgedOn,
});

/** Donations, the newest first, and what came of them in all. Pages by key. */
export async function donationList(
  ctx: ReadCtx,
  query: z.output<typeof DonationQuery>,
): Promise<z.input<typeof DonationList>> {
  const here = sql`d.city_id = ${ctx.actor.cityId}`;
  const after = query.after ? sql`and d.id < ${query.after}::uuid` : sql``;
  const { rows } = await sql<Row>`select ${columns} from donation as d
    where ${here} and ${filters[query.show]} ${after} order by d.id desc limit ${query.limit + 1}`.execute(
    ctx.db,
  );
  const names = Object.keys(filters) as (keyof typeof filters)[];
  const counted = await sql<Record<string, number>>`select ${sql.join(
    names.map((name) => sql`(count(*) filter (where ${filters[name]}))::int as ${sql.id(name)}`),
  )} from donation as d where ${here}`.execute(ctx.db);
  const counts = Object.fromEntries(names.map((name) => [name, counted.rows[0]?.[name] ?? 0])) as Record<
    keyof typeof filters,
    number
  >;
  const page = rows.slice(0, query.limit);
  return {
    rows: page.map(present),
    total: counts[query.show],
    next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
    counts,
    sums: await sumsOf(ctx),
    allowed: allows(ctx.actor, "donations.manage") ? ["pledge"] : [],
  };
}

async function sumsOf(ctx: ReadCtx): Promise<z.input<typeof DonationList>["sums"]> {
  const { rows } = await sql<{ money: Cents; goods: Cents; bound: Cents }>`select
      coalesce(sum(received_cents) filter (where form = 'money'), 0)::bigint as money,
      coalesce(sum(received_cents) filter (where form = 'goods'), 0)::bigint as goods,
      coalesce(sum(received_cents - allocated_cents) filter (where form = 'money' and is_restricted), 0)::bigint as bound
    from donation where city_id = ${ctx.actor.cityId}`.execute(ctx.db);
  const { money = zero, goods = zero, bound = zero } = rows[0] ?? {};
  const lines = await claimableLines(ctx, "donation");
  return {
    money: formatYuan(money),
    goods: formatYuan(goods),
    free: formatYuan(await freeCents(ctx)),
    bound: formatYuan(bound),
    unclaimed: formatYuan(lines.reduce((total, { left }) => (total + left) as Cents, zero)),
  };
}

type Whole = Row & {
  readonly useFor: Use | null;
  readonly agreement: string | null;
  readonly activity: string | null;
  readonly contactSealed: Buffer | null;
  readonly receiptWaived: string | null;
  readonly withdrawnReason: string | null;
  readonly registeredBy: string;
  readonly agency: string;
};

/** One donation: what came, its receipts, what became of it, what the donor was told. Refuses `donation_unknown`. */
export async function donationPage(ctx: ReadCtx, id: string): Promise<z.input<typeof DonationPage>> {
  const { cityId } = ctx.actor;
  const { rows } =
    await sql<Whole>`select ${columns}, d.use_for as "useFor", d.agreement, event.title as activity,
      d.contact_sealed as "contactSealed", d.receipt_waived as "receiptWaived", d.withdrawn_reason as "withdrawnReason",
      d.registered_by_name as "registeredBy", (select name from organisation as o where o.city_id = d.city_id
        and o.kind = 'city_agency' limit 1) as agency
    from donation as d left join publicity_activity as event on event.city_id = d.city_id and event.id = d.activity_id
    where d.city_id = ${cityId} and d.id = ${id}::uuid`.execute(ctx.db);
  const [found] = rows;
  if (!found) throw new Refusal("not_found", "donation_unknown");
  const reports = await sql<{
    id: string;
    cents: Cents;
    words: string;
    by: string;
    on: string;
  }>`select id, cents, words, made_by_name as by, made_on::text as on from donation_report
    where city_id = ${cityId} and donation_id = ${id}::uuid order by id`.execute(ctx.db);
  const mayManage = allows(ctx.actor, "donations.manage");
  return {
    ...present(found),
    useFor: found.useFor,
    agreement: found.agreement,
    activity: found.activity,
    contact: mayManage && found.contactSealed ? vault().open(found.contactSealed) : null,
    receiptWaived: found.receiptWaived,
    withdrawnReason: found.withdrawnReason,
    registeredBy: found.registeredBy,
    open: formatYuan(minus(found.cents, found.received)),
    left: formatYuan(leftOf(found)),
    agency: found.agency,
    arrivals: await arrivalsOf(ctx, "donation", id),
    uses: await usesOf(ctx, "donation", id),
    reports: reports.rows.map(({ cents, ...report }) => ({ ...report, amount: formatYuan(cents) })),
    allowed: mayManage ? movesOf(found) : [],
  };
}

function movesOf(of: Whole): z.input<typeof DonationPage>["allowed"] {
  const may = {
    claim: !of.isWithdrawn && of.form === "money" && of.received < of.cents,
    receive_goods: !of.isWithdrawn && of.form === "goods" && of.received === zero,
    release: leftOf(of) > 0n,
    waive_receipt: !of.isWithdrawn && of.receiptWaived === null && of.received > 0n && !of.isReceipted,
    withdraw: !of.isWithdrawn && of.received === zero,
    report: of.allocated > of.reported,
    propose: leftOf(of) > 0n,
  };
  return (Object.keys(may) as (keyof typeof may)[]).filter((move) => may[move]);
}
