/** The face of claims: what later features may import. */

export { appealClaim, decideAppeal, withdrawClaim } from "./commands/appeal.ts";
export {
  followSettlement,
  openAutomatic,
  type SettledEvent,
  type SettledOutcome,
} from "./commands/automatic.ts";
export { barRefund } from "./commands/bar-refund.ts";
export { certifyClaim } from "./commands/certify.ts";
export { correctClaim, reopenClaim } from "./commands/correct.ts";
export { claimsOfTheDay, noteWhatIsUsual, passDeadline } from "./commands/deadlines.ts";
export { type DraftStep, discardDraft, type NewDraft, openDraft, saveDraft } from "./commands/draft.ts";
export { addPaper, addPapers } from "./commands/papers.ts";
export { checkFinding, passClaim, rejectClaim, returnClaim, sendBack, takeClaim } from "./commands/review.ts";
export { lookAtSample } from "./commands/sample.ts";
export { sendOn } from "./commands/send-on.ts";
export { setClaimSettings, setPayer } from "./commands/settings.ts";
export { correctAccount, sendToProvince, settlePayment } from "./commands/settle.ts";
export { submitClaim } from "./commands/submit.ts";
export { claimFigures } from "./queries/figures.ts";
export { type FiledClaim, filedClaims, newestFiled } from "./queries/filed-claims.ts";
export type { Channel, ClaimState } from "./rules/claim.ts";
export { type ClaimSettings, usualSettings } from "./rules/settings.ts";
export { type Claim, findClaim } from "./store/claims.ts";
export { privateOf } from "./store/private.ts";
export { claimSettings } from "./store/settings.ts";
export { reasonNames } from "./text/reasons.ts";
