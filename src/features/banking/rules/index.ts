export type { Book, Evidence, ItemKind, Line, OpenItem, Party } from "./book.ts";
export { goesOut, itemKinds, openBook } from "./book.ts";
export type { Matching } from "./match.ts";
export { matchLines } from "./match.ts";
export { namedAlike } from "./names.ts";
export { openPaymentBook, type PaymentBook, type PaymentItem } from "./payments.ts";
export { type Ground, type Suggestion, suggest } from "./suggest.ts";
export type { Allocation, LineKind, OpenReason, RuleReason, Verdict } from "./verdict.ts";
export { checkedWords, type MatchingWords, usualWords, type WordFault, type WordPurpose } from "./words.ts";
