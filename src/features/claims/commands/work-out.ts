import { newId } from "#core/ids.ts";
import { planDocument } from "#features/plans/index.ts";
import {
  addUse,
  compilePlan,
  nothingUsed,
  type Plan,
  type PlanDocument,
  type Used,
  type WorkedOut,
  workOut,
} from "#features/plans/rules/index.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import { normalBill } from "../rules/event.ts";
import { type Frozen, freeze, thaw } from "../rules/frozen.ts";
import { type Claim, changeClaim } from "../store/claims.ts";
import { type CoverOfPerson, coverFacts, coverOf, lockCover } from "../store/covers.ts";
import { privateOf } from "../store/private.ts";
import { findResult, insertResult, isBillUsed, standingResults } from "../store/results.ts";

export type Worked = {
  readonly claim: Claim;
  readonly result: WorkedOut;
  readonly cover: CoverOfPerson;
  readonly document: PlanDocument;
};

/**
 * Works a claim out as things stand now, and freezes the result where it differs from the last. The cover is held until
 * the transaction ends, so that what other claims of it use up is used up once.
 */
export async function workOutClaim(desk: WriteCtx, claim: Claim): Promise<Worked> {
  await lockCover(desk, claim.coverId);
  const { content, ...worked } = await workOutNow(desk, claim);
  const last = claim.resultId ? await findResult(desk, claim.resultId) : undefined;
  if (last?.content === content) return { claim, ...worked };
  const { decision, benefit } = worked.result;
  const id = newId();
  await insertResult(desk, claim, { id, decision, benefit, content });
  return { claim: await changeClaim(desk, claim, { resultId: id, decision, benefit }), ...worked };
}

/** What a claim comes to as things stand now; nothing is kept of it. */
export async function workOutNow(
  desk: ReadCtx,
  claim: Claim,
): Promise<Omit<Worked, "claim"> & { readonly content: string }> {
  const cover = await coverOf(desk, claim.coverId);
  const document = await planDocument(desk, claim.planCode, claim.planVersion);
  const told = await privateOf(desk, claim.id);
  const { kind, cause, on, endedOn, days, grade } = claim;
  const { total, outOfScope, preSelfPay, inScope, fundPay, deductiblePaid, otherPay } = claim;
  const inputs = {
    plan: { code: claim.planCode, version: claim.planVersion },
    cover: coverFacts(cover),
    event: {
      ...{ kind, cause, on, endedOn, days, grade: grade ?? undefined, filedOn: claim.filedOn ?? desk.today },
      ...{ total, outOfScope, preSelfPay, inScope, fundPay, deductiblePaid, otherPay },
      ...{ diagnosis: told.diagnosis, bill: normalBill(told.bill) },
    },
    used: await usedBefore(desk, claim, told.indexes.bill),
  };
  const result = workOut(planOf(document), inputs.cover, inputs.event, inputs.used);
  return { result, cover, document, content: freeze(inputs, result) };
}

/** What the other claims of the cover use up, and whether the bill was used under any cover. */
async function usedBefore(desk: ReadCtx, claim: Claim, bill: Buffer | null): Promise<Used> {
  const standing = await standingResults(desk, claim);
  const used = standing.reduce((sum, { content }) => addUse(sum, thaw(content).result), nothingUsed);
  return { ...used, isBillUsed: await isBillUsed(desk, claim.id, bill) };
}

/** The result of a claim as it was frozen; undefined for whoever may not see it, or where there is none yet. */
export async function frozenOf(ctx: ReadCtx, resultId: string | null): Promise<Frozen | undefined> {
  const result = resultId ? await findResult(ctx, resultId) : undefined;
  return result && thaw(result.content);
}

const ready = new Map<string, Plan>();

/** A published version never changes: it is made ready once. */
export function planOf(document: PlanDocument): Plan {
  const key = `${document.code} ${document.version}`;
  const plan = ready.get(key) ?? compilePlan(document);
  ready.set(key, plan);
  return plan;
}
