import type { z } from "zod";
import { type PlainDate, plainDate, sayDay, sayFullDay } from "#core/dates.ts";
import { refresh } from "#ui/api.ts";
import type { Tone } from "#ui/Text.tsx";
import type {
  Choices as ChoicesShape,
  ClaimList as ClaimListShape,
  ClaimPage as ClaimPageShape,
  ClaimRow,
  SampleList as SampleListShape,
  SettingsView,
} from "../contract.ts";
import type { ClaimState } from "../rules/claim.ts";
import { kindNames } from "../text.ts";

export type Claim = z.output<typeof ClaimPageShape>;
export type Row = z.output<typeof ClaimRow>;
export type List = z.output<typeof ClaimListShape>;
export type Choices = z.output<typeof ChoicesShape>;
export type Samples = z.output<typeof SampleListShape>;
export type Settings = z.output<typeof SettingsView>;
export type Step = NonNullable<Claim["result"]>["worked"][number];

export const tones: Readonly<Record<ClaimState, Tone>> = {
  draft: "plain",
  certification: "wait",
  first_review: "plain",
  second_review: "plain",
  final_review: "plain",
  approved: "good",
  paying: "plain",
  paid: "good",
  payment_failed: "bad",
  returned: "wait",
  rejected: "bad",
  withdrawn: "plain",
  lapsed: "plain",
  appealed: "wait",
};

/** 7月1日–5日住院 · 3月2日首次确诊; with its year where it is not this one. */
export function sayEventOf(
  event: { readonly kind: Claim["kind"]; readonly on: string; readonly endedOn: string },
  today: string,
): string {
  const on = plainDate(event.on);
  const first = sayDay(on, today as PlainDate);
  if (event.endedOn === event.on) return `${first}${kindNames[event.kind]}`;
  const ended = plainDate(event.endedOn);
  const isSameMonth = event.on.slice(0, 7) === event.endedOn.slice(0, 7);
  const last = isSameMonth
    ? `${Number(event.endedOn.slice(8))}日`
    : event.on.slice(0, 4) === event.endedOn.slice(0, 4)
      ? sayDay(ended, ended)
      : sayFullDay(ended);
  return `${first}–${last}${kindNames[event.kind]}`;
}

/** 还剩3个工作日 · 今天到期 · 超期2个工作日; days while an objection is decided. */
export function sayLeft(state: ClaimState, left: number | null): string {
  if (left === null) return "";
  const unit = state === "appealed" ? "天" : "个工作日";
  if (left === 0) return "今天到期";
  return left > 0 ? `还剩${left}${unit}` : `超期${-left}${unit}`;
}

/** The way of a claim, as steps: which are done, which one it stands on. */
export const stages = [
  { state: "certification", label: "单位证明" },
  { state: "first_review", label: "初审" },
  { state: "second_review", label: "复审" },
  { state: "final_review", label: "终审" },
  { state: "paying", label: "发放" },
] as const;

/** Reads anew whatever a change of a claim may have changed. */
export const claimChanged = (claimId: string): Promise<void> =>
  refresh(`/api/claims/${claimId}`, "/api/claims", "/api/claim-", "/api/counts", "/api/home");
