import { type RawBuilder, sql } from "kysely";
import { firstOf, type PlainDate, type PlainMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { type ReadCtx, type WriteCtx, withinPart } from "#platform/context.ts";
import type { RefundGround, RefundPart, RefundState } from "../rules/refund.ts";

export type Refund = {
  readonly id: string;
  /** Who paid: the unit of the bill. */
  readonly organisationId: string;
  readonly number: string;
  readonly billId: string;
  readonly coverId: string;
  readonly personId: string;
  readonly month: PlainMonth;
  readonly ground: RefundGround;
  readonly reason: string;
  readonly cents: Cents;
  /** Where a worker bore the own share: the worker's account, sealed. */
  readonly memberAccountSealed: Buffer | null;
  readonly state: RefundState;
  readonly askedBy: string;
};

const columns = sql`refund.id, refund.organisation_id as "organisationId", refund.number, refund.bill_id as "billId",
  refund.cover_id as "coverId", refund.person_id as "personId", to_char(refund.settled_month, 'YYYY-MM') as month, refund.ground,
  refund.reason, refund.cents, refund.member_account_sealed as "memberAccountSealed", refund.state, refund.asked_by as "askedBy"`;

export type NewRefund = Omit<Refund, "state" | "askedBy"> & {
  readonly batchId: string;
  readonly coveredFrom: PlainDate;
  readonly memberAccountShown: string | null;
};

/** Refuses `refund_already_asked`: one cover is refunded once. */
export async function insertRefund(
  ctx: WriteCtx,
  refund: NewRefund,
  parts: readonly RefundPart[],
): Promise<void> {
  const { cityId } = ctx.actor;
  const done =
    await sql`insert into refund (city_id, id, organisation_id, number, bill_id, batch_id, cover_id, person_id,
      settled_month, covered_from, ground, reason, cents, member_account_sealed, member_account_shown, state, asked_by,
      asked_by_name, asked_at)
    values (${cityId}, ${refund.id}, ${refund.organisationId}, ${refund.number}, ${refund.billId}, ${refund.batchId},
      ${refund.coverId}, ${refund.personId}, ${firstOf(refund.month)}, ${refund.coveredFrom}, ${refund.ground}, ${refund.reason},
      ${refund.cents}, ${refund.memberAccountSealed}, ${refund.memberAccountShown}, 'asked', ${ctx.actor.id}, ${ctx.actor.name},
      ${ctx.now})
    on conflict (city_id, cover_id) where state not in ('withdrawn', 'refused') do nothing`.execute(ctx.db);
  if (Number(done.numAffectedRows ?? 0n) === 0) throw new Refusal("conflict", "refund_already_asked");
  const all = <T>(pick: (part: RefundPart) => T) => parts.map(pick);
  await sql`insert into refund_share (city_id, organisation_id, refund_id, id, payer, payer_organisation_id, cents)
    select ${cityId}::int, ${refund.organisationId}::uuid, ${refund.id}::uuid, * from unnest(${parts.map(newId)}::uuid[],
      ${all((part) => part.payer)}::text[], ${all((part) => part.organisationId)}::uuid[],
      ${all((part) => String(part.cents))}::bigint[])`.execute(ctx.db);
}

/** A refund in the actor's part of the tree, held until the transaction ends. Refuses `not_found`. */
export async function lockRefund(ctx: WriteCtx, refundId: string): Promise<Refund> {
  const [refund] = await refundsWhere(ctx, sql`refund.id = ${refundId} for update`);
  if (!refund) throw new Refusal("not_found", "not_found");
  return refund;
}

/** Approved ones, held: the province's money for them may have come. */
export const lockApproved = (ctx: WriteCtx): Promise<Refund[]> =>
  refundsWhere(ctx, sql`refund.state = 'approved' order by refund.id for update`);

async function refundsWhere(ctx: ReadCtx, which: RawBuilder<unknown>): Promise<Refund[]> {
  const { rows } = await sql<Refund>`select ${columns} from refund
    where refund.city_id = ${ctx.actor.cityId} and ${withinPart(ctx, sql.ref("refund.organisation_id"))} and ${which}`.execute(
    ctx.db,
  );
  return rows;
}

export async function saveWithdrawn(ctx: WriteCtx, refundId: string): Promise<void> {
  await sql`update refund set state = 'withdrawn'
    where city_id = ${ctx.actor.cityId} and id = ${refundId}`.execute(ctx.db);
}

export async function saveDecided(
  ctx: WriteCtx,
  refundId: string,
  state: "approved" | "refused",
  note: string,
): Promise<void> {
  await sql`update refund set state = ${state}, decided_by = ${ctx.actor.id}, decided_by_name = ${ctx.actor.name},
      decided_at = ${ctx.now}, decision_note = ${note}
    where city_id = ${ctx.actor.cityId} and id = ${refundId}`.execute(ctx.db);
}

export async function saveReceived(ctx: WriteCtx, refundId: string, on: PlainDate): Promise<void> {
  await sql`update refund set state = 'received', received_on = ${on}
    where city_id = ${ctx.actor.cityId} and id = ${refundId}`.execute(ctx.db);
}

export type RefundShare = {
  readonly id: string;
  readonly refundId: string;
  readonly payer: RefundPart["payer"];
  readonly organisationId: string;
  readonly cents: Cents;
};

export async function sharesOfRefund(ctx: ReadCtx, refundId: string): Promise<RefundShare[]> {
  const { rows } = await sql<RefundShare>`select id, refund_id as "refundId", payer,
      payer_organisation_id as "organisationId", cents
    from refund_share where city_id = ${ctx.actor.cityId} and refund_id = ${refundId} order by payer`.execute(
    ctx.db,
  );
  return rows;
}

export async function saveOrdered(ctx: WriteCtx, shareId: string, paymentId: string): Promise<void> {
  await sql`update refund_share set payment_id = ${paymentId}
    where city_id = ${ctx.actor.cityId} and id = ${shareId}`.execute(ctx.db);
}

/** What became of a share's payment; the refund is paid once all of its shares are, and is not where one came back. */
export async function saveShareSettled(
  ctx: WriteCtx,
  shareId: string,
  settled: { readonly paymentId: string; readonly paidOn: PlainDate | null; readonly trouble: string | null },
): Promise<void> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<{
    refundId: string;
  }>`update refund_share set payment_id = ${settled.paymentId}, paid_on = ${settled.paidOn}, trouble = ${settled.trouble}
    where city_id = ${cityId} and id = ${shareId} returning refund_id as "refundId"`.execute(ctx.db);
  const refundId = rows[0]?.refundId;
  if (!refundId) return;
  await sql`update refund set state = case when open.n = 0 then 'paid' else 'received' end,
      paid_on = case when open.n = 0 then open.last end
    from (select count(*) filter (where paid_on is null) as n, max(paid_on) as last from refund_share
      where city_id = ${cityId} and refund_id = ${refundId}) as open
    where refund.city_id = ${cityId} and refund.id = ${refundId} and refund.state in ('received', 'paid')`.execute(
    ctx.db,
  );
}

export type RefundPaper = { readonly id: string; readonly type: string };

export async function insertPaper(
  ctx: WriteCtx,
  refund: Refund,
  paper: RefundPaper & { readonly bytes: number; readonly sha256: Buffer },
): Promise<string> {
  const { cityId, id, name } = ctx.actor;
  await sql`insert into refund_paper (city_id, id, organisation_id, refund_id, type, bytes, sha256, arrived_at, arrived_by,
      arrived_by_name)
    values (${cityId}, ${paper.id}, ${refund.organisationId}, ${refund.id}, ${paper.type}, ${paper.bytes}, ${paper.sha256},
      ${ctx.now}, ${id}, ${name})
    on conflict on constraint refund_paper_once do nothing`.execute(ctx.db);
  const { rows } = await sql<{ id: string }>`select id from refund_paper
    where city_id = ${cityId} and refund_id = ${refund.id} and sha256 = ${paper.sha256}`.execute(ctx.db);
  return rows[0]?.id ?? paper.id;
}

export async function papersOfRefund(ctx: ReadCtx, refundId: string): Promise<RefundPaper[]> {
  const { rows } = await sql<RefundPaper>`select id, type from refund_paper
    where city_id = ${ctx.actor.cityId} and refund_id = ${refundId}
      and ${withinPart(ctx, sql.ref("refund_paper.organisation_id"))} order by id`.execute(ctx.db);
  return rows;
}

/** Where an organisation has its money: null where no account is registered. */
export type PayeeOrganisation = {
  readonly id: string;
  readonly name: string;
  readonly accountName: string | null;
  readonly accountSealed: Buffer | null;
};

export async function payeeOrganisations(ctx: ReadCtx, ids: readonly string[]): Promise<PayeeOrganisation[]> {
  const { rows } = await sql<PayeeOrganisation>`select o.id, o.name, p.account_name as "accountName",
      p.account_no_sealed as "accountSealed"
    from organisation as o
    left join organisation_profile as p on p.city_id = o.city_id and p.organisation_id = o.id
    where o.city_id = ${ctx.actor.cityId} and o.id = any(${[...ids]}::uuid[])`.execute(ctx.db);
  return rows;
}

export async function nameOfPerson(ctx: ReadCtx, personId: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`select name from person
    where city_id = ${ctx.actor.cityId} and id = ${personId}`.execute(ctx.db);
  return rows[0]?.name;
}

/** How many people of a bill were refunded, as a row to join: its receipts are for the others. */
export const refundedOf = (billId: RawBuilder<unknown>, cityId: number): RawBuilder<unknown> =>
  sql`(select count(*)::int as heads from refund where refund.city_id = ${cityId} and refund.bill_id = ${billId}
    and refund.state in ('approved', 'received', 'paid'))`;

/** What the refunds of a month take from each payer's share of it. */
export async function refundedByPayer(
  ctx: ReadCtx,
  month: PlainMonth,
): Promise<Map<string, { readonly heads: number; readonly cents: Cents }>> {
  const { rows } = await sql<{
    payer: string;
    heads: number;
    cents: Cents;
  }>`select share.payer, count(*)::int as heads,
      sum(share.cents)::bigint as cents
    from refund join refund_share as share on share.city_id = refund.city_id and share.refund_id = refund.id
    where refund.city_id = ${ctx.actor.cityId} and refund.settled_month = ${firstOf(month)}
      and refund.state in ('approved', 'received', 'paid')
    group by 1`.execute(ctx.db);
  return new Map(rows.map(({ payer, ...rest }) => [payer, rest]));
}
