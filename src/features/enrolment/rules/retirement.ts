import { addMonths, monthNumberOf, type PlainDate, yearOf } from "#core/dates.ts";

/** The three posts that the retirement age of women depends on. */
export type Post = "management" | "professional" | "worker";

/** Whom a retirement age is set for: men, women in management or professional posts, women workers. */
export type RetirementCategory = "man" | "woman_55" | "woman_50";

export type Retirement = {
  readonly on: PlainDate;
  /** The age reached on that day: full years, and the months of delay beyond them. */
  readonly years: number;
  readonly months: number;
};

type Schedule = {
  readonly age: number;
  /** Born from this month on, one retires later. */
  readonly baseYear: number;
  readonly step: number;
  readonly cap: number;
};

/** The 2024 decision on gradual delay of the statutory retirement age, in force from 2025-01-01. */
const schedules: Record<RetirementCategory, Schedule> = {
  man: { age: 60, baseYear: 1965, step: 4, cap: 36 },
  woman_55: { age: 55, baseYear: 1970, step: 4, cap: 36 },
  woman_50: { age: 50, baseYear: 1975, step: 2, cap: 60 },
};

/** The statutory retirement date: the birthday plus age and delay, clamped to the month's last day. */
export function retirementOf(born: PlainDate, category: RetirementCategory): Retirement {
  const { age, baseYear, step, cap } = schedules[category];
  const sinceBase = (yearOf(born) - baseYear) * 12 + monthNumberOf(born) - 1;
  const delay = sinceBase < 0 ? 0 : Math.min(cap, Math.floor(sinceBase / step) + 1);
  return {
    on: addMonths(born, age * 12 + delay),
    years: age + Math.floor(delay / 12),
    months: delay % 12,
  };
}

export type RetirementQuestion =
  | { readonly answer: "in_service" }
  | { readonly answer: "retired"; readonly category: RetirementCategory; readonly retirement: Retirement }
  /** She has reached the age of women workers but not that of the other posts, and her post is not given. */
  | { readonly answer: "post_needed"; readonly worker: Retirement; readonly other: Retirement };

/** Whether someone has reached the statutory retirement date on a day. */
export function retirementOn(
  day: PlainDate,
  born: PlainDate,
  sex: "male" | "female",
  post: Post | undefined,
): RetirementQuestion {
  if (sex === "female" && !post) {
    const other = retirementOf(born, "woman_55");
    if (other.on <= day) return { answer: "retired", category: "woman_55", retirement: other };
    const worker = retirementOf(born, "woman_50");
    return worker.on <= day ? { answer: "post_needed", worker, other } : { answer: "in_service" };
  }
  const category = sex === "male" ? "man" : post === "worker" ? "woman_50" : "woman_55";
  const retirement = retirementOf(born, category);
  return retirement.on <= day ? { answer: "retired", category, retirement } : { answer: "in_service" };
}
