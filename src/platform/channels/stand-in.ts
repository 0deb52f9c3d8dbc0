import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { now } from "#platform/clock.ts";
import { signRequest } from "./sms.ts";

/** What a stand-in was asked to send. */
export type Arrived = {
  readonly at: string;
  readonly to: string;
  readonly template: string;
  readonly parameters: readonly string[];
};

export type StandIn = {
  readonly url: string;
  readonly messages: readonly Arrived[];
  /** The next so many messages are refused, as a gateway in trouble would. */
  readonly failNext: (count: number) => void;
  readonly close: () => Promise<void>;
};

type Options = { readonly port: number; readonly tell?: (message: Arrived) => void };

/** Any key works, as long as the request is signed with it. */
export const standInKey = { keyId: "stand-in", keySecret: "stand-in-secret" } as const;

type SmsBody = {
  readonly PhoneNumberSet: readonly string[];
  readonly TemplateId: string;
  readonly TemplateParamSet: readonly string[];
};

/** In the place of an SMS gateway: checks the signature, keeps what came, answers as the gateway would. `GET /messages` lists. */
export const smsStandIn = (options: Options): Promise<StandIn> =>
  standIn(options, (request, body) => {
    const seconds = Number(request.headers["x-tc-timestamp"]);
    const right = signRequest(standInKey, { host: request.headers.host ?? "", body, seconds });
    if (request.headers.authorization !== right)
      return { reply: { Response: { Error: { Code: "AuthFailure.SignatureFailure" }, RequestId: "0" } } };
    const { PhoneNumberSet: phones, TemplateId, TemplateParamSet } = JSON.parse(body) as SmsBody;
    return {
      arrived: phones.map((to) => ({ to, template: TemplateId, parameters: TemplateParamSet })),
      reply: {
        Response: {
          SendStatusSet: phones.map((PhoneNumber, i) => ({
            Code: "Ok",
            SerialNo: `${seconds}:${i}`,
            PhoneNumber,
          })),
          RequestId: String(seconds),
        },
      },
      trouble: { Response: { Error: { Code: "InternalError.Timeout" }, RequestId: "0" } },
    };
  });

type WeChatBody = {
  readonly touser: string;
  readonly template_id: string;
  readonly data: Readonly<Record<string, { readonly value: string }>>;
};

/** In the place of WeChat's official-account interface: a token, and template messages. */
export const weChatStandIn = (options: Options): Promise<StandIn> =>
  standIn(options, (request, body) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://stand-in");
    if (pathname === "/cgi-bin/token") return { reply: { access_token: "stand-in-token", expires_in: 7200 } };
    if (pathname === "/sns/oauth2/access_token")
      return { reply: { openid: `open-${searchParams.get("code")}` } };
    if (searchParams.get("access_token") !== "stand-in-token")
      return { reply: { errcode: 40001, errmsg: "invalid credential" } };
    const { touser, template_id, data } = JSON.parse(body) as WeChatBody;
    const parameters = Object.values(data).map(({ value }) => value);
    return {
      arrived: [{ to: touser, template: template_id, parameters }],
      reply: { errcode: 0, errmsg: "ok", msgid: 1 },
      trouble: { errcode: -1, errmsg: "system error" },
    };
  });

type Answer = {
  readonly arrived?: readonly Omit<Arrived, "at">[];
  readonly reply: unknown;
  readonly trouble?: unknown;
};

async function standIn(
  { port, tell }: Options,
  answer: (request: IncomingMessage, body: string) => Answer,
): Promise<StandIn> {
  const messages: Arrived[] = [];
  let failing = 0;
  const server = createServer(async (request, response) => {
    const send = (content: unknown, status = 200) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(content));
    if (request.method === "GET" && request.url === "/messages") return send(messages);
    let body = "";
    for await (const piece of request) body += piece;
    try {
      const { arrived = [], reply, trouble } = answer(request, body);
      if (trouble && failing > 0) {
        failing -= 1;
        return send(trouble);
      }
      for (const each of arrived) {
        const message = { at: now().toISOString(), ...each };
        messages.push(message);
        tell?.(message);
      }
      return send(reply);
    } catch {
      return send({ error: "not understood" }, 400);
    }
  });
  await listen(server, port);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    messages,
    failNext: (count) => {
      failing = count;
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

const listen = (server: Server, port: number) =>
  new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", listening);
  });
