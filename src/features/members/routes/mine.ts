import { download, read, write } from "#platform/http/route.ts";
import { unbindMember } from "../commands/bind.ts";
import { giveConsent, withdrawConsent } from "../commands/consents.ts";
import { askDeletion, endMySession, myData } from "../commands/mine.ts";
import {
  ConsentParams,
  ConsentRequest,
  Done,
  MyConsents,
  MyProfile,
  MySessions,
  SessionParams,
} from "../contract.ts";
import { myConsents, myProfile, mySessions } from "../queries/mine.ts";

const done = { done: true } as const;

export const mineRoutes = [
  read({
    path: "/me/profile",
    summary: "My data as the roster has them, masked",
    permission: "me.read",
    reply: MyProfile,
    handle: (ctx) => myProfile(ctx),
  }),
  read({
    path: "/me/sessions",
    summary: "Where my account is signed in",
    permission: "me.read",
    reply: MySessions,
    handle: (ctx, { desk }) => mySessions(ctx, desk.token),
  }),
  write({
    method: "DELETE",
    path: "/me/sessions/:sessionId",
    summary: "End one of my sessions",
    permission: "me.manage",
    params: SessionParams,
    reply: Done,
    handle: async (ctx, { params }) => {
      await endMySession(ctx, params.sessionId);
      return done;
    },
  }),
  write({
    method: "DELETE",
    path: "/me/binding",
    summary: "Let my account stand for nobody",
    permission: "me.manage",
    reply: Done,
    handle: async (ctx) => {
      await unbindMember(ctx);
      return done;
    },
  }),
  read({
    path: "/me/consents",
    summary: "What I am asked to agree to, word for word, and what I said",
    permission: "me.read",
    reply: MyConsents,
    handle: (ctx) => myConsents(ctx),
  }),
  write({
    method: "PUT",
    path: "/me/consents/:purpose",
    summary: "Agree to the text in force",
    permission: "me.manage",
    params: ConsentParams,
    body: ConsentRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      const personId = ctx.actor.personId ?? "";
      await giveConsent(ctx, { ...params, ...body, personId, channel: "phone" });
      return done;
    },
  }),
  write({
    method: "DELETE",
    path: "/me/consents/:purpose",
    summary: "Withdraw a consent",
    permission: "me.manage",
    params: ConsentParams,
    reply: Done,
    handle: async (ctx, { params }) => {
      const personId = ctx.actor.personId ?? "";
      await withdrawConsent(ctx, { ...params, personId, channel: "phone" });
      return done;
    },
  }),
  download({
    path: "/me/data",
    summary: "Everything held about me, as JSON",
    permission: "me.read",
    handle: async (ctx) => ({
      name: "我的互助保障资料.json",
      type: "application/json",
      content: Buffer.from(`${JSON.stringify(await myData(ctx), null, 2)}\n`),
    }),
  }),
  write({
    path: "/me/deletion-requests",
    summary: "Ask that everything about me be deleted; what the law keeps stays",
    permission: "me.manage",
    reply: Done,
    handle: async (ctx) => {
      await askDeletion(ctx);
      return done;
    },
  }),
];
