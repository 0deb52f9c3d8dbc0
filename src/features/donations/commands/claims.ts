import { sql } from "kysely";
import { type PlainDate, yearOf } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { type Cents, formatYuan, minus } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { claimLine, releaseLine } from "#features/banking/index.ts";
import { withdrawReceipts } from "#features/receipts/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { nextNumbers, numbered } from "#platform/numbers.ts";
import type { Use } from "../rules/donation.ts";
import { leftOf } from "../rules/donation.ts";
import {
  addReceived,
  insertArrival,
  lockArrival,
  lockDonation,
  lockFiscalGrant,
  markReleased,
} from "../store.ts";
import { askForReceipt, demandNoReceipt } from "./donations.ts";

/**
 * The money of a donation, or a part of it, came with a bank line that was decided as a donation: the line is in the books
 * already, nothing is posted. Refuses `donation_unknown`, `donation_is_goods`, `donation_in_already`, `beyond_what_is_open`,
 * and what banking refuses.
 */
export async function claimDonation(ctx: WriteCtx, id: string, lineId: string, cents: Cents): Promise<void> {
  const donation = await lockDonation(ctx, id);
  if (donation.form !== "money") throw new Refusal("conflict", "donation_is_goods");
  if (donation.isWithdrawn) throw new Refusal("conflict", "donation_in_already");
  demandOpen(minus(donation.cents, donation.received), cents);
  const on = await claimLine(ctx, lineId, "donation", cents);
  const arrival = { donationId: id, fiscalGrantId: null, lineId, cents, on, note: "" };
  const arrivalId = await insertArrival(ctx, arrival);
  await addReceived(ctx, "donation", id, cents);
  await askForReceipt(ctx, donation, arrivalId, cents, on);
  await ctx.record("donation.claimed", { donationId: id, lineId });
}

const demandOpen = (open: Cents, cents: Cents): void => {
  if (cents > open) throw new Refusal("conflict", "beyond_what_is_open", { open: formatYuan(open) });
};

export type NewFiscalGrant = {
  readonly issuer: string;
  readonly document: string;
  readonly issuedOn: PlainDate;
  readonly useFor: Use;
  readonly purpose: string;
  readonly cents: Cents;
};

/** Notes what the public purse sets aside, by its document. Refuses `document_known`. */
export async function registerFiscalGrant(ctx: WriteCtx, given: NewFiscalGrant): Promise<string> {
  const { cityId, id: actorId, name } = ctx.actor;
  const [id, year] = [newId(), yearOf(given.issuedOn)];
  const { rows: known } = await sql<{ number: string }>`select number from fiscal_grant
    where city_id = ${cityId} and document = ${given.document}`.execute(ctx.db);
  if (known[0]) throw new Refusal("conflict", "document_known", { number: known[0].number });
  const number = numbered("CZ", year, await nextNumbers(ctx, `fiscal_grant/${year}`), 4);
  await sql`insert into fiscal_grant (city_id, id, number, issuer, document, issued_on, use_for, purpose, cents, registered_by,
      registered_by_name, registered_at)
    values (${cityId}, ${id}, ${number}, ${given.issuer}, ${given.document}, ${given.issuedOn}::date, ${given.useFor},
      ${given.purpose}, ${given.cents}, ${actorId}, ${name}, ${ctx.now})`.execute(ctx.db);
  await ctx.record("fiscal_grant.registered", { fiscalGrantId: id });
  return id;
}

/** As `claimDonation`, of a line decided as fiscal money. Refuses `fiscal_grant_unknown`, `beyond_what_is_open`. */
export async function claimFiscalGrant(
  ctx: WriteCtx,
  id: string,
  lineId: string,
  cents: Cents,
): Promise<void> {
  const grant = await lockFiscalGrant(ctx, id);
  demandOpen(minus(grant.cents, grant.received), cents);
  const on = await claimLine(ctx, lineId, "fiscal_grant", cents);
  await insertArrival(ctx, { donationId: null, fiscalGrantId: id, lineId, cents, on, note: "" });
  await addReceived(ctx, "fiscal_grant", id, cents);
  await ctx.record("fiscal_grant.claimed", { fiscalGrantId: id, lineId });
}

/**
 * An arrival was put down wrongly: its line waits for another. Refuses `arrival_unknown`, `arrival_used`,
 * `donation_receipt_issued`.
 */
export async function releaseArrival(ctx: WriteCtx, arrivalId: string, reason: string): Promise<void> {
  const arrival = await lockArrival(ctx, arrivalId);
  const { donationId, fiscalGrantId, lineId, cents } = arrival;
  await demandUnused(ctx, donationId ? "donation" : "fiscal_grant", donationId ?? fiscalGrantId ?? "", cents);
  await demandNoReceipt(ctx, [arrivalId]);
  await withdrawReceipts(ctx, "donation", [arrivalId]);
  await markReleased(ctx, arrivalId, reason);
  const back = -cents as Cents;
  if (donationId) await addReceived(ctx, "donation", donationId, back);
  else if (fiscalGrantId) await addReceived(ctx, "fiscal_grant", fiscalGrantId, back);
  if (lineId) await releaseLine(ctx, lineId, cents);
  await ctx.record("donation.released", { arrivalId });
}

async function demandUnused(
  ctx: WriteCtx,
  table: "donation" | "fiscal_grant",
  id: string,
  cents: Cents,
): Promise<void> {
  const { rows } = await sql<{ received: Cents; allocated: Cents }>`select received_cents as received,
      allocated_cents as allocated from ${sql.table(table)}
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid for update`.execute(ctx.db);
  const [purse] = rows;
  if (!purse || leftOf(purse) < cents) throw new Refusal("conflict", "arrival_used");
}
