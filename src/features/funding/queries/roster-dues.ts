import { sql } from "kysely";
import type { z } from "zod";
import { addMonthsTo, monthOf, type PlainDate, type PlainMonth, yearOf } from "#core/dates.ts";
import { formatYuan, sum } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { isKnownYear } from "#features/calendar/index.ts";
import type { RosterDues } from "#features/enrolment/contract.ts";
import { confirmable, findBatch, gifts } from "#features/enrolment/index.ts";
import { publishedVersions } from "#features/plans/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import { shareOut } from "../commands/bill-batches.ts";
import { coverStart, payBy } from "../rules/settle.ts";
import { type BillShare, isOwnShare } from "../rules/shares.ts";
import { unitsOnDays } from "../store/bills.ts";
import { fundingDays, rulesOfCity } from "../store/rules.ts";

/**
 * What a roster asks of its unit and of the unions, and by when: as its bill says, or where there is none yet as it would
 * say for those who could be confirmed now. Refuses `not_found`, `nobody_to_bill` and what billing refuses.
 */
export async function rosterDues(ctx: ReadCtx, batchId: string): Promise<z.input<typeof RosterDues>> {
  const batch = await findBatch(ctx, batchId);
  const heads = batch.state === "confirmed" ? batch.confirmed : confirmable(batch);
  if (heads === 0) throw new Refusal("conflict", "nobody_to_bill");
  const bill = await billOf(ctx, batchId);
  const [gift] = batch.giftId ? await gifts(ctx, [batch.giftId]) : [];
  const funded = gift ? { id: gift.id, organisationId: gift.organisationId } : null;
  const shares = bill?.shares ?? (await worked(ctx, { ...batch, heads, gift: funded }));
  const own = shares.filter((share) => isOwnShare(share) || share.mode === "reimburse_unit");
  const others = shares.filter((share) => !isOwnShare(share));
  const names = await namesOf(ctx, others);
  return {
    heads,
    billId: bill?.id ?? null,
    own: {
      perHead: formatYuan(sum(own.map((share) => share.perHead))),
      amount: formatYuan(sum(own.map((share) => share.cents))),
    },
    fromMembers: shares.some((share) => share.payer === "member"),
    others: others.map((share) => ({
      name: share.payer === "gift" ? (gift?.funderName ?? "") : (names.get(share.organisationId) ?? ""),
      perHead: formatYuan(share.perHead),
      amount: formatYuan(share.cents),
      isPaidBack: share.mode === "reimburse_unit",
      isGift: share.payer === "gift",
    })),
    due: await dueOf(ctx, batch.settlementMonth, batch.coverFrom),
  };
}

type Shares = readonly BillShare[];

async function billOf(ctx: ReadCtx, batchId: string): Promise<{ id: string; shares: Shares } | undefined> {
  const { rows } = await sql<BillShare & { billId: string }>`select share.bill_id as "billId", share.payer,
      share.payer_organisation_id as "organisationId", share.per_head_cents as "perHead", share.cents, share.mode
    from bill join bill_share as share on share.city_id = bill.city_id and share.bill_id = bill.id
    where bill.city_id = ${ctx.actor.cityId} and bill.batch_id = ${batchId} order by share.payer`.execute(
    ctx.db,
  );
  return rows[0] && { id: rows[0].billId, shares: rows };
}

type Asked = Parameters<typeof shareOut>[1] & { readonly organisationId: string };

async function worked(ctx: ReadCtx, asked: Asked): Promise<Shares> {
  const [unit] = await unitsOnDays(ctx, [{ organisationId: asked.organisationId, day: asked.coverFrom }]);
  if (!unit) throw new Refusal("not_found", "not_found");
  return shareOut(ctx, asked, unit, await rulesOfCity(ctx), await publishedVersions(ctx)).shares;
}

async function namesOf(ctx: ReadCtx, shares: Shares): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from organisation
    where city_id = ${ctx.actor.cityId} and id = any(${shares.map((share) => share.organisationId)}::uuid[])`.execute(
    ctx.db,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function dueOf(ctx: ReadCtx, asked: PlainMonth, coverFrom: PlainDate) {
  const latest = addMonthsTo(monthOf(ctx.today), 1);
  if (![asked, latest].every((month) => isKnownYear(yearOf(month)))) return null;
  const { month, day } = payBy(asked, ctx.today, await fundingDays(ctx));
  const later = month > asked ? { month, coverFrom: coverStart(coverFrom, asked, month) } : null;
  return { day, later };
}
