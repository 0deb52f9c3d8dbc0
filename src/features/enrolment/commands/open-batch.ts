import { addMonths, addMonthsTo, firstOf, type PlainDate, type PlainMonth } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { organisationById } from "#features/organisations/index.ts";
import { planVersionOn } from "#features/plans/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { type BatchLabel, insertBatch } from "../store/batches.ts";
import { demandGift } from "./gift.ts";

export type BatchRequest = {
  readonly organisationId: string;
  readonly settlementMonth: PlainMonth;
  /** The first of the month after the settlement month, where nothing is said. */
  readonly coverFrom?: PlainDate | undefined;
  readonly planCode: string;
  readonly label?: BatchLabel | undefined;
  /** The gift that pays for it. */
  readonly giftId?: string | undefined;
};

/** Kinds of organisation that have people on rosters. */
const rosterKinds = ["member_unit", "joint_union", "industry_union", "functional_zone"];

/**
 * Opens an empty batch for a unit: its plan version is the one in force on the day cover is to start.
 * Refusals: `not_found`, `unit_not_registered`, `cover_before_settlement`, `plan_not_in_force`,
 * `platform_workers_need_joint_union`, and as `demandGift`.
 */
export async function openBatch(
  ctx: WriteCtx,
  request: BatchRequest,
): Promise<{ batchId: string; number: number }> {
  const { organisationId, settlementMonth, planCode } = request;
  const unit = await organisationById(ctx, organisationId);
  if (!unit) throw new Refusal("not_found", "not_found");
  if (unit.state !== "registered" || !rosterKinds.includes(unit.kind))
    throw new Refusal("conflict", "unit_not_registered");
  if (request.label === "platform_workers" && unit.kind !== "joint_union")
    throw new Refusal("invalid", "platform_workers_need_joint_union");
  const coverFrom = request.coverFrom ?? firstOf(addMonthsTo(settlementMonth, 1));
  if (coverFrom < firstOf(settlementMonth))
    throw new Refusal("invalid", "cover_before_settlement", { coverFrom, month: settlementMonth });
  const plan = await planVersionOn(ctx, planCode, coverFrom);
  const giftId = request.giftId ?? null;
  if (giftId) await demandGift(ctx, giftId, { organisationId, planCode, coverFrom });
  const label = giftId ? "gift" : (request.label ?? (unit.kind === "joint_union" ? "joint_union" : null));
  const { id, number } = await insertBatch(ctx, {
    organisationId,
    planCode,
    planVersion: plan.version,
    settlementMonth,
    coverFrom,
    coverUntil: addMonths(coverFrom, plan.months),
    label,
    giftId,
  });
  await ctx.record("enrolment.batch_opened", { batchId: id, organisationId, number, month: settlementMonth });
  return { batchId: id, number };
}
