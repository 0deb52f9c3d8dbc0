import { fileEnding, type PaperType } from "#core/paper-type.ts";
import { download, read, upload, write } from "#platform/http/route.ts";
import {
  arriveByCode,
  endEvent,
  noteArrival,
  noteCost,
  planEvent,
  signMeUp,
  signUp,
} from "./commands/events.ts";
import { buyPacks, closePack, countPacks, issuePacks, openPack } from "./commands/packs.ts";
import { handOver, listHardship, listRecipients, strikeOut, takeBack } from "./commands/recipients.ts";
import {
  Arrived,
  ArriveRequest,
  CostRequest,
  CountRequest,
  Done,
  EndRequest,
  EventList,
  EventPage,
  EventParams,
  EventRequest,
  EventSeatParams,
  HandingParams,
  HandQuery,
  IssueRequest,
  Listed,
  ListRequest,
  Made,
  MyEvents,
  mostProofBytes,
  PackList,
  PackPage,
  PackParams,
  PackRequest,
  PageQuery,
  PurchaseRequest,
  ReasonRequest,
  RecipientList,
  RecipientPage,
  RecipientParams,
  RecipientQuery,
  SignUpRequest,
} from "./contract.ts";
import { eventList, eventPage, myEvents } from "./queries/events.ts";
import { openProof, packList, packPage, recipientList, recipientPage } from "./queries/packs.ts";

const done = { done: true } as const;

const packRoutes = [
  read({
    path: "/care-packs",
    summary: "Care packs by season, with the numbers of one's part of the tree",
    permission: "care.read",
    query: PageQuery,
    reply: PackList,
    handle: (ctx, { query }) => packList(ctx, query),
  }),
  write({
    path: "/care-packs",
    summary: "Open the packs of a season",
    permission: "care.manage",
    body: PackRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await openPack(ctx, body) }),
  }),
  read({
    path: "/care-packs/:packId",
    summary: "One season's packs: where they are, what they cost, who got one",
    permission: "care.read",
    params: PackParams,
    reply: PackPage,
    handle: (ctx, { params }) => packPage(ctx, params.packId),
  }),
  write({
    path: "/care-packs/:packId/purchases",
    summary: "Note packs that the city bought",
    permission: "care.manage",
    params: PackParams,
    body: PurchaseRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await buyPacks(ctx, params.packId, body);
      return done;
    },
  }),
  write({
    path: "/care-packs/:packId/issues",
    summary: "Send packs from one place to another",
    permission: "care.hand_over",
    params: PackParams,
    body: IssueRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await issuePacks(ctx, params.packId, body);
      return done;
    },
  }),
  write({
    path: "/care-packs/:packId/counts",
    summary: "Note the difference between a count by hand and the books",
    permission: "care.hand_over",
    params: PackParams,
    body: CountRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await countPacks(ctx, params.packId, body);
      return done;
    },
  }),
  write({
    path: "/care-packs/:packId/closing",
    summary: "Close the packs of a season, with what is left explained",
    permission: "care.manage",
    params: PackParams,
    body: ReasonRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await closePack(ctx, params.packId, body.reason);
      return done;
    },
  }),
];

const recipientRoutes = [
  read({
    path: "/care-packs/:packId/recipients",
    summary: "Who is to get one and who has it, names masked",
    permission: "care.read",
    params: PackParams,
    query: RecipientQuery,
    reply: RecipientList,
    handle: (ctx, { params, query }) => recipientList(ctx, params.packId, query),
  }),
  write({
    path: "/care-packs/:packId/recipients",
    summary: "Put people of a unit on the list",
    permission: "care.hand_over",
    params: PackParams,
    body: ListRequest,
    reply: Listed,
    handle: async (ctx, { params, body }) => ({
      added: await listRecipients(ctx, params.packId, body.organisationId, body.names),
    }),
  }),
  write({
    path: "/care-packs/:packId/hardship-recipients",
    summary: "Put those on the list whom the hardship lists name",
    permission: "care.manage",
    params: PackParams,
    body: Done.partial(),
    reply: Listed,
    handle: async (ctx, { params }) => ({ added: await listHardship(ctx, params.packId) }),
  }),
  read({
    path: "/care-packs/:packId/recipients/:recipientId",
    summary: "One who is to get one, as the handing over needs it",
    permission: "care.hand_over",
    params: RecipientParams,
    reply: RecipientPage,
    handle: (ctx, { params }) => recipientPage(ctx, params.packId, params.recipientId),
  }),
  upload({
    path: "/care-packs/:packId/recipients/:recipientId/handing",
    summary: "Hand one over, with a signature or a photograph",
    permission: "care.hand_over",
    params: RecipientParams,
    query: HandQuery,
    maxBytes: mostProofBytes,
    reply: Done,
    handle: async (ctx, { params, query, file }) => {
      await handOver(ctx, params.packId, params.recipientId, query.kind, file);
      return done;
    },
  }),
  download({
    path: "/care-packs/:packId/proofs/:handingId",
    summary: "The signature or the photograph; the look is recorded",
    permission: "care.hand_over",
    params: HandingParams,
    handle: async (ctx, { params }) => {
      const { type, content } = await openProof(ctx, params.packId, params.handingId);
      return { name: `领取凭证.${fileEnding[type as PaperType]}`, type, content, isShown: true };
    },
  }),
  write({
    path: "/care-packs/:packId/recipients/:recipientId/taking-back",
    summary: "Take back what was handed to the wrong one",
    permission: "care.hand_over",
    params: RecipientParams,
    body: ReasonRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await takeBack(ctx, params.packId, params.recipientId, body.reason);
      return done;
    },
  }),
  write({
    method: "DELETE",
    path: "/care-packs/:packId/recipients/:recipientId",
    summary: "Strike somebody out who has none yet",
    permission: "care.hand_over",
    params: RecipientParams,
    reply: Done,
    handle: async (ctx, { params }) => {
      await strikeOut(ctx, params.packId, params.recipientId);
      return done;
    },
  }),
];

const eventRoutes = [
  read({
    path: "/care-events",
    summary: "Matches, health talks, check-ups: planned last first",
    permission: "care.read",
    query: PageQuery,
    reply: EventList,
    handle: (ctx, { query }) => eventList(ctx, query),
  }),
  write({
    path: "/care-events",
    summary: "Plan an event",
    permission: "care.manage",
    body: EventRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await planEvent(ctx, body) }),
  }),
  read({
    path: "/care-events/:eventId",
    summary: "An event: who comes, who came, what it cost",
    permission: "care.read",
    params: EventParams,
    reply: EventPage,
    handle: (ctx, { params }) => eventPage(ctx, params.eventId),
  }),
  write({
    path: "/care-events/:eventId/seats",
    summary: "Sign somebody of one's part up",
    permission: "care.hand_over",
    params: EventParams,
    body: SignUpRequest,
    reply: Made,
    handle: async (ctx, { params, body }) => ({
      id: await signUp(ctx, params.eventId, body.organisationId, body.name),
    }),
  }),
  write({
    path: "/care-events/:eventId/costs",
    summary: "Note what an event cost",
    permission: "care.manage",
    params: EventParams,
    body: CostRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await noteCost(ctx, params.eventId, body);
      return done;
    },
  }),
  write({
    path: "/care-events/:eventId/end",
    summary: "An event is over, or called off",
    permission: "care.manage",
    params: EventParams,
    body: EndRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await endEvent(ctx, params.eventId, body.state, body.words);
      return done;
    },
  }),
  write({
    path: "/care-event-seats/:seatId/arrival",
    summary: "Note by hand that somebody came",
    permission: "care.hand_over",
    params: EventSeatParams,
    body: Done.partial(),
    reply: Done,
    handle: async (ctx, { params }) => {
      await noteArrival(ctx, params.seatId);
      return done;
    },
  }),
  write({
    path: "/public/event/arrival",
    summary: "Check in at the door by one's code",
    permission: "public",
    body: ArriveRequest,
    reply: Arrived,
    handle: (ctx, { body }) => arriveByCode(ctx, body),
  }),
  read({
    path: "/me/care-events",
    summary: "What I may go to, and where I signed up",
    permission: "me.read",
    reply: MyEvents,
    handle: (ctx) => myEvents(ctx),
  }),
  write({
    path: "/me/care-events/:eventId/seat",
    summary: "Sign up with one press",
    permission: "me.ask",
    params: EventParams,
    reply: Made,
    handle: async (ctx, { params }) => ({ id: await signMeUp(ctx, params.eventId) }),
  }),
];

export const careRoutes = [...packRoutes, ...recipientRoutes, ...eventRoutes];
