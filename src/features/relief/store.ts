import { type RawBuilder, sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { type ReadCtx, type WriteCtx, withinPart } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import type { GrantState, Opinion } from "./rules/grant.ts";

export type Payee = { readonly name: string; readonly account: string; readonly bankName: string };

export type Grant = {
  readonly id: string;
  readonly organisationId: string;
  readonly personId: string;
  readonly number: string;
  readonly state: GrantState;
  readonly isUrgent: boolean;
  readonly cents: Cents;
  readonly proposedBy: string;
  readonly noticeUntil: PlainDate | null;
  readonly payeeSealed: Buffer;
  readonly paymentId: string | null;
};

/** Refuses `not_found` as for what lies outside the actor's part. */
export async function lockGrant(ctx: WriteCtx, id: string): Promise<Grant> {
  const { rows } =
    await sql<Grant>`select id, organisation_id as "organisationId", person_id as "personId", number, state,
      is_urgent as "isUrgent", cents, proposed_by as "proposedBy", notice_until as "noticeUntil", payee_sealed as "payeeSealed",
      payment_id as "paymentId"
    from relief_grant where city_id = ${ctx.actor.cityId} and id = ${id}::uuid
      and ${withinPart(ctx, sql.ref("organisation_id"))} for update`.execute(ctx.db);
  if (!rows[0]) throw new Refusal("not_found", "relief_unknown");
  return rows[0];
}

/** Moves a grant on, with whatever else changes with it. */
export const moveGrant = (
  ctx: WriteCtx,
  id: string,
  state: GrantState,
  also: RawBuilder<unknown> = sql``,
): Promise<unknown> =>
  sql`update relief_grant set state = ${state}, state_since = ${ctx.now} ${also}
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);

export async function opinionsOf(ctx: ReadCtx, grantId: string): Promise<Opinion[]> {
  const { rows } = await sql<Opinion>`select agrees, given_by as by from relief_opinion
    where city_id = ${ctx.actor.cityId} and grant_id = ${grantId}::uuid order by id`.execute(ctx.db);
  return rows;
}

export const payeeOf = (grant: Pick<Grant, "payeeSealed">): Payee =>
  JSON.parse(vault().open(grant.payeeSealed)) as Payee;

export const sealed = (payee: Payee): Buffer => vault().seal(JSON.stringify(payee));
