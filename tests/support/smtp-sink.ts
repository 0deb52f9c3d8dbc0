import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";

export type ArrivedMail = { readonly to: string; readonly content: string };

export type SmtpSink = {
  readonly url: string;
  readonly mails: readonly ArrivedMail[];
  /** What the next mails are answered instead of being taken: "451" for later, "550" for no. */
  readonly answerNext: (...codes: string[]) => void;
  readonly close: () => Promise<void>;
};

/** A mail server that takes everything and sends nothing on: as much SMTP as a sender needs. */
export async function smtpSink(): Promise<SmtpSink> {
  const mails: ArrivedMail[] = [];
  const answers: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    converse(socket, mails, answers);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    answerNext: (...codes) => void answers.push(...codes),
    close: () =>
      new Promise((closed) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => closed());
      }),
  };
}

function converse(socket: Socket, mails: ArrivedMail[], answers: string[]): void {
  const say = (line: string) => socket.write(`${line}\r\n`);
  let waiting = "";
  let to = "";
  let body: string[] | undefined;
  say("220 sink");
  socket.on("data", (chunk) => {
    waiting += chunk.toString("utf8");
    for (let end = waiting.indexOf("\r\n"); end >= 0; end = waiting.indexOf("\r\n")) {
      const line = waiting.slice(0, end);
      waiting = waiting.slice(end + 2);
      if (body) {
        if (line !== ".") {
          body.push(line);
          continue;
        }
        mails.push({ to, content: body.join("\n") });
        body = undefined;
        say("250 taken");
      } else if (/^(EHLO|HELO|MAIL|RSET)/i.test(line)) say("250 well");
      else if (/^RCPT/i.test(line)) {
        to = /<(.*)>/.exec(line)?.[1] ?? "";
        const answer = answers.shift();
        say(answer ? `${answer} not now` : "250 well");
      } else if (/^DATA/i.test(line)) {
        body = [];
        say("354 go on");
      } else if (/^QUIT/i.test(line)) {
        say("221 bye");
        socket.end();
      } else say("250 well");
    }
  });
}
