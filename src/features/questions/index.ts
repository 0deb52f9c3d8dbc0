/** The face of questions: what later features may import. */

export { answer, askAgain, noteOutcome, sendUp } from "./commands/answer.ts";
export { ask } from "./commands/ask.ts";
export { approveFaq, draftFaq } from "./commands/faq.ts";
export { openStation, placeStation, planShifts } from "./commands/stations.ts";
export { questionFigures } from "./queries/statistics.ts";
