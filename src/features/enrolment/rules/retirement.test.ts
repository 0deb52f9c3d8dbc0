import { describe, expect, test } from "vitest";
import { addDays, plainDate } from "#core/dates.ts";
import { type Post, type RetirementCategory, retirementOf, retirementOn } from "./retirement.ts";

describe("the statutory retirement date", () => {
  test.each<[string, RetirementCategory, string]>([
    // The specification's own table.
    ["1965-01-10", "man", "2025-02-10"],
    ["1976-09-01", "man", "2039-09-01"],
    ["1970-01-01", "woman_55", "2025-02-01"],
    ["1975-03-01", "woman_50", "2025-05-01"],
    ["1984-11-01", "woman_50", "2039-11-01"],
    // No delay before the base month.
    ["1964-12-31", "man", "2024-12-31"],
    ["1969-12-31", "woman_55", "2024-12-31"],
    ["1974-12-31", "woman_50", "2024-12-31"],
    ["1940-02-29", "man", "2000-02-29"],
    // Both sides of a step.
    ["1965-04-30", "man", "2025-05-30"],
    ["1965-05-01", "man", "2025-07-01"],
    ["1970-04-30", "woman_55", "2025-05-30"],
    ["1970-05-01", "woman_55", "2025-07-01"],
    ["1975-02-28", "woman_50", "2025-03-28"],
    ["1975-03-01", "woman_50", "2025-05-01"],
    // Both sides of the cap.
    ["1976-08-31", "man", "2039-07-31"],
    ["1980-01-01", "man", "2043-01-01"],
    ["1981-08-01", "woman_55", "2039-07-01"],
    ["1981-09-01", "woman_55", "2039-09-01"],
    ["1984-10-01", "woman_50", "2039-09-01"],
    // Checks of the domain reference.
    ["1965-03-15", "man", "2025-04-15"],
    ["1970-06-15", "man", "2031-11-15"],
    ["1975-05-15", "woman_55", "2031-10-15"],
    ["1980-01-15", "woman_50", "2032-08-15"],
    // Clamped to the month's last day.
    ["1965-01-31", "man", "2025-02-28"],
    ["1970-01-29", "woman_55", "2025-02-28"],
    ["1976-02-29", "woman_50", "2026-09-29"],
    ["1975-01-31", "woman_50", "2025-02-28"],
  ])("of someone born on %s (%s) is %s", (born, category, on) =>
    expect(retirementOf(plainDate(born), category).on).toBe(on),
  );

  test("states the age reached in years and months", () => {
    expect(retirementOf(plainDate("1970-06-15"), "man")).toMatchObject({ years: 61, months: 5 });
    expect(retirementOf(plainDate("1964-06-15"), "man")).toMatchObject({ years: 60, months: 0 });
  });
});

describe("on the day cover starts", () => {
  const born = plainDate("1970-01-01"); // 工人 2020-01-01, others 2025-02-01

  test.each<[string, "male" | "female", Post | undefined, string, string]>([
    ["a man's post does not matter, the day before", "male", "worker", "2031-04-30", "in_service"],
    ["a man's post does not matter, on the day", "male", undefined, "2031-05-01", "retired"],
    ["a woman manager the day before", "female", "management", "2025-01-31", "in_service"],
    ["a woman manager on the day", "female", "management", "2025-02-01", "retired"],
    ["a woman professional on the day", "female", "professional", "2025-02-01", "retired"],
    ["a woman worker the day before", "female", "worker", "2019-12-31", "in_service"],
    ["a woman worker on the day", "female", "worker", "2020-01-01", "retired"],
    ["a woman without post before both dates", "female", undefined, "2019-12-31", "in_service"],
    ["a woman without post on the workers' date", "female", undefined, "2020-01-01", "post_needed"],
    ["a woman without post the day before the other", "female", undefined, "2025-01-31", "post_needed"],
    ["a woman without post on the other date", "female", undefined, "2025-02-01", "retired"],
  ])("%s", (_who, sex, post, day, answer) => {
    const birth = sex === "male" ? plainDate("1970-01-01") : born;
    expect(retirementOn(plainDate(day), birth, sex, post).answer).toBe(answer);
  });

  test("the day itself counts as retired, the day before does not, for every category", () => {
    for (const category of ["man", "woman_55", "woman_50"] as const) {
      const { on } = retirementOf(plainDate("1969-07-31"), category);
      const [sex, post] =
        category === "man" ? (["male"] as const) : (["female", categoryPost(category)] as const);
      expect(retirementOn(on, plainDate("1969-07-31"), sex, post).answer).toBe("retired");
      expect(retirementOn(addDays(on, -1), plainDate("1969-07-31"), sex, post).answer).toBe("in_service");
    }
  });
});

const categoryPost = (category: "woman_55" | "woman_50"): Post =>
  category === "woman_50" ? "worker" : "management";
