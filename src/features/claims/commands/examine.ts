import { consentsOf } from "#features/members/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { check } from "../rules/checks.ts";
import { proofOf } from "../rules/papers.ts";
import {
  billSharers,
  cardSharers,
  clerkIsClaimant,
  otherStays,
  paperSharers,
  rosterCard,
  usualUpTo,
} from "../store/around.ts";
import { type Claim, changeClaim } from "../store/claims.ts";
import { papersOf } from "../store/documents.ts";
import { saveFindings } from "../store/findings.ts";
import { privateOf } from "../store/private.ts";
import { type Worked, workOutClaim } from "./work-out.ts";

/** Works a claim out and looks at all that stands around it: its result and its findings are then those of today. */
export async function examine(desk: WriteCtx, seen: Claim): Promise<Worked> {
  const worked = await workOutClaim(desk, seen);
  const { claim, result, cover, document } = worked;
  const told = await privateOf(desk, claim.id);
  const bills = await billSharers(desk, claim, told.indexes.bill);
  const papers = await papersOf(desk, claim.id);
  const { payee, diagnosis, bill } = told;
  const findings = check({
    event: { ...claim, diagnosis, bill, grade: claim.grade ?? undefined },
    cover,
    sex: cover.sex,
    waitingThrough: document.waiting?.filter((step) => step.factor_bp === 0).at(-1)?.through_day,
    benefit: result.benefit,
    failed: result.failed,
    certification: claim.certification ?? undefined,
    isClerkClaimant: await clerkIsClaimant(desk, claim, cover.personName),
    hasConsent: (await consentsOf(desk, "health_claim", [claim.personId])).has(claim.personId),
    payee: {
      kind: claim.payeeKind,
      isMember: payee?.name === cover.personName,
      hasProof: proofOf[claim.payeeKind].every((code) => papers.some((paper) => paper.code === code)),
      account: payee?.account ?? "",
      rosterCard: await rosterCard(desk, claim.personId),
    },
    cardSharers: await cardSharers(desk, claim, told.indexes.account),
    billPaid: bills.paid,
    billClaimed: bills.claimed,
    stays: await otherStays(desk, claim),
    samePapers: await paperSharers(desk, claim),
    usualUpTo: await usualUpTo(desk, claim.planCode),
  });
  await saveFindings(desk, claim, findings);
  const count = (weight: string) => findings.filter((finding) => finding.weight === weight).length;
  const counted = { hardFindings: count("hard"), softFindings: count("soft") };
  return { ...worked, claim: await changeClaim(desk, claim, counted) };
}
