import { addDays, contains, daysBetween, type Period, type PlainDate } from "#core/dates.ts";
import { type Cents, formatYuan } from "#core/money.ts";
import type { Certification } from "./certification.ts";
import type { ClaimFacts } from "./event.ts";
import { isStay } from "./event-kind.ts";
import type { PayeeKind } from "./papers.ts";
import { isCardDoubtful } from "./payee.ts";
import { sexOfDiagnosis } from "./sex-of-diagnosis.ts";

/** Hard findings bar a payment as long as they stand; soft ones are looked at by a reviewer, who says so. */
export const hardChecks = [
  "not_covered",
  "not_eligible",
  "waiting_period",
  "filed_too_late",
  "settlement_inconsistent",
  "bill_used",
  "overlapping_stay",
  "payee_not_member",
  "consent_withdrawn",
] as const;
export const softChecks = [
  "bill_claimed",
  "not_certified",
  "shared_card",
  "card_differs",
  "card_number_doubtful",
  "sex_and_diagnosis",
  "unusual_size",
  "readmission",
  "just_after_waiting",
  "same_paper",
  "clerk_is_claimant",
] as const;
export type CheckCode = (typeof hardChecks)[number] | (typeof softChecks)[number];

/** What was found, with its evidence: days, sums, ends of numbers, ids of other claims – never a diagnosis. */
export type Finding = {
  readonly code: CheckCode;
  readonly weight: "hard" | "soft";
  readonly facts: Readonly<Record<string, string | number>>;
  /** The other claims it speaks of. */
  readonly claims: readonly string[];
};

export type OtherClaim = { readonly id: string; readonly number: string };

/** What is known around a claim, for the checks to judge. */
export type CheckFacts = {
  readonly event: ClaimFacts;
  readonly cover: Period;
  readonly sex: "female" | "male" | undefined;
  /** The last day of cover on which the plan gives nothing for illness; undefined where there is no waiting. */
  readonly waitingThrough: number | undefined;
  readonly benefit: Cents;
  /** Reasons that working out gave for not paying; all of them. */
  readonly failed: readonly string[];
  readonly certification: Certification | undefined;
  readonly isClerkClaimant: boolean;
  /** Whether the person agrees that their health data are handled for a claim. */
  readonly hasConsent: boolean;
  readonly payee: {
    readonly kind: PayeeKind;
    readonly isMember: boolean;
    readonly hasProof: boolean;
    readonly account: string;
    /** The card on the roster; undefined where there is none. */
    readonly rosterCard: string | undefined;
  };
  /** Claims of other people paid to the same account. */
  readonly cardSharers: readonly OtherClaim[];
  /** Claims on the same bill: paid a reimbursement on it, or still under way. */
  readonly billPaid: readonly OtherClaim[];
  readonly billClaimed: readonly OtherClaim[];
  /** Stays of the same person in other claims that stand. */
  readonly stays: readonly (OtherClaim & { readonly on: PlainDate; readonly endedOn: PlainDate })[];
  /** Claims, other than of the same event, in which a file with the same content was handed in. */
  readonly samePapers: readonly OtherClaim[];
  /** 99 of 100 benefits of the city under this plan are no larger; undefined where there are too few. */
  readonly usualUpTo: Cents | undefined;
};

/** Days after the end of waiting in which a stay is looked at twice ☆, and days that make an admission a readmission. */
export const justAfterDays = 7;
export const readmissionDays = 31;

type Judge = (facts: CheckFacts) => { facts?: Finding["facts"]; claims?: readonly OtherClaim[] } | undefined;

const failedIn =
  (code: string): Judge =>
  ({ failed }) =>
    failed.includes(code) ? {} : undefined;

const others = (found: readonly OtherClaim[]) =>
  found.length > 0
    ? { facts: { count: found.length, number: found[0]?.number ?? "" }, claims: found }
    : undefined;

const judges: Record<CheckCode, Judge> = {
  not_covered: failedIn("not_covered"),
  not_eligible: failedIn("not_eligible"),
  waiting_period: failedIn("waiting_period"),
  filed_too_late: failedIn("filed_too_late"),
  settlement_inconsistent: failedIn("settlement_inconsistent"),
  bill_used: ({ failed, billPaid }) =>
    billPaid.length > 0 || failed.includes("bill_already_used") ? (others(billPaid) ?? {}) : undefined,
  overlapping_stay: ({ event, stays }) =>
    isStay(event.kind) ? others(stays.filter((stay) => overlap(event, stay))) : undefined,
  payee_not_member: ({ payee }) =>
    (payee.kind === "self" && !payee.isMember) || (payee.kind !== "self" && !payee.hasProof)
      ? { facts: { payee: payee.kind } }
      : undefined,
  consent_withdrawn: ({ hasConsent }) => (hasConsent ? undefined : {}),
  bill_claimed: ({ billClaimed }) => others(billClaimed),
  not_certified: ({ certification }) =>
    certification === "silent" || certification === "not_employed" ? { facts: { certification } } : undefined,
  shared_card: ({ cardSharers, payee }) => (payee.kind === "self" ? others(cardSharers) : undefined),
  card_differs: ({ payee: { kind, account, rosterCard } }) =>
    kind === "self" && rosterCard !== undefined && rosterCard !== account
      ? { facts: { roster: rosterCard.slice(-4), given: account.slice(-4) } }
      : undefined,
  card_number_doubtful: ({ payee }) => (isCardDoubtful(payee.account) ? {} : undefined),
  sex_and_diagnosis: ({ event, sex }) => {
    const only = sexOfDiagnosis(event.diagnosis);
    return only && sex && only !== sex ? { facts: { sex } } : undefined;
  },
  unusual_size: ({ benefit, usualUpTo }) =>
    usualUpTo !== undefined && benefit > usualUpTo ? { facts: { usual: formatYuan(usualUpTo) } } : undefined,
  readmission: ({ event, stays }) => {
    const last = isStay(event.kind) ? lastBefore(event.on, stays) : undefined;
    return last
      ? { facts: { days: daysBetween(last.endedOn, event.on), number: last.number }, claims: [last] }
      : undefined;
  },
  just_after_waiting: ({ event, cover, waitingThrough }) => {
    if (waitingThrough === undefined || event.cause === "accident" || !contains(cover, event.on))
      return undefined;
    const day = daysBetween(cover.from, event.on) + 1;
    return day > waitingThrough && day <= waitingThrough + justAfterDays
      ? { facts: { day, through: waitingThrough } }
      : undefined;
  },
  same_paper: ({ samePapers }) => others(samePapers),
  clerk_is_claimant: ({ isClerkClaimant }) => (isClerkClaimant ? {} : undefined),
};

const codes = [...hardChecks, ...softChecks];

/** Everything that is found, hard findings first. */
export function check(facts: CheckFacts): Finding[] {
  return codes.flatMap((code) => {
    const found = judges[code](facts);
    if (!found) return [];
    const weight = (hardChecks as readonly string[]).includes(code) ? "hard" : "soft";
    return [{ code, weight, facts: found.facts ?? {}, claims: (found.claims ?? []).map(({ id }) => id) }];
  });
}

/** The checks that found nothing. */
export const unremarkable = (findings: readonly { readonly code: CheckCode }[]): CheckCode[] =>
  codes.filter((code) => !findings.some((finding) => finding.code === code));

/** Days in bed twice. The day of a transfer belongs to both; the very same stay is claimed under another plan, not twice. */
function overlap(
  a: { on: PlainDate; endedOn: PlainDate },
  b: { on: PlainDate; endedOn: PlainDate },
): boolean {
  if (a.on === b.on && a.endedOn === b.endedOn) return false;
  const last = (stay: { on: PlainDate; endedOn: PlainDate }) =>
    stay.endedOn > stay.on ? addDays(stay.endedOn, -1) : stay.on;
  return a.on <= last(b) && b.on <= last(a);
}

function lastBefore<S extends { readonly endedOn: PlainDate }>(
  on: PlainDate,
  stays: readonly S[],
): S | undefined {
  return stays
    .filter((stay) => stay.endedOn < on && daysBetween(stay.endedOn, on) <= readmissionDays)
    .reduce<S | undefined>((a, b) => (a && a.endedOn >= b.endedOn ? a : b), undefined);
}
