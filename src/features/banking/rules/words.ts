/** Words that tell what a line is where nobody owes it, and words that names carry for nothing. A city may replace them. */
export type MatchingWords = {
  /** In the memo of a debit of a month's remittance. */
  readonly remittance: readonly string[];
  readonly interest: readonly string[];
  readonly bankFee: readonly string[];
  readonly donation: readonly string[];
  /** In the memo of what the province sends for benefits. */
  readonly benefit: readonly string[];
  /** Removed from names before they are compared. */
  readonly nameParts: readonly string[];
};

export const usualWords: MatchingWords = {
  remittance: ["上缴"],
  interest: ["结息", "利息"],
  bankFee: ["管理费", "手续费"],
  donation: ["捐"],
  benefit: ["互助金拨付", "拨付互助金", "互助金下拨", "互助金拨款"],
  nameParts: ["工会委员会", "有限公司"],
};

export const says = (memo: string, words: readonly string[]): boolean =>
  words.some((word) => memo.includes(word));
