import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import { again, type ReadCtx, type WriteCtx } from "#platform/context.ts";
import type { Claim } from "./claims.ts";

/** What was ordered to be paid for a claim, or is to be asked back. */
export type ClaimPayment = {
  readonly id: string;
  readonly claimId: string;
  readonly resultId: string;
  readonly kind: "benefit" | "difference" | "recovery";
  readonly cents: Cents;
  readonly state: "ordered" | "paid" | "failed" | "noted";
  readonly paymentId: string | null;
  /** Paid by the province: `paymentId` is then what was sent to it. */
  readonly byProvince: boolean;
  readonly orderedAt: Date;
  readonly settledOn: PlainDate | null;
  readonly reason: string | null;
};

const columns = sql`id, claim_id as "claimId", result_id as "resultId", kind, cents, state, payment_id as "paymentId",
  by_province as "byProvince", ordered_at as "orderedAt", settled_on as "settledOn", reason`;

export async function claimPayments(ctx: ReadCtx, claimId: string): Promise<ClaimPayment[]> {
  const { rows } = await sql<ClaimPayment>`${again} select ${columns} from claim_payment
    where city_id = ${ctx.actor.cityId} and claim_id = ${claimId} order by place`.execute(ctx.db);
  return rows;
}

export async function findClaimPayment(ctx: ReadCtx, id: string): Promise<ClaimPayment | undefined> {
  const { rows } = await sql<ClaimPayment>`${again} select ${columns} from claim_payment
    where city_id = ${ctx.actor.cityId} and id = ${id}`.execute(ctx.db);
  return rows[0];
}

export async function insertClaimPayment(
  ctx: WriteCtx,
  claim: Claim,
  payment: Pick<ClaimPayment, "kind" | "cents" | "resultId">,
): Promise<void> {
  const state = payment.kind === "recovery" ? "noted" : "ordered";
  await sql`${again} insert into claim_payment (city_id, id, organisation_id, claim_id, result_id, place, kind, cents, state,
      ordered_at)
    values (${ctx.actor.cityId}, ${newId()}, ${claim.organisationId}, ${claim.id}, ${payment.resultId},
      (select coalesce(max(place), 0) + 1 from claim_payment
        where city_id = ${ctx.actor.cityId} and claim_id = ${claim.id}),
      ${payment.kind}, ${payment.cents}, ${state}, ${ctx.now})`.execute(ctx.db);
}

/** Takes back what no payment was ordered for yet. */
export async function forgetClaimPayments(ctx: WriteCtx, claimId: string, resultId: string): Promise<void> {
  await sql`delete from claim_payment where city_id = ${ctx.actor.cityId} and claim_id = ${claimId}
    and result_id = ${resultId} and payment_id is null`.execute(ctx.db);
}

export async function changeClaimPayment(
  ctx: WriteCtx,
  id: string,
  changes: Partial<Pick<ClaimPayment, "state" | "paymentId" | "byProvince" | "settledOn" | "reason">>,
): Promise<void> {
  const names = {
    state: "state",
    paymentId: "payment_id",
    byProvince: "by_province",
    settledOn: "settled_on",
    reason: "reason",
  } as const;
  const sets = (Object.entries(changes) as [keyof typeof names, unknown][]).map(
    ([name, value]) => sql`${sql.ref(names[name])} = ${value}`,
  );
  await sql`${again} update claim_payment set ${sql.join(sets)} where city_id = ${ctx.actor.cityId} and id = ${id}`.execute(
    ctx.db,
  );
}
