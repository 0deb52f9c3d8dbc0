import { z } from "zod";
import { channels } from "#platform/channels/channels.ts";
import { vault } from "#platform/crypto.ts";
import { type Job, job } from "#platform/jobs/job.ts";
import { linkWeChat } from "./commands/settings.ts";

export const noticeJobs: readonly Job[] = [
  job({
    name: "send_email_code",
    payload: z.object({ sealed: z.string() }),
    fetch: async ({ sealed }) => {
      const [email = "", code = ""] = vault().open(Buffer.from(sealed, "base64")).split(" ");
      const sent = await channels().email?.send(email, {
        title: `${code}是您的邮箱验证码`,
        body: `您在同舟登记了这个邮箱，用来接收互助保障的通知。验证码是${code}，30分钟内有效。不是您本人登记的，不用理会。`,
      });
      if (sent && !sent.ok && sent.mayRetry) throw new Error(`Mail server: ${sent.fault}`);
      return sent?.ok ?? false;
    },
    handle: async (_ctx, _payload, sent) => ({ sent }),
  }),
  job({
    name: "link_wechat",
    payload: z.object({ sealed: z.string() }),
    fetch: ({ sealed }) =>
      channels().wechat?.openIdOf(vault().open(Buffer.from(sealed, "base64"))) ?? Promise.resolve(undefined),
    handle: (ctx, _payload, openId) => linkWeChat(ctx, openId),
  }),
];
