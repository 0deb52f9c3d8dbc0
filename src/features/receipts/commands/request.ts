import { assert, Refusal } from "#core/refusal.ts";
import { judgeUscc } from "#features/organisations/rules/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { mayMove, type SubsidyPaper } from "../rules/request.ts";
import {
  drawChanged,
  lockRequests,
  saveConfirmed,
  saveSubsidyPaper,
  upsertRequests,
  type Wanted,
  withdrawRequests,
} from "../store/requests.ts";

/**
 * Asks for receipts of money that is in, once per source and source id. Asked again with another amount it waits for its
 * confirmation again; what is issued already stays, and shows that it has to be reversed.
 */
export async function requestReceipts(ctx: WriteCtx, wanted: readonly Wanted[]): Promise<void> {
  if (wanted.length === 0) return;
  assert(
    wanted.every((each) => each.cents > 0n && each.heads > 0 !== (each.kind === "donation")),
    "a receipt is for money of people, a donation's for no number of them",
  );
  await upsertRequests(ctx, wanted);
}

/** The money is not there after all, or not any more: nothing is issued for it. What is issued stays until it is reversed. */
export const withdrawReceipts = (
  ctx: WriteCtx,
  source: string,
  sourceIds: readonly string[],
): Promise<void> => (sourceIds.length === 0 ? Promise.resolve() : withdrawRequests(ctx, source, sourceIds));

/**
 * The money was paid back: what is issued and says more than is asked for now gets its reversal drawn up, in the name of
 * whoever decided that. A second person issues it, as every reversal.
 */
export async function reverseChanged(
  ctx: WriteCtx,
  source: string,
  sourceIds: readonly string[],
  reason: string,
): Promise<void> {
  const drawn = await drawChanged(ctx, source, sourceIds, reason);
  if (drawn > 0) await ctx.record("receipt.reversal_drawn", { source, requests: drawn });
}

export type Confirmation = {
  readonly title: string;
  readonly uscc: string;
  /** What who confirms has seen. */
  readonly cents: bigint;
};

/**
 * 开票确认: who paid says that title and amount are right. Refuses `not_found`, `receipt_in_another_state`,
 * `receipt_amount_changed`, `receipt_uscc_wrong`.
 */
export async function confirmRequest(
  ctx: WriteCtx,
  requestId: string,
  confirmation: Confirmation,
): Promise<void> {
  const [request] = await lockRequests(ctx, [requestId]);
  if (!request) throw new Refusal("not_found", "not_found");
  if (!mayMove(request.state, "confirm")) throw new Refusal("conflict", "receipt_in_another_state");
  if (request.cents !== confirmation.cents) throw new Refusal("conflict", "receipt_amount_changed");
  const uscc = confirmation.uscc === "" ? "" : judgeUscc(confirmation.uscc).code;
  if (uscc !== "" && uscc.length !== 18) throw new Refusal("invalid", "receipt_uscc_wrong");
  await saveConfirmed(ctx, requestId, { title: confirmation.title.trim(), uscc });
  await ctx.record("receipt.confirmed", { requestId });
}

/** On what paper the subsidies of unions are acknowledged, from the next one on. */
export async function setSubsidyPaper(ctx: WriteCtx, paper: SubsidyPaper): Promise<void> {
  await saveSubsidyPaper(ctx, paper);
  await ctx.record("receipt.subsidy_paper_set", { paper });
}
