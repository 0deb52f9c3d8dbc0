import { daysBetween, type PlainDate, plainDate, yearOf } from "#core/dates.ts";

export type Colour = "green" | "yellow" | "red";

/** From which pace on, in basis points. */
export type ColourRule = {
  readonly version: number;
  readonly greenFromBp: number;
  readonly yellowFromBp: number;
};

/** ☆ What holds until a city says otherwise. */
export const usualRule: ColourRule = { version: 0, greenFromBp: 10_000, yellowFromBp: 7_000 };

export type MarkKind = "awareness" | "late_money" | "findings";

/** Everything that a colour follows from, kept with it. Counts are whole numbers. */
export type Inputs = {
  readonly goal: number;
  readonly people: number;
  readonly units: number;
  readonly unitGoal: number | null;
  readonly staff: number;
  readonly paid: number;
  readonly expiring: number;
  readonly renewed: number;
  readonly daysGone: number;
  readonly daysOfYear: number;
  readonly marks: readonly MarkKind[];
  readonly rule: ColourRule;
};

/** Days of the year that are over with the end of a day, and all of them. */
export function daysOf(asOf: PlainDate): { readonly daysGone: number; readonly daysOfYear: number } {
  const first = plainDate(`${yearOf(asOf)}-01-01`);
  return {
    daysGone: daysBetween(first, asOf) + 1,
    daysOfYear: daysBetween(first, plainDate(`${yearOf(asOf) + 1}-01-01`)),
  };
}

/** Days of a span that are over with the end of a day: none before it begins, all after it ends. */
export function daysWithin(
  asOf: PlainDate,
  span: { readonly startsOn: PlainDate; readonly endsOn: PlainDate },
): { readonly daysGone: number; readonly daysOfYear: number } {
  const daysOfYear = daysBetween(span.startsOn, span.endsOn) + 1;
  const gone = daysBetween(span.startsOn, asOf) + 1;
  return { daysGone: Math.min(Math.max(gone, 0), daysOfYear), daysOfYear };
}

/** actual ÷ goal in basis points, cut; null where nothing is to be reached. */
export const completionBp = ({ people, goal }: Pick<Inputs, "people" | "goal">): number | null =>
  goal === 0 ? null : Math.floor((people * 10_000) / goal);

/** actual ÷ (goal × days gone ÷ days of the year) in basis points, cut; null where nothing is to be reached yet. */
export const paceBp = ({
  people,
  goal,
  daysGone,
  daysOfYear,
}: Pick<Inputs, "people" | "goal" | "daysGone" | "daysOfYear">): number | null =>
  goal === 0 || daysGone === 0 ? null : Math.floor((people * daysOfYear * 10_000) / (goal * daysGone));

/** The colour of a pace by the rule; what is marked is yellow at most. Nothing to be reached is green. */
export function colourOf(inputs: Inputs): Colour {
  const pace = paceBp(inputs);
  const byPace =
    pace === null || pace >= inputs.rule.greenFromBp
      ? "green"
      : pace >= inputs.rule.yellowFromBp
        ? "yellow"
        : "red";
  return byPace === "green" && inputs.marks.length > 0 ? "yellow" : byPace;
}
