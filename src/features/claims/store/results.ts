import { sql } from "kysely";
import type { Cents } from "#core/money.ts";
import { again, type ReadCtx, type WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import type { Claim } from "./claims.ts";

/** A result as it was frozen. `content` is canonical JSON: `rules/frozen.ts` reads it. */
export type Result = {
  readonly id: string;
  readonly claimId: string;
  readonly number: number;
  readonly planCode: string;
  readonly planVersion: string;
  readonly decision: "payable" | "declined" | "returned";
  readonly benefit: Cents;
  readonly content: string;
  readonly workedAt: Date;
};

type Row = Omit<Result, "content"> & { readonly sealed: Buffer };

const columns = sql`result.id, result.claim_id as "claimId", result.number, result.plan_code as "planCode",
  result.plan_version as "planVersion", result.decision, result.benefit_cents as benefit,
  result.content_sealed as sealed, result.worked_at as "workedAt"`;

const opened = ({ sealed, ...row }: Row): Result => ({ ...row, content: vault().open(sealed) });

/** Undefined for whoever may not see it. */
export async function findResult(ctx: ReadCtx, resultId: string): Promise<Result | undefined> {
  const { rows } = await sql<Row>`${again} select ${columns} from claim_result as result
    where result.city_id = ${ctx.actor.cityId} and result.id = ${resultId}`.execute(ctx.db);
  return rows[0] && opened(rows[0]);
}

/** The results that count for the other claims of a cover, in the order of filing. */
export async function standingResults(ctx: ReadCtx, claim: Pick<Claim, "id" | "coverId">): Promise<Result[]> {
  const { rows } = await sql<Row>`${again} select ${columns} from claim
    join claim_result as result on result.city_id = claim.city_id and result.id = claim.standing_result_id
    where claim.city_id = ${ctx.actor.cityId} and claim.cover_id = ${claim.coverId} and claim.id <> ${claim.id}
    order by claim.filed_on, claim.number`.execute(ctx.db);
  return rows.map(opened);
}

export type NewResult = Pick<Result, "id" | "decision" | "benefit" | "content">;

/** Freezes a result behind those there are. Nothing of it is ever changed. */
export async function insertResult(ctx: WriteCtx, claim: Claim, result: NewResult): Promise<void> {
  const { seal, blindIndex } = vault();
  await sql`${again} insert into claim_result (city_id, id, organisation_id, claim_id, number, plan_code, plan_version, decision,
      benefit_cents, content_sealed, content_index, worked_at, worked_by)
    values (${ctx.actor.cityId}, ${result.id}, ${claim.organisationId}, ${claim.id},
      (select coalesce(max(number), 0) + 1 from claim_result where city_id = ${ctx.actor.cityId} and claim_id = ${claim.id}),
      ${claim.planCode}, ${claim.planVersion}, ${result.decision}, ${result.benefit}, ${seal(result.content)},
      ${blindIndex(result.content)}, ${ctx.now}, ${ctx.actor.id})`.execute(ctx.db);
}

/** Whether somebody was granted a reimbursement on this bill, under whatever cover. */
export async function isBillUsed(ctx: ReadCtx, claimId: string, bill: Buffer | null): Promise<boolean> {
  if (!bill) return false;
  const { rows } =
    await sql`${again} select from claim_bill where city_id = ${ctx.actor.cityId} and bill_index = ${bill}
    and claim_id <> ${claimId}`.execute(ctx.db);
  return rows.length > 0;
}

/** Marks the bill as used by this claim and no other; undefined lets go of it. Answers whether it could be had. */
export async function takeBill(ctx: WriteCtx, claim: Claim, bill: Buffer | undefined): Promise<boolean> {
  const { cityId } = ctx.actor;
  await sql`delete from claim_bill where city_id = ${cityId} and claim_id = ${claim.id}`.execute(ctx.db);
  if (!bill) return true;
  const done = await sql`${again} insert into claim_bill (city_id, id, organisation_id, claim_id, bill_index)
    values (${cityId}, gen_random_uuid(), ${claim.organisationId}, ${claim.id}, ${bill})
    on conflict on constraint claim_bill_used_once do nothing`.execute(ctx.db);
  return Number(done.numAffectedRows ?? 0n) > 0;
}
