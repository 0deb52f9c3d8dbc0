/** The face of enrolment: what later features may import. */

export type { RosterCounts, RosterHead, RosterQuestion, RosterSink } from "./reading/decide-roster.ts";
export {
  type ReadingLimits,
  type ReadingOptions,
  type RosterRead,
  readRoster,
} from "./reading/read-in-child.ts";
export * from "./rules/index.ts";
