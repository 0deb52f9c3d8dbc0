import { Refusal } from "#core/refusal.ts";
import { read, write } from "#platform/http/route.ts";
import { bindMember, withdrawRequest } from "../commands/bind.ts";
import { setLargeType } from "../commands/mine.ts";
import { askCode, signInByCode, signOutMember } from "../commands/sign-in.ts";
import {
  BindingRequest,
  CodeRequest,
  CodeSent,
  CodeSignIn,
  Done,
  LargeTypeRequest,
  MySession,
} from "../contract.ts";
import { mySession } from "../queries/session.ts";

const done = { done: true } as const;

/** The workers' front desk: these check the session themselves, because nobody may be known behind it yet. */
export const memberDeskRoutes = [
  read({
    path: "/me/session",
    summary: "Who is signed in on this phone, and for whom; signed out: workers of a demo city",
    permission: "public",
    reply: MySession,
    handle: (ctx, { desk }) => mySession(ctx, desk.token),
  }),
  write({
    path: "/me/code",
    summary: "Send a sign-in code to a phone number",
    permission: "public",
    body: CodeRequest,
    reply: CodeSent,
    isSecret: true,
    handle: (ctx, { body, desk }) => askCode(ctx, body.phone, desk.address),
  }),
  write({
    path: "/me/session",
    summary: "Sign in by phone number and code",
    permission: "public",
    body: CodeSignIn,
    reply: MySession,
    isSecret: true,
    handle: async (ctx, { body, desk }) => {
      const token = await signInByCode(ctx, body, desk.agent);
      if (token instanceof Refusal) return token;
      desk.setToken(token);
      return mySession(ctx, token);
    },
  }),
  write({
    method: "DELETE",
    path: "/me/session",
    summary: "Sign out on this phone",
    permission: "public",
    reply: Done,
    isSecret: true,
    handle: async (ctx, { desk }) => {
      await signOutMember(ctx, desk.token);
      desk.setToken(null);
      return done;
    },
  }),
  write({
    path: "/me/binding",
    summary:
      "Say who one is: name, identity number and the phone signed in with agree, or the unit's clerk is asked",
    permission: "public",
    body: BindingRequest,
    reply: MySession,
    isSecret: true,
    handle: async (ctx, { body, desk }) => {
      const outcome = await bindMember(ctx, desk.token, body);
      return outcome instanceof Refusal ? outcome : mySession(ctx, desk.token);
    },
  }),
  write({
    method: "DELETE",
    path: "/me/binding-request",
    summary: "Take back what the unit's clerk was asked",
    permission: "public",
    reply: MySession,
    isSecret: true,
    handle: async (ctx, { desk }) => {
      await withdrawRequest(ctx, desk.token);
      return mySession(ctx, desk.token);
    },
  }),
  write({
    method: "PUT",
    path: "/me/large-type",
    summary: "Keep 大字版 with the account",
    permission: "public",
    body: LargeTypeRequest,
    reply: Done,
    isSecret: true,
    handle: async (ctx, { body, desk }) => {
      await setLargeType(ctx, desk.token, body.largeType);
      return done;
    },
  }),
];
