/** The face of enrolment: what later features may import. */

export { writeAnswerWorkbook } from "./reading/answer-in-child.ts";
export type { LineAnswer } from "./reading/answer-workbook.ts";
export type { RosterCounts, RosterHead, RosterQuestion, RosterSink } from "./reading/decide-roster.ts";
export { type RosterRead, readRoster } from "./reading/read-in-child.ts";
export type { ReadingLimits, ReadingOptions } from "./reading/start-child.ts";
export * from "./rules/index.ts";
export { type TemplateRow, templateWorkbook } from "./template-workbook.ts";
