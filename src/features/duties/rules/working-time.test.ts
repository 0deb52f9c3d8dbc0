import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { addWorkingMinutes, dueAt, timeBetween, timeOn, workingMinutesBetween } from "./working-time.ts";

const at = (text: string) => new Date(`${text.replace(" ", "T")}:00+08:00`);
const said = (instant: Date) =>
  new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");

describe("a question is to be answered within half an hour of service", () => {
  test.each([
    ["in the morning", "2025-03-12 10:00", "2025-03-12 10:30"],
    ["before the doors open", "2025-03-12 07:15", "2025-03-12 09:00"],
    ["as the lunch break nears", "2025-03-12 11:50", "2025-03-12 14:50"],
    ["so that it is due as the doors close", "2025-03-12 11:30", "2025-03-12 12:00"],
    ["in the lunch break", "2025-03-12 13:00", "2025-03-12 15:00"],
    ["on Friday at 17:50 before an ordinary weekend", "2025-03-14 17:50", "2025-03-17 08:50"],
    ["on Friday at 17:50 before a worked Sunday", "2025-04-25 17:50", "2025-04-27 08:50"],
    ["on a Saturday that is worked", "2025-02-08 09:00", "2025-02-08 09:30"],
    ["on the evening before National Day", "2025-09-30 17:50", "2025-10-09 08:50"],
    ["in the middle of National Day", "2025-10-03 10:00", "2025-10-09 09:00"],
    ["on the last evening of a year", "2024-12-31 17:45", "2025-01-02 08:45"],
  ])("%s", (_name, asked, due) => {
    expect(said(addWorkingMinutes(at(asked), 30))).toBe(due);
  });

  test("a year whose holidays are not known is refused, never guessed", () => {
    expect(() => addWorkingMinutes(at("2026-12-31 17:50"), 30)).toThrow("calendar_year_unknown");
  });
});

describe("minutes of service between two instants", () => {
  test.each([
    ["within a morning", "2025-03-12 10:00", "2025-03-12 10:29", 29],
    ["over the lunch break", "2025-03-12 11:50", "2025-03-12 14:45", 25],
    ["over a night and a weekend", "2025-03-14 17:50", "2025-03-17 08:40", 20],
    ["over all of National Day", "2025-09-30 18:00", "2025-10-09 08:30", 0],
    ["backwards", "2025-03-12 11:00", "2025-03-12 10:00", 0],
  ])("%s", (_name, from, to, minutes) => {
    expect(workingMinutesBetween(at(from), at(to))).toBe(minutes);
  });
});

describe("days", () => {
  test.each([
    [
      "3 working days from a Wednesday end on the Monday",
      { workingDays: 3 },
      "2025-03-12 17:59",
      "2025-03-17 23:59",
    ],
    ["a worked Sunday counts", { workingDays: 1 }, "2025-04-25 10:00", "2025-04-27 23:59"],
    ["15 days are days", { days: 15 }, "2025-03-12 10:00", "2025-03-27 23:59"],
    ["a day is that day to its end", { by: plainDate("2025-03-20") }, "2025-03-12 10:00", "2025-03-20 23:59"],
  ])("%s", (_name, clock, since, due) => {
    expect(said(dueAt(clock, at(since)))).toBe(due);
  });

  test("what is left when a duty is paused is given again when it goes on", () => {
    const due = dueAt({ workingMinutes: 30 }, at("2025-09-30 17:40"));
    const left = timeBetween("working_minutes", at("2025-09-30 17:50"), due);
    expect(left).toBe(20);
    expect(said(timeOn("working_minutes", left, at("2025-10-09 10:00")))).toBe("2025-10-09 10:20");
  });
});
