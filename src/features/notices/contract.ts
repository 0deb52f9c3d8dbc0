import { z } from "zod";
import { mutableChannels, noticePurposes } from "./rules/template.ts";

export const Done = z.object({ done: z.literal(true) });

export const NoticeQuery = z.object({
  after: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

export const NoticeList = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      body: z.string(),
      link: z.string().nullable(),
      toldAt: z.string(),
      isRead: z.boolean(),
    }),
  ),
  total: z.number(),
  unread: z.number(),
  next: z.string().nullable(),
});

export const Unread = z.object({ unread: z.number() });
/** Without ids: all of them. */
export const ReadRequest = z.object({ ids: z.array(z.uuid()).max(200).optional() });

const Channel = z.enum(mutableChannels);
const Purpose = z.enum(Object.keys(noticePurposes) as [keyof typeof noticePurposes]);

export const NoticeSettings = z.object({
  /** Masked; null where there is none. */
  email: z.string().nullable(),
  emailIsConfirmed: z.boolean(),
  /** Which ways the city has set up. */
  channels: z.array(Channel),
  wechat: z.object({ appId: z.string(), isLinked: z.boolean() }).nullable(),
  purposes: z.array(
    z.object({
      purpose: Purpose,
      name: z.string(),
      /** By which channels nothing of it is wanted. */
      muted: z.array(Channel),
    }),
  ),
});

export const EmailRequest = z.object({ email: z.email("请填写电子邮箱，例如name@example.com。").max(200) });
export const EmailCodeRequest = z.object({ code: z.string().trim().min(6).max(6) });
export const MuteParams = z.object({ channel: Channel, purpose: Purpose });
export const MuteRequest = z.object({ wanted: z.boolean() });
export const WeChatRequest = z.object({ code: z.string().min(1).max(200) });

export const DeliveryList = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      channel: Channel,
      organisationName: z.string().nullable(),
      state: z.enum(["waiting", "failed"]),
      fault: z.string().nullable(),
      tries: z.number(),
      toldAt: z.string(),
      nextAt: z.string().nullable(),
    }),
  ),
  total: z.number(),
  next: z.null(),
});
export const DeliveryParams = z.object({ deliveryId: z.uuid() });
