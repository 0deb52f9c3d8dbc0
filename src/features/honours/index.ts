/** The face of honours: what later features may import. */

export { adoptCase, judgeCase, noteVisit, publishCase, submitCase } from "./commands/cases.ts";
export {
  answerModelObjection,
  noteCommendation,
  objectTo,
  proposeModel,
  publishModel,
} from "./commands/models.ts";
export { noteIncentive, takeScores } from "./commands/scores.ts";
export { honourFigures } from "./queries/figures.ts";
export { addScoreSource, type ScoreSource } from "./queries/inputs.ts";
