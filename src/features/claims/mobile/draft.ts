import { request } from "#ui/api.ts";
import type { Cover } from "./words.ts";

export const draftKey = "claim:new";

/** What is filled in on the phone, step by step; it lives there until it has been handed in. */
export type Draft = {
  readonly step: number;
  /** Kept with the draft, so that one can go on without a network. */
  readonly covers: readonly Cover[];
  readonly coverId: string;
  readonly kind: Cover["kinds"][number] | "";
  readonly cause: "illness" | "accident";
  readonly on: string;
  readonly endedOn: string;
  /** Papers that have arrived, by code. */
  readonly arrived: readonly string[];
  readonly claimId: string;
  readonly total: string;
  readonly outOfScope: string;
  readonly preSelfPay: string;
  readonly inScope: string;
  readonly fundPay: string;
  readonly deductiblePaid: string;
  readonly otherPay: string;
  readonly bill: string;
  readonly diagnosis: string;
  readonly grade: string;
  readonly account: string;
  readonly bankName: string;
  readonly agrees: boolean;
};

export const emptyDraft: Draft = {
  step: 1,
  covers: [],
  coverId: "",
  kind: "",
  cause: "illness",
  on: "",
  endedOn: "",
  arrived: [],
  claimId: "",
  total: "",
  outOfScope: "",
  preSelfPay: "",
  inScope: "",
  fundPay: "",
  deductiblePaid: "",
  otherPay: "",
  bill: "",
  diagnosis: "",
  grade: "",
  account: "",
  bankName: "",
  agrees: false,
};

export const amountNames = {
  total: "医疗费总额",
  outOfScope: "全自费",
  preSelfPay: "先行自付",
  inScope: "符合政策范围",
  fundPay: "医保基金支付",
  deductiblePaid: "起付线",
  otherPay: "大病、补充、救助支付",
} as const;
export type AmountName = keyof typeof amountNames;
export const amountFields = Object.keys(amountNames) as AmountName[];

export const coverOf = ({ covers, coverId }: Draft): Cover | undefined =>
  covers.find((cover) => cover.coverId === coverId);

/** The papers asked for, known without a network. */
export const papersOf = (draft: Draft): readonly { readonly code: string; readonly name: string }[] =>
  coverOf(draft)?.needed.find(({ kind, cause }) => kind === draft.kind && cause === draft.cause)?.papers ??
  [];

/** What each step of filing is given. */
export type StepProps = {
  draft: Draft;
  change: (part: Partial<Draft> | ((latest: Draft) => Partial<Draft>)) => void;
  go: (step: number) => void;
  saved: boolean;
};

export const savedWords = (saved: boolean): string =>
  saved ? "已自动保存，断网也不会丢" : "这个浏览器不能保存，请一次填完";

type Event = {
  readonly coverId: string;
  readonly kind: Draft["kind"];
  readonly cause: Draft["cause"];
  readonly on: string;
  readonly endedOn: string;
};

/** Begins the claim on the server, or puts the one right that was begun. */
export async function begin(draft: Draft, event: Event): Promise<string> {
  if (draft.claimId && draft.coverId === event.coverId) {
    const { kind, cause, on, endedOn } = event;
    await request("PUT", `/api/me/claims/${draft.claimId}/draft`, { body: { kind, cause, on, endedOn } });
    return draft.claimId;
  }
  const { id } = await request<{ id: string }>("POST", "/api/me/claims", { body: event });
  return id;
}
