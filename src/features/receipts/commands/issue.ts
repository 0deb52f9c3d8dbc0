import { randomBytes } from "node:crypto";
import { yearOf } from "#core/dates.ts";
import { type Cents, showYuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { tell } from "#features/notices/index.ts";
import { type Organisation, organisationsIn } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { nextNumbers, numbered } from "#platform/numbers.ts";
import { unprintable } from "#platform/pdf/fonts.ts";
import { publicAddress } from "#platform/public-address.ts";
import { checkCode } from "../rules/check-code.ts";
import { after, type Move, mayMove, type Paper, paperOf } from "../rules/request.ts";
import { insertReceipts, type Receipt, standing } from "../store/receipts.ts";
import { lockRequests, type Request, saveDrawn, saveState, subsidyPaper } from "../store/requests.ts";
import { paperNames, receiptNotices } from "../text.ts";

/**
 * 开票: the first person draws receipts up whose payers have confirmed. Refuses `not_found`, `receipt_in_another_state`,
 * `paper_character_unknown`.
 */
export async function drawReceipts(ctx: WriteCtx, requestIds: readonly string[]): Promise<void> {
  const requests = await lockAll(ctx, requestIds, "draw");
  const missing = unprintable(requests.map((request) => request.title + request.item).join(""));
  if (missing.length > 0) throw new Refusal("invalid", "paper_character_unknown", { characters: missing });
  await saveDrawn(ctx, requestIds, "drawn");
  await ctx.record("receipt.drawn", { requests: requestIds });
}

/** 提出红冲: the first person says why an issued receipt is wrong. Refuses `not_found`, `receipt_in_another_state`. */
export async function drawReversal(ctx: WriteCtx, requestId: string, reason: string): Promise<void> {
  await lockAll(ctx, [requestId], "draw_reversal");
  await saveDrawn(ctx, [requestId], "reversal_drawn", reason);
  await ctx.record("receipt.reversal_drawn", { requestId });
}

/** The second person sends what was drawn back, with a reason. Refuses `not_found`, `receipt_in_another_state`. */
export async function returnDrawn(ctx: WriteCtx, requestId: string, reason: string): Promise<void> {
  const [request] = await lockRequests(ctx, [requestId]);
  if (!request) throw new Refusal("not_found", "not_found");
  const move = request.state === "reversal_drawn" ? "return_reversal" : "return";
  if (!mayMove(request.state, move)) throw new Refusal("conflict", "receipt_in_another_state");
  await saveState(ctx, [requestId], after(move), { note: reason });
  await ctx.record("receipt.returned", { requestId });
}

/**
 * 复核开出: the second person issues what the first has drawn, receipts and reversals, each with the next number of its
 * series. Refuses `not_found`, `receipt_in_another_state`, `receipt_drawer_is_checker`.
 */
export async function issueReceipts(ctx: WriteCtx, requestIds: readonly string[]): Promise<void> {
  const requests = await lockRequests(ctx, requestIds);
  if (requests.length < new Set(requestIds).size) throw new Refusal("not_found", "not_found");
  const stale = requests.some(({ state }) => !mayMove(state, "issue") && !mayMove(state, "reverse"));
  if (stale) throw new Refusal("conflict", "receipt_in_another_state");
  if (requests.some((request) => request.drawnBy === ctx.actor.id))
    throw new Refusal("forbidden", "receipt_drawer_is_checker");
  const [issuer] = await organisationsIn(ctx, { kinds: ["city_agency"] });
  if (!issuer) throw new Refusal("not_found", "not_found");

  const toIssue = requests.filter(({ state }) => state === "drawn");
  const toReverse = requests.filter(({ state }) => state === "reversal_drawn");
  const ids = (some: readonly Request[]) => some.map((request) => request.id);
  const paper = await subsidyPaper(ctx);
  const before = await standing(ctx, ids(toReverse));
  const drafts = [
    ...toIssue.map((request) => draftOf(request, paperOf(request.kind, paper))),
    ...toReverse.flatMap((request) => {
      const receipt = before.get(request.id);
      return receipt ? [reversalOf(request, receipt)] : [];
    }),
  ];
  const receipts = await numberedBy(ctx, issuer, drafts);
  await insertReceipts(ctx, receipts);
  await saveState(ctx, ids(toIssue), after("issue"));
  await saveState(ctx, ids(toReverse), after("reverse"), { nextRound: true });
  const others = receipts.filter(({ organisationId }) => organisationId !== issuer.id);
  for (const receipt of others) await tellPayer(ctx, receipt, before.get(receipt.requestId)?.number);
  await ctx.record("receipt.issued", { issued: toIssue.length, reversed: toReverse.length });
}

/** Who paid – and is not the issuer itself – is told of each paper once. A reversal is told by the number that holds no more. */
async function tellPayer(
  ctx: WriteCtx,
  { organisationId, requestId, kind, paper, number, item, cents }: Draft & { readonly number: string },
  reversed: string | undefined,
): Promise<void> {
  const isReversal = kind === "reversal";
  await tell(
    ctx,
    isReversal ? receiptNotices.reversed : receiptNotices.issued,
    { organisationId, permission: "receipts.confirm" },
    {
      paper: `${paperNames[paper]}${isReversal ? reversed : number}`,
      item,
      amount: showYuan((cents < 0n ? -cents : cents) as Cents),
    },
    { source: "receipts", sourceId: number, link: `/receipts/${requestId}` },
  );
}

async function lockAll(ctx: WriteCtx, ids: readonly string[], move: Move): Promise<Request[]> {
  const requests = await lockRequests(ctx, ids);
  if (requests.length < new Set(ids).size) throw new Refusal("not_found", "not_found");
  if (requests.some(({ state }) => !mayMove(state, move)))
    throw new Refusal("conflict", "receipt_in_another_state");
  return requests;
}

type Draft = Omit<
  Receipt,
  "id" | "issuedOn" | "checkedByName" | "number" | "checkCode" | "checkAddress" | "issuerId" | "issuerName"
>;

const draftOf = (request: Request, paper: Paper): Draft => ({
  organisationId: request.organisationId,
  requestId: request.id,
  round: request.round,
  kind: "issued",
  reversesId: null,
  reason: "",
  paper,
  title: request.title,
  uscc: request.uscc,
  item: request.item,
  heads: request.heads,
  cents: request.cents,
  receivedOn: request.receivedOn,
  drawnBy: request.drawnBy ?? "",
  drawnByName: request.drawnByName ?? "",
});

/** The whole of it, the other way; what is printed on it is what stood on the first. */
const reversalOf = (request: Request, receipt: Receipt): Draft => ({
  ...receipt,
  kind: "reversal",
  reversesId: receipt.id,
  reason: request.note ?? "",
  cents: -receipt.cents as Cents,
  drawnBy: request.drawnBy ?? "",
  drawnByName: request.drawnByName ?? "",
});

/** What sets the numbers of a paper apart: 往来, 捐赠. */
const seriesOf: Readonly<Record<Paper, string>> = {
  receipt: "",
  transfer_note: "-WL",
  donation_receipt: "-JZ",
};

/** Numbers in this transaction: whoever issues at the same time waits for them, and none is lost if this is taken back. */
async function numberedBy(ctx: WriteCtx, issuer: Organisation, drafts: readonly Draft[]) {
  const year = yearOf(ctx.today);
  const address = `${publicAddress()}/public/receipts?code=`;
  const numberedDrafts = [];
  for (const paper of ["receipt", "transfer_note", "donation_receipt"] as const) {
    const some = drafts.filter((draft) => draft.paper === paper);
    if (some.length === 0) continue;
    const first = await nextNumbers(ctx, `${paper}/${issuer.id}/${year}`, some.length);
    const prefix = issuer.code + seriesOf[paper];
    for (const [i, draft] of some.entries()) {
      const code = checkCode(randomBytes(12));
      numberedDrafts.push({
        ...draft,
        number: numbered(prefix, year, first + i),
        checkCode: code,
        checkAddress: address + code,
        issuerId: issuer.id,
        issuerName: issuer.name,
      });
    }
  }
  return numberedDrafts;
}
