import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { type Actor, again, type ReadCtx, type WriteCtx } from "#platform/context.ts";
import type { CheckCode, Finding } from "../rules/checks.ts";
import type { Claim } from "./claims.ts";

export type StoredFinding = Finding & {
  readonly id: string;
  readonly checkedByName: string | null;
  readonly checkedAt: Date | null;
};

/** What the last checks found, hard ones first. */
export async function findingsOf(ctx: ReadCtx, claimId: string): Promise<StoredFinding[]> {
  const { rows } =
    await sql<StoredFinding>`${again} select id, code, weight, facts, claims, checked_by_name as "checkedByName",
      checked_at as "checkedAt"
    from claim_finding where city_id = ${ctx.actor.cityId} and claim_id = ${claimId}
    order by weight, found_at, code`.execute(ctx.db);
  return rows;
}

/**
 * The findings as they are now. One that was looked at stays looked at as long as its evidence is the same; what is no
 * longer found goes.
 */
export async function saveFindings(
  ctx: WriteCtx,
  claim: Pick<Claim, "id" | "organisationId">,
  findings: readonly Finding[],
): Promise<void> {
  const { cityId } = ctx.actor;
  await sql`delete from claim_finding where city_id = ${cityId} and claim_id = ${claim.id}
    and code <> all(${findings.map(({ code }) => code)}::text[])`.execute(ctx.db);
  for (const { code, weight, facts, claims } of findings) {
    const [told, others] = [JSON.stringify(facts), `{${claims.join(",")}}`];
    await sql`${again} insert into claim_finding (city_id, id, organisation_id, claim_id, code, weight, facts, claims, found_at)
      values (${cityId}, ${newId()}, ${claim.organisationId}, ${claim.id}, ${code}, ${weight}, ${told}::jsonb, ${others}::uuid[],
        ${ctx.now})
      on conflict on constraint claim_finding_once do update set weight = excluded.weight, facts = excluded.facts,
        claims = excluded.claims, found_at = excluded.found_at, checked_by = null, checked_by_name = null, checked_at = null
      where claim_finding.facts <> excluded.facts or claim_finding.claims <> excluded.claims`.execute(ctx.db);
  }
}

/** Somebody has looked at it. Answers whether there was such a finding that one may pass over. */
export async function markChecked(
  ctx: WriteCtx,
  claimId: string,
  code: CheckCode,
  by: Actor | undefined,
): Promise<boolean> {
  const done =
    await sql`${again} update claim_finding set checked_by = ${by?.id ?? null}, checked_by_name = ${by?.name ?? null},
      checked_at = ${by ? ctx.now : null}
    where city_id = ${ctx.actor.cityId} and claim_id = ${claimId} and code = ${code} and weight = 'soft'`.execute(
      ctx.db,
    );
  return Number(done.numAffectedRows ?? 0n) > 0;
}

export async function openFindings(
  ctx: ReadCtx,
  claimId: string,
): Promise<{ readonly hard: string[]; readonly unchecked: string[] }> {
  const findings = await findingsOf(ctx, claimId);
  return {
    hard: findings.filter(({ weight }) => weight === "hard").map(({ code }) => code),
    unchecked: findings
      .filter(({ weight, checkedAt }) => weight === "soft" && !checkedAt)
      .map(({ code }) => code),
  };
}
