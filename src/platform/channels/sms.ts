import { createHash, createHmac } from "node:crypto";
import { now } from "#platform/clock.ts";

/** What came of handing one message to a channel. `fault` is a code without anything personal in it. */
export type Sent =
  | { readonly ok: true; readonly receipt: string }
  | { readonly ok: false; readonly fault: string; readonly mayRetry: boolean };

/** A message by a template that the gateway has approved, with its parameters in the template's order. */
export type SmsMessage = { readonly template: string; readonly parameters: readonly string[] };

export type Sms = { readonly send: (phone: string, message: SmsMessage) => Promise<Sent> };

export type SmsConfig = {
  /** The gateway's address, e.g. `https://sms.tencentcloudapi.com/`. */
  readonly url: string;
  readonly keyId: string;
  readonly keySecret: string;
  readonly application: string;
  /** 短信签名. */
  readonly sign: string;
  /** The gateway's template numbers by our codes; `notice` is used for every code without one of its own. */
  readonly templates: Readonly<Record<string, string>>;
};

const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const mac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/** The signature of one request (TC3-HMAC-SHA256). The stand-in checks it with the same function. */
export function signRequest(
  config: Pick<SmsConfig, "keyId" | "keySecret">,
  request: { readonly host: string; readonly body: string; readonly seconds: number },
): string {
  const day = new Date(request.seconds * 1000).toISOString().slice(0, 10);
  const scope = `${day}/sms/tc3_request`;
  const headers = "content-type;host;x-tc-action";
  const canonical = `POST\n/\n\ncontent-type:application/json; charset=utf-8\nhost:${request.host}\nx-tc-action:sendsms\n\n${headers}\n${hash(request.body)}`;
  const text = `TC3-HMAC-SHA256\n${request.seconds}\n${scope}\n${hash(canonical)}`;
  const key = mac(mac(mac(`TC3${config.keySecret}`, day), "sms"), "tc3_request");
  const signature = createHmac("sha256", key).update(text).digest("hex");
  return `TC3-HMAC-SHA256 Credential=${config.keyId}/${scope}, SignedHeaders=${headers}, Signature=${signature}`;
}

type Reply = {
  readonly Response?: {
    readonly Error?: { readonly Code?: string };
    readonly SendStatusSet?: readonly { readonly Code?: string; readonly SerialNo?: string }[];
  };
};

/** Codes after which the same message may go out later; all others are faults of number, template or account. */
const passing = /InternalError|RequestLimitExceeded|Timeout|FailedOperation\.OtherError/;

/** A gateway that speaks the JSON of Tencent Cloud's `SendSms` (2021-01-11): template number and ordered parameters. */
export function openSms(config: SmsConfig): Sms {
  const host = new URL(config.url).host;
  return {
    send: async (phone, message) => {
      const template = config.templates[message.template] ?? config.templates.notice;
      if (!template) return { ok: false, fault: "no_template", mayRetry: false };
      const body = JSON.stringify({
        PhoneNumberSet: [`+86${phone}`],
        SmsSdkAppId: config.application,
        SignName: config.sign,
        TemplateId: template,
        TemplateParamSet: message.parameters,
      });
      const seconds = Math.floor(now().getTime() / 1000);
      try {
        const answer = await fetch(config.url, {
          method: "POST",
          redirect: "error",
          signal: AbortSignal.timeout(8_000),
          headers: {
            authorization: signRequest(config, { host, body, seconds }),
            "content-type": "application/json; charset=utf-8",
            "x-tc-action": "SendSms",
            "x-tc-version": "2021-01-11",
            "x-tc-region": "ap-guangzhou",
            "x-tc-timestamp": String(seconds),
          },
          body,
        });
        return outcomeOf(answer.status, (await answer.json()) as Reply);
      } catch (error) {
        const late = (error as Error).name === "TimeoutError";
        return { ok: false, fault: late ? "no_answer" : "unreachable", mayRetry: true };
      }
    },
  };
}

function outcomeOf(status: number, reply: Reply): Sent {
  const [sent] = reply.Response?.SendStatusSet ?? [];
  if (sent?.Code === "Ok") return { ok: true, receipt: sent.SerialNo ?? "" };
  const fault = reply.Response?.Error?.Code ?? sent?.Code ?? `status_${status}`;
  return { ok: false, fault: fault.slice(0, 80), mayRetry: status >= 500 || passing.test(fault) };
}
