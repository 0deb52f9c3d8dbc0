import { contains, type PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { type Cents, zero } from "#core/money.ts";
import { planDocument } from "#features/plans/index.ts";
import {
  addUse,
  type Cause,
  type EventKind,
  nothingUsed,
  type PlanDocument,
  type Used,
  type WorkedOut,
  workOutUnexplained,
} from "#features/plans/rules/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { type AmountField, amountFields, normalBill, normalDiagnosis } from "../rules/event.ts";
import { isSameEvent } from "../rules/same-event.ts";
import {
  type AutomaticClaim,
  type ClaimOfCover,
  claimsOfCovers,
  insertAutomatic,
  standingOfCovers,
  usedBills,
} from "../store/automatic.ts";
import { changeClaim, deleteDraft, findClaim } from "../store/claims.ts";
import { type CoverOfPerson, coverFacts, coversOfAll } from "../store/covers.ts";
import { billIndexOf } from "../store/private.ts";
import { correctClaim, reopenClaim } from "./correct.ts";
import { atDesk } from "./desk.ts";
import { type DraftStep, daysOf, saveDraft } from "./draft.ts";
import { planOf, workOutNow } from "./work-out.ts";

/** What the medical-insurance side settled for somebody. */
export type SettledEvent = {
  readonly personId: string;
  /** What a plan may call it: the first that it pays for counts. */
  readonly kinds: readonly EventKind[];
  readonly cause: Cause;
  readonly on: PlainDate;
  readonly endedOn: PlainDate;
  readonly amounts: Readonly<Record<AmountField, Cents>>;
  readonly diagnosis: string;
  readonly illness: string;
  readonly hospital: string;
  readonly bill: string;
};

/** What became of an event under one cover; `place` is its own in the list. */
export type SettledOutcome = { readonly place: number } & (
  | { readonly outcome: "opened"; readonly claimId: string }
  /** It was claimed before: by hand, or from a settlement. `differs`: sums that the two tell differently. */
  | { readonly outcome: "joined"; readonly claimId: string; readonly differs: readonly AmountField[] }
  | { readonly outcome: "nothing_to_pay"; readonly reason: string }
  | { readonly outcome: "not_covered" | "not_in_plan" }
);

/**
 * Opens a claim for every event and cover that pays something for it: worked out as things stand, a draft that waits for
 * its worker to confirm. An event that was claimed already is joined. Set by set: a feed has tens of thousands.
 */
export const openAutomatic = (
  ctx: WriteCtx,
  events: readonly SettledEvent[],
): Promise<readonly SettledOutcome[]> =>
  atDesk(ctx, async (desk) => {
    const around = await aroundEvents(desk, events);
    const fresh: AutomaticClaim[] = [];
    const outcomes = events.flatMap((event, place) => decide(desk, around, event, place, fresh));
    await insertAutomatic(desk, fresh);
    return outcomes;
  });

type Around = {
  readonly covers: ReadonlyMap<string, readonly CoverOfPerson[]>;
  readonly documents: ReadonlyMap<string, PlanDocument>;
  readonly claims: Map<string, ClaimOfCover[]>;
  readonly used: ReadonlyMap<string, Used>;
  readonly bills: ReadonlySet<string>;
};

const versionKey = ({ planCode, planVersion }: Pick<CoverOfPerson, "planCode" | "planVersion">) =>
  `${planCode} ${planVersion}`;

async function aroundEvents(desk: WriteCtx, events: readonly SettledEvent[]): Promise<Around> {
  const covers = await coversOfAll(desk, [...new Set(events.map(({ personId }) => personId))]);
  const all = [...covers.values()].flat();
  const ids = all.map(({ id }) => id);
  const documents = new Map<string, PlanDocument>();
  for (const cover of all)
    if (!documents.has(versionKey(cover)))
      documents.set(versionKey(cover), await planDocument(desk, cover.planCode, cover.planVersion));
  const standing = await standingOfCovers(desk, ids);
  const used = new Map(
    [...standing].map(([coverId, rows]) => [
      coverId,
      rows.reduce((sum, { result }) => addUse(sum, result), nothingUsed),
    ]),
  );
  const indexes = events.flatMap(({ bill }) => billIndexOf(bill) ?? []);
  return {
    covers,
    documents,
    claims: await claimsOfCovers(desk, ids),
    used,
    bills: await usedBills(desk, indexes),
  };
}

function decide(
  desk: WriteCtx,
  around: Around,
  event: SettledEvent,
  place: number,
  fresh: AutomaticClaim[],
): SettledOutcome[] {
  const covers = (around.covers.get(event.personId) ?? []).filter(
    (cover) => cover.isRemitted && contains(cover, event.on),
  );
  if (covers.length === 0) return [{ place, outcome: "not_covered" }];
  const meant = covers.flatMap((cover) => {
    const triggers = around.documents.get(versionKey(cover))?.benefits.flatMap((benefit) => benefit.triggers);
    const kind = event.kinds.find((each) => triggers?.includes(each));
    return kind ? [{ cover, kind }] : [];
  });
  if (meant.length === 0) return [{ place, outcome: "not_in_plan" }];
  return meant.map(({ cover, kind }) => {
    const bill = billIndexOf(event.bill)?.toString("hex") ?? "";
    const claims = around.claims.get(cover.id) ?? [];
    const first = claims.find((claim) => isSameEvent({ kind, on: event.on, bill }, claim));
    if (first) return { place, outcome: "joined", claimId: first.id, differs: differing(first, event) };
    const { claim, result } = work(desk, around, event, cover, kind);
    if (result.decision !== "payable" || result.benefit === zero)
      return { place, outcome: "nothing_to_pay", reason: result.reason ?? "nothing_payable" };
    fresh.push(claim);
    around.claims.set(cover.id, [...claims, { ...claim, bill }]);
    return { place, outcome: "opened", claimId: claim.id };
  });
}

const differing = (claim: ClaimOfCover, { amounts }: SettledEvent): AmountField[] =>
  amountFields.filter((field) => claim[field] !== amounts[field]);

function work(
  desk: WriteCtx,
  around: Around,
  settled: SettledEvent,
  cover: CoverOfPerson,
  kind: EventKind,
): { readonly claim: AutomaticClaim; readonly result: WorkedOut } {
  const { cause, on, endedOn, amounts } = settled;
  const told = { ...settled, diagnosis: normalDiagnosis(settled.diagnosis), payee: undefined };
  const days = daysOf({ kind, on, endedOn });
  const event = {
    ...{ kind, cause, on, endedOn, days, grade: undefined, filedOn: desk.today, ...amounts },
    ...{ diagnosis: told.diagnosis, bill: normalBill(told.bill) },
  };
  const used = {
    ...(around.used.get(cover.id) ?? nothingUsed),
    isBillUsed: around.bills.has(billIndexOf(told.bill)?.toString("hex") ?? ""),
  };
  const document = around.documents.get(versionKey(cover));
  if (!document) throw new Error("The plan version of a cover is known.");
  const result = workOutUnexplained(planOf(document), coverFacts(cover), event, used);
  return {
    result,
    claim: {
      ...{ id: newId(), organisationId: cover.organisationId, personId: cover.personId, coverId: cover.id },
      ...{
        planCode: cover.planCode,
        planVersion: cover.planVersion,
        channel: "automatic",
        payeeKind: "self",
      },
      ...{ kind, cause, on, endedOn, days, ...amounts, told },
      ...{ decision: result.decision, benefit: result.benefit },
    },
  };
}

const noExpense = Object.fromEntries(amountFields.map((field) => [field, zero])) as Record<
  AmountField,
  Cents
>;

/**
 * A settlement was reversed, or made anew (`settled`): the claim that rests on it is worked out again. What waits for its
 * worker is changed or dropped; what is under review or was paid goes the way of every correction. Refuses as `openFor`
 * where somebody is at it: try again later.
 */
export async function followSettlement(
  ctx: WriteCtx,
  claimId: string,
  settled: DraftStep | undefined,
  note: string,
): Promise<"corrected" | "dropped" | "closed"> {
  const { state } = await findClaim(ctx, claimId);
  if (state === "withdrawn" || state === "lapsed" || (state === "rejected" && !settled)) return "closed";
  if (state === "draft" && !settled) {
    await atDesk(ctx, (desk) => deleteDraft(desk, claimId));
    await ctx.record("claim.discarded", { claimId });
    return "dropped";
  }
  if (state === "draft" && settled) {
    const saved = await saveDraft(ctx, claimId, settled);
    await atDesk(ctx, async (desk) => {
      const { decision, benefit } = (await workOutNow(desk, saved)).result;
      await changeClaim(desk, saved, { decision, benefit });
    });
    await ctx.record("claim.corrected", { claimId });
    return "corrected";
  }
  if (state === "rejected" || state === "paid") await reopenClaim(ctx, claimId, { note });
  await correctClaim(ctx, claimId, { ...(settled ?? { amounts: noExpense }), note });
  return "corrected";
}
