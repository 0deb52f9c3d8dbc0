/** The face of enrolment: what later features may import. */

export { bringCovers, type StandingCovers } from "./commands/bring-covers.ts";
export {
  addCoverBar,
  cancelCover,
  type HeldCover,
  holdCover,
  holdRemitted,
  moveCover,
  removeCover,
} from "./commands/change-covers.ts";
export { type Confirmation, confirmBatch } from "./commands/confirm-batch.ts";
export { correctLine, removeLine } from "./commands/correct-lines.ts";
export { closeGift, type GiftRequest, grantHeads, setUpGift } from "./commands/gift.ts";
export {
  type ConfirmedBatch,
  lockUnbilled,
  markBilled,
  markPaid,
  markRemitted,
  markSettled,
  markUnsettled,
} from "./commands/note-money.ts";
export { type BatchRequest, openBatch } from "./commands/open-batch.ts";
export { addEvidence, decideReview, paperTypeAt, type ReviewDecision } from "./commands/review-line.ts";
export { type ReadAhead, type RosterSource, type TakeOutcome, takeRoster } from "./commands/take-roster.ts";
export { withdrawBatch } from "./commands/withdraw-batch.ts";
export { myCovers } from "./queries/my-covers.ts";
export { openQuestions } from "./queries/questions.ts";
export type { LineAnswer } from "./reading/answer-workbook.ts";
export type { RosterCounts, RosterHead, RosterQuestion, RosterSink } from "./reading/decide-roster.ts";
export { type RosterRead, readRoster, writeAnswerWorkbook } from "./reading/read-in-child.ts";
export * from "./rules/index.ts";
export { confirmable, findBatch } from "./store/batches.ts";
export { findGifts as gifts, type Gift, saveReceived } from "./store/gifts.ts";
export { type TemplateRow, templateWorkbook } from "./template-workbook.ts";
export { coverStateNames, enrolmentTexts, sayCover } from "./text.ts";
