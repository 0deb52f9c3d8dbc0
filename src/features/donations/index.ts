/** The face of donations: what later features may import. */

export { claimDonation, claimFiscalGrant, registerFiscalGrant, releaseArrival } from "./commands/claims.ts";
export { pledgeDonation, receiveGoods, reportToDonor, waiveReceipt } from "./commands/donations.ts";
export { decideGrant, proposeGrant, takeBackGrant } from "./commands/grants.ts";
export { donationFigures } from "./queries/figures.ts";
export { donationLedgerChecks } from "./queries/ledger-checks.ts";
