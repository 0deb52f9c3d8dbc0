import type { z } from "zod";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import { read, write } from "#platform/http/route.ts";
import { markRead, retryDelivery } from "../commands/inbox.ts";
import {
  askWeChat,
  confirmEmail,
  removeEmail,
  setEmail,
  setWanted,
  unlinkWeChat,
} from "../commands/settings.ts";
import * as shape from "../contract.ts";
import { failedDeliveries } from "../queries/deliveries.ts";
import { inbox, unreadCount } from "../queries/inbox.ts";
import { mySettings } from "../queries/settings.ts";

const done = { done: true } as const;
const settingsAfter = async (ctx: WriteCtx, change: Promise<unknown>) => {
  await change;
  return mySettings(ctx);
};

type May = { readonly look: "signed_in" | "me.read"; readonly do: "signed_in" | "me.manage" };

/** The same inbox twice: for whoever works here, and for a worker under /me, where their cookie goes. */
const inboxAt = (at: "" | "/me", may: May) => [
  read({
    path: `${at}/notices`,
    summary: "What I was told, newest first",
    permission: may.look,
    query: shape.NoticeQuery,
    reply: shape.NoticeList,
    handle: (ctx, { query }) => inbox(ctx, query),
  }),
  read({
    path: `${at}/notices/unread`,
    summary: "How many of them I have not read",
    permission: may.look,
    reply: shape.Unread,
    handle: async (ctx: ReadCtx) => ({ unread: await unreadCount(ctx) }),
  }),
  write({
    path: `${at}/notices/read`,
    summary: "Mark some or all of them as read",
    permission: may.do,
    body: shape.ReadRequest,
    reply: shape.Done,
    handle: async (ctx, { body }) => {
      await markRead(ctx, body.ids);
      return done;
    },
  }),
];

const settingsAt = (at: "" | "/me", may: May) => [
  read({
    path: `${at}/notice-settings`,
    summary: "Where I hear besides the inbox, and what I do not want to hear there",
    permission: may.look,
    reply: shape.NoticeSettings,
    handle: (ctx) => mySettings(ctx),
  }),
  write({
    method: "PUT",
    path: `${at}/notice-settings/email`,
    summary: "Give a mail address; a code goes there",
    permission: may.do,
    body: shape.EmailRequest,
    reply: shape.NoticeSettings,
    isSecret: true,
    handle: (ctx, { body }) => settingsAfter(ctx, setEmail(ctx, body.email)),
  }),
  write({
    path: `${at}/notice-settings/email/confirmation`,
    summary: "Confirm the address by the code",
    permission: may.do,
    body: shape.EmailCodeRequest,
    reply: shape.NoticeSettings,
    isSecret: true,
    handle: async (ctx, { body }) => (await confirmEmail(ctx, body.code)) ?? mySettings(ctx),
  }),
  write({
    method: "DELETE",
    path: `${at}/notice-settings/email`,
    summary: "Remove the address",
    permission: may.do,
    reply: shape.NoticeSettings,
    handle: (ctx) => settingsAfter(ctx, removeEmail(ctx)),
  }),
  write({
    method: "PUT",
    path: `${at}/notice-settings/:channel/:purpose`,
    summary: "Want or not want notices of one purpose by one way",
    permission: may.do,
    params: shape.MuteParams,
    body: shape.MuteRequest,
    reply: shape.NoticeSettings,
    handle: (ctx, { params, body }) =>
      settingsAfter(ctx, setWanted(ctx, params.channel, params.purpose, body.wanted)),
  }),
];

const weChatRoutes = [
  write({
    method: "PUT",
    path: "/me/notice-settings/wechat",
    summary: "Link WeChat by the code of its page of consent, in a moment",
    permission: "me.manage",
    body: shape.WeChatRequest,
    reply: shape.NoticeSettings,
    isSecret: true,
    handle: (ctx, { body }) => settingsAfter(ctx, askWeChat(ctx, body.code)),
  }),
  write({
    method: "DELETE",
    path: "/me/notice-settings/wechat",
    summary: "Unlink WeChat",
    permission: "me.manage",
    reply: shape.NoticeSettings,
    handle: (ctx) => settingsAfter(ctx, unlinkWeChat(ctx)),
  }),
];

const deliveryRoutes = [
  read({
    path: "/notice-deliveries",
    summary: "Messages and mails that did not arrive",
    permission: "notices.follow",
    reply: shape.DeliveryList,
    handle: (ctx): Promise<z.input<typeof shape.DeliveryList>> => failedDeliveries(ctx),
  }),
  write({
    path: "/notice-deliveries/:deliveryId/retry",
    summary: "Send once more what failed",
    permission: "notices.follow",
    params: shape.DeliveryParams,
    reply: shape.Done,
    handle: async (ctx, { params }) => {
      await retryDelivery(ctx, params.deliveryId);
      return done;
    },
  }),
];

const staff: May = { look: "signed_in", do: "signed_in" };
const worker: May = { look: "me.read", do: "me.manage" };

export const noticeRoutes = [
  ...inboxAt("", staff),
  ...settingsAt("", staff),
  ...inboxAt("/me", worker),
  ...settingsAt("/me", worker),
  ...weChatRoutes,
  ...deliveryRoutes,
];
