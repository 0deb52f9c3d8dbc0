import { addDays, addMonthsTo, firstOf, type PlainDate, type PlainMonth } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { type Group, groupNames, type MeasureCode, measureOf } from "./measures.ts";

/** A question of one's own over the data: measures, up to two groups, months (both included), filters. */
export type FreeQuery = {
  readonly measures: readonly MeasureCode[];
  readonly groups: readonly Group[];
  readonly from: PlainMonth;
  readonly until: PlainMonth;
  readonly county?: string | undefined;
  readonly industry?: string | undefined;
  readonly plan?: string | undefined;
};

export const mostMeasures = 8;
export const mostMonths = 60;
/** Rows that are answered; what lies beyond is cut, and the answer says so. */
export const mostRows = 500;

/**
 * Whether the question can be answered at all. Refuses `query_measures_wrong`, `query_groups_wrong`, `query_months_wrong`,
 * `query_group_impossible`, `query_plan_impossible`.
 */
export function checkQuery({ measures, groups, from, until, plan }: FreeQuery): void {
  if (measures.length === 0 || measures.length > mostMeasures || new Set(measures).size < measures.length)
    throw new Refusal("invalid", "query_measures_wrong", { most: mostMeasures });
  if (groups.length > 2 || new Set(groups).size < groups.length)
    throw new Refusal("invalid", "query_groups_wrong");
  if (from > until || addMonthsTo(from, mostMonths) <= until)
    throw new Refusal("invalid", "query_months_wrong", { most: mostMonths });
  for (const code of measures) {
    const { name, groups: possible } = measureOf(code);
    const impossible = groups.find((group) => !possible.includes(group));
    if (impossible)
      throw new Refusal("invalid", "query_group_impossible", {
        measure: name,
        group: groupNames[impossible],
        possible: possible.map((group) => groupNames[group]).join("、"),
      });
    if (plan !== undefined && !possible.includes("plan"))
      throw new Refusal("invalid", "query_plan_impossible", { measure: name });
  }
}

/** The groups by which all of these measures can be divided. */
export const groupsOf = (measures: readonly MeasureCode[]): Group[] =>
  (Object.keys(groupNames) as Group[]).filter((group) =>
    measures.every((code) => measureOf(code).groups.includes(group)),
  );

/** The days of the months; they end today where the last month is not over yet. */
export function daysOf(
  { from, until }: Pick<FreeQuery, "from" | "until">,
  today: PlainDate,
): { readonly from: PlainDate; readonly until: PlainDate } {
  const last = addDays(firstOf(addMonthsTo(until, 1)), -1);
  return { from: firstOf(from), until: last < today ? last : today };
}
