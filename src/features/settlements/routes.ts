import { type Route, read, upload, write } from "#platform/http/route.ts";
import { confirmSettled, declineSettled } from "./commands/confirm.ts";
import { asSettlements, receiveFeed } from "./commands/receive-feed.ts";
import { setSource } from "./commands/source.ts";
import {
  ConfirmReply,
  ConfirmRequest,
  CorrectionList,
  Done,
  FeedList,
  FeedListQuery,
  FeedPage,
  FeedParams,
  FeedReply,
  LineList,
  LineQuery,
  MySettled,
  SentFeed,
  SettledParams,
  SourceRequest,
  SourceView,
} from "./contract.ts";
import { feedList, feedPage, sentFeed, sourceView } from "./queries/feeds.ts";
import { correctionList, lineList } from "./queries/lines.ts";
import { mySettled } from "./queries/my-settled.ts";

const maxBytes = 50 * 1024 * 1024;
const done = { done: true } as const;

const consoleRoutes: readonly Route[] = [
  read({
    path: "/settlement-feeds",
    summary: "Feeds of the medical-insurance side, the newest first",
    permission: "settlements.read",
    query: FeedListQuery,
    reply: FeedList,
    handle: (ctx, { query }) => feedList(ctx, query),
  }),
  upload({
    path: "/settlement-feeds",
    summary: "Bring a feed as a file: read by a job; the same content again is the same feed",
    permission: "settlements.take",
    maxBytes,
    reply: FeedReply,
    handle: (ctx, { file }) => receiveFeed(ctx, file, "file"),
  }),
  read({
    path: "/settlement-feeds/:feedId",
    summary: "A feed: its totals, what became of its lines, or everything that is wrong with it",
    permission: "settlements.read",
    params: FeedParams,
    reply: FeedPage,
    handle: (ctx, { params }) => feedPage(ctx, params.feedId),
  }),
  read({
    path: "/settlement-feeds/:feedId/lines",
    summary: "The lines of a feed that were kept, with the claims they led to or why there is none",
    permission: "settlements.read",
    params: FeedParams,
    query: LineQuery,
    reply: LineList,
    handle: (ctx, { params, query }) => lineList(ctx, params.feedId, query),
  }),
  read({
    path: "/settlement-corrections",
    summary: "Claims that follow settlements which were reversed or made anew",
    permission: "settlements.read",
    reply: CorrectionList,
    handle: correctionList,
  }),
  read({
    path: "/settlement-source",
    summary: "Where settlements are fetched from, and how it went",
    permission: "settlements.source",
    reply: SourceView,
    handle: sourceView,
  }),
  write({
    path: "/settlement-source",
    method: "PUT",
    summary: "Set where settlements are fetched from",
    permission: "settlements.source",
    body: SourceRequest,
    reply: Done,
    isSecret: true,
    handle: async (ctx, { body: { url, token, isActive } }) => {
      await setSource(ctx, { url, token, isActive });
      return done;
    },
  }),
  write({
    path: "/settlement-source/asking",
    summary: "Fetch what is new now",
    permission: "settlements.source",
    reply: Done,
    handle: async (ctx) => {
      await asSettlements(ctx, (desk) => desk.enqueue("settlements_fetch", "向医保接口取结算数据", {}));
      await ctx.record("settlement.source_asked", {});
      return done;
    },
  }),
];

/** The door of the medical-insurance side: a service account of its own, which sees only what became of what it sent. */
const senderRoutes: readonly Route[] = [
  upload({
    path: "/settlement-feeds/sent",
    summary:
      "Hand in a feed (CSV or JSON lines, with its control record); the same content again is the same feed",
    permission: "settlements.send",
    maxBytes,
    reply: FeedReply,
    handle: (ctx, { file }) => receiveFeed(ctx, file, "sent"),
  }),
  write({
    path: "/settlement-feeds/sent/:feedId/standing",
    summary: "What became of a feed that this account handed in: taken, or refused and why",
    permission: "settlements.send",
    params: FeedParams,
    reply: SentFeed,
    handle: async (ctx, { params }) => {
      const feed = await asSettlements(ctx, (desk) => sentFeed(desk, params.feedId, ctx.actor.id));
      await ctx.record("settlement.standing_asked", { feedId: params.feedId });
      return feed;
    },
  }),
];

const workerRoutes: readonly Route[] = [
  read({
    path: "/me/settled-claims",
    summary: "Claims that are worked out from settlements and wait for my word",
    permission: "me.claim",
    reply: MySettled,
    handle: mySettled,
  }),
  write({
    path: "/me/settled-claims/:claimId/confirmation",
    summary: "Confirm account and consent: from now on it is a claim",
    permission: "me.claim",
    params: SettledParams,
    body: ConfirmRequest,
    reply: ConfirmReply,
    isSecret: true,
    handle: async (ctx, { params, body: { account, bankName, consentVersion } }) => {
      const claim = await confirmSettled(ctx, params.claimId, { account, bankName, consentVersion });
      return { number: claim.number ?? "" };
    },
  }),
  write({
    path: "/me/settled-claims/:claimId/refusal",
    summary: "I do not want it: nothing of it is kept",
    permission: "me.claim",
    params: SettledParams,
    reply: Done,
    handle: async (ctx, { params }) => {
      await declineSettled(ctx, params.claimId);
      return done;
    },
  }),
];

export const settlementRoutes: readonly Route[] = [...consoleRoutes, ...senderRoutes, ...workerRoutes];
