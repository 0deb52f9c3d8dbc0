/** The face of members: what later features may import. */

export {
  type Consent,
  consentsOf,
  followWithdrawal,
  giveConsent,
  withdrawConsent,
} from "./commands/consents.ts";
export { addMergeFollower, addPersonalData, followMerge, type PersonalData } from "./commands/mine.ts";
export { startMemberSession } from "./commands/sign-in.ts";
export { authenticate } from "./queries/authenticate.ts";
export { mobileNumber } from "./rules/binding.ts";
export { type ConsentPurpose, consentPurposes, consentText } from "./rules/consents.ts";
