import { sql } from "kysely";
import { addDays, daysBetween, type PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import type { Cents } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { planDocument } from "#features/plans/index.ts";
import type { Cause, EventKind } from "#features/plans/rules/index.ts";
import { demand, type WriteCtx } from "#platform/context.ts";
import type { Channel } from "../rules/claim.ts";
import { type AmountField, normalDiagnosis } from "../rules/event.ts";
import { isStay } from "../rules/event-kind.ts";
import type { PayeeKind } from "../rules/papers.ts";
import { normalAccount, type Payee } from "../rules/payee.ts";
import {
  type Claim,
  type ClaimChanges,
  changeClaim,
  deleteDraft,
  findClaim,
  insertDraft,
} from "../store/claims.ts";
import { type CoverOfPerson, coverOf } from "../store/covers.ts";
import { type ClaimPrivate, nothingPrivate, privateOf, savePrivate } from "../store/private.ts";
import { atDesk, openFor } from "./desk.ts";

export type NewDraft = {
  readonly coverId: string;
  readonly kind: EventKind;
  readonly cause: Cause;
  readonly on: PlainDate;
  readonly endedOn: PlainDate;
  readonly payeeKind: PayeeKind;
};

/**
 * Begins a claim for somebody covered: a worker for themselves, a clerk for somebody of their part of the tree. Begun twice
 * by the same hand it is the same draft. Refuses `not_found`, `event_not_in_plan`, `ends_before_it_begins`.
 */
export async function openDraft(
  ctx: WriteCtx,
  draft: NewDraft,
  channel: Channel = channelOf(ctx, draft.payeeKind),
): Promise<string> {
  const cover = await coverOf(ctx, draft.coverId); // behind the wall: a cover one does not see is not there
  await demandEvent(ctx, cover, draft);
  const { rows } = await sql<{ id: string }>`select id from claim
    where city_id = ${ctx.actor.cityId} and cover_id = ${cover.id} and state = 'draft' and kind = ${draft.kind}
      and event_on = ${draft.on} and filed_by = ${ctx.actor.id} limit 1`.execute(ctx.db);
  const begun = rows[0]?.id;
  if (begun) return begun;
  const { organisationId, personId, planCode, planVersion } = cover;
  const days = daysOf(draft);
  const claim = { id: newId(), organisationId, personId, planCode, planVersion, channel, days, ...draft };
  await atDesk(ctx, async (desk) => {
    await insertDraft(desk, claim, ctx.actor.id);
    await savePrivate(desk, { ...claim, filedBy: ctx.actor.id }, nothingPrivate);
  });
  await ctx.record("claim.begun", { claimId: claim.id, coverId: cover.id, channel });
  return claim.id;
}

const channelOf = (ctx: WriteCtx, payee: PayeeKind): Channel =>
  ctx.actor.reach === "self" ? "phone" : payee === "self" ? "unit" : "relative";

async function demandEvent(
  ctx: WriteCtx,
  cover: CoverOfPerson,
  event: Omit<NewDraft, "coverId" | "payeeKind">,
) {
  const document = await planDocument(ctx, cover.planCode, cover.planVersion);
  const kinds = [...new Set(document.benefits.flatMap((benefit) => benefit.triggers))];
  if (!kinds.includes(event.kind))
    throw new Refusal("invalid", "event_not_in_plan", { kinds, plan: document.name });
  if (event.endedOn < event.on) throw new Refusal("invalid", "ends_before_it_begins");
}

/** What a step of the filing brings; what is left out stays. */
export type DraftStep = {
  readonly expectedVersion?: number | undefined;
  readonly kind?: EventKind | undefined;
  readonly cause?: Cause | undefined;
  readonly on?: PlainDate | undefined;
  readonly endedOn?: PlainDate | undefined;
  readonly days?: number | undefined;
  readonly grade?: number | null | undefined;
  readonly amounts?: { readonly [F in AmountField]?: Cents | undefined } | undefined;
  readonly diagnosis?: string | undefined;
  readonly illness?: string | undefined;
  readonly hospital?: string | undefined;
  readonly bill?: string | undefined;
  readonly payee?: Payee | undefined;
};

/**
 * Saves a step: as it is, faults and all; they are told together when it is handed in. Also what was returned for papers
 * is put right here. Refuses as `openFor`, `event_not_in_plan`, `ends_before_it_begins`.
 */
export async function saveDraft(ctx: WriteCtx, claimId: string, step: DraftStep): Promise<Claim> {
  const claim = await openOwn(ctx, claimId, step.expectedVersion);
  const cover = await atDesk(ctx, (desk) => coverOf(desk, claim.coverId));
  const changes = changesOf(claim, step);
  await demandEvent(ctx, cover, { ...claim, ...changes } as Claim);
  const told = toldOf(await privateOf(ctx, claimId), step);
  return atDesk(ctx, async (desk) => {
    const changed = await changeClaim(desk, claim, changes);
    await savePrivate(desk, changed, told);
    return changed;
  });
}

/** A draft, or what was returned, that the actor may still write in. */
export async function openOwn(ctx: WriteCtx, claimId: string, expectedVersion?: number): Promise<Claim> {
  const { state } = await findClaim(ctx, claimId);
  const claim = await openFor(ctx, claimId, state === "returned" ? "resubmit" : "submit", {
    expectedVersion,
  });
  await privateOf(ctx, claimId); // who does not see what is private does not write it either
  return claim;
}

/** The columns of a claim that a step changes. The days of a stay follow from its days unless somebody says otherwise. */
export function changesOf(claim: Claim, step: Omit<DraftStep, "expectedVersion">): ClaimChanges {
  const { kind, cause, on, endedOn, days, grade, amounts, payee } = step;
  const given = { kind, cause, on, endedOn, days, grade, payeeKind: payee?.kind, ...amounts };
  const changes = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as ClaimChanges;
  const moved = on !== undefined || endedOn !== undefined || kind !== undefined;
  if (days !== undefined || !moved) return changes;
  return { ...changes, days: daysOf({ ...claim, ...changes }) };
}

/** Days of a stay: from the admission to the discharge, which is no day. */
export const daysOf = ({ kind, on, endedOn }: Pick<Claim, "kind" | "on" | "endedOn">): number =>
  isStay(kind) ? Math.max(0, daysBetween(on, endedOn)) : 0;

export function toldOf(before: ClaimPrivate, step: Omit<DraftStep, "expectedVersion">): ClaimPrivate {
  const { payee } = step;
  return {
    diagnosis: step.diagnosis === undefined ? before.diagnosis : normalDiagnosis(step.diagnosis),
    illness: step.illness?.trim() ?? before.illness,
    hospital: step.hospital?.trim() ?? before.hospital,
    bill: step.bill?.normalize("NFKC").trim() ?? before.bill,
    payee: payee
      ? {
          ...payee,
          name: payee.name.trim(),
          account: normalAccount(payee.account),
          bankName: payee.bankName.trim(),
        }
      : before.payee,
  };
}

/** Throws a draft away: nothing of it was handed in. Answers the papers whose files go with it. Refuses as `openFor`. */
export async function discardDraft(ctx: WriteCtx, claimId: string): Promise<string[]> {
  const claim = await openFor(ctx, claimId, "submit");
  if (claim.filedBy !== ctx.actor.id) demand(ctx.actor, "me.claim");
  const { rows } = await sql<{ id: string }>`select id from claim_document
    where city_id = ${ctx.actor.cityId} and claim_id = ${claimId}`.execute(ctx.db);
  await atDesk(ctx, (desk) => deleteDraft(desk, claimId));
  await ctx.record("claim.discarded", { claimId });
  return rows.map(({ id }) => id);
}

/** The last day on which an event that ended on a day may be claimed. */
export const fileUntil = (endedOn: PlainDate, filingDays: number | undefined): PlainDate | null =>
  filingDays === undefined ? null : addDays(endedOn, filingDays);
