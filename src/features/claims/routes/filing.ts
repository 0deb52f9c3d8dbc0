import { fileEnding, mostPaperBytes } from "#core/paper-type.ts";
import type { Permission } from "#core/permissions.ts";
import { files } from "#platform/files.ts";
import { download, type Route, read, upload, write } from "#platform/http/route.ts";
import { appealClaim, withdrawClaim } from "../commands/appeal.ts";
import { discardDraft, openDraft, saveDraft } from "../commands/draft.ts";
import { addPaper, dropPaper, openPaper } from "../commands/papers.ts";
import { correctAccount } from "../commands/settle.ts";
import { submitClaim } from "../commands/submit.ts";
import { takeExplanation } from "../commands/take-explanation.ts";
import {
  AccountRequest,
  AppealRequest,
  Choices,
  ChoicesQuery,
  ClaimPage,
  ClaimParams,
  Done,
  DraftReply,
  DraftRequest,
  MyClaims,
  PaperParams,
  PaperQuery,
  PaperReply,
  StepRequest,
  SubmitReply,
  SubmitRequest,
  WithdrawRequest,
} from "../contract.ts";
import { choicesOf } from "../queries/choices.ts";
import { claimPage } from "../queries/claim-page.ts";
import { myClaims } from "../queries/my-claims.ts";

const done = { done: true } as const;

/**
 * What whoever files a claim does with it: a clerk for somebody of their part of the tree, under `/claims`, and a worker
 * for themselves, under `/me/claims`. The same commands behind two doors.
 */
function filingRoutes(
  door: "/claims" | "/me/claims",
  files_: Permission,
  reads: Permission,
): readonly Route[] {
  return [
    ...draftRoutes(door, files_, reads),
    ...paperRoutes(door, files_, reads),
    write({
      path: `${door}/:claimId/submission`,
      summary: "Hand a claim in, or hand it in again with the papers that were asked for",
      permission: files_,
      params: ClaimParams,
      body: SubmitRequest,
      reply: SubmitReply,
      handle: async (ctx, { params, body }) => {
        const { number, state, certification } = await submitClaim(ctx, params.claimId, body);
        return { number: number ?? "", state, certification };
      },
    }),
    download({
      path: `${door}/:claimId/explanation`,
      summary: "What was decided and how it was worked out, as PDF, as far as the actor may see it",
      permission: reads,
      params: ClaimParams,
      handle: async (ctx, { params }) => ({
        ...(await takeExplanation(ctx, params.claimId)),
        type: "application/pdf",
      }),
    }),
    ...afterwards(door, files_),
  ];
}

const draftRoutes = (door: string, files_: Permission, reads: Permission): readonly Route[] => [
  read({
    path: `${door as "/claims"}/choices`,
    summary: "The covers under which somebody may claim, and for what",
    permission: files_,
    query: ChoicesQuery,
    reply: Choices,
    handle: (ctx, { query }) => choicesOf(ctx, query.personId),
  }),
  write({
    path: door as "/claims",
    summary: "Begin a claim: a draft, kept at each step",
    permission: files_,
    body: DraftRequest,
    reply: DraftReply,
    handle: async (ctx, { body }) => ({ id: await openDraft(ctx, body) }),
  }),
  read({
    path: `${door as "/claims"}/:claimId`,
    summary: "One claim: what it is, what was worked out and why, who did what when",
    permission: reads,
    params: ClaimParams,
    reply: ClaimPage,
    handle: (ctx, { params }) => claimPage(ctx, params.claimId),
  }),
  write({
    path: `${door as "/claims"}/:claimId/draft`,
    method: "PUT",
    summary: "Save a step of a draft, or of what was returned for papers",
    permission: files_,
    params: ClaimParams,
    body: StepRequest,
    reply: ClaimPage,
    isSecret: true,
    handle: async (ctx, { params, body }) => {
      await saveDraft(ctx, params.claimId, body);
      return claimPage(ctx, params.claimId);
    },
  }),
  write({
    path: `${door as "/claims"}/:claimId/draft`,
    method: "DELETE",
    summary: "Throw a draft away, with its papers",
    permission: files_,
    params: ClaimParams,
    reply: Done,
    handle: async (ctx, { params }) => {
      for (const id of await discardDraft(ctx, params.claimId)) await files().drop(id);
      return done;
    },
  }),
];

const paperRoutes = (door: string, files_: Permission, reads: Permission): readonly Route[] => [
  upload({
    path: `${door as "/claims"}/:claimId/papers`,
    summary: "Add a photograph or PDF of a paper",
    permission: files_,
    params: ClaimParams,
    query: PaperQuery,
    maxBytes: mostPaperBytes,
    reply: PaperReply,
    handle: (ctx, { params, query, file }) => addPaper(ctx, params.claimId, query.code, file),
  }),
  write({
    path: `${door as "/claims"}/:claimId/papers/:documentId`,
    method: "DELETE",
    summary: "Take a paper off a draft, or off what was returned",
    permission: files_,
    params: PaperParams,
    reply: Done,
    handle: async (ctx, { params }) => {
      await dropPaper(ctx, params.claimId, params.documentId);
      return done;
    },
  }),
  download({
    path: `${door as "/claims"}/:claimId/papers/:documentId`,
    summary: "A paper as it was brought; the look is recorded",
    permission: reads,
    params: PaperParams,
    handle: async (ctx, { params }) => {
      const { paper, content } = await openPaper(ctx, params.claimId, params.documentId);
      return { name: `材料.${fileEnding[paper.type]}`, type: paper.type, content, isShown: true };
    },
  }),
];

/** What may follow on a decision, or come before it. */
const afterwards = (door: string, files_: Permission): readonly Route[] => [
  write({
    path: `${door as "/claims"}/:claimId/withdrawal`,
    summary: "Take a claim back before it is decided",
    permission: files_,
    params: ClaimParams,
    body: WithdrawRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await withdrawClaim(ctx, params.claimId, body);
      return done;
    },
  }),
  write({
    path: `${door as "/claims"}/:claimId/appeal`,
    summary: "Object to a decision",
    permission: files_,
    params: ClaimParams,
    body: AppealRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await appealClaim(ctx, params.claimId, body);
      return done;
    },
  }),
  write({
    path: `${door as "/claims"}/:claimId/account`,
    summary: "Put the account right of a payment that failed; it is paid as a new payment",
    permission: files_,
    params: ClaimParams,
    body: AccountRequest,
    reply: Done,
    isSecret: true,
    handle: async (ctx, { params, body }) => {
      await correctAccount(ctx, params.claimId, body);
      return done;
    },
  }),
];

export const clerkRoutes = filingRoutes("/claims", "claims.file", "claims.read");
export const workerRoutes: readonly Route[] = [
  read({
    path: "/me/claims",
    summary: "What I have claimed, and where it stands",
    permission: "me.claim",
    reply: MyClaims,
    handle: myClaims,
  }),
  ...filingRoutes("/me/claims", "me.claim", "me.claim"),
];
