import { plainDate } from "#core/dates.ts";
import { read, write } from "#platform/http/route.ts";
import { claimDonation, claimFiscalGrant, registerFiscalGrant, releaseArrival } from "./commands/claims.ts";
import {
  pledgeDonation,
  receiveGoods,
  reportToDonor,
  waiveReceipt,
  withdrawPledge,
} from "./commands/donations.ts";
import { decideGrant, proposeGrant, takeBackGrant, withdrawGrant } from "./commands/grants.ts";
import {
  ArrivalParams,
  ClaimRequest,
  DecisionRequest,
  DonationList,
  DonationPage,
  DonationParams,
  DonationQuery,
  DonationRequest,
  Done,
  FiscalList,
  FiscalPage,
  FiscalParams,
  FiscalQuery,
  FiscalRequest,
  GoodsRequest,
  GrantList,
  GrantPage,
  GrantParams,
  GrantQuery,
  GrantRequest,
  LineList,
  LineQuery,
  Made,
  WordsRequest,
} from "./contract.ts";
import { donationList, donationPage } from "./queries/donations.ts";
import { fiscalList, fiscalPage, lineList } from "./queries/fiscal.ts";
import { grantList, grantPage } from "./queries/grants.ts";

const done = { done: true } as const;

export const donationRoutes = [
  read({
    path: "/donations",
    summary: "Donations in money and in kind, by how far they have come",
    permission: "donations.read",
    query: DonationQuery,
    reply: DonationList,
    handle: (ctx, { query }) => donationList(ctx, query),
  }),
  write({
    path: "/donations",
    summary: "Note what somebody promises to give",
    permission: "donations.manage",
    body: DonationRequest,
    reply: Made,
    handle: async (ctx, { body }) => {
      const { amount, pledgedOn, ...rest } = body;
      return { id: await pledgeDonation(ctx, { ...rest, cents: amount, pledgedOn: plainDate(pledgedOn) }) };
    },
  }),
  read({
    path: "/donation-lines",
    summary: "Decided bank lines of which something is not claimed yet",
    permission: "donations.manage",
    query: LineQuery,
    reply: LineList,
    handle: (ctx, { query }) => lineList(ctx, query),
  }),
  read({
    path: "/donations/:donationId",
    summary: "One donation from its promise to the report to its donor",
    permission: "donations.read",
    params: DonationParams,
    reply: DonationPage,
    handle: (ctx, { params }) => donationPage(ctx, params.donationId),
  }),
  write({
    path: "/donations/:donationId/claims",
    summary: "Say that a bank line, or a part of it, brought this donation",
    permission: "donations.manage",
    params: DonationParams,
    body: ClaimRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await claimDonation(ctx, params.donationId, body.lineId, body.amount);
      return done;
    },
  }),
  write({
    path: "/donations/:donationId/goods",
    summary: "Note that donated goods were handed over",
    permission: "donations.manage",
    params: DonationParams,
    body: GoodsRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await receiveGoods(ctx, params.donationId, plainDate(body.on), body.note);
      return done;
    },
  }),
  write({
    path: "/donations/:donationId/receipt-waiver",
    summary: "Note that the donor wants no receipt, and why",
    permission: "donations.manage",
    params: DonationParams,
    body: WordsRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await waiveReceipt(ctx, params.donationId, body.words);
      return done;
    },
  }),
  write({
    path: "/donations/:donationId/withdrawal",
    summary: "Take back a promise of which nothing came",
    permission: "donations.manage",
    params: DonationParams,
    body: WordsRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await withdrawPledge(ctx, params.donationId, body.words);
      return done;
    },
  }),
  write({
    path: "/donations/:donationId/reports",
    summary: "Tell the donor what became of what was used so far",
    permission: "donations.manage",
    params: DonationParams,
    body: WordsRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await reportToDonor(ctx, params.donationId, body.words);
      return done;
    },
  }),
  write({
    path: "/donation-arrivals/:arrivalId/release",
    summary: "Take back a claim or a handing-over that was put down wrongly",
    permission: "donations.manage",
    params: ArrivalParams,
    body: WordsRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await releaseArrival(ctx, params.arrivalId, body.words);
      return done;
    },
  }),
  read({
    path: "/fiscal-grants",
    summary: "What the public purse has set aside, by its documents",
    permission: "donations.read",
    query: FiscalQuery,
    reply: FiscalList,
    handle: (ctx, { query }) => fiscalList(ctx, query),
  }),
  write({
    path: "/fiscal-grants",
    summary: "Note a fiscal grant by its document",
    permission: "donations.manage",
    body: FiscalRequest,
    reply: Made,
    handle: async (ctx, { body }) => {
      const { amount, issuedOn, ...rest } = body;
      return {
        id: await registerFiscalGrant(ctx, { ...rest, cents: amount, issuedOn: plainDate(issuedOn) }),
      };
    },
  }),
  read({
    path: "/fiscal-grants/:fiscalGrantId",
    summary: "One fiscal grant with its money and its use",
    permission: "donations.read",
    params: FiscalParams,
    reply: FiscalPage,
    handle: (ctx, { params }) => fiscalPage(ctx, params.fiscalGrantId),
  }),
  write({
    path: "/fiscal-grants/:fiscalGrantId/claims",
    summary: "Say that a bank line, or a part of it, brought this fiscal grant",
    permission: "donations.manage",
    params: FiscalParams,
    body: ClaimRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await claimFiscalGrant(ctx, params.fiscalGrantId, body.lineId, body.amount);
      return done;
    },
  }),
  read({
    path: "/fund-grants",
    summary: "Grants of donations and fiscal money to what they are for",
    permission: "donations.read",
    query: GrantQuery,
    reply: GrantList,
    handle: (ctx, { query }) => grantList(ctx, query),
  }),
  write({
    path: "/fund-grants",
    summary: "Propose to grant donations or fiscal money, by a resolution",
    permission: "donations.manage",
    body: GrantRequest,
    reply: Made,
    handle: async (ctx, { body }) => {
      const { amount, resolvedOn, ...rest } = body;
      return { id: await proposeGrant(ctx, { ...rest, cents: amount, resolvedOn: plainDate(resolvedOn) }) };
    },
  }),
  read({
    path: "/fund-grants/:grantId",
    summary: "One grant: by what resolution, out of what, who decided",
    permission: "donations.read",
    params: GrantParams,
    reply: GrantPage,
    handle: (ctx, { params }) => grantPage(ctx, params.grantId),
  }),
  write({
    path: "/fund-grants/:grantId/decision",
    summary: "Grant it and post it, or refuse it, by another person than who proposed it",
    permission: "donations.decide",
    params: GrantParams,
    body: DecisionRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await decideGrant(ctx, params.grantId, body.grants, body.words);
      return done;
    },
  }),
  write({
    path: "/fund-grants/:grantId/taking-back",
    summary: "Take a grant back that was wrong: its voucher is reversed, its parts are free again",
    permission: "donations.decide",
    params: GrantParams,
    body: WordsRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await takeBackGrant(ctx, params.grantId, body.words);
      return done;
    },
  }),
  write({
    path: "/fund-grants/:grantId/withdrawal",
    summary: "Take back what one proposed",
    permission: "donations.manage",
    params: GrantParams,
    reply: Done,
    handle: async (ctx, { params }) => {
      await withdrawGrant(ctx, params.grantId);
      return done;
    },
  }),
];
