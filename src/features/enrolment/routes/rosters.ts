import { read, upload, write } from "#platform/http/route.ts";
import { confirmBatch } from "../commands/confirm-batch.ts";
import { openBatch } from "../commands/open-batch.ts";
import { receiveRoster } from "../commands/receive-roster.ts";
import { sendCorrections } from "../commands/send-corrections.ts";
import { takeRoster } from "../commands/take-roster.ts";
import { withdrawBatch } from "../commands/withdraw-batch.ts";
import {
  AnswerView,
  BatchList,
  BatchListQuery,
  BatchPage,
  BatchParams,
  ConfirmReply,
  ConfirmRequest,
  CorrectionsReply,
  Done,
  OpenBatchRequest,
  UploadQuery,
  UploadReply,
} from "../contract.ts";
import { batchList } from "../queries/batch-list.ts";
import { batchPage } from "../queries/batch-page.ts";
import { rosterAnswer } from "../queries/lines.ts";

const fiftyMegabytes = 50 * 1024 * 1024;

export const rosterRoutes = [
  read({
    path: "/rosters",
    summary: "Rosters in one's part of the tree, newest month first",
    permission: "enrolment.read",
    query: BatchListQuery,
    reply: BatchList,
    handle: (ctx, { query }) => batchList(ctx, query),
  }),
  write({
    path: "/rosters",
    summary: "Open a roster of a unit for a month",
    permission: "enrolment.upload",
    body: OpenBatchRequest,
    reply: BatchPage,
    handle: async (ctx, { body }) => {
      const { batchId } = await openBatch(ctx, body);
      return batchPage(ctx, batchId);
    },
  }),
  read({
    path: "/rosters/:batchId",
    summary: "One roster: counts, next step, what one may do",
    permission: "enrolment.read",
    params: BatchParams,
    reply: BatchPage,
    handle: (ctx, { params }) => batchPage(ctx, params.batchId),
  }),
  upload({
    path: "/rosters/:batchId/file",
    summary: "Upload the roster's file; it is read in the background, or answered at once as a dry run",
    permission: "enrolment.upload",
    params: BatchParams,
    query: UploadQuery,
    maxBytes: fiftyMegabytes,
    mayRehearse: true,
    reply: UploadReply,
    handle: async (ctx, { params: { batchId }, query, file }) => {
      const evenSo = query.evenSo === "true";
      if (query.dryRun !== "true")
        return { batchId, answer: null, ...(await receiveRoster(ctx, batchId, file, evenSo)) };
      const { isSame } = await takeRoster(ctx, batchId, file, { evenSo, isRehearsal: true });
      return { batchId, jobId: null, isSame, answer: await rosterAnswer(ctx, batchId) };
    },
  }),
  read({
    path: "/rosters/:batchId/answer",
    summary: "Everything that is wrong with a roster, by line and code",
    permission: "enrolment.read",
    params: BatchParams,
    reply: AnswerView,
    handle: (ctx, { params }) => rosterAnswer(ctx, params.batchId),
  }),
  upload({
    path: "/rosters/:batchId/corrections",
    summary: "Send only what was wrong again, as a small file",
    permission: "enrolment.upload",
    params: BatchParams,
    query: UploadQuery,
    maxBytes: fiftyMegabytes,
    mayRehearse: true,
    reply: CorrectionsReply,
    handle: (ctx, { params, file }) => sendCorrections(ctx, params.batchId, file),
  }),
  write({
    path: "/rosters/:batchId/confirmation",
    summary: "Confirm what is accepted and what was approved on review",
    permission: "enrolment.confirm",
    params: BatchParams,
    body: ConfirmRequest,
    mayRehearse: true,
    reply: ConfirmReply,
    handle: (ctx, { params, body }) => confirmBatch(ctx, params.batchId, body.expectedVersion),
  }),
  write({
    path: "/rosters/:batchId/withdrawal",
    summary: "Take a roster back; a confirmed one until it is billed",
    permission: "enrolment.confirm",
    params: BatchParams,
    reply: Done,
    handle: async (ctx, { params }) => {
      await withdrawBatch(ctx, params.batchId);
      return { done: true } as const;
    },
  }),
];
