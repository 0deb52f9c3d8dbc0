import { CoverParams } from "#features/enrolment/contract.ts";
import { download, read, upload, write } from "#platform/http/route.ts";
import {
  addRefundPaper,
  askRefund,
  decideRefund,
  openRefundPaper,
  withdrawRefund,
} from "../commands/refund.ts";
import * as shape from "../contract/refunds.ts";
import { refundList, refundOffer, refundPage } from "../queries/refunds.ts";

export const refundingRoutes = [
  read({
    path: "/covers/:coverId/refund",
    summary: "What a refund of a cover would give back to whom, and on which grounds it may be asked",
    permission: "funding.refund_ask",
    params: CoverParams,
    reply: shape.RefundOffer,
    handle: (ctx, { params }) => refundOffer(ctx, params.coverId),
  }),
  write({
    path: "/covers/:coverId/refund",
    summary: "Ask that a remitted cover be cancelled and its price returned to its payers",
    permission: "funding.refund_ask",
    params: CoverParams,
    body: shape.RefundInput,
    reply: shape.RefundMade,
    handle: async (ctx, { params, body }) => ({ id: await askRefund(ctx, params.coverId, body) }),
  }),
  read({
    path: "/refunds",
    summary: "Refunds, the newest first",
    permission: "funding.read",
    query: shape.RefundQuery,
    reply: shape.RefundList,
    handle: (ctx, { query }) => refundList(ctx, query),
  }),
  read({
    path: "/refunds/:refundId",
    summary: "One refund: whose, why, to whom what goes back and how far it is",
    permission: "funding.read",
    params: shape.RefundParams,
    reply: shape.RefundPage,
    handle: (ctx, { params }) => refundPage(ctx, params.refundId),
  }),
  upload({
    path: "/refunds/:refundId/papers",
    summary: "Add a paper that shows why",
    permission: "funding.refund_ask",
    params: shape.RefundParams,
    maxBytes: 20 * 1024 * 1024,
    reply: shape.RefundPaperReply,
    handle: (ctx, { params, file }) => addRefundPaper(ctx, params.refundId, file),
  }),
  download({
    path: "/refunds/:refundId/papers/:paperId",
    summary: "A paper of a refund; the look is recorded",
    permission: "funding.read",
    params: shape.RefundPaperParams,
    handle: async (ctx, { params }) => {
      const { type, content } = await openRefundPaper(ctx, params.refundId, params.paperId);
      const ending = { "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png" }[type] ?? "bin";
      return { name: `退费材料.${ending}`, type, content };
    },
  }),
  write({
    path: "/refunds/:refundId/withdrawal",
    summary: "Take a request back while nobody has decided",
    permission: "funding.refund_ask",
    params: shape.RefundParams,
    reply: shape.RefundMade,
    handle: async (ctx, { params }) => {
      await withdrawRefund(ctx, params.refundId);
      return { id: params.refundId };
    },
  }),
  write({
    path: "/refunds/:refundId/decision",
    summary: "A second person agrees, and the cover is cancelled; or does not",
    permission: "funding.refund_decide",
    params: shape.RefundParams,
    body: shape.RefundDecision,
    reply: shape.RefundMade,
    handle: async (ctx, { params, body }) => {
      await decideRefund(ctx, params.refundId, body);
      return { id: params.refundId };
    },
  }),
];
