export type { DutyKind } from "./duty-kind.ts";
export {
  addWorkingMinutes,
  type Clock,
  type ClockUnit,
  dueAt,
  serviceHours,
  workingMinutesBetween,
} from "./working-time.ts";
