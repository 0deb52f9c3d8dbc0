import { type RawBuilder, sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import type { Cause, EventKind } from "#features/plans/rules/index.ts";
import { again, type ReadCtx, type WriteCtx } from "#platform/context.ts";
import type { Certification } from "../rules/certification.ts";
import type { Channel, ClaimState } from "../rules/claim.ts";
import type { PayeeKind } from "../rules/papers.ts";

/** A claim as its row has it: everything but what is private. */
export type Claim = {
  readonly id: string;
  readonly organisationId: string;
  readonly personId: string;
  readonly coverId: string;
  readonly planCode: string;
  readonly planVersion: string;
  readonly number: string | null;
  readonly channel: Channel;
  readonly state: ClaimState;
  readonly stateSince: Date;
  readonly dueOn: PlainDate | null;
  readonly resumes: ClaimState | null;
  readonly kind: EventKind;
  readonly cause: Cause;
  readonly on: PlainDate;
  readonly endedOn: PlainDate;
  readonly filedOn: PlainDate | null;
  readonly days: number;
  readonly grade: number | null;
  readonly total: Cents;
  readonly outOfScope: Cents;
  readonly preSelfPay: Cents;
  readonly inScope: Cents;
  readonly fundPay: Cents;
  readonly deductiblePaid: Cents;
  readonly otherPay: Cents;
  readonly payeeKind: PayeeKind;
  readonly openedAt: Date;
  readonly filedBy: string;
  readonly certification: Certification | null;
  readonly certifiedBy: string | null;
  readonly firstBy: string | null;
  readonly secondBy: string | null;
  readonly finalBy: string | null;
  readonly takenBy: string | null;
  readonly takenByName: string | null;
  readonly takenAt: Date | null;
  readonly resultId: string | null;
  readonly standingResultId: string | null;
  readonly decision: "payable" | "declined" | "returned" | null;
  readonly benefit: Cents | null;
  readonly hardFindings: number;
  readonly softFindings: number;
  readonly decidedAt: Date | null;
  readonly sentOnAt: Date | null;
  readonly wentStraight: boolean;
  readonly version: number;
};

export const claimColumns: RawBuilder<unknown> = sql`claim.id, claim.organisation_id as "organisationId",
  claim.person_id as "personId", claim.cover_id as "coverId", claim.plan_code as "planCode",
  claim.plan_version as "planVersion", claim.number, claim.channel, claim.state, claim.state_since as "stateSince",
  claim.due_on as "dueOn", claim.resumes, claim.kind, claim.cause, claim.event_on as "on", claim.ended_on as "endedOn",
  claim.filed_on as "filedOn", claim.days, claim.grade, claim.total_cents as total,
  claim.out_of_scope_cents as "outOfScope", claim.pre_self_pay_cents as "preSelfPay", claim.in_scope_cents as "inScope",
  claim.fund_pay_cents as "fundPay", claim.deductible_paid_cents as "deductiblePaid",
  claim.other_pay_cents as "otherPay", claim.payee_kind as "payeeKind", claim.opened_at as "openedAt",
  claim.filed_by as "filedBy", claim.certification, claim.certified_by as "certifiedBy", claim.first_by as "firstBy",
  claim.second_by as "secondBy", claim.final_by as "finalBy", claim.taken_by as "takenBy",
  claim.taken_by_name as "takenByName", claim.taken_at as "takenAt", claim.result_id as "resultId",
  claim.standing_result_id as "standingResultId", claim.decision, claim.benefit_cents as benefit,
  claim.hard_findings as "hardFindings", claim.soft_findings as "softFindings", claim.decided_at as "decidedAt",
  claim.sent_on_at as "sentOnAt", claim.went_straight as "wentStraight", claim.version`;

/** A claim that the actor sees: the wall of the database decides. Refuses `not_found`. */
export async function findClaim(ctx: ReadCtx, claimId: string): Promise<Claim> {
  const { rows } = await sql<Claim>`${again} select ${claimColumns} from claim
    where city_id = ${ctx.actor.cityId} and id = ${claimId}`.execute(ctx.db);
  return found(rows[0]);
}

/** The same, held until the transaction ends. */
export async function lockClaim(ctx: WriteCtx, claimId: string): Promise<Claim> {
  const { rows } = await sql<Claim>`${again} select ${claimColumns} from claim
    where city_id = ${ctx.actor.cityId} and id = ${claimId} for update`.execute(ctx.db);
  return found(rows[0]);
}

function found(claim: Claim | undefined): Claim {
  if (!claim) throw new Refusal("not_found", "not_found");
  return claim;
}

/** Columns of a claim that commands change, by their names in `Claim`. */
const changeable = {
  organisationId: "organisation_id",
  coverId: "cover_id",
  planCode: "plan_code",
  planVersion: "plan_version",
  number: "number",
  state: "state",
  stateSince: "state_since",
  dueOn: "due_on",
  resumes: "resumes",
  kind: "kind",
  cause: "cause",
  on: "event_on",
  endedOn: "ended_on",
  filedOn: "filed_on",
  days: "days",
  grade: "grade",
  total: "total_cents",
  outOfScope: "out_of_scope_cents",
  preSelfPay: "pre_self_pay_cents",
  inScope: "in_scope_cents",
  fundPay: "fund_pay_cents",
  deductiblePaid: "deductible_paid_cents",
  otherPay: "other_pay_cents",
  payeeKind: "payee_kind",
  certification: "certification",
  certifiedBy: "certified_by",
  firstBy: "first_by",
  secondBy: "second_by",
  finalBy: "final_by",
  takenBy: "taken_by",
  takenByName: "taken_by_name",
  takenAt: "taken_at",
  resultId: "result_id",
  standingResultId: "standing_result_id",
  decision: "decision",
  benefit: "benefit_cents",
  hardFindings: "hard_findings",
  softFindings: "soft_findings",
  decidedAt: "decided_at",
  sentOnAt: "sent_on_at",
  wentStraight: "went_straight",
} as const satisfies Partial<Record<keyof Claim, string>>;

export type ClaimChanges = { readonly [K in keyof typeof changeable]?: Claim[K] };

/** Changes a claim that is locked, and answers it as it is now. */
export async function changeClaim(ctx: WriteCtx, claim: Claim, changes: ClaimChanges): Promise<Claim> {
  const sets = (Object.entries(changes) as [keyof typeof changeable, unknown][]).map(
    ([name, value]) => sql`${sql.ref(changeable[name])} = ${value}`,
  );
  const { rows } =
    await sql<Claim>`${again} update claim set ${sql.join([...sets, sql`version = version + 1`])}
    where city_id = ${ctx.actor.cityId} and id = ${claim.id} returning ${claimColumns}`.execute(ctx.db);
  return found(rows[0]);
}

export type NewClaim = Pick<
  Claim,
  | "id"
  | "organisationId"
  | "personId"
  | "coverId"
  | "planCode"
  | "planVersion"
  | "channel"
  | "kind"
  | "cause"
  | "on"
  | "endedOn"
  | "days"
  | "payeeKind"
>;

/** A draft. It is counted from its submission on: what somebody only began is nobody else's business. */
export async function insertDraft(ctx: WriteCtx, claim: NewClaim, filedBy: string): Promise<void> {
  await sql`${again} insert into claim (city_id, id, organisation_id, person_id, cover_id, plan_code, plan_version, channel, state,
      state_since, kind, cause, event_on, ended_on, days, payee_kind, opened_at, filed_by)
    values (${ctx.actor.cityId}, ${claim.id}, ${claim.organisationId}, ${claim.personId}, ${claim.coverId}, ${claim.planCode},
      ${claim.planVersion}, ${claim.channel}, 'draft', ${ctx.now}, ${claim.kind}, ${claim.cause}, ${claim.on}, ${claim.endedOn},
      ${claim.days}, ${claim.payeeKind}, ${ctx.now}, ${filedBy})`.execute(ctx.db);
}

/** Removes a draft with all that hangs on it: it was never handed in. */
export async function deleteDraft(ctx: WriteCtx, claimId: string): Promise<void> {
  for (const table of ["claim_document", "claim_private"])
    await sql`delete from ${sql.table(table)} where city_id = ${ctx.actor.cityId} and claim_id = ${claimId}`.execute(
      ctx.db,
    );
  await sql`delete from claim where city_id = ${ctx.actor.cityId} and id = ${claimId} and state = 'draft'`.execute(
    ctx.db,
  );
}

/**
 * Counts a claim out of one state and into another, in one statement whose rows are locked in one order. Drafts are not
 * counted. A plan or unit that changes on the way is counted out where it was counted in.
 */
export async function countMove(
  ctx: WriteCtx,
  claim: Pick<Claim, "organisationId" | "planCode">,
  from: ClaimState,
  to: ClaimState,
): Promise<void> {
  const steps = [
    { state: from, by: -1 },
    { state: to, by: 1 },
  ]
    .filter(({ state }) => state !== "draft" && from !== to)
    .sort((a, b) => (a.state < b.state ? -1 : 1));
  if (steps.length === 0) return;
  await sql`${again} insert into claim_tally (city_id, id, organisation_id, plan_code, state, claims)
    select ${ctx.actor.cityId}, gen_random_uuid(), ${claim.organisationId}::uuid, ${claim.planCode}, step.state, step.by
    from unnest(${steps.map(({ state }) => state)}::text[], ${steps.map(({ by }) => by)}::int[])
      with ordinality as step (state, by, place) order by place
    on conflict on constraint claim_tally_once do update set claims = claim_tally.claims + excluded.claims`.execute(
    ctx.db,
  );
}
