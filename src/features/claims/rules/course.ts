/** What happens to a claim (经过). */
export const claimEvents = [
  "submitted",
  "certified",
  "passed_unheard",
  "taken",
  "recused",
  "corrected",
  "passed",
  "approved",
  "went_straight",
  "sent_back",
  "returned",
  "resubmitted",
  "rejected",
  "withdrawn",
  "lapsed",
  "taken_back",
  "ordered",
  "paid",
  "payment_failed",
  "account_corrected",
  "appealed",
  "appeal_upheld",
  "appeal_overturned",
  "reopened",
  "escalated",
] as const;
export type ClaimEventCode = (typeof claimEvents)[number];

/** Days, sums, codes: nothing of an illness, no names. What somebody wrote stands sealed beside them. */
export type EventFacts = Readonly<Record<string, string | number | readonly string[]>>;
