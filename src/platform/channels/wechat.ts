import { now } from "#platform/clock.ts";
import type { Mail } from "./email.ts";
import type { Sent } from "./sms.ts";

export type WeChat = {
  readonly send: (openId: string, message: Mail) => Promise<Sent>;
  /** Who came back from WeChat's page of consent with this code; undefined where the code is old or false. */
  readonly openIdOf: (code: string) => Promise<string | undefined>;
  readonly appId: string;
};

export type WeChatConfig = {
  /** `https://api.weixin.qq.com/`. */
  readonly url: string;
  readonly appId: string;
  readonly secret: string;
  /** The account's template with two fields: thing1 the title, thing2 the words. */
  readonly template: string;
};

type Reply = {
  readonly errcode?: number;
  readonly access_token?: string;
  readonly expires_in?: number;
  readonly openid?: string;
};

/** Faults that pass: the system is busy, the token has run out. */
const passing = new Set([-1, 40001, 42001, 45009]);

/** Template messages of an official account (公众号). */
export function openWeChat(config: WeChatConfig): WeChat {
  let token: { readonly text: string; readonly untilMs: number } | undefined;
  const ask = async (path: string, query: Record<string, string>, body?: unknown): Promise<Reply> => {
    const address = new URL(path, config.url);
    address.search = new URLSearchParams(query).toString();
    const answer = await fetch(address, {
      method: body === undefined ? "GET" : "POST",
      redirect: "error",
      signal: AbortSignal.timeout(8_000),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as Reply;
  };
  const tokenNow = async (): Promise<string> => {
    if (token && now().getTime() < token.untilMs) return token.text;
    const { appId: appid, secret } = config;
    const reply = await ask("cgi-bin/token", { grant_type: "client_credential", appid, secret });
    token = {
      text: reply.access_token ?? "",
      untilMs: now().getTime() + ((reply.expires_in ?? 0) - 300) * 1000,
    };
    return token.text;
  };
  return {
    appId: config.appId,
    openIdOf: async (code) => {
      const { appId: appid, secret } = config;
      const query = { appid, secret, code, grant_type: "authorization_code" };
      return (await ask("sns/oauth2/access_token", query)).openid;
    },
    send: async (openId, { title, body }) => {
      try {
        const data = { thing1: { value: title.slice(0, 20) }, thing2: { value: body.slice(0, 20) } };
        const message = { touser: openId, template_id: config.template, data };
        const query = { access_token: await tokenNow() };
        const { errcode = 0 } = await ask("cgi-bin/message/template/send", query, message);
        if (errcode === 0) return { ok: true, receipt: "" };
        if (errcode === 40001 || errcode === 42001) token = undefined;
        return { ok: false, fault: `wechat_${errcode}`, mayRetry: passing.has(errcode) };
      } catch (error) {
        const late = (error as Error).name === "TimeoutError";
        return { ok: false, fault: late ? "no_answer" : "unreachable", mayRetry: true };
      }
    },
  };
}
