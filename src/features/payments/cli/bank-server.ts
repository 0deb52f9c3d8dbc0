import multipart from "@fastify/multipart";
import fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { parseYuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import type { BankBooks } from "./bank-books.ts";
import { bankPage } from "./bank-page.ts";

const province = "中国职工保险互助会河南省办事处";

/** The stand-in bank over HTTP: a page for people, and the same addresses for programs. Everything is forgotten at the end. */
export async function bankServer(books: BankBooks): Promise<FastifyInstance> {
  const app = fastify({ logger: false });
  await app.register(multipart, { limits: { fileSize: 20 * 1024 * 1024, files: 1 } });
  const show = (reply: FastifyReply, note?: string) =>
    reply.type("text/html; charset=utf-8").send(bankPage(books, note));
  const send = (reply: FastifyReply, name: string, content: Uint8Array) =>
    reply
      .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
      .type("application/octet-stream")
      .send(Buffer.from(content));

  app.get("/", (_request, reply) => show(reply));
  app.post("/files", async (request, reply) => {
    const file = await request.file();
    try {
      const number = books.take((await file?.toBuffer()) ?? Buffer.alloc(0));
      return show(reply, `已收下批次${number}。`);
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      reply.status(409);
      const isKnown = thrown.code === "stand_in_file_known";
      return show(reply, isKnown ? "这份付款文件已经交过，没有再付一次。" : "这不是付款文件，或文件不完整。");
    }
  });
  app.get("/results/:number", (request, reply) => {
    const { number } = request.params as { number: string };
    const result = books.result(number);
    return result ? send(reply, `${number}-结果.txt`, result) : reply.status(404).send("没有这一批。");
  });
  app.get("/statement", (_request, reply) => send(reply, `${books.day()}-对账单.csv`, books.statement()));
  app.post("/grants", async (request, reply) => {
    let amount = "";
    for await (const part of request.parts())
      if (part.type === "field" && part.fieldname === "amount") amount = String(part.value);
    const cents = parseYuan(amount);
    if (!cents || cents <= 0n) return show(reply, "请填写金额。");
    books.credit(cents, province, `${books.day().slice(0, 7)}互助金拨付`);
    return show(reply, `已拨付${amount}元。`);
  });
  app.post("/days", async (request, reply) => {
    for await (const _part of request.parts()); // read to its end
    books.nextDay();
    return show(reply);
  });
  return app;
}
