import { formatYuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { type Route, read, write } from "#platform/http/route.ts";
import { decideAppeal } from "../commands/appeal.ts";
import { certifyClaim } from "../commands/certify.ts";
import { correctClaim, reopenClaim } from "../commands/correct.ts";
import {
  checkFinding,
  passClaim,
  recuseFrom,
  rejectClaim,
  returnClaim,
  sendBack,
  takeClaim,
} from "../commands/review.ts";
import { lookAtSample } from "../commands/sample.ts";
import { setClaimSettings } from "../commands/settings.ts";
import { takeBackDecision } from "../commands/take-back.ts";
import { unmaskClaim } from "../commands/unmask.ts";
import {
  AppealDecisionRequest,
  BackRequest,
  CertifyRequest,
  CheckParams,
  CheckRequest,
  ClaimList,
  ClaimListQuery,
  ClaimPage,
  ClaimParams,
  CorrectRequest,
  Decided,
  Done,
  LoadList,
  OpeningRequest,
  PassRequest,
  RecuseRequest,
  RejectRequest,
  ReopenRequest,
  ReturnRequest,
  SampleList,
  SampleQuery,
  SampleRequest,
  SettingsRequest,
  SettingsView,
  UnmaskClaimParams,
  UnmaskClaimRequest,
  UnmaskedClaim,
} from "../contract.ts";
import { claimList } from "../queries/claim-list.ts";
import { claimPage } from "../queries/claim-page.ts";
import { loadList, sampleList, settingsView } from "../queries/desk.ts";
import type { Claim } from "../store/claims.ts";

const done = { done: true } as const;
const decided = ({ state, number, benefit }: Claim) => ({
  state,
  number,
  benefit: benefit === null ? null : formatYuan(benefit),
});

const listRoutes: readonly Route[] = [
  read({
    path: "/claims",
    summary: "Claims of one's part of the tree: open ones by the day they are due, others the latest first",
    permission: "claims.read",
    query: ClaimListQuery,
    reply: ClaimList,
    handle: (ctx, { query }) => claimList(ctx, query),
  }),
  read({
    path: "/claim-load",
    summary: "Who reviews how much, and what nobody has taken",
    permission: "claims.review",
    reply: LoadList,
    handle: loadList,
  }),
  read({
    path: "/claim-samples",
    summary: "Claims decided without a person and drawn to be looked at",
    permission: "claims.sample",
    query: SampleQuery,
    reply: SampleList,
    handle: (ctx, { query }) => sampleList(ctx, query),
  }),
  write({
    path: "/claims/:claimId/sample",
    summary: "Say whether a person would have decided the same",
    permission: "claims.sample",
    params: ClaimParams,
    body: SampleRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await lookAtSample(ctx, params.claimId, body);
      return done;
    },
  }),
  read({
    path: "/claim-settings",
    summary: "Deadlines, limits of authority and the rule for small clear claims",
    permission: "claims.read",
    reply: SettingsView,
    handle: settingsView,
  }),
  write({
    path: "/claim-settings",
    method: "PUT",
    summary: "Set them from now on",
    permission: "claims.settings",
    body: SettingsRequest,
    reply: SettingsView,
    handle: async (ctx, { body }) => {
      const { days, cityFinalUpTo, straightUpTo, sampleBp, sampleSeed } = body;
      await setClaimSettings(ctx, {
        days,
        cityFinalUpTo: cityFinalUpTo ?? undefined,
        straight: { upTo: straightUpTo ?? undefined, sampleBp, seed: sampleSeed },
      });
      return settingsView(ctx);
    },
  }),
];

/** Each answers the claim as it is now: the desk shows what has changed. */
const deskRoutes: readonly Route[] = [
  write({
    path: "/claims/:claimId/certification",
    summary: "The unit says whether the claimant was employed there on the day of the event",
    permission: "claims.certify",
    params: ClaimParams,
    body: CertifyRequest,
    reply: Decided,
    handle: async (ctx, { params, body }) => decided(await certifyClaim(ctx, params.claimId, body)),
  }),
  write({
    path: "/claims/:claimId/taking",
    summary: "Take a claim for oneself",
    permission: "claims.review",
    params: ClaimParams,
    body: OpeningRequest,
    reply: ClaimPage,
    handle: async (ctx, { params, body }) => {
      await takeClaim(ctx, params.claimId, body);
      return claimPage(ctx, params.claimId);
    },
  }),
  write({
    path: "/claims/:claimId/recusal",
    summary: "Say that one is close to the claimant, and leave the claim to others",
    permission: "claims.review",
    params: ClaimParams,
    body: RecuseRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await recuseFrom(ctx, params.claimId, body.note);
      return done;
    },
  }),
  write({
    path: "/claims/:claimId/findings/:code",
    method: "PUT",
    summary: "Say that one has looked at a soft finding",
    permission: "claims.review",
    params: CheckParams,
    body: CheckRequest,
    reply: ClaimPage,
    handle: async (ctx, { params, body }) => {
      await checkFinding(ctx, params.claimId, params.code, body.isChecked);
      return claimPage(ctx, params.claimId);
    },
  }),
  write({
    path: "/claims/:claimId/correction",
    summary: "Put figures right as the papers say; the claim is worked out again",
    permission: "claims.review",
    params: ClaimParams,
    body: CorrectRequest,
    reply: ClaimPage,
    isSecret: true,
    handle: async (ctx, { params, body }) => {
      await correctClaim(ctx, params.claimId, body);
      return claimPage(ctx, params.claimId);
    },
  }),
  write({
    path: "/claims/:claimId/unmask/:field",
    summary: "Show the account in full for half a minute, with a purpose, on record",
    permission: "people.unmask",
    params: UnmaskClaimParams,
    body: UnmaskClaimRequest,
    reply: UnmaskedClaim,
    isSecret: true,
    handle: async (ctx, { params, body }) => ({
      value: await unmaskClaim(ctx, params.claimId, params.field, body.purpose),
    }),
  }),
];

const decisionRoutes: readonly Route[] = [
  write({
    path: "/claims/:claimId/passing",
    summary: "Pass a claim on, as one has seen it",
    permission: "claims.review",
    params: ClaimParams,
    body: PassRequest,
    reply: Decided,
    handle: async (ctx, { params, body }) => {
      const passed = await passClaim(ctx, params.claimId, body);
      return passed instanceof Refusal ? passed : decided(passed);
    },
  }),
  write({
    path: "/claims/:claimId/sending-back",
    summary: "Send a claim back to the stage before",
    permission: "claims.review",
    params: ClaimParams,
    body: BackRequest,
    reply: Decided,
    handle: async (ctx, { params, body }) => decided(await sendBack(ctx, params.claimId, body)),
  }),
  write({
    path: "/claims/:claimId/return",
    summary: "Return a claim for papers: all that is missing at once",
    permission: "claims.read",
    params: ClaimParams,
    body: ReturnRequest,
    reply: Decided,
    handle: async (ctx, { params, body }) => decided(await returnClaim(ctx, params.claimId, body)),
  }),
  write({
    path: "/claims/:claimId/rejection",
    summary: "Refuse a claim, with its reasons",
    permission: "claims.review",
    params: ClaimParams,
    body: RejectRequest,
    reply: Decided,
    handle: async (ctx, { params, body }) => decided(await rejectClaim(ctx, params.claimId, body)),
  }),
  write({
    path: "/claims/:claimId/decision",
    method: "DELETE",
    summary: "Take one's own last decision back, until it is sent on",
    permission: "claims.review",
    params: ClaimParams,
    reply: Decided,
    handle: async (ctx, { params }) => decided(await takeBackDecision(ctx, params.claimId)),
  }),
  write({
    path: "/claims/:claimId/reopening",
    summary: "Open a decided claim again, because something was wrong",
    permission: "claims.review",
    params: ClaimParams,
    body: ReopenRequest,
    reply: Decided,
    handle: async (ctx, { params, body }) => decided(await reopenClaim(ctx, params.claimId, body)),
  }),
  write({
    path: "/claims/:claimId/appeal-decision",
    summary: "Decide an objection, by somebody who had no part in the decision",
    permission: "claims.appeal",
    params: ClaimParams,
    body: AppealDecisionRequest,
    reply: Decided,
    handle: async (ctx, { params, body }) => decided(await decideAppeal(ctx, params.claimId, body)),
  }),
];

export const reviewingRoutes = [...listRoutes, ...deskRoutes, ...decisionRoutes];
