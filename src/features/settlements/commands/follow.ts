import { sql } from "kysely";
import { Refusal } from "#core/refusal.ts";
import { followSettlement } from "#features/claims/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { type Correction, forgetClaim, lockCorrection, noteCorrection } from "../store.ts";
import { asSettlements } from "./receive-feed.ts";
import { amountsOf } from "./take-feed.ts";

const note = "医保部门更正了这次结算";

/**
 * Has a claim follow its settlement. Where somebody is at it – a reviewer has it in hand, it is on its way to the bank – it
 * is noted what it waits for, and the next day tries again. Safe to run twice.
 */
export const followCorrection = (ctx: WriteCtx, correctionId: string): Promise<void> =>
  asSettlements(ctx, async (desk) => {
    const correction = await lockCorrection(desk, correctionId);
    if (!correction) return;
    await sql`savepoint before_following`.execute(desk.db);
    try {
      const { claimId } = correction;
      const outcome = await follow(desk, correction);
      if (outcome === "dropped") await forgetClaim(desk, claimId);
      await noteCorrection(desk, correctionId, { outcome });
      await desk.record("settlement.claim_followed", { correctionId, claimId, outcome });
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      await sql`rollback to savepoint before_following`.execute(desk.db);
      await noteCorrection(desk, correctionId, { waitsFor: thrown.code });
    }
  });

/** A claim that its worker threw away has nothing to follow. */
async function follow(desk: WriteCtx, { claimId, settlement }: Correction) {
  const step = settlement && {
    on: settlement.on,
    endedOn: settlement.endedOn,
    amounts: amountsOf(settlement),
    diagnosis: settlement.diagnosis,
    illness: settlement.illness,
    hospital: settlement.hospital,
    bill: settlement.bill,
  };
  return followSettlement(desk, claimId, step, note).catch((thrown: unknown) => {
    if (thrown instanceof Refusal && thrown.kind === "not_found") return "closed" as const;
    throw thrown;
  });
}
