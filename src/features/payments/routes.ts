import { readFile } from "node:fs/promises";
import { formatYuan } from "#core/money.ts";
import { download, read, upload, write } from "#platform/http/route.ts";
import { makeBatch, withdrawBatch } from "./commands/batch.ts";
import { replacePayment } from "./commands/order-payment.ts";
import { releaseBatch } from "./commands/release-batch.ts";
import { setLimits } from "./commands/set-limits.ts";
import { showAccount } from "./commands/show-account.ts";
import { takeFile } from "./commands/take-file.ts";
import { takeResult } from "./commands/take-result.ts";
import {
  BatchList,
  BatchMade,
  BatchPage,
  BatchParams,
  BatchQuery,
  BatchRequest,
  Done,
  LimitsRequest,
  PaymentLimits,
  PaymentList,
  PaymentPage,
  PaymentParams,
  PaymentQuery,
  ReleaseRequest,
  Replaced,
  ReplacementRequest,
  ResultReply,
  Revealed,
  RevealRequest,
  WithdrawalRequest,
} from "./contract.ts";
import { readResult } from "./payment-results/index.ts";
import { batchPage } from "./queries/batch-page.ts";
import { batchList } from "./queries/batches.ts";
import { paymentPage } from "./queries/payment-page.ts";
import { paymentList } from "./queries/payments.ts";
import { findPayment } from "./store/payments.ts";

const done = { done: true } as const;

export const paymentRoutes = [
  read({
    path: "/payments",
    summary: "Payments by where they stand: waiting, under way, paid, to put right",
    permission: "payments.read",
    query: PaymentQuery,
    reply: PaymentList,
    handle: (ctx, { query }) => paymentList(ctx, query),
  }),
  read({
    path: "/payments/:paymentId",
    summary: "One payment with its course",
    permission: "payments.read",
    params: PaymentParams,
    reply: PaymentPage,
    handle: (ctx, { params }) => paymentPage(ctx, params.paymentId),
  }),
  write({
    path: "/payments/:paymentId/account",
    summary: "Show a payee's whole account, for a purpose, on record",
    permission: "payments.unmask",
    params: PaymentParams,
    body: RevealRequest,
    reply: Revealed,
    isSecret: true,
    handle: async (ctx, { params, body }) => ({
      value: await showAccount(ctx, params.paymentId, body.purpose),
    }),
  }),
  write({
    path: "/payments/:paymentId/replacement",
    summary: "Put a payee right and pay anew",
    permission: "payments.make",
    params: PaymentParams,
    body: ReplacementRequest,
    reply: Replaced,
    handle: async (ctx, { params, body }) => {
      const paymentId = await replacePayment(ctx, params.paymentId, body);
      return { paymentId, number: (await findPayment(ctx, paymentId))?.number ?? "" };
    },
  }),
  read({
    path: "/payment-batches",
    summary: "Payment batches, the newest first",
    permission: "payments.read",
    query: BatchQuery,
    reply: BatchList,
    handle: (ctx, { query }) => batchList(ctx, query),
  }),
  write({
    path: "/payment-batches",
    summary: "Make a batch of waiting payments for one bank's file",
    permission: "payments.make",
    body: BatchRequest,
    reply: BatchMade,
    mayRehearse: true,
    handle: async (ctx, { body }) => ({ batchId: await makeBatch(ctx, body) }),
  }),
  read({
    path: "/payment-batches/:batchId",
    summary: "One batch: sums, hash, differences to earlier ones, the bank's answers",
    permission: "payments.read",
    params: BatchParams,
    reply: BatchPage,
    handle: (ctx, { params }) => batchPage(ctx, params.batchId),
  }),
  write({
    path: "/payment-batches/:batchId/release",
    summary: "Let a batch go to the bank, by a second person who sends back what was seen",
    permission: "payments.release",
    params: BatchParams,
    body: ReleaseRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      const { payments, amount, hash } = body;
      await releaseBatch(ctx, params.batchId, { payments, cents: amount, hash });
      return done;
    },
  }),
  write({
    path: "/payment-batches/:batchId/withdrawal",
    summary: "Take a batch apart before it is released",
    permission: "payments.make",
    params: BatchParams,
    body: WithdrawalRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await withdrawBatch(ctx, params.batchId, body.reason);
      return done;
    },
  }),
  write({
    path: "/payment-batches/:batchId/return",
    summary: "Send a batch back to its maker instead of releasing it",
    permission: "payments.release",
    params: BatchParams,
    body: WithdrawalRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await withdrawBatch(ctx, params.batchId, body.reason);
      return done;
    },
  }),
  download({
    path: "/payment-batches/:batchId/file",
    summary: "The file for the bank, with whole accounts; on record",
    permission: "payments.make",
    params: BatchParams,
    handle: async (ctx, { params }) => ({
      ...(await takeFile(ctx, params.batchId)),
      type: "text/plain; charset=gbk",
    }),
  }),
  upload({
    path: "/payment-batches/:batchId/result",
    summary: "Read the bank's answer to a batch",
    permission: "payments.make",
    params: BatchParams,
    maxBytes: 20 * 1024 * 1024,
    reply: ResultReply,
    mayRehearse: true,
    handle: async (ctx, { params, file }) => {
      const reading = readResult(await readFile(file.path));
      return takeResult(ctx, params.batchId, { name: file.name, hash: file.sha256 }, reading);
    },
  }),
  write({
    method: "PUT",
    path: "/payment-limits",
    summary: "Set how much one payment and one batch may be at most",
    permission: "payments.limits",
    body: LimitsRequest,
    reply: PaymentLimits,
    handle: async (ctx, { body }) => {
      await setLimits(ctx, body);
      return { payment: formatYuan(body.payment), batch: formatYuan(body.batch) };
    },
  }),
];
