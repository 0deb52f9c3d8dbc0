import { read, write } from "#platform/http/route.ts";
import { inviteUnit, saveDraft, startRegistration, submitRegistration } from "../commands/registration.ts";
import { approveRegistration, refuseRegistration, returnRegistration } from "../commands/review.ts";
import {
  Approved,
  ApproveRequest,
  Done,
  DraftRequest,
  InviteRequest,
  Link,
  Places,
  PlacesQuery,
  RefuseRequest,
  RegistrationByLink,
  RegistrationList,
  RegistrationPage,
  RegistrationParams,
  RegistrationQuery,
  ReturnRequest,
  StartRequest,
  TokenRequest,
} from "../contract.ts";
import {
  registrationByLink,
  registrationList,
  registrationPage,
  registrationPlaces,
} from "../queries/registrations.ts";

const done = { done: true } as const;

/** By link or by nobody yet: the token is the key, so it travels in the body and is never remembered. */
const publicRoutes = [
  read({
    path: "/registration/places",
    summary: "Cities and unions a unit can register under",
    permission: "public",
    query: PlacesQuery,
    reply: Places,
    handle: (ctx, { query }) => registrationPlaces(ctx, query.cityId),
  }),
  write({
    path: "/registration",
    summary: "Begin to register a unit by itself",
    permission: "public",
    body: StartRequest,
    reply: Link,
    isSecret: true,
    handle: (ctx, { body: { cityId, ...start } }) => startRegistration(ctx, cityId, start),
  }),
  write({
    path: "/registration/open",
    summary: "The registration of a link",
    permission: "public",
    body: TokenRequest,
    reply: RegistrationByLink,
    isSecret: true,
    handle: (ctx, { body }) => registrationByLink(ctx, body.token),
  }),
  write({
    method: "PUT",
    path: "/registration",
    summary: "Keep one step of a registration",
    permission: "public",
    body: DraftRequest,
    reply: RegistrationByLink,
    isSecret: true,
    handle: async (ctx, { body: { token, ...change } }) => {
      await saveDraft(ctx, token, change);
      return registrationByLink(ctx, token);
    },
  }),
  write({
    path: "/registration/submission",
    summary: "Hand a registration in",
    permission: "public",
    body: TokenRequest,
    reply: RegistrationByLink,
    isSecret: true,
    handle: async (ctx, { body }) => {
      await submitRegistration(ctx, body.token);
      return registrationByLink(ctx, body.token);
    },
  }),
];

const reviewRoutes = [
  read({
    path: "/registrations",
    summary: "Registrations of units in one's part of the tree",
    permission: "organisations.register",
    query: RegistrationQuery,
    reply: RegistrationList,
    handle: (ctx, { query }) => registrationList(ctx, query),
  }),
  write({
    path: "/registrations",
    summary: "Invite a unit to register: a link that works once",
    permission: "organisations.register",
    body: InviteRequest,
    reply: Link,
    isSecret: true,
    handle: (ctx, { body }) => inviteUnit(ctx, body),
  }),
  read({
    path: "/registrations/:registrationId",
    summary: "One registration, with the units it looks like",
    permission: "organisations.register",
    params: RegistrationParams,
    reply: RegistrationPage,
    handle: (ctx, { params }) => registrationPage(ctx, params.registrationId),
  }),
  write({
    path: "/registrations/:registrationId/approval",
    summary: "Take a unit in",
    permission: "organisations.review",
    params: RegistrationParams,
    body: ApproveRequest,
    reply: Approved,
    handle: (ctx, { params, body }) => approveRegistration(ctx, params.registrationId, body),
  }),
  write({
    path: "/registrations/:registrationId/return",
    summary: "Send a registration back with all that must be put right",
    permission: "organisations.review",
    params: RegistrationParams,
    body: ReturnRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await returnRegistration(ctx, params.registrationId, body);
      return done;
    },
  }),
  write({
    path: "/registrations/:registrationId/refusal",
    summary: "Refuse a registration",
    permission: "organisations.review",
    params: RegistrationParams,
    body: RefuseRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await refuseRegistration(ctx, params.registrationId, body.note);
      return done;
    },
  }),
];

export const registrationRoutes = [...publicRoutes, ...reviewRoutes];
