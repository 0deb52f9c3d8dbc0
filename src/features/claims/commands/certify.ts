import type { WriteCtx } from "#platform/context.ts";
import type { Claim } from "../store/claims.ts";
import { atDesk, type Opening, openFor } from "./desk.ts";
import { enterReview } from "./straight.ts";
import { tellCertified } from "./tell-people.ts";

export type CertificationRequest = Opening & {
  /** Whether the claimant was employed here on the day of the event. */
  readonly isEmployed: boolean;
  readonly note?: string | undefined;
};

/**
 * The unit says whether the claimant was its own on the day of the event; it sees no illness. What it denies goes on as
 * well, as a finding: the city decides. Refuses as `openFor`.
 */
export async function certifyClaim(
  ctx: WriteCtx,
  claimId: string,
  { isEmployed, note, ...opening }: CertificationRequest,
): Promise<Claim> {
  const opened = await openFor(ctx, claimId, "certify", opening);
  const certification = isEmployed ? "employed" : "not_employed";
  const claim = await atDesk(ctx, async (desk) => {
    const certifiedBy = ctx.actor.id;
    const entered = await enterReview(
      desk,
      opened,
      ctx.actor,
      "certified",
      { certification, certifiedBy },
      note,
    );
    await tellCertified(desk, entered);
    return entered;
  });
  await ctx.record("claim.certified", { claimId, certification });
  return claim;
}
