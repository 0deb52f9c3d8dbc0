import type { PlainDate } from "#core/dates.ts";

/** It holds from the day it was issued until its last day, both included; without a last day, until further notice. */
export const holdsOn = (
  { issuedOn, validUntil }: { readonly issuedOn: PlainDate; readonly validUntil: PlainDate | null },
  day: PlainDate,
): boolean => issuedOn <= day && (validUntil === null || day <= validUntil);

type Given = {
  readonly issuedOn: string;
  readonly validUntil?: string | undefined;
  readonly tasks: readonly { readonly dueOn: string }[];
};

/** What stands against a directive; undefined where nothing does. */
export function directiveFault(
  given: Given,
  today: PlainDate,
):
  | "directive_issued_in_future"
  | "directive_ends_before_it_begins"
  | "directive_task_due_too_early"
  | undefined {
  if (given.issuedOn > today) return "directive_issued_in_future";
  if (given.validUntil && given.validUntil < given.issuedOn) return "directive_ends_before_it_begins";
  return given.tasks.some(({ dueOn }) => dueOn < given.issuedOn) ? "directive_task_due_too_early" : undefined;
}

/** What is owed, in words: of a partner the agency owes asking for it. */
export const taskTitle = (words: string, partner: string | undefined): string =>
  partner ? `请${partner}：${words}` : words;
