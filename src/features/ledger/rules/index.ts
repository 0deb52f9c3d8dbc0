export {
  type AccountCode,
  accountCodes,
  accounts,
  growsByDebit,
  isFund,
  type Nature,
  natureOf,
} from "./accounts.ts";
export {
  assertSound,
  type Balances,
  changes,
  type Entry,
  isBalanced,
  negatives,
  type Posting,
  reversed,
} from "./entry.ts";
