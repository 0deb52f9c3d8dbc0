/** The face of inspections: what later features may import. */

export { noteCall } from "./commands/calls.ts";
export { drawRound } from "./commands/plan.ts";
export { lookAgain, noteVisit, rectify } from "./commands/visit.ts";
export { inspectionFigures, inspectionScores } from "./queries/calls.ts";
