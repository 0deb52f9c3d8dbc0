import type { PlainDate } from "#core/dates.ts";

/** What stands against a visit; undefined where nothing does. */
export function visitFault(
  visit: { readonly visitedOn: string; readonly promises: readonly { readonly dueOn: string }[] },
  today: PlainDate,
): "visit_in_future" | "promise_due_before_visit" | undefined {
  if (visit.visitedOn > today) return "visit_in_future";
  return visit.promises.some(({ dueOn }) => dueOn < visit.visitedOn) ? "promise_due_before_visit" : undefined;
}

/** Nobody is willing who did not come. */
export function foundingFault(
  founding: { readonly heldOn: string; readonly attended: number; readonly willing: number },
  today: PlainDate,
): "founding_in_future" | "founding_more_willing_than_came" | undefined {
  if (founding.heldOn > today) return "founding_in_future";
  return founding.willing > founding.attended ? "founding_more_willing_than_came" : undefined;
}
