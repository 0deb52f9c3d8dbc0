import { evenName } from "./names.ts";

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

export type WordPurpose = keyof MatchingWords;

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

/** Purposes that are told apart by their words alone: of money in, and of money out. */
const rivals: readonly (readonly WordPurpose[])[] = [
  ["interest", "donation", "benefit"],
  ["remittance", "bankFee"],
];

export type WordFault = {
  readonly code: "matching_word_too_short" | "matching_word_without_letters" | "matching_word_of_two";
  readonly word: string;
};

/**
 * Words as they are kept: without spaces, in NFKC, each once, the longer first. A word that would say two things, or
 * nothing (a part of a name of one character, figures alone), is told as a fault.
 */
export function checkedWords(
  purpose: WordPurpose,
  given: readonly string[],
  all: MatchingWords,
): { readonly words: readonly string[]; readonly faults: readonly WordFault[] } {
  const even =
    purpose === "nameParts" ? evenName : (word: string) => word.normalize("NFKC").replace(/\s/g, "");
  const clean = given.map(even).filter((word) => word !== "");
  const words = [...new Set(clean)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const others = (rivals.find((group) => group.includes(purpose)) ?? [])
    .filter((each) => each !== purpose)
    .flatMap((each) => all[each]);
  const faults = words.flatMap((word): WordFault[] => {
    if (!/\p{L}/u.test(word)) return [{ code: "matching_word_without_letters", word }];
    if (purpose === "nameParts" && word.length < 2) return [{ code: "matching_word_too_short", word }];
    const says = others.some((other) => other.includes(word) || word.includes(other));
    return says ? [{ code: "matching_word_of_two", word }] : [];
  });
  return { words, faults };
}
