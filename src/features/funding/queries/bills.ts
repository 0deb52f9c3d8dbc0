import { sql } from "kysely";
import type { z } from "zod";
import { firstOf, monthsFrom, type PlainDate, type PlainMonth, plainMonth } from "#core/dates.ts";
import { type Cents, formatYuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { coverStanding, sayCover } from "#features/enrolment/index.ts";
import { type ReadCtx, withinPart } from "#platform/context.ts";
import type { BillList, BillQuery, BillView, billStates } from "../contract.ts";
import { changeView, moneyView } from "../present.ts";
import type { PeriodState } from "../rules/period.ts";
import { baseCutOff } from "../rules/settle.ts";
import { changesOf } from "../store/bill-changes.ts";
import { fundingDays } from "../store/rules.ts";
import { sayPayer } from "../text.ts";
import { refundList } from "./refunds.ts";

type BillState = (typeof billStates)[number];

type Row = {
  readonly id: string;
  readonly organisation_id: string;
  readonly unit: string;
  readonly unit_code: string;
  readonly union_name: string;
  readonly month: PlainMonth;
  readonly settled_month: PlainMonth | null;
  readonly heads: number;
  readonly state: BillState;
  readonly due_cents: Cents;
  readonly received_cents: Cents;
  readonly in_full_on: PlainDate | null;
  readonly cover_from: PlainDate;
};

/** Every bill in the actor's part of the tree, with its state: it follows from its money and its month. */
const billRows = (ctx: ReadCtx, chosen = sql`true`) => sql`
  select bill.id, bill.organisation_id, unit.name as unit, unit.code as unit_code, above.name as union_name,
    bill.month as month_on, to_char(bill.month, 'YYYY-MM') as month, to_char(bill.settled_month, 'YYYY-MM') as settled_month, bill.heads,
    case
      when bill.settled_month is not null and period.state in ('remitted', 'confirmed', 'closed') then 'remitted'
      when bill.settled_month is not null then 'settled'
      when bill.gift_id is not null then case when bill.in_full_on is null then 'unpaid' else 'paid' end
      when coalesce(item.received_cents, 0) >= bill.from_unit_cents then 'paid'
      when item.received_cents > 0 then 'part_paid'
      else 'unpaid'
    end as state,
    case when bill.gift_id is null then bill.from_unit_cents else 0 end as due_cents, coalesce(item.received_cents, 0) as received_cents, bill.in_full_on,
    coalesce(bill.covered_from, bill.cover_from) as cover_from
  from bill
  join organisation unit on unit.city_id = bill.city_id and unit.id = bill.organisation_id
  join organisation above on above.city_id = bill.city_id and above.id = unit.union_id
  left join open_item item on item.city_id = bill.city_id and item.source = 'funding' and item.source_id = bill.id
  left join funding_period period on period.city_id = bill.city_id and period.month = bill.settled_month
  where bill.city_id = ${ctx.actor.cityId} and ${withinPart(ctx, sql.ref("bill.organisation_id"))} and ${chosen}`;

/** Bills, newest first; counts and sums are of the whole filter, not of the page. */
export async function billList(
  ctx: ReadCtx,
  query: z.output<typeof BillQuery>,
): Promise<z.input<typeof BillList>> {
  const chosen = [sql`true`];
  if (query.month) {
    chosen.push(sql`(bill.month = ${firstOf(plainMonth(query.month))}::date
      or bill.settled_month = ${firstOf(plainMonth(query.month))}::date)`);
  }
  if (query.q) chosen.push(sql`(unit.name like ${`%${query.q}%`} or unit.code = ${query.q.toUpperCase()})`);
  const all = billRows(ctx, sql.join(chosen, sql` and `));
  const inState = query.state === "all" ? sql`true` : sql`state = ${query.state}`;
  const [month = "9999-12", id = "ffffffff-ffff-ffff-ffff-ffffffffffff"] = query.after?.split("~") ?? [];
  const { rows: sums } = await sql<{
    state: BillState;
    bills: number;
    heads: number;
    due: Cents;
    received: Cents;
  }>`select state, count(*)::int as bills, sum(heads)::int as heads, sum(due_cents)::bigint as due,
      sum(least(received_cents, due_cents))::bigint as received
    from (${all}) as listed group by state`.execute(ctx.db);
  // By month and the order of billing: the index has it so, and the first page reads no further.
  const { rows } = await sql<Row>`select * from (${all}) as listed
    where ${inState} and (month_on, id) < (${firstOf(month as PlainMonth)}::date, ${id}::uuid)
    order by month_on desc, id desc limit ${query.limit + 1}`.execute(ctx.db);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const shown = sums.filter((each) => query.state === "all" || each.state === query.state);
  const total = (pick: (each: (typeof sums)[number]) => Cents) =>
    shown.reduce((sum, each) => (sum + pick(each)) as Cents, 0n as Cents);
  const countOf = (state: BillState) => sums.find((each) => each.state === state)?.bills ?? 0;
  return {
    rows: page.map(billRow),
    total: shown.reduce((count, each) => count + each.bills, 0),
    next: rows.length > query.limit && last ? `${last.month}~${last.id}` : null,
    counts: {
      unpaid: countOf("unpaid"),
      part_paid: countOf("part_paid"),
      paid: countOf("paid"),
      settled: countOf("settled"),
      remitted: countOf("remitted"),
    },
    sums: {
      ...moneyView(
        total((each) => each.due),
        total((each) => each.received),
      ),
      heads: shown.reduce((heads, each) => heads + each.heads, 0),
    },
  };
}

const billRow = (row: Row) => ({
  id: row.id,
  unit: row.unit,
  unitCode: row.unit_code,
  union: row.union_name,
  month: row.month,
  settledMonth: row.settled_month,
  heads: row.heads,
  state: row.state,
  money: moneyView(row.due_cents, row.received_cents),
  inFullOn: row.in_full_on,
  coverFrom: row.cover_from,
});

/** One bill: whose it is, who bears what, what has come in. Refuses `not_found`. */
export async function billPage(ctx: ReadCtx, billId: string): Promise<z.input<typeof BillView>> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<
    Row & {
      batch_id: string;
      gift: { id: string; number: string; funder: string } | null;
      plan: string;
      price_cents: Cents;
      category: string | null;
      issued_on: string;
      cover_asked: PlainDate;
      months: number;
      period_state: PeriodState | null;
      remitted_on: PlainDate | null;
    }
  >`select listed.*, bill.batch_id,
      (select jsonb_build_object('id', gift.id, 'number', gift.number, 'funder', gift.funder_name) from gift
        where gift.city_id = ${cityId} and gift.id = bill.gift_id) as gift, version.name as plan, version.period_months as months, bill.price_cents, bill.category,
      bill.issued_on, bill.cover_from as cover_asked, period.state as period_state,
      case when bill.settled_month is not null then period.remitted_on end as remitted_on
    from (${billRows(ctx, sql`bill.id = ${billId}`)}) as listed
    join bill on bill.city_id = ${cityId} and bill.id = listed.id
    join plan_version version on version.plan_code = bill.plan_code and version.version = bill.plan_version
    left join funding_period period on period.city_id = ${cityId}
      and period.month = coalesce(bill.settled_month, bill.month)`.execute(ctx.db);
  const [row] = rows;
  if (!row) throw new Refusal("not_found", "not_found");
  const shares = await sharesOf(ctx, billId);
  const back = shares.filter((share) => share.mode === "reimburse_unit");
  const sum = (pick: (share: ShareRow) => Cents) =>
    back.reduce((total, share) => (total + pick(share)) as Cents, 0n as Cents);
  return {
    ...billRow(row),
    organisationId: row.organisation_id,
    batchId: row.batch_id,
    gift: row.gift,
    plan: row.plan,
    price: formatYuan(row.price_cents),
    category: row.category,
    issuedOn: row.issued_on,
    ...coverOf(row, ctx.today),
    periodState: row.period_state ?? "open",
    baseCutOff: baseCutOff(row.settled_month ?? row.month, await fundingDays(ctx)),
    shares: shares.map((share) => shareView(row, share)),
    payments: await paymentsOf(ctx, billId),
    refunds: (await refundList(ctx, { billId, state: "all", limit: 200 })).rows.map((refund) => ({
      id: refund.id,
      number: refund.number,
      name: refund.name,
      amount: refund.amount,
      state: refund.state,
    })),
    changes: (await changesOf(ctx, billId)).map((each) => ({
      at: each.at.toISOString(),
      by: each.by,
      reason: each.reason,
      ...changeView(each),
    })),
    paidBack:
      back.length === 0
        ? null
        : moneyView(
            sum((share) => share.cents),
            sum((share) => share.paid_back_cents),
          ),
  };
}

/** Until when, and why so: in the words in which enrolment says it of every cover. */
function coverOf(
  row: Row & {
    readonly cover_asked: PlainDate;
    readonly months: number;
    readonly remitted_on: PlainDate | null;
  },
  today: PlainDate,
): { readonly coverUntil: PlainDate; readonly coverWhy: string } {
  const real = monthsFrom(row.cover_from, row.months);
  const facts = {
    asked: monthsFrom(row.cover_asked, row.months),
    paidOn: row.in_full_on,
    covered: row.settled_month ? real : null,
    remittedOn: row.remitted_on,
  };
  return { coverUntil: real.until, coverWhy: sayCover(coverStanding(facts, today), facts, today) };
}

const shareView = (row: Row, share: ShareRow) => ({
  payer: share.payer,
  payerName: bearsOwn(share) ? sayPayer(share.payer) : share.name,
  perHead: formatYuan(share.per_head_cents),
  amount: formatYuan(share.cents),
  mode: share.mode,
  isIn: bearsOwn(share) ? row.received_cents >= row.due_cents : share.is_in,
});

const bearsOwn = ({ payer }: ShareRow): boolean => payer === "unit" || payer === "member";

type ShareRow = {
  readonly payer: string;
  readonly name: string;
  readonly per_head_cents: Cents;
  readonly cents: Cents;
  readonly mode: "direct_pool" | "reimburse_unit";
  readonly is_in: boolean;
  readonly paid_back_cents: Cents;
};

async function sharesOf(ctx: ReadCtx, billId: string): Promise<ShareRow[]> {
  const { rows } = await sql<ShareRow>`
    select share.payer, coalesce(gift.funder_name, party.name) as name, share.per_head_cents, share.cents, share.mode,
      case when share.payer = 'gift' then bill.in_full_on is not null
        when share.mode = 'reimburse_unit' then coalesce(back.received_cents >= share.cents, false)
        else coalesce(item.received_cents >= item.due_cents, false) or period.funded_on is not null end as is_in,
      coalesce(back.received_cents, 0) as paid_back_cents
    from bill_share share
    join bill on bill.city_id = share.city_id and bill.id = share.bill_id
    join organisation party on party.city_id = share.city_id and party.id = share.payer_organisation_id
    left join funding_period period on period.city_id = bill.city_id and period.month = bill.settled_month
    left join gift on gift.city_id = bill.city_id and gift.id = bill.gift_id
    left join subsidy_due due on due.city_id = share.city_id and due.month = bill.settled_month
      and due.payer = share.payer and due.mode = share.mode
    left join open_item item on item.city_id = share.city_id and item.source = 'funding' and item.source_id = due.id
    left join open_item back on back.city_id = share.city_id and back.source = 'funding' and back.source_id = share.id
    where share.city_id = ${ctx.actor.cityId} and share.bill_id = ${billId}
    order by share.payer like '%union%', share.payer = 'city_union', share.payer`.execute(ctx.db);
  return rows;
}

async function paymentsOf(ctx: ReadCtx, billId: string): Promise<{ day: string; amount: string }[]> {
  const { rows } = await sql<{ booked_on: string; amount_cents: Cents }>`
    select allocation.booked_on, allocation.amount_cents
    from open_item item
    join allocation on allocation.city_id = item.city_id and allocation.item_id = item.id and allocation.reversed_at is null
    where item.city_id = ${ctx.actor.cityId} and item.source = 'funding' and item.source_id = ${billId}
    order by allocation.booked_on, allocation.id`.execute(ctx.db);
  return rows.map((row) => ({ day: row.booked_on, amount: formatYuan(row.amount_cents) }));
}
