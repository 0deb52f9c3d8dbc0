export { closeMonth, post, postAll, reopenMonth, reverse } from "./commands.ts";
export { type AccountMonth, accountMonths, ledgerBalances } from "./queries/balances.ts";
export { addLedgerCheck, type LedgerCheck, type Verified, verifyLedger } from "./queries/verify.ts";
export { type AccountCode, type Entry, isFund, type Posting } from "./rules/index.ts";
export { closedMonths, lockBalance } from "./store.ts";
export { nameOfAccount } from "./text.ts";
