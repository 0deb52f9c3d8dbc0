/** Facts of a notice: words and numbers ready to be read. Never an illness, never a whole number of somebody's. */
export type NoticeFacts = Readonly<Record<string, string | number>>;

/** What is told of one kind of event. Lives in its feature's `text.ts`: `claimNotices = { approved: {…} }`. */
export type NoticeTemplate<F> = {
  /** `funding.own_share_due`: unique, kept with the notice. */
  readonly code: string;
  readonly title: (facts: F) => string;
  readonly body: (facts: F) => string;
  /** Where a message may go to a phone: one sentence, at most 140 characters. */
  readonly sms?: (facts: F) => string;
};

/** What somebody may not want by message or mail; a notice's purpose is the feature it comes from. */
export const noticePurposes = {
  claims: "申领进度和结果",
  enrolment: "参加和保障",
  funding: "会费、补助和上缴",
  payments: "付款",
  other: "其他",
} as const;
export type NoticePurpose = keyof typeof noticePurposes;

export const purposeOf = (source: string): NoticePurpose =>
  source in noticePurposes ? (source as NoticePurpose) : "other";

export const mutableChannels = ["sms", "email", "wechat"] as const;
export type Channel = (typeof mutableChannels)[number];

/** One thing that somebody does not want: `sms:funding`. */
export const mutedKey = (channel: Channel, purpose: NoticePurpose): string => `${channel}:${purpose}`;
