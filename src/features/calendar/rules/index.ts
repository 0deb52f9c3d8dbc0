export type { CalendarDay, Shift } from "./working-days.ts";
export {
  addWorkingDays,
  calendarDay,
  cutOffDay,
  isKnownYear,
  isWorkingDay,
  shifts,
  workingDayFrom,
  workingDaysBetween,
} from "./working-days.ts";
