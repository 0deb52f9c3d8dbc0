import { read, upload, write } from "#platform/http/route.ts";
import { correctLine, removeLine } from "../commands/correct-lines.ts";
import { openLine } from "../commands/open-line.ts";
import { addEvidence } from "../commands/review-line.ts";
import {
  BatchParams,
  CorrectLineRequest,
  Done,
  EvidenceQuery,
  EvidenceReply,
  LineList,
  LineParams,
  LineQuery,
  LineView,
  LineWordsView,
  OpenLineRequest,
} from "../contract.ts";
import { presentWords } from "../present.ts";
import { presentOneLine, rosterLines } from "../queries/lines.ts";

export const lineRoutes = [
  read({
    path: "/rosters/:batchId/lines",
    summary: "A roster's lines in the order of the file, with reason and remedy; numbers masked",
    permission: "enrolment.read",
    params: BatchParams,
    query: LineQuery,
    reply: LineList,
    handle: (ctx, { params, query }) => rosterLines(ctx, params.batchId, query),
  }),
  write({
    path: "/rosters/:batchId/lines/:lineId/opening",
    summary: "Show one line in full, to correct it; the look is recorded",
    permission: "enrolment.upload",
    params: LineParams,
    body: OpenLineRequest,
    reply: LineWordsView,
    handle: async (ctx, { params, body }) => {
      const { kept, words } = await openLine(ctx, params.batchId, params.lineId, body.purpose);
      return presentWords(kept, words);
    },
  }),
  write({
    path: "/rosters/:batchId/lines/:lineId/unmasking",
    summary: "Show one line in full, to review it; the look is recorded",
    permission: "people.unmask",
    params: LineParams,
    body: OpenLineRequest,
    reply: LineWordsView,
    handle: async (ctx, { params, body }) => {
      const { kept, words } = await openLine(ctx, params.batchId, params.lineId, body.purpose);
      return presentWords(kept, words);
    },
  }),
  write({
    path: "/rosters/:batchId/lines/:lineId/correction",
    summary: "Correct one line; it is decided again by the same rule",
    permission: "enrolment.upload",
    params: LineParams,
    body: CorrectLineRequest,
    reply: LineView,
    handle: async (ctx, { params, body: { expectedVersion, ...words } }) =>
      presentOneLine(ctx, await correctLine(ctx, params.batchId, params.lineId, words, expectedVersion)),
  }),
  write({
    path: "/rosters/:batchId/lines/:lineId/removal",
    summary: "Take one line out of a roster that is not confirmed",
    permission: "enrolment.upload",
    params: LineParams,
    reply: Done,
    handle: async (ctx, { params }) => {
      await removeLine(ctx, params.batchId, params.lineId);
      return { done: true } as const;
    },
  }),
  upload({
    path: "/rosters/:batchId/lines/:lineId/evidence",
    summary: "Bring a paper for a line under review: PDF, JPEG or PNG",
    permission: "enrolment.upload",
    params: LineParams,
    query: EvidenceQuery,
    maxBytes: 20 * 1024 * 1024,
    reply: EvidenceReply,
    handle: (ctx, { params, query, file }) =>
      addEvidence(ctx, params.batchId, params.lineId, query.kind, file),
  }),
];
