import { z } from "zod";
import { StartProblem } from "#platform/start-problem.ts";
import { type Email, openEmail } from "./email.ts";
import { openSms, type Sms } from "./sms.ts";
import { openWeChat, type WeChat } from "./wechat.ts";

/** The ways out of the house. What the environment does not set up is not there: nothing is said to be sent that way. */
export type Channels = {
  readonly sms?: Sms | undefined;
  readonly email?: Email | undefined;
  readonly wechat?: WeChat | undefined;
};

const SmsSettings = z.strictObject({
  url: z.url(),
  keyId: z.string().min(1),
  keySecret: z.string().min(1),
  application: z.string().min(1),
  sign: z.string().min(1),
  templates: z.record(z.string(), z.string()),
});

const EmailSettings = z.strictObject({ url: z.url(), from: z.string().min(3) });

const WeChatSettings = z.strictObject({
  url: z.url(),
  appId: z.string().min(1),
  secret: z.string().min(1),
  template: z.string().min(1),
});

export type ChannelSettings = {
  readonly sms: string | undefined;
  readonly email: string | undefined;
  readonly wechat: string | undefined;
};

/** Each channel by its settings as JSON; what is wrong in them is told at the start, without what was written there. */
export const openChannels = (settings: ChannelSettings): Channels => ({
  sms: settings.sms ? openSms(read("TONGZHOU_SMS", SmsSettings, settings.sms)) : undefined,
  email: settings.email ? openEmail(read("TONGZHOU_EMAIL", EmailSettings, settings.email)) : undefined,
  wechat: settings.wechat ? openWeChat(read("TONGZHOU_WECHAT", WeChatSettings, settings.wechat)) : undefined,
});

function read<T>(name: string, shape: z.ZodType<T>, text: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new StartProblem(`${name} 不是一段 JSON，请按 docs/guides/channels.md 填写。`);
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const keys = parsed.error.issues.map((issue) => issue.path.join(".") || issue.code).join("、");
  throw new StartProblem(`${name} 里这几项不对：${keys}。请按 docs/guides/channels.md 填写。`);
}

let opened: Channels = {};

/** Set once at start (and in tests), like the vault. */
export function setChannels(channels: Channels): void {
  opened = channels;
}

export const channels = (): Channels => opened;
