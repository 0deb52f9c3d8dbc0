import { sql } from "kysely";
import { firstOf, type PlainDate, type PlainMonth } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { again, type ReadCtx, type WriteCtx, withinPart } from "#platform/context.ts";

export const batchStates = ["draft", "read", "confirmed", "withdrawn"] as const;
export type BatchState = (typeof batchStates)[number];
export const batchLabels = ["addition", "joint_union", "platform_workers", "gift"] as const;
export type BatchLabel = (typeof batchLabels)[number];

/** One roster of one unit for one plan and month, with the counts of its lines. */
export type Batch = {
  readonly id: string;
  readonly organisationId: string;
  /** The how-manieth of its unit. */
  readonly number: number;
  readonly planCode: string;
  readonly planVersion: string;
  readonly settlementMonth: PlainMonth;
  readonly coverFrom: PlainDate;
  readonly coverUntil: PlainDate;
  readonly label: BatchLabel | null;
  /** Who pays for it instead of its unit. */
  readonly giftId: string | null;
  readonly state: BatchState;
  readonly fileId: string | null;
  readonly rows: number;
  readonly accepted: number;
  readonly review: number;
  readonly rejected: number;
  readonly approved: number;
  readonly denied: number;
  readonly warned: number;
  readonly confirmed: number;
  readonly confirmedAt: Date | null;
  readonly billedAt: Date | null;
  /** When the unit's own share was in full. */
  readonly paidOn: PlainDate | null;
  /** The real period of its covers, once its month has settled; half-open. */
  readonly coveredFrom: PlainDate | null;
  readonly coveredUntil: PlainDate | null;
  readonly remittedOn: PlainDate | null;
  readonly version: number;
};

export const batchColumns = sql`batch.id, batch.organisation_id as "organisationId", batch.number,
  batch.plan_code as "planCode", batch.plan_version as "planVersion",
  to_char(batch.settlement_month, 'YYYY-MM') as "settlementMonth", batch.cover_from as "coverFrom",
  batch.cover_until as "coverUntil", batch.label, batch.gift_id as "giftId", batch.state, batch.file_id as "fileId", batch.rows, batch.accepted,
  batch.review, batch.rejected, batch.approved, batch.denied, batch.warned, batch.confirmed,
  batch.confirmed_at as "confirmedAt", batch.billed_at as "billedAt", batch.paid_on as "paidOn", batch.covered_from as "coveredFrom",
  batch.covered_until as "coveredUntil", batch.remitted_on as "remittedOn", batch.version`;

/** The batch, if it lies in the actor's part of the tree. Refuses `not_found`. */
export async function findBatch(ctx: ReadCtx, batchId: string): Promise<Batch> {
  return theOne(
    await sql<Batch>`select ${batchColumns} from enrolment_batch as batch
      where batch.city_id = ${ctx.actor.cityId} and batch.id = ${batchId}
        and ${withinPart(ctx, sql.ref("batch.organisation_id"))}`.execute(ctx.db),
  );
}

/** The same, held until the transaction ends: whoever else would change it or its lines waits. */
export async function lockBatch(ctx: WriteCtx, batchId: string): Promise<Batch> {
  return theOne(
    await sql<Batch>`${again} select ${batchColumns} from enrolment_batch as batch
      where batch.city_id = ${ctx.actor.cityId} and batch.id = ${batchId}
        and ${withinPart(ctx, sql.ref("batch.organisation_id"))} for update`.execute(ctx.db),
  );
}

function theOne({ rows: [batch] }: { rows: Batch[] }): Batch {
  if (!batch) throw new Refusal("not_found", "not_found");
  return batch;
}

/** Lines may change only while the unit has not confirmed. Refuses `batch_confirmed`, `batch_withdrawn`. */
export function demandOpen(batch: Batch): void {
  if (batch.state === "confirmed") throw new Refusal("conflict", "batch_confirmed");
  if (batch.state === "withdrawn") throw new Refusal("conflict", "batch_withdrawn");
}

export type NewBatch = Pick<
  Batch,
  | "organisationId"
  | "planCode"
  | "planVersion"
  | "settlementMonth"
  | "coverFrom"
  | "coverUntil"
  | "label"
  | "giftId"
>;

/** Two opened at once wait for each other here, so that each gets its number; the constraint would refuse the second. */
export async function insertBatch(ctx: WriteCtx, batch: NewBatch): Promise<{ id: string; number: number }> {
  const { cityId } = ctx.actor;
  const id = newId();
  await sql`select pg_advisory_xact_lock(30, hashtext(${batch.organisationId}))`.execute(ctx.db);
  const { rows } = await sql<{
    number: number;
  }>`${again} insert into enrolment_batch (city_id, id, organisation_id, number,
      plan_code, plan_version, settlement_month, cover_from, cover_until, label, gift_id, state, opened_at, opened_by)
    select ${cityId}, ${id}, ${batch.organisationId}, coalesce(max(number), 0) + 1, ${batch.planCode}, ${batch.planVersion},
      ${firstOf(batch.settlementMonth)}::date, ${batch.coverFrom}::date, ${batch.coverUntil}::date, ${batch.label},
      ${batch.giftId}, 'draft',
      ${ctx.now}, ${ctx.actor.id}
    from enrolment_batch where city_id = ${cityId} and organisation_id = ${batch.organisationId}
    returning number`.execute(ctx.db);
  return { id, number: rows[0]?.number ?? 1 };
}

export type RosterFile = {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: Buffer;
  readonly reading: Readonly<Record<string, unknown>>;
  readonly tookMs: number;
};

/** Keeps the file as the batch's; what was its roster before is kept as replaced. `recount` makes it the batch's roster. */
export async function setRosterFile(ctx: WriteCtx, batch: Batch, file: RosterFile): Promise<void> {
  const { cityId } = ctx.actor;
  if (batch.fileId) {
    await sql`update roster_file set state = 'replaced'
      where city_id = ${cityId} and batch_id = ${batch.id} and state = 'read'`.execute(ctx.db);
  }
  await sql`${again} insert into roster_file (city_id, id, organisation_id, batch_id, name, bytes, sha256, state, reading, took_ms,
      arrived_at, arrived_by)
    values (${cityId}, ${file.id}, ${batch.organisationId}, ${batch.id}, ${file.name}, ${file.bytes}, ${file.sha256}, 'read',
      ${JSON.stringify(file.reading)}, ${file.tookMs}, ${ctx.now}, ${ctx.actor.id})`.execute(ctx.db);
}

/** Whose roster the batch holds now: its content, and who brought it. */
export async function currentFile(
  ctx: ReadCtx,
  batch: Batch,
): Promise<{ sha256: Buffer; name: string; arrivedBy: string } | undefined> {
  if (!batch.fileId) return undefined;
  const { rows } = await sql<{ sha256: Buffer; name: string; arrivedBy: string }>`
    select sha256, name, arrived_by as "arrivedBy" from roster_file
    where city_id = ${ctx.actor.cityId} and id = ${batch.fileId}`.execute(ctx.db);
  return rows[0];
}

/**
 * Counts the batch's lines anew: after every change of them, in the same transaction. `also` is what becomes of the batch
 * besides, so that a step writes it once. Answers the batch as it is now.
 */
export async function recount(ctx: WriteCtx, batchId: string, also = sql``): Promise<Batch> {
  const { cityId } = ctx.actor;
  return theOne(
    await sql<Batch>`${again} update enrolment_batch as batch set rows = c.rows, accepted = c.accepted, review = c.review,
        rejected = c.rejected, approved = c.approved, denied = c.denied, warned = c.warned, version = version + 1 ${also}
      from (select count(*)::int as rows,
          (count(*) filter (where outcome = 'accepted'))::int as accepted,
          (count(*) filter (where outcome = 'review'))::int as review,
          (count(*) filter (where outcome = 'rejected'))::int as rejected,
          (count(*) filter (where outcome = 'review' and decision = 'approved'))::int as approved,
          (count(*) filter (where outcome = 'review' and decision = 'denied'))::int as denied,
          (count(*) filter (where outcome = 'accepted' and warnings is not null))::int as warned
        from roster_line where city_id = ${cityId} and batch_id = ${batchId}) as c
      where batch.city_id = ${cityId} and batch.id = ${batchId} returning ${batchColumns}`.execute(ctx.db),
  );
}

/** What the unit would confirm now. */
export const confirmable = (batch: Pick<Batch, "accepted" | "approved">): number =>
  batch.accepted + batch.approved;
