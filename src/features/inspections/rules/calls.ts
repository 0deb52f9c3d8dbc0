export const callMarks = ["answered", "correct", "complete", "polite", "follow_up"] as const;
export type CallMark = (typeof callMarks)[number];

/** ☆ Answered within half a minute, right, whole, friendly, and the next step named. */
const points: Readonly<Record<CallMark, number>> = {
  answered: 20,
  correct: 35,
  complete: 20,
  polite: 10,
  follow_up: 15,
};

/** The score of a call in disguise, of 100. */
export const callScore = (given: readonly CallMark[]): number =>
  [...new Set(given)].reduce((sum, mark) => sum + points[mark], 0);
