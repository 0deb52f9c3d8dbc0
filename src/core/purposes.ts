/** Why somebody sees a number in full: chosen from this list, and recorded. */
export const purposes = ["核对名册", "联系本人", "核对来款", "处理申请"] as const;
export type Purpose = (typeof purposes)[number];

/** For how long the page shows it. */
export const shownSeconds = 30;
