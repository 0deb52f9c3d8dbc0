import type { Facts } from "./refusal.ts";

/** What a person reads of a refusal: what is wrong, and where, why, what to do, what became of the data. */
export type RefusalText = { readonly title: string; readonly detail: string };

/** Chinese words for the refusal codes of one feature, in its `text.ts`. */
export type RefusalTexts = Readonly<Record<string, (facts: Facts) => RefusalText>>;
