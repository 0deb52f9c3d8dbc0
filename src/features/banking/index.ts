export {
  type ClaimableLine,
  type ClaimedKind,
  claimableLines,
  claimLine,
  releaseLine,
} from "./commands/claim-line.ts";
export { type Chosen, type Decision, decideLines, undoDecision } from "./commands/decide-line.ts";
export { expectLess, type LessDue } from "./commands/expect-less.ts";
export {
  expectMoney,
  receivedBy,
  settleMoney,
  unsettleMoney,
  withdrawMoney,
} from "./commands/expect-money.ts";
export { type Imported, importStatement } from "./commands/import-statement.ts";
export { type Matched, matchLines } from "./commands/match-lines.ts";
export { matchSoon } from "./commands/match-soon.ts";
export { openAccount } from "./commands/open-account.ts";
export { chronological, type Reading, readStatement } from "./formats/index.ts";
export { bankLedgerChecks } from "./queries/ledger-checks.ts";
export { type PaidByOther, paidByOthers } from "./queries/paid-by-others.ts";
export { type ExpectedItem, findItems as openItems, type Received, type StoredItem } from "./store/items.ts";
export { accountIndex, type BankAccount, bankAccountInFull, bankAccounts } from "./store/statements.ts";
export { bankingTexts } from "./text.ts";
