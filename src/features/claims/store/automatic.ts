import { sql } from "kysely";
import { idSeries } from "#core/ids.ts";
import { planAnew, type ReadCtx, type WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { copyRows } from "#platform/db/copy.ts";
import type { AmountField } from "../rules/event.ts";
import { thaw } from "../rules/frozen.ts";
import type { Claim, NewClaim } from "./claims.ts";
import { billIndexOf, type ClaimPrivate } from "./private.ts";

// Claims that a settlement opens by the thousand: read and written set by set.

/** A claim of a cover, as far as it tells which event it is about, and what it says of it. */
export type ClaimOfCover = Pick<Claim, "id" | "coverId" | "kind" | "on" | AmountField> & {
  /** In hex; empty where there is none. */
  readonly bill: string;
};

/** Claims of these covers that stand for an event: those filed, and those that wait for their worker. */
export async function claimsOfCovers(
  ctx: ReadCtx,
  coverIds: readonly string[],
): Promise<Map<string, ClaimOfCover[]>> {
  const { rows } = await sql<ClaimOfCover>`select claim.id, claim.cover_id as "coverId", claim.kind,
      claim.event_on as "on", claim.total_cents as total, claim.out_of_scope_cents as "outOfScope",
      claim.pre_self_pay_cents as "preSelfPay", claim.in_scope_cents as "inScope", claim.fund_pay_cents as "fundPay",
      claim.deductible_paid_cents as "deductiblePaid", claim.other_pay_cents as "otherPay",
      coalesce(encode(own.bill_index, 'hex'), '') as bill
    from claim join claim_private as own on own.city_id = claim.city_id and own.claim_id = claim.id
    where claim.city_id = ${ctx.actor.cityId} and claim.cover_id = any(${coverIds}::uuid[])
      and (claim.state not in ('draft', 'withdrawn', 'lapsed', 'rejected')
        or (claim.state = 'draft' and claim.channel = 'automatic'))
    order by claim.id`.execute(ctx.db);
  return Map.groupBy(rows, ({ coverId }) => coverId);
}

/** The results that count, by cover, in the order of filing. */
export async function standingOfCovers(ctx: ReadCtx, coverIds: readonly string[]) {
  const { rows } = await sql<{ coverId: string; sealed: Buffer }>`select claim.cover_id as "coverId",
      result.content_sealed as sealed
    from claim join claim_result as result on result.city_id = claim.city_id and result.id = claim.standing_result_id
    where claim.city_id = ${ctx.actor.cityId} and claim.cover_id = any(${coverIds}::uuid[])
    order by claim.filed_on, claim.number`.execute(ctx.db);
  const results = rows.map(({ coverId, sealed }) => ({ coverId, result: thaw(vault().open(sealed)).result }));
  return Map.groupBy(results, ({ coverId }) => coverId);
}

/** Of these bills (blind indexes), in hex those on which somebody was granted a reimbursement. */
export async function usedBills(ctx: ReadCtx, bills: readonly Buffer[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ bill: string }>`select encode(bill_index, 'hex') as bill from claim_bill
    where city_id = ${ctx.actor.cityId} and bill_index = any(${bills}::bytea[])`.execute(ctx.db);
  return new Set(rows.map(({ bill }) => bill));
}

export type AutomaticClaim = NewClaim &
  Pick<Claim, AmountField | "decision" | "benefit"> & { readonly told: ClaimPrivate };

/**
 * Drafts with what is private of them and what they come to. A result is frozen when one is handed in: until then it may
 * be dropped without a trace.
 */
export async function insertAutomatic(ctx: WriteCtx, claims: readonly AutomaticClaim[]): Promise<void> {
  if (claims.length === 0) return;
  await planAnew(ctx);
  const { cityId, id: by } = ctx.actor;
  const now = ctx.now.toISOString();
  await ctx.copy(
    `claim (city_id, id, organisation_id, person_id, cover_id, plan_code, plan_version, channel, state, state_since, kind,
      cause, event_on, ended_on, days, total_cents, out_of_scope_cents, pre_self_pay_cents, in_scope_cents, fund_pay_cents,
      deductible_paid_cents, other_pay_cents, payee_kind, opened_at, filed_by, decision, benefit_cents)`,
    copyRows(claims, (c) => [
      ...[
        cityId,
        c.id,
        c.organisationId,
        c.personId,
        c.coverId,
        c.planCode,
        c.planVersion,
        c.channel,
        "draft",
      ],
      ...[now, c.kind, c.cause, c.on, c.endedOn, c.days, c.total, c.outOfScope, c.preSelfPay, c.inScope],
      ...[c.fundPay, c.deductiblePaid, c.otherPay, c.payeeKind, now, by],
      ...[c.decision, c.benefit],
    ]),
  );
  const { seal } = vault();
  const nextId = idSeries();
  await ctx.copy(
    "claim_private (city_id, id, organisation_id, claim_id, person_id, filed_by, health_sealed, bill_sealed, bill_index)",
    copyRows(claims, (c) => {
      const { diagnosis, illness, hospital, bill } = c.told;
      const health = seal(JSON.stringify({ diagnosis, illness, hospital }));
      const sealed = bill === "" ? null : seal(bill);
      return [cityId, nextId(), c.organisationId, c.id, c.personId, by, health, sealed, billIndexOf(bill)];
    }),
  );
}
