import { monthsFrom, type PlainDate, yearOf } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { maskAccount } from "#core/mask.ts";
import { Refusal } from "#core/refusal.ts";
import { cancelCover, type HeldCover, holdRemitted, paperTypeAt } from "#features/enrolment/index.ts";
import { tell } from "#features/notices/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { files } from "#platform/files.ts";
import type { ArrivedFile } from "#platform/http/route.ts";
import { nextNumbers, numbered } from "#platform/numbers.ts";
import { isUndecided, type RefundGround, refundObstacle, refundParts } from "../rules/refund.ts";
import { lockBillOf, type StandingBill } from "../store/bill-changes.ts";
import { reimbursementsOf } from "../store/bills.ts";
import { funderOf } from "../store/gift-bills.ts";
import { expectMoney, moneyOf, provinceOffice } from "../store/money.ts";
import {
  insertPaper,
  insertRefund,
  lockRefund,
  papersOfRefund,
  payeeOrganisations,
  type Refund,
  saveDecided,
  saveWithdrawn,
  sharesOfRefund,
} from "../store/refunds.ts";
import { refundNotices } from "../text/refunds.ts";
import { correctReceipts } from "./ask-for-receipts.ts";
import { funder } from "./pay-refunds.ts";

export type RefundRequest = {
  readonly ground: RefundGround;
  readonly reason: string;
  /** Where the own share was borne by the worker: the worker's account. */
  readonly memberAccount?: string | undefined;
};

/**
 * Asks that a remitted cover be cancelled and its price returned. Papers are added, then another person decides. Refuses
 * `not_found`, `batch_not_remitted`, `cover_paid_on`, `cover_claimed_on`, `refund_without_bill`, `cover_has_begun`,
 * `cover_has_ended`, `refund_member_account_missing`, `refund_already_asked`.
 */
export async function askRefund(ctx: WriteCtx, coverId: string, request: RefundRequest): Promise<string> {
  const { held, bill } = await refundable(ctx, coverId, request.ground);
  const parts = refundParts(bill.shares, bill.price);
  const account = request.memberAccount?.normalize("NFKC").replace(/[\s-]/g, "") ?? "";
  const needsAccount = parts.some((part) => part.payer === "member");
  if (needsAccount && !/^\d{16,19}$/.test(account))
    throw new Refusal("invalid", "refund_member_account_missing");
  const year = yearOf(ctx.today);
  const id = newId();
  await insertRefund(
    ctx,
    {
      id,
      number: numbered("TF", year, await nextNumbers(ctx, `refund/${year}`)),
      organisationId: bill.organisationId,
      billId: bill.id,
      batchId: held.batch.id,
      coverId,
      personId: held.cover.personId,
      month: bill.settledMonth,
      coveredFrom: bill.coveredFrom,
      ground: request.ground,
      reason: request.reason,
      cents: bill.price,
      memberAccountSealed: needsAccount ? vault().seal(account) : null,
      memberAccountShown: needsAccount ? maskAccount(account) : null,
    },
    parts,
  );
  await ctx.record("funding.refund_asked", { refund: id, coverId, ground: request.ground });
  return id;
}

type SettledBill = StandingBill & { readonly settledMonth: NonNullable<StandingBill["settledMonth"]> } & {
  readonly coveredFrom: PlainDate;
};

/** The cover and its bill, both held, where nothing speaks against a refund on this ground today. */
export async function refundable(
  ctx: WriteCtx,
  coverId: string,
  ground: RefundGround,
): Promise<{ readonly held: HeldCover; readonly bill: SettledBill }> {
  const held = await holdRemitted(ctx, coverId);
  const bill = await lockBillOf(ctx, held.batch.id);
  if (!bill?.settledMonth || !bill.coveredFrom) throw new Refusal("conflict", "refund_without_bill");
  const { coveredFrom, settledMonth } = bill;
  const obstacle = refundObstacle(ground, monthsFrom(coveredFrom, bill.months), ctx.today);
  if (obstacle) throw new Refusal("conflict", obstacle.code, obstacle.facts);
  return { held, bill: { ...bill, coveredFrom, settledMonth } };
}

/** A paper that shows why: PDF or photograph, judged by its content, sealed at rest. Refuses `not_found`, `refund_decided`, `refund_paper_unreadable`. */
export async function addRefundPaper(
  ctx: WriteCtx,
  refundId: string,
  file: ArrivedFile,
): Promise<{ readonly paperId: string }> {
  const refund = await asked(ctx, refundId);
  const type = await paperTypeAt(file.path);
  if (!type) throw new Refusal("invalid", "refund_paper_unreadable");
  const id = newId();
  const paper = { id, type, bytes: file.bytes, sha256: Buffer.from(file.sha256, "hex") };
  const kept = await insertPaper(ctx, refund, paper);
  if (kept === id) {
    await files().keep(id, file.path);
    await ctx.record("funding.refund_paper_added", { refund: refundId, paperId: id });
  }
  return { paperId: kept };
}

/** Taken back while nobody has decided. Refuses `not_found`, `refund_decided`. */
export async function withdrawRefund(ctx: WriteCtx, refundId: string): Promise<void> {
  await asked(ctx, refundId);
  await saveWithdrawn(ctx, refundId);
  await ctx.record("funding.refund_withdrawn", { refund: refundId });
}

/**
 * A second person decides. Approved, the cover is cancelled from its first day, the province is expected to send the price
 * back, and what was receipted for one person too many is reversed. Refuses `not_found`, `refund_decided`,
 * `refund_asker_decides`, `refund_refusal_without_reason`, `refund_without_paper`, `refund_payee_without_account`, `reimbursements_open`, and as `askRefund`.
 */
export async function decideRefund(
  ctx: WriteCtx,
  refundId: string,
  decision: { readonly agree: boolean; readonly note: string },
): Promise<void> {
  const refund = await asked(ctx, refundId);
  if (refund.askedBy === ctx.actor.id) throw new Refusal("forbidden", "refund_asker_decides");
  if (!decision.agree && decision.note === "") throw new Refusal("invalid", "refund_refusal_without_reason");
  if (decision.agree) await cancel(ctx, refund);
  await saveDecided(ctx, refundId, decision.agree ? "approved" : "refused", decision.note);
  if (decision.agree) await correctReceipts(ctx, refund.billId, refund.month, `退费${refund.number}`);
  await ctx.record("funding.refund_decided", { refund: refundId, agreed: decision.agree });
  const about = { source: "funding", sourceId: refundId };
  const facts = { number: refund.number, agree: decision.agree, note: decision.note };
  await tell(
    ctx,
    refundNotices.decided,
    { organisationId: refund.organisationId, permission: "funding.refund_ask" },
    facts,
    { ...about, link: `/refunds/${refundId}` },
  );
  if (decision.agree) await tell(ctx, refundNotices.cancelled, { personId: refund.personId }, facts, about);
}

async function cancel(ctx: WriteCtx, refund: Refund): Promise<void> {
  const { held, bill } = await refundable(ctx, refund.coverId, refund.ground);
  if ((await papersOfRefund(ctx, refund.id)).length === 0)
    throw new Refusal("conflict", "refund_without_paper");
  await demandAccounts(ctx, refund);
  await demandPaidBack(ctx, bill);
  await cancelCover(ctx, held, `退费${refund.number}`);
  await expectMoney(ctx, [
    {
      id: refund.id,
      kind: "refund",
      fund: "refund",
      organisationId: await provinceOffice(ctx),
      month: refund.month,
      cents: refund.cents,
      heads: 1,
    },
  ]);
}

/** Each payer must have an account to be paid to, before anything is cancelled: all that is missing is said at once. */
async function demandAccounts(ctx: WriteCtx, refund: Refund): Promise<void> {
  const all = await sharesOfRefund(ctx, refund.id);
  if (all.some((share) => share.payer === "gift") && !(await funder(ctx, refund)))
    throw new Refusal("conflict", "refund_payee_without_account", {
      payees: [(await funderOf(ctx, refund.billId))?.name ?? ""],
      count: 1,
    });
  const shares = all.filter((share) => share.payer !== "member" && share.payer !== "gift");
  const payees = await payeeOrganisations(
    ctx,
    shares.map((share) => share.organisationId),
  );
  const without = payees.filter((payee) => !payee.accountSealed).map((payee) => payee.name);
  if (without.length > 0)
    throw new Refusal("conflict", "refund_payee_without_account", { payees: without, count: without.length });
}

/** Where the unit has advanced a union's share, the union has borne it only once the unit has been paid back. */
async function demandPaidBack(ctx: WriteCtx, bill: SettledBill): Promise<void> {
  const payers = bill.shares.filter((share) => share.mode === "reimburse_unit").map((share) => share.payer);
  if (payers.length === 0) return;
  const owed = (await reimbursementsOf(ctx, bill.settledMonth, payers)).filter(
    (each) => each.billId === bill.id,
  );
  const money = await moneyOf(
    ctx,
    owed.map((each) => each.id),
  );
  if (owed.some((each) => (money.get(each.id)?.received ?? 0n) < each.cents))
    throw new Refusal("conflict", "refund_before_paid_back");
}

async function asked(ctx: WriteCtx, refundId: string): Promise<Refund> {
  const refund = await lockRefund(ctx, refundId);
  if (!isUndecided(refund.state)) throw new Refusal("conflict", "refund_decided", { state: refund.state });
  return refund;
}

/** Opens a paper; the look is recorded. Refuses `not_found`. */
export async function openRefundPaper(
  ctx: WriteCtx,
  refundId: string,
  paperId: string,
): Promise<{ readonly type: string; readonly content: Buffer }> {
  const paper = (await papersOfRefund(ctx, refundId)).find((each) => each.id === paperId);
  if (!paper) throw new Refusal("not_found", "not_found");
  await ctx.record("funding.refund_paper_opened", { refund: refundId, paperId });
  return { type: paper.type, content: await files().read(paperId) };
}
