import { sql } from "kysely";
import type { z } from "zod";
import { addDays, dayInChina, daysBetween, type PlainDate } from "#core/dates.ts";
import { maskAccount, maskIdNumber, maskName } from "#core/mask.ts";
import { formatYuan } from "#core/money.ts";
import { planDocument } from "#features/plans/index.ts";
import type { PlanDocument } from "#features/plans/rules/index.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { permissionOf } from "../commands/desk.ts";
import { fileUntil } from "../commands/draft.ts";
import { lackingOf } from "../commands/lacking.ts";
import type { ClaimPage } from "../contract.ts";
import { isNear, presentResult, readsPrivate } from "../present.ts";
import { type CheckCode, unremarkable } from "../rules/checks.ts";
import { isReview, type Move, moves, obstacle } from "../rules/claim.ts";
import { appealUntil, workingDaysLeft } from "../rules/deadlines.ts";
import { documentsNeeded } from "../rules/papers.ts";
import { type Claim, findClaim } from "../store/claims.ts";
import { coverOf } from "../store/covers.ts";
import { papersOf } from "../store/documents.ts";
import { eventsOf, type Happening } from "../store/events.ts";
import { findingsOf } from "../store/findings.ts";
import { claimPayments } from "../store/payments.ts";
import { findPrivate } from "../store/private.ts";
import { findResult } from "../store/results.ts";
import { claimSettings } from "../store/settings.ts";
import { sayEvent } from "../text/events.ts";
import { faultTexts } from "../text/faults.ts";
import { findingTexts } from "../text/findings.ts";

type Page = z.input<typeof ClaimPage>;

/** One claim with all that the actor may see of it. Refuses `not_found`. */
export async function claimPage(ctx: ReadCtx, claimId: string): Promise<Page> {
  const claim = await findClaim(ctx, claimId);
  const document = await planDocument(ctx, claim.planCode, claim.planVersion);
  const told = readsPrivate(ctx, claim) ? await findPrivate(ctx, claimId) : undefined;
  const events = await eventsOf(ctx, claimId);
  const result = told && claim.resultId ? await findResult(ctx, claim.resultId) : undefined;
  return {
    ...head(ctx, claim),
    plan: { code: claim.planCode, version: claim.planVersion, name: document.name },
    ...(await people(ctx, claim)),
    told: told ? toldView(ctx, claim, told) : null,
    ...(await papers(ctx, claim, document, told !== undefined)),
    result: result ? presentResult(result, document) : null,
    ...(await findings(ctx, claim)),
    course: courseOf(ctx, claim, events, document, told !== undefined),
    payments: (await claimPayments(ctx, claimId)).map(({ kind, cents, state, settledOn, reason }) => ({
      ...{ kind, amount: formatYuan(cents), state, on: settledOn, reason },
    })),
    appeals: told ? await appealsOf(ctx, claimId) : [],
    ...(await deadlines(ctx, claim, document)),
    canTakeBack: mayTakeBack(ctx, claim, events.at(-1)),
    sample: await sampleOf(ctx, claim),
    allowed: allowedMoves(ctx, claim, events, told !== undefined),
  };
}

function head(ctx: ReadCtx, claim: Claim) {
  const { total, outOfScope, preSelfPay, inScope, fundPay, deductiblePaid, otherPay } = claim;
  const figures = { total, outOfScope, preSelfPay, inScope, fundPay, deductiblePaid, otherPay };
  const { id, number, version, state, dueOn, resumes, channel, coverId, kind, cause, on, endedOn, filedOn } =
    claim;
  const { days, grade, payeeKind, certification, decision, wentStraight, takenByName } = claim;
  return {
    ...{ id, number, version, state, dueOn, resumes, channel, coverId, kind, cause, on, endedOn, filedOn },
    ...{ days, grade, payeeKind, certification, decision, wentStraight, takenBy: takenByName },
    stateSince: claim.stateSince.toISOString(),
    figures: Object.fromEntries(
      Object.entries(figures).map(([name, cents]) => [name, formatYuan(cents)]),
    ) as Page["figures"],
    isMine: claim.takenBy === ctx.actor.id,
    benefit: claim.benefit === null ? null : formatYuan(claim.benefit),
  };
}

async function people(ctx: ReadCtx, claim: Claim) {
  const { rows } = await sql<{
    name: string;
    sex: "female" | "male" | null;
    number: Buffer | null;
    unitName: string;
  }>`select person.name, person.sex, unit.name as "unitName",
      (select known.number_sealed from person_identifier as known where known.city_id = person.city_id
        and known.person_id = person.id order by known.id desc limit 1) as number
    from person join organisation as unit on unit.city_id = person.city_id and unit.id = ${claim.organisationId}
    where person.city_id = ${ctx.actor.cityId} and person.id = ${claim.personId}`.execute(ctx.db);
  const [row] = rows;
  const name = row?.name ?? "";
  const cover = await coverOf(ctx, claim.coverId);
  return {
    person: {
      id: claim.personId,
      name: isNear(ctx, claim) ? name : maskName(name),
      sex: row?.sex ?? null,
      idNumber: row?.number ? maskIdNumber(vault().open(row.number)) : "",
    },
    unit: { id: claim.organisationId, name: row?.unitName ?? "" },
    cover: { from: cover.from, through: addDays(cover.until, -1), isRemitted: cover.isRemitted },
  };
}

type Told = NonNullable<Awaited<ReturnType<typeof findPrivate>>>;

const toldView = (ctx: ReadCtx, claim: Claim, { diagnosis, illness, hospital, bill, payee }: Told) => ({
  ...{ diagnosis, illness, hospital, bill },
  payee: payee
    ? {
        name: isNear(ctx, claim) ? payee.name : maskName(payee.name),
        account: maskAccount(payee.account),
        bankName: payee.bankName,
      }
    : null,
});

/** Papers, and what is missing: only for who sees what is private. */
async function papers(ctx: ReadCtx, claim: Claim, document: PlanDocument, isTold: boolean) {
  const needed = documentsNeeded(claim, claim.payeeKind, document.documents);
  if (!isTold) return { papers: [], needed: [], faults: [] };
  const isOpen = ["draft", "returned"].includes(claim.state);
  const brought = await papersOf(ctx, claim.id);
  const lacking = await lackingOf(ctx, claim, ctx.today);
  const nameOf = (code: string) => needed.find((each) => each.code === code)?.name ?? "其他材料";
  return {
    papers: brought.map(({ id, code, type, bytes, broughtAt }) => ({
      ...{ id, code, name: nameOf(code), type, bytes, broughtAt: broughtAt.toISOString() },
    })),
    needed: needed.map((each) => ({
      ...each,
      isMissing: lacking.papers.some(({ code }) => code === each.code),
    })),
    faults: isOpen
      ? lacking.faults.map(({ field, code }) => ({ field, code, text: faultTexts[code] ?? code }))
      : [],
  };
}

async function findings(ctx: ReadCtx, claim: Claim) {
  if (!allows(ctx.actor, "claims.review")) return { findings: [], fine: [] };
  const found = await findingsOf(ctx, claim.id);
  const ids = found.flatMap(({ claims }) => claims);
  const { rows } = await sql<{ id: string; number: string }>`select id, number from claim
    where city_id = ${ctx.actor.cityId} and id = any(${ids}::uuid[])`.execute(ctx.db);
  return {
    findings: found.map(({ code, weight, facts, claims, checkedByName, checkedAt }) => ({
      ...{ code, weight, title: findingTexts[code].title, detail: findingTexts[code].say(facts) },
      claims: rows.filter(({ id }) => claims.includes(id)),
      checkedBy: checkedByName,
      checkedAt: checkedAt?.toISOString() ?? null,
    })),
    fine: unremarkable(found).map((code: CheckCode) => findingTexts[code].fine),
  };
}

/** 经过. Who did it is named by the office to those outside it; what was written, to who sees what is private. */
function courseOf(
  ctx: ReadCtx,
  claim: Claim,
  events: readonly Happening[],
  document: PlanDocument,
  isTold: boolean,
): Page["course"] {
  const names = new Map(
    documentsNeeded(claim, claim.payeeKind, document.documents).map(({ code, name }) => [code, name]),
  );
  const isOffice = ctx.actor.reach !== "self" && ctx.actor.reach !== "part";
  const hidden = ["taken", "escalated", "taken_back", "recused"];
  return events
    .filter(({ event }) => isOffice || !hidden.includes(event))
    .map(({ id, event, at, byName, facts, note }) => ({
      key: id,
      event,
      at: at.toISOString(),
      by: isOffice ? byName : "",
      what: sayEvent(event, facts, names),
      note: isTold ? note : "",
    }));
}

async function appealsOf(ctx: ReadCtx, claimId: string): Promise<Page["appeals"]> {
  const { rows } = await sql<{
    reason: Buffer;
    filedAt: Date;
    outcome: "upheld" | "overturned" | null;
    answer: Buffer | null;
    decidedAt: Date | null;
    decidedBy: string | null;
  }>`select reason_sealed as reason, filed_at as "filedAt", outcome, answer_sealed as answer, decided_at as "decidedAt",
      decided_by_name as "decidedBy"
    from claim_appeal where city_id = ${ctx.actor.cityId} and claim_id = ${claimId} order by id`.execute(
    ctx.db,
  );
  const isOffice = ctx.actor.reach !== "self" && ctx.actor.reach !== "part";
  return rows.map(({ reason, filedAt, outcome, answer, decidedAt, decidedBy }) => ({
    reason: vault().open(reason),
    filedAt: filedAt.toISOString(),
    outcome,
    answer: answer ? vault().open(answer) : "",
    decidedAt: decidedAt?.toISOString() ?? null,
    decidedBy: isOffice ? decidedBy : null,
  }));
}

async function deadlines(ctx: ReadCtx, claim: Claim, document: PlanDocument) {
  const { days } = await claimSettings(ctx);
  const { dueOn, decidedAt, state } = claim;
  const mayAppeal =
    decidedAt !== null && obstacle("appeal", { ...claim, isOwn: false, hasRecused: false }, "") === undefined;
  return {
    daysLeft: dueOn === null ? null : daysLeft(state, dueOn, ctx.today),
    appealUntil: mayAppeal && decidedAt ? appealUntil(dayInChina(decidedAt), days) : null,
    fileUntil: fileUntil(claim.endedOn, document.filing_days?.value),
  };
}

/** Working days; days while an objection is decided. */
export const daysLeft = (state: Claim["state"], due: PlainDate, today: PlainDate): number =>
  state === "appealed" ? daysBetween(today, due) : workingDaysLeft(due, today);

const mayTakeBack = (ctx: ReadCtx, claim: Claim, last: Happening | undefined): boolean =>
  last !== undefined &&
  last.byId === ctx.actor.id &&
  ["passed", "approved", "sent_back", "returned", "rejected"].includes(last.event) &&
  claim.sentOnAt === null &&
  claim.takenBy === null;

async function sampleOf(ctx: ReadCtx, claim: Claim): Promise<Page["sample"]> {
  if (!claim.wentStraight) return null;
  const { rows } = await sql<{ outcome: "agreed" | "differs" | null }>`select outcome from claim_sample
    where city_id = ${ctx.actor.cityId} and claim_id = ${claim.id}`.execute(ctx.db);
  return rows[0] ? (rows[0].outcome ?? "open") : null;
}

/** The moves that nothing stands in the way of: the buttons a page may show. */
function allowedMoves(ctx: ReadCtx, claim: Claim, events: readonly Happening[], isTold: boolean): Move[] {
  const { actor } = ctx;
  const isOwn = actor.personId === claim.personId;
  const hasRecused = events.some(({ event, byId }) => event === "recused" && byId === actor.id);
  const files = allows(actor, "claims.file") || allows(actor, "me.claim");
  const reviews = isReview(claim.state) ? allows(actor, permissionOf[claim.state]) : false;
  const may: Record<Move, boolean> = {
    submit: files && isTold,
    resubmit: files && isTold,
    withdraw: files && isTold && claim.standingResultId === null,
    appeal: files && isTold,
    correct_account: files && isTold,
    certify: allows(actor, "claims.certify"),
    take: reviews,
    recuse: reviews,
    correct: reviews,
    pass: reviews,
    send_back: reviews,
    return: reviews || (claim.state === "certification" && allows(actor, "claims.certify")),
    reject: reviews,
    decide_appeal: allows(actor, "claims.appeal"),
    reopen: allows(actor, "claims.review"),
  };
  return moves.filter(
    (move) => may[move] && obstacle(move, { ...claim, isOwn, hasRecused }, actor.id) === undefined,
  );
}
