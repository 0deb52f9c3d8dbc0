import { sql } from "kysely";
import { type PlainDate, yearOf } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { type Cents, formatYuan, minus } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { closeDuty } from "#features/duties/index.ts";
import { agencyId } from "#features/organisations/index.ts";
import { receiptsFor, requestReceipts, withdrawReceipts } from "#features/receipts/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { nextNumbers, numbered } from "#platform/numbers.ts";
import type { DonorKind, Use } from "../rules/donation.ts";
import { reportDuty } from "../rules/duties.ts";
import { addReceived, type Donation, insertArrival, lockDonation } from "../store.ts";
import { anonymous } from "../text.ts";

export type NewDonation = {
  readonly donorKind: DonorKind;
  /** Left out: the donor wants no name told, and none is kept. */
  readonly donorName?: string | undefined;
  readonly contact?: string | undefined;
  readonly cents: Cents;
  /** What it is, where it is goods; `cents` is then their fair value. */
  readonly goods?: string | undefined;
  readonly useFor?: Use | undefined;
  readonly purpose: string;
  readonly isRestricted: boolean;
  readonly agreement?: string | undefined;
  readonly activityId?: string | undefined;
  readonly pledgedOn: PlainDate;
};

/** Notes what somebody promises to give. Refuses `restricted_to_nothing`, `activity_unknown`. */
export async function pledgeDonation(ctx: WriteCtx, given: NewDonation): Promise<string> {
  if (given.isRestricted && !given.useFor) throw new Refusal("invalid", "restricted_to_nothing");
  const { cityId, id: actorId, name } = ctx.actor;
  if (given.activityId) await demandActivity(ctx, given.activityId);
  const [id, year] = [newId(), yearOf(given.pledgedOn)];
  const number = numbered("JK", year, await nextNumbers(ctx, `donation/${year}`), 4);
  await sql`insert into donation (city_id, id, number, donor_kind, donor_name, is_anonymous, contact_sealed, form, cents, goods,
      use_for, purpose, is_restricted, agreement, activity_id, pledged_on, registered_by, registered_by_name, registered_at)
    values (${cityId}, ${id}, ${number}, ${given.donorKind}, ${given.donorName ?? null}, ${!given.donorName},
      ${given.contact ? vault().seal(given.contact) : null}, ${given.goods ? "goods" : "money"}, ${given.cents},
      ${given.goods ?? null}, ${given.useFor ?? null}, ${given.purpose}, ${given.isRestricted}, ${given.agreement ?? null},
      ${given.activityId ?? null}, ${given.pledgedOn}::date, ${actorId}, ${name}, ${ctx.now})`.execute(
    ctx.db,
  );
  await ctx.record("donation.pledged", { donationId: id, form: given.goods ? "goods" : "money" });
  return id;
}

async function demandActivity(ctx: WriteCtx, id: string): Promise<void> {
  const { rows } = await sql`select from publicity_activity
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("not_found", "activity_unknown");
}

/**
 * The goods are handed over. They have no bank line. Refuses `donation_unknown`, `donation_is_money`, `donation_in_already`,
 * `donation_day_not_yet`.
 */
export async function receiveGoods(ctx: WriteCtx, id: string, on: PlainDate, note: string): Promise<void> {
  const donation = await lockDonation(ctx, id);
  if (donation.form !== "goods") throw new Refusal("conflict", "donation_is_money");
  if (donation.received > 0n || donation.isWithdrawn) throw new Refusal("conflict", "donation_in_already");
  if (on > ctx.today) throw new Refusal("invalid", "donation_day_not_yet");
  const { cents } = donation;
  const arrival = { donationId: id, fiscalGrantId: null, lineId: null, cents, on, note };
  const arrivalId = await insertArrival(ctx, arrival);
  await addReceived(ctx, "donation", id, cents);
  await askForReceipt(ctx, donation, arrivalId, cents, on);
  await ctx.record("donation.goods_received", { donationId: id });
}

/** One receipt for each arrival, of the donors' own series; none where the donor wants none. */
export async function askForReceipt(
  ctx: WriteCtx,
  donation: Donation,
  arrivalId: string,
  cents: Cents,
  receivedOn: PlainDate,
): Promise<void> {
  if (donation.receiptWaived !== null) return;
  await requestReceipts(ctx, [
    {
      source: "donation",
      sourceId: arrivalId,
      organisationId: await agencyId(ctx),
      title: donation.donorName ?? anonymous,
      kind: "donation",
      item: donation.goods ? `捐赠物资：${donation.goods}` : `捐赠款：${donation.purpose}`,
      heads: 0,
      cents,
      receivedOn,
    },
  ]);
}

const arrivalsOf = async (ctx: WriteCtx, donationId: string): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`select id from donation_arrival
    where city_id = ${ctx.actor.cityId} and donation_id = ${donationId}::uuid and released_at is null`.execute(
    ctx.db,
  );
  return rows.map((row) => row.id);
};

/** Refuses `donation_receipt_issued`: what is issued is reversed first, where receipts are. */
export async function demandNoReceipt(ctx: WriteCtx, arrivalIds: readonly string[]): Promise<void> {
  const known = await receiptsFor(ctx, "donation", arrivalIds);
  const issued = known.find(({ state }) => state === "issued" || state === "reversal_drawn");
  if (issued) throw new Refusal("conflict", "donation_receipt_issued", { number: issued.number ?? "" });
}

/** The donor wants no receipt: why is kept. Refuses `donation_unknown`, `donation_receipt_issued`. */
export async function waiveReceipt(ctx: WriteCtx, id: string, reason: string): Promise<void> {
  await lockDonation(ctx, id);
  const arrivals = await arrivalsOf(ctx, id);
  await demandNoReceipt(ctx, arrivals);
  await withdrawReceipts(ctx, "donation", arrivals);
  await sql`update donation set receipt_waived = ${reason}
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);
  await ctx.record("donation.receipt_waived", { donationId: id });
}

/** Nothing came of a promise. Refuses `donation_unknown`, `donation_in_already`. */
export async function withdrawPledge(ctx: WriteCtx, id: string, reason: string): Promise<void> {
  const donation = await lockDonation(ctx, id);
  if (donation.received > 0n || donation.isWithdrawn) throw new Refusal("conflict", "donation_in_already");
  await sql`update donation set withdrawn_on = ${ctx.today}::date, withdrawn_reason = ${reason}
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);
  await ctx.record("donation.withdrawn", { donationId: id });
}

/** The donor is told what became of all that was used so far. Refuses `donation_unknown`, `nothing_to_report`. */
export async function reportToDonor(ctx: WriteCtx, id: string, words: string): Promise<void> {
  const donation = await lockDonation(ctx, id);
  if (donation.allocated === donation.reported)
    throw new Refusal("conflict", "nothing_to_report", { used: formatYuan(donation.allocated) });
  const told = minus(donation.allocated, donation.reported);
  await sql`insert into donation_report (city_id, id, donation_id, cents, words, made_by_name, made_on)
    values (${ctx.actor.cityId}, ${newId()}, ${id}, ${told}, ${words}, ${ctx.actor.name}, ${ctx.today}::date)`.execute(
    ctx.db,
  );
  await sql`update donation set reported_cents = allocated_cents
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);
  await closeDuty(ctx, reportDuty, id, { words });
  await ctx.record("donation.reported", { donationId: id });
}
