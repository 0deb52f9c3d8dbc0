import { addDays, type PlainDate } from "#core/dates.ts";
import { addWorkingDays } from "#features/calendar/rules/index.ts";

export const routes = ["paid_claim", "refused_claim", "hardship_list", "visit"] as const;
export type Route = (typeof routes)[number];
export const causes = ["accident", "illness", "disaster", "hardship"] as const;
export const grantStates = [
  "proposed",
  "noticed",
  "paying",
  "paid",
  "payment_failed",
  "returned",
  "rejected",
  "withdrawn",
] as const;
export type GrantState = (typeof grantStates)[number];

/** ☆ So many agree before a notice. */
export const opinionsNeeded = 2;

/** ☆ Working days of public notice after the day on which it begins. */
export const noticeUntil = (from: PlainDate, isUrgent: boolean): PlainDate =>
  addWorkingDays(from, isUrgent ? 1 : 5);

/** ☆ Working days for the opinions. */
export const opinionDays = (isUrgent: boolean): number => (isUrgent ? 1 : 3);

export type Opinion = { readonly agrees: boolean; readonly by: string };

/** Why somebody may give no opinion; undefined where they may. */
export const opinionBar = (
  state: GrantState,
  proposedBy: string,
  opinions: readonly Opinion[],
  by: string,
): "relief_not_open" | "proposer_gives_no_opinion" | "opinion_given" | undefined => {
  if (state !== "proposed") return "relief_not_open";
  if (by === proposedBy) return "proposer_gives_no_opinion";
  return opinions.some((opinion) => opinion.by === by) ? "opinion_given" : undefined;
};

/** Where the opinions lead: one who disagrees sends it back, two who agree make it public. */
export const afterOpinions = (opinions: readonly Opinion[]): "proposed" | "noticed" | "returned" => {
  if (opinions.some(({ agrees }) => !agrees)) return "returned";
  return opinions.length >= opinionsNeeded ? "noticed" : "proposed";
};

/** Why nobody decides it today; undefined where they may. Decided from the day after the notice's last day on. */
export const decisionBar = (
  grant: {
    readonly state: GrantState;
    readonly noticeUntil: PlainDate | null;
    readonly proposedBy: string;
    readonly openObjections: number;
  },
  today: PlainDate,
  by: string,
): "relief_not_open" | "notice_runs" | "objections_open" | "proposer_decides_nothing" | undefined => {
  if (grant.state !== "noticed" || grant.noticeUntil === null) return "relief_not_open";
  if (by === grant.proposedBy) return "proposer_decides_nothing";
  if (today <= grant.noticeUntil) return "notice_runs";
  return grant.openObjections > 0 ? "objections_open" : undefined;
};

/** ☆ Whoever was helped within the twelve months before is helped again only with a reason. */
export const needsReasonAgain = (earlier: readonly PlainDate[], today: PlainDate): boolean =>
  earlier.some((day) => day > addDays(today, -365));
