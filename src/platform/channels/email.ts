import type { Sent } from "./sms.ts";

export type Mail = { readonly title: string; readonly body: string };
export type Email = { readonly send: (address: string, mail: Mail) => Promise<Sent> };

export type EmailConfig = {
  /** `smtps://user:password@host:465` or `smtp://host:587`. */
  readonly url: string;
  /** `同舟互助 <notice@example.org>`. */
  readonly from: string;
};

/** Mail by SMTP, in plain text. */
export function openEmail({ url, from }: EmailConfig): Email {
  // Loaded where mail is set up only: it takes its memory.
  const transport = import("nodemailer").then(({ createTransport }) =>
    createTransport(url, { from, connectionTimeout: 8_000, socketTimeout: 15_000 } as object),
  );
  return {
    send: async (address, { title, body }) => {
      try {
        const sent = await (await transport).sendMail({
          from,
          to: address,
          subject: title,
          text: `${body}\n\n这封信由系统发出，请不要回复。不想再收，可以登录后在通知设置里关闭。`,
        });
        return { ok: true, receipt: sent.messageId };
      } catch (error) {
        // 4xx is a "later", 5xx a "no"; without a code nobody answered. What the server wrote may hold the address.
        const code = (error as { responseCode?: number }).responseCode;
        return {
          ok: false,
          fault: code ? `smtp_${code}` : "unreachable",
          mayRetry: code === undefined || code < 500,
        };
      }
    },
  };
}
