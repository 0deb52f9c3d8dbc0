import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import { after, before, type Move, type PaymentState, type Purpose } from "../rules/payment.ts";

/** A payment as it stands in the books of the union; its account stays sealed. */
export type Payment = {
  readonly id: string;
  readonly number: string;
  readonly source: string;
  readonly sourceId: string;
  readonly purpose: Purpose;
  readonly fund: string;
  readonly payeeName: string;
  readonly payeePersonId: string | null;
  readonly payeeOrganisationId: string | null;
  readonly accountSealed: Buffer;
  readonly accountIndex: Buffer;
  readonly accountShown: string;
  readonly bankName: string;
  readonly bankCode: string;
  readonly cents: Cents;
  readonly remark: string;
  readonly replacesId: string | null;
  readonly state: PaymentState;
  readonly batchId: string | null;
  readonly orderedOn: PlainDate;
};

const columns = sql`p.id, p.number, p.source, p.source_id as "sourceId", p.purpose, p.fund, p.payee_name as "payeeName",
  p.payee_person_id as "payeePersonId", p.payee_organisation_id as "payeeOrganisationId",
  p.account_sealed as "accountSealed", p.account_index as "accountIndex", p.account_shown as "accountShown",
  p.bank_name as "bankName", p.bank_code as "bankCode", p.cents, p.remark, p.replaces_id as "replacesId", p.state,
  p.batch_id as "batchId", p.ordered_on as "orderedOn"`;

/** Adds a payment; answers nothing where its source has a live one already. */
export async function insertPayment(
  ctx: WriteCtx,
  payment: Omit<Payment, "id" | "state" | "batchId" | "orderedOn">,
): Promise<string | undefined> {
  const { rows } = await sql<{
    id: string;
  }>`insert into payment (city_id, id, number, source, source_id, purpose, fund,
      payee_name, payee_person_id, payee_organisation_id, account_sealed, account_index, account_shown, bank_name, bank_code,
      cents, remark, replaces_id, state, ordered_on, ordered_by, ordered_by_name, ordered_at)
    values (${ctx.actor.cityId}, ${newId()}, ${payment.number}, ${payment.source}, ${payment.sourceId}, ${payment.purpose},
      ${payment.fund}, ${payment.payeeName}, ${payment.payeePersonId}, ${payment.payeeOrganisationId},
      ${payment.accountSealed}, ${payment.accountIndex}, ${payment.accountShown}, ${payment.bankName}, ${payment.bankCode},
      ${payment.cents}, ${payment.remark}, ${payment.replacesId}, 'ordered', ${ctx.today}, ${ctx.actor.id},
      ${ctx.actor.name}, ${ctx.now})
    on conflict (city_id, source, source_id) where state in ('ordered', 'batched', 'released', 'paid') do nothing
    returning id`.execute(ctx.db);
  return rows[0]?.id;
}

/** Payments by id, locked in the order of their ids. */
export async function lockPayments(ctx: WriteCtx, ids: readonly string[]): Promise<Map<string, Payment>> {
  const { rows } = await sql<Payment>`select ${columns} from payment as p
    where p.city_id = ${ctx.actor.cityId} and p.id = any(${[...ids]}::uuid[]) order by p.id for update`.execute(
    ctx.db,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export async function findPayment(ctx: ReadCtx, id: string): Promise<Payment | undefined> {
  const { rows } = await sql<Payment>`select ${columns} from payment as p
    where p.city_id = ${ctx.actor.cityId} and p.id = ${id}`.execute(ctx.db);
  return rows[0];
}

export async function paymentsOfBatch(ctx: ReadCtx, batchId: string): Promise<Payment[]> {
  const { rows } = await sql<Payment>`select ${columns} from payment as p
    where p.city_id = ${ctx.actor.cityId} and p.batch_id = ${batchId} order by p.id`.execute(ctx.db);
  return rows;
}

/** Moves payments on, each only from a state from which the move leads; answers how many went. */
export async function movePayments(
  ctx: WriteCtx,
  ids: readonly string[],
  move: Move,
  batchId?: string | null,
): Promise<number> {
  const { numAffectedRows } = await sql`update payment set state = ${after(move)}
      ${batchId === undefined ? sql`` : sql`, batch_id = ${batchId}`}
    where city_id = ${ctx.actor.cityId} and id = any(${[...ids]}::uuid[])
      and state = any(${[...before(move)]}::text[])`.execute(ctx.db);
  return Number(numAffectedRows ?? 0n);
}
