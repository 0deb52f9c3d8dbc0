import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { checkedWords, type WordPurpose } from "../rules/index.ts";
import { matchingWords, saveWords } from "../store/matching.ts";

/**
 * Sets the city's own words of a purpose; none brings the usual ones back. Refuses `matching_word_too_short`,
 * `matching_word_without_letters`, `matching_word_of_two`.
 */
export async function setWords(ctx: WriteCtx, purpose: WordPurpose, given: readonly string[]): Promise<void> {
  const { words, faults } = checkedWords(purpose, given, await matchingWords(ctx));
  const [fault] = faults;
  if (fault) throw new Refusal("invalid", fault.code, { words: faults.map((each) => each.word) });
  await saveWords(ctx, purpose, words);
  await ctx.record("bank.words_set", { purpose, words });
}
