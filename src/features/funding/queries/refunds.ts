import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { addDays, firstOf, monthsFrom, type PlainDate, type PlainMonth, plainMonth } from "#core/dates.ts";
import { maskIdNumber, maskName } from "#core/mask.ts";
import { type Cents, formatYuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import type { RefundList, RefundOffer, RefundPage, RefundQuery, RefundRow } from "../contract/refunds.ts";
import { type RefundGround, type RefundState, refundGrounds, refundObstacle } from "../rules/refund.ts";
import { fundingTexts, sayPayer } from "../text.ts";

type Row = {
  readonly id: string;
  readonly number: string;
  readonly organisation_id: string;
  readonly person: string;
  readonly unit: string;
  readonly month: string;
  readonly ground: RefundGround;
  readonly cents: Cents;
  readonly state: RefundState;
  readonly asked_at: Date;
  readonly asked_by: string;
  readonly asked_by_name: string;
};

const columns = sql`refund.id, refund.number, refund.organisation_id, person.name as person, unit.name as unit,
  to_char(refund.settled_month, 'YYYY-MM') as month, refund.ground, refund.cents, refund.state, refund.asked_at, refund.asked_by,
  refund.asked_by_name`;
const around = sql`join person on person.city_id = refund.city_id and person.id = refund.person_id
  join organisation as unit on unit.city_id = refund.city_id and unit.id = refund.organisation_id`;

/** Names are whole only to the unit itself. */
const nameFor = (ctx: ReadCtx, organisationId: string, name: string): string =>
  ctx.actor.organisationId === organisationId ? name : maskName(name);

const present = (ctx: ReadCtx, row: Row): z.input<typeof RefundRow> => ({
  id: row.id,
  number: row.number,
  name: nameFor(ctx, row.organisation_id, row.person),
  unit: row.unit,
  month: row.month,
  ground: row.ground,
  amount: formatYuan(row.cents),
  state: row.state,
  askedAt: row.asked_at.toISOString(),
  askedBy: row.asked_by_name,
});

const filters = {
  to_decide: sql`refund.state = 'asked'`,
  under_way: sql`refund.state in ('approved', 'received')`,
  paid: sql`refund.state = 'paid'`,
  closed: sql`refund.state in ('refused', 'withdrawn')`,
  all: sql`true`,
} as const satisfies Record<string, RawBuilder<unknown>>;
type Filter = keyof typeof filters;

/** Refunds of one's part of the tree, the newest first; of a month or a bill where asked. */
export async function refundList(
  ctx: ReadCtx,
  query: z.output<typeof RefundQuery>,
): Promise<z.input<typeof RefundList>> {
  const scope = sql`refund.city_id = ${ctx.actor.cityId} and ${withinPart(ctx, sql.ref("refund.organisation_id"))}
    ${query.month ? sql`and refund.settled_month = ${firstOf(plainMonth(query.month))}` : sql``}
    ${query.billId ? sql`and refund.bill_id = ${query.billId}` : sql``}`;
  const { rows } =
    await sql<Row>`select ${columns} from refund ${around} where ${scope} and ${filters[query.state]}
    ${query.after ? sql`and refund.id < ${query.after}::uuid` : sql``} order by refund.id desc limit ${query.limit + 1}`.execute(
      ctx.db,
    );
  const counted = await sql<Record<Filter, bigint>>`select ${sql.join(
    Object.entries(filters).map(
      ([name, filter]) => sql`count(*) filter (where ${filter}) as ${sql.id(name)}`,
    ),
  )} from refund where ${scope}`.execute(ctx.db);
  const count = (name: Filter) => Number(counted.rows[0]?.[name] ?? 0n);
  const page = rows.slice(0, query.limit);
  return {
    rows: page.map((row) => present(ctx, row)),
    total: count(query.state),
    next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
    counts: {
      to_decide: count("to_decide"),
      under_way: count("under_way"),
      paid: count("paid"),
      closed: count("closed"),
      all: count("all"),
    },
    allowed: [
      ...(allows(ctx.actor, "funding.refund_ask") ? (["ask"] as const) : []),
      ...(allows(ctx.actor, "funding.refund_decide") ? (["decide"] as const) : []),
    ],
  };
}

/** What was cancelled of a month after it was remitted; nothing where nothing was. */
export async function refundsOfMonth(
  ctx: ReadCtx,
  month: PlainMonth,
): Promise<{ people: number; amount: string; open: number } | null> {
  const { rows } = await sql<{ people: number; cents: Cents; open: number }>`select count(*)::int as people,
      coalesce(sum(cents), 0)::bigint as cents, (count(*) filter (where state <> 'paid'))::int as open
    from refund where city_id = ${ctx.actor.cityId} and settled_month = ${firstOf(month)}
      and state in ('approved', 'received', 'paid') and ${withinPart(ctx, sql.ref("refund.organisation_id"))}`.execute(
    ctx.db,
  );
  const [row] = rows;
  return row && row.people > 0 ? { people: row.people, amount: formatYuan(row.cents), open: row.open } : null;
}

type PageRow = Row & {
  readonly number_sealed: Buffer | null;
  readonly covered_from: PlainDate;
  readonly reason: string;
  readonly bill_id: string;
  readonly member_account_shown: string | null;
  readonly decided_by_name: string | null;
  readonly decided_at: Date | null;
  readonly decision_note: string | null;
  readonly received_on: PlainDate | null;
  readonly paid_on: PlainDate | null;
};

/** One refund: whose, why, to whom what goes back and how far it is. Refuses `not_found`. */
export async function refundPage(ctx: ReadCtx, refundId: string): Promise<z.input<typeof RefundPage>> {
  const { rows } =
    await sql<PageRow>`select ${columns}, refund.covered_from, refund.reason, refund.bill_id, refund.member_account_shown,
      refund.decided_by_name, refund.decided_at, refund.decision_note, refund.received_on, refund.paid_on,
      ${numberSealed(sql`refund.person_id`, ctx.actor.cityId)} as number_sealed
    from refund ${around}
    where refund.city_id = ${ctx.actor.cityId} and refund.id = ${refundId}
      and ${withinPart(ctx, sql.ref("refund.organisation_id"))}`.execute(ctx.db);
  const [row] = rows;
  if (!row) throw new Refusal("not_found", "not_found");
  const isOpen = row.state === "asked";
  const isOwn = row.asked_by === ctx.actor.id;
  return {
    ...present(ctx, row),
    idNumber: row.number_sealed ? maskIdNumber(vault().open(row.number_sealed)) : "",
    coverFrom: row.covered_from,
    reason: row.reason,
    billId: row.bill_id,
    memberAccount: row.member_account_shown,
    shares: await sharesShown(ctx, row),
    papers: await papersShown(ctx, refundId),
    decidedBy: row.decided_by_name,
    decidedAt: row.decided_at?.toISOString() ?? null,
    decisionNote: row.decision_note,
    receivedOn: row.received_on,
    paidOn: row.paid_on,
    isOwn,
    allowed: !isOpen
      ? []
      : [
          ...(allows(ctx.actor, "funding.refund_ask") ? (["paper", "withdraw"] as const) : []),
          ...(allows(ctx.actor, "funding.refund_decide") ? (["decide"] as const) : []),
        ],
  };
}

const numberSealed = (personId: RawBuilder<unknown>, cityId: number) =>
  sql<Buffer | null>`(select number_sealed from person_identifier as known where known.city_id = ${cityId}
    and known.person_id = ${personId} order by (known.kind = 'resident_id') desc, known.id limit 1)`;

async function sharesShown(ctx: ReadCtx, refund: Row): Promise<z.input<typeof RefundPage>["shares"]> {
  const { rows } = await sql<{
    payer: string;
    name: string;
    cents: Cents;
    payment_id: string | null;
    paid_on: PlainDate | null;
    trouble: string | null;
  }>`select share.payer, payee.name, share.cents, share.payment_id, share.paid_on, share.trouble
    from refund_share as share
    left join organisation as payee on payee.city_id = share.city_id and payee.id = share.payer_organisation_id
    where share.city_id = ${ctx.actor.cityId} and share.refund_id = ${refund.id}
    order by share.payer like '%union%', share.payer = 'city_union', share.payer`.execute(ctx.db);
  return rows.map((row) => ({
    payerName: sayPayer(row.payer),
    payee: row.payer === "member" ? nameFor(ctx, refund.organisation_id, refund.person) : (row.name ?? ""),
    amount: formatYuan(row.cents),
    state: row.paid_on ? "paid" : row.trouble ? "came_back" : row.payment_id ? "ordered" : "waiting",
    paidOn: row.paid_on,
    trouble: row.trouble,
  }));
}

async function papersShown(ctx: ReadCtx, refundId: string): Promise<z.input<typeof RefundPage>["papers"]> {
  const { rows } = await sql<{
    id: string;
    type: string;
    by: string;
    at: Date;
  }>`select id, type, arrived_by_name as by, arrived_at as at from refund_paper
    where city_id = ${ctx.actor.cityId} and refund_id = ${refundId} order by id`.execute(ctx.db);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** What refunding a cover would give back to whom, and on which grounds it may be asked today. Refuses `not_found`, `refund_without_bill`, `batch_not_remitted`. */
export async function refundOffer(ctx: ReadCtx, coverId: string): Promise<z.input<typeof RefundOffer>> {
  const { cityId } = ctx.actor;
  const { rows } =
    await sql<OfferRow>`select person.name, unit.name as unit, batch.organisation_id, batch.remitted_on,
      bill.id as bill_id, bill.price_cents, bill.covered_from, version.period_months as months,
      ${numberSealed(sql`cover.person_id`, cityId)} as number_sealed,
      (select id from refund where refund.city_id = ${cityId} and refund.cover_id = ${coverId}
        and refund.state not in ('withdrawn', 'refused')) as refund_id
    from cover
    join enrolment_batch as batch on batch.city_id = cover.city_id and batch.id = cover.batch_id
    join organisation as unit on unit.city_id = batch.city_id and unit.id = batch.organisation_id
    join person on person.city_id = cover.city_id and person.id = cover.person_id
    join plan_version as version on version.plan_code = batch.plan_code and version.version = batch.plan_version
    left join bill on bill.city_id = batch.city_id and bill.batch_id = batch.id
    where cover.city_id = ${cityId} and cover.id = ${coverId}
      and ${withinPart(ctx, sql.ref("batch.organisation_id"))}`.execute(ctx.db);
  const [row] = rows;
  if (!row) throw new Refusal("not_found", "not_found");
  if (!row.remitted_on) throw new Refusal("conflict", "batch_not_remitted");
  if (!row.bill_id || !row.covered_from) throw new Refusal("conflict", "refund_without_bill");
  const covered = monthsFrom(row.covered_from, row.months);
  const parts = await partsOf(ctx, row.bill_id);
  return {
    coverId,
    name: nameFor(ctx, row.organisation_id, row.name),
    idNumber: row.number_sealed ? maskIdNumber(vault().open(row.number_sealed)) : "",
    unit: row.unit,
    coverFrom: covered.from,
    coverThrough: addDays(covered.until, -1),
    amount: formatYuan(row.price_cents),
    parts: parts.map(({ payer, cents }) => ({ payerName: sayPayer(payer), amount: formatYuan(cents) })),
    needsMemberAccount: parts.some(({ payer }) => payer === "member"),
    grounds: refundGrounds.map((ground) => {
      const obstacle = refundObstacle(ground, covered, ctx.today);
      return { ground, why: (obstacle && fundingTexts[obstacle.code]?.(obstacle.facts).title) ?? null };
    }),
    refundId: row.refund_id,
  };
}

type OfferRow = {
  readonly name: string;
  readonly unit: string;
  readonly organisation_id: string;
  readonly remitted_on: PlainDate | null;
  readonly bill_id: string | null;
  readonly price_cents: Cents;
  readonly covered_from: PlainDate | null;
  readonly months: number;
  readonly number_sealed: Buffer | null;
  readonly refund_id: string | null;
};

async function partsOf(ctx: ReadCtx, billId: string): Promise<{ payer: string; cents: Cents }[]> {
  const { rows } = await sql<{
    payer: string;
    cents: Cents;
  }>`select payer, per_head_cents as cents from bill_share
    where city_id = ${ctx.actor.cityId} and bill_id = ${billId}
    order by payer like '%union%', payer = 'city_union', payer`.execute(ctx.db);
  return rows;
}
