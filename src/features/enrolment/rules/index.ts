export { hasSoundNumber, judgeCover, type StandingCover } from "./already-covered.ts";
export {
  type BatchMoney,
  type CoverFacts,
  type CoverStanding,
  type CoverState,
  coverFacts,
  coverStanding,
  coverStates,
} from "./cover-standing.ts";
export {
  alsoOf,
  codeOf,
  type DecideContext,
  type DecidedLine,
  decideLine,
  type EarlierLine,
  type Finding,
  type LineCode,
  type LineFacts,
  lineCodes,
  type Outcome,
  outcomeOf,
  postOf,
  reviewCodes,
  type WarningCode,
  warningCodes,
} from "./decide-line.ts";
export { birthDateOf, checkCharacter, numberFaults, sexOf } from "./identity-number.ts";
export { numbersSeen } from "./numbers-seen.ts";
export {
  type Post,
  type Retirement,
  type RetirementCategory,
  retirementOf,
  retirementOn,
} from "./retirement.ts";
export { type Field, type Header, headerOf, headerOfTwo } from "./roster-header.ts";
export {
  isClosing,
  type LineCells,
  normalName,
  normalNumber,
  type RosterLine,
  rosterLine,
} from "./roster-line.ts";
