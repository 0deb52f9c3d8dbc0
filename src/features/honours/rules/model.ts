import type { PlainDate } from "#core/dates.ts";
import { addWorkingDays } from "#features/calendar/rules/index.ts";

/** Working days of public notice after the day on which it begins. */
export const noticeDays = 5;
export const noticeUntil = (from: PlainDate): PlainDate => addWorkingDays(from, noticeDays);

export type Candidate = {
  readonly state: "noticed" | "published" | "dropped";
  readonly noticeUntil: PlainDate;
  readonly proposedBy: string;
  readonly openObjections: number;
};

/** Why nobody publishes it today; undefined where they may. From the day after the notice's last day on. */
export function publicationBar(
  model: Candidate,
  today: PlainDate,
  by: string,
):
  | "model_not_open"
  | "proposer_publishes_nothing"
  | "model_notice_runs"
  | "model_objections_open"
  | undefined {
  if (model.state !== "noticed") return "model_not_open";
  if (by === model.proposedBy) return "proposer_publishes_nothing";
  if (today <= model.noticeUntil) return "model_notice_runs";
  return model.openObjections > 0 ? "model_objections_open" : undefined;
}

/** Whether something may still be said against it: on the notice's last day yes, on the day after no more. */
export const isOnNotice = (model: Pick<Candidate, "state" | "noticeUntil">, today: PlainDate): boolean =>
  model.state === "noticed" && today <= model.noticeUntil;
