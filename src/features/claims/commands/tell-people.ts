import { dayInChina, type PlainDate, sayFullDay } from "#core/dates.ts";
import { parseYuan, showYuan, zero } from "#core/money.ts";
import { type NoticeFacts, type NoticeTemplate, tell } from "#features/notices/index.ts";
import { planDocument } from "#features/plans/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { appealUntil, workingDaysLeft } from "../rules/deadlines.ts";
import { isDeath } from "../rules/event-kind.ts";
import { documentsNeeded } from "../rules/papers.ts";
import type { Claim } from "../store/claims.ts";
import { coverOf } from "../store/covers.ts";
import { type Happening, lastEvent } from "../store/events.ts";
import { privateOf } from "../store/private.ts";
import { claimSettings } from "../store/settings.ts";
import { certifiedAs, claimNotices, filedBy, movesOf, nextOf, reasonOf } from "../text/notices.ts";
import { fileUntil } from "./draft.ts";
import { lackingOf } from "./lacking.ts";

// People are told from the desk, each thing once. No notice says what somebody wrote into a field of a claim: it may name
// an illness. It says where to read it.

type Template<F> = NoticeTemplate<F & { readonly number: string; readonly whose: string }>;

/** Told of what befell a claim: whose it is, unless they are dead, and whoever filed it for them. */
async function tellBoth<F extends NoticeFacts>(
  desk: WriteCtx,
  claim: Claim,
  template: Template<F>,
  facts: F,
  sourceId: string,
): Promise<void> {
  await tellPerson(desk, claim, template, facts, sourceId);
  if (claim.channel !== "unit" && claim.channel !== "relative") return;
  const about = { source: "claims", sourceId, link: `/claims/${claim.id}` };
  const { personName } = await coverOf(desk, claim.coverId);
  const named = { ...facts, number: claim.number ?? "", whose: `${personName}的` };
  await tell(desk, template, { accountId: claim.filedBy }, named, about);
}

async function tellPerson<F extends NoticeFacts>(
  desk: WriteCtx,
  claim: Claim,
  template: Template<F>,
  facts: F,
  sourceId: string,
): Promise<void> {
  if (isDeath(claim.kind)) return;
  const about = { source: "claims", sourceId, link: `/m/claims/${claim.id}` };
  const named = { ...facts, number: claim.number ?? "", whose: "" };
  await tell(desk, template, { personId: claim.personId }, named, about);
}

const until = (day: PlainDate | null): string => (day ? sayFullDay(day) : "");
const next = (claim: Claim): string => nextOf(claim.state, until(claim.dueOn));

export async function tellFiled(desk: WriteCtx, claim: Claim): Promise<void> {
  const facts = { who: filedBy[claim.channel], next: next(claim) };
  await tellPerson(desk, claim, claimNotices.filed, facts, claim.id);
}

/** The unit is asked to certify; again where a claim comes back to it. */
export async function askUnit(desk: WriteCtx, claim: Claim): Promise<void> {
  if (claim.state !== "certification") return;
  const { personName } = await coverOf(desk, claim.coverId);
  await tell(
    desk,
    claimNotices.certificationAsked,
    { organisationId: claim.organisationId, permission: "claims.certify" },
    { number: claim.number ?? "", whose: "", name: personName, until: until(claim.dueOn) },
    { source: "claims", sourceId: await lastId(desk, claim), link: `/claims/${claim.id}` },
  );
}

/** What the unit said, or that it said nothing. What went straight through is told with its approval. */
export async function tellCertified(desk: WriteCtx, claim: Claim): Promise<void> {
  if (claim.state !== "first_review") return;
  const said = certifiedAs[claim.certification ?? "not_needed"];
  await tellPerson(
    desk,
    claim,
    claimNotices.certified,
    { said, next: next(claim) },
    await lastId(desk, claim),
  );
}

/** What was decided, once it can no longer be taken back. `decision` is the event that decided it. */
export async function tellDecision(desk: WriteCtx, claim: Claim, decision: Happening): Promise<void> {
  const { facts, id } = decision;
  if (claim.state === "returned") return tellReturned(desk, claim, decision);
  const { days } = await claimSettings(desk);
  const appeal = until(appealUntil(dayInChina(claim.decidedAt ?? desk.now), days));
  if (claim.state === "rejected") {
    const reason = reasonOf((facts.reasons ?? []) as readonly string[]);
    return tellBoth(desk, claim, claimNotices.rejected, { reason, until: appeal }, id);
  }
  const moved = showYuan(parseYuan(String(facts.cents ?? "")) ?? zero);
  const moves = movesOf(String(facts.moves), moved);
  const benefit = showYuan(claim.benefit ?? zero);
  return tellBoth(desk, claim, claimNotices.approved, { benefit, moves, until: appeal }, id);
}

async function tellReturned(desk: WriteCtx, claim: Claim, { id, facts }: Happening): Promise<void> {
  const asked = (facts.documents ?? []) as readonly string[];
  const { documents } = await planDocument(desk, claim.planCode, claim.planVersion);
  const needed = documentsNeeded(claim, claim.payeeKind, documents).filter(({ code }) =>
    asked.includes(code),
  );
  const papers = needed.map(({ name }) => name).join("、") || "说明";
  const count = needed.length > 0 ? `${needed.length}份材料` : "说明";
  await tellBoth(desk, claim, claimNotices.returned, { count, papers, until: until(claim.dueOn) }, id);
}

/** Once for each time it was returned. */
export async function tellLapseSoon(desk: WriteCtx, claim: Claim): Promise<void> {
  if (!claim.dueOn) return;
  const { papers } = await lackingOf(desk, claim, desk.today);
  const left = workingDaysLeft(claim.dueOn, desk.today);
  const facts = {
    left: left === 0 ? "今天" : `还有${left}个工作日`,
    papers: papers.map(({ name }) => name).join("、") || "补充的说明",
    until: until(claim.dueOn),
  };
  await tellBoth(desk, claim, claimNotices.lapseSoon, facts, await lastId(desk, claim));
}

export async function tellLapsed(desk: WriteCtx, claim: Claim): Promise<void> {
  const { filing_days } = await planDocument(desk, claim.planCode, claim.planVersion);
  const last = fileUntil(claim.endedOn, filing_days?.value);
  const said = last === null ? "还可以" : last < desk.today ? "申领期限已过，不能" : `${until(last)}前可以`;
  await tellBoth(desk, claim, claimNotices.lapsed, { until: said }, await lastId(desk, claim));
}

type BankWord = {
  readonly paymentId: string;
  readonly outcome: "paid" | "failed" | "returned";
  readonly on: PlainDate;
  readonly reason: string;
};

/** What the bank said of a payment. */
export async function tellSettled(
  desk: WriteCtx,
  claim: Claim,
  cents: Claim["total"],
  { paymentId, outcome, on, reason }: BankWord,
): Promise<void> {
  const { payee } = await privateOf(desk, claim.id);
  const facts = { amount: showYuan(cents), tail: payee?.account.slice(-4) ?? "" };
  if (outcome === "paid")
    return tellBoth(desk, claim, claimNotices.paid, { ...facts, on: sayFullDay(on) }, paymentId);
  const what = `${outcome === "returned" ? "银行退汇" : "银行没有付成"}${reason ? `，原因是“${reason}”` : ""}`;
  return tellBoth(desk, claim, claimNotices.paymentFailed, { ...facts, what }, paymentId);
}

export async function tellAppealDecided(
  desk: WriteCtx,
  claim: Claim,
  outcome: "upheld" | "overturned",
): Promise<void> {
  const facts =
    outcome === "upheld"
      ? { outcome: "维持原来的决定", next: "原来的结果不变" }
      : { outcome: "重新审核", next: next(claim) };
  await tellBoth(desk, claim, claimNotices.appealDecided, facts, await lastId(desk, claim));
}

const lastId = async (desk: WriteCtx, claim: Claim): Promise<string> =>
  (await lastEvent(desk, claim.id))?.id ?? claim.id;
