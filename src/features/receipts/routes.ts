import { download, page, read, write } from "#platform/http/route.ts";
import { drawReceipts, drawReversal, issueReceipts, returnDrawn } from "./commands/issue.ts";
import { confirmRequest, setSubsidyPaper } from "./commands/request.ts";
import { takePaper } from "./commands/take-paper.ts";
import {
  CheckQuery,
  ChosenRequests,
  ConfirmationRequest,
  Done,
  PaperParams,
  ReasonRequest,
  ReceiptList,
  ReceiptPage,
  ReceiptQuery,
  RequestParams,
  SettingRequest,
} from "./contract.ts";
import { checkPage } from "./pages/check.ts";
import { receiptList } from "./queries/list.ts";
import { receiptPage } from "./queries/page.ts";

const done = { done: true } as const;

export const receiptRoutes = [
  read({
    path: "/receipts",
    summary: "Receipts asked for and issued, by where they stand",
    permission: "receipts.read",
    query: ReceiptQuery,
    reply: ReceiptList,
    handle: (ctx, { query }) => receiptList(ctx, query),
  }),
  read({
    path: "/receipts/:requestId",
    summary: "One receipt from its asking to its paper",
    permission: "receipts.read",
    params: RequestParams,
    reply: ReceiptPage,
    handle: (ctx, { params }) => receiptPage(ctx, params.requestId),
  }),
  write({
    path: "/receipts/:requestId/confirmation",
    summary: "Say that title and amount are right, by who paid",
    permission: "receipts.confirm",
    params: RequestParams,
    body: ConfirmationRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      const { title, uscc, amount } = body;
      await confirmRequest(ctx, params.requestId, { title, uscc, cents: amount });
      return done;
    },
  }),
  write({
    path: "/receipts/draw",
    summary: "Draw receipts up, by the first person",
    permission: "receipts.draw",
    body: ChosenRequests,
    reply: Done,
    handle: async (ctx, { body }) => {
      await drawReceipts(ctx, body.requestIds);
      return done;
    },
  }),
  write({
    path: "/receipts/issue",
    summary: "Check and issue what was drawn, receipts and reversals, by the second person",
    permission: "receipts.issue",
    body: ChosenRequests,
    reply: Done,
    handle: async (ctx, { body }) => {
      await issueReceipts(ctx, body.requestIds);
      return done;
    },
  }),
  write({
    path: "/receipts/:requestId/reversal",
    summary: "Draw the reversal of an issued receipt, with its reason",
    permission: "receipts.draw",
    params: RequestParams,
    body: ReasonRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await drawReversal(ctx, params.requestId, body.reason);
      return done;
    },
  }),
  write({
    path: "/receipts/:requestId/return",
    summary: "Send what was drawn back to who drew it",
    permission: "receipts.issue",
    params: RequestParams,
    body: ReasonRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await returnDrawn(ctx, params.requestId, body.reason);
      return done;
    },
  }),
  download({
    path: "/receipts/:requestId/papers/:receiptId",
    summary: "An issued receipt as PDF",
    permission: "receipts.read",
    params: PaperParams,
    handle: async (ctx, { params }) => ({
      ...(await takePaper(ctx, params.requestId, params.receiptId)),
      type: "application/pdf",
    }),
  }),
  write({
    method: "PUT",
    path: "/receipt-settings",
    summary: "On what paper the subsidies of unions are acknowledged",
    permission: "receipts.issue",
    body: SettingRequest,
    reply: Done,
    handle: async (ctx, { body }) => {
      await setSubsidyPaper(ctx, body.subsidyPaper);
      return done;
    },
  }),
  page({
    path: "/public/receipts",
    summary: "Whether a receipt is one of ours and still stands",
    perMinute: 30,
    query: CheckQuery,
    handle: (ctx, { query }) => checkPage(ctx, query.code),
  }),
];
