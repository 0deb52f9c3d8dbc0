import multipart from "@fastify/multipart";
import fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { dayInChina } from "#core/dates.ts";
import { now } from "#platform/clock.ts";
import type { NationalBooks } from "./national-books.ts";

/** The stand-in of the national body's system over HTTP: a page for people, and the same addresses for programs. */
export async function nationalServer(books: NationalBooks, on?: string): Promise<FastifyInstance> {
  const app = fastify({ logger: false });
  await app.register(multipart, { limits: { fileSize: 50 * 1024 * 1024, files: 1 } });
  const show = (reply: FastifyReply, note = "") =>
    reply.type("text/html; charset=utf-8").send(pageOf(books, note));
  app.get("/", (_request, reply) => show(reply));
  app.post("/files", async (request, reply) => {
    const file = await request.file();
    const number = books.take(((await file?.toBuffer()) ?? Buffer.alloc(0)).toString("utf8"));
    if (number) return show(reply, `已收下${number}。`);
    reply.status(400);
    return show(reply, "这不是同舟导出的文件，或文件不完整。");
  });
  app.get("/results/:number", (request, reply) => {
    const { number } = request.params as { number: string };
    const result = books.result(number, on ?? dayInChina(now()));
    if (!result) return reply.status(404).send("没有这一份。");
    return reply
      .header(
        "content-disposition",
        `attachment; filename*=UTF-8''${encodeURIComponent(`${number}-结果.csv`)}`,
      )
      .type("text/csv; charset=utf-8")
      .send(result);
  });
  return app;
}

const pageOf = (
  books: NationalBooks,
  note: string,
): string => `<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<title>数智化系统的替身</title><body style="font:18px/1.6 sans-serif;max-width:40em;margin:3em auto">
<h1>数智化系统的替身</h1><p role="status">${note}</p>
<form method="post" action="/files" enctype="multipart/form-data"><input type="file" name="file" aria-label="文件"> <button>送上</button></form>
<ul>${books
  .sent()
  .map(
    ({ number, lines }) =>
      `<li>${number}，${lines}行：<a href="/results/${encodeURIComponent(number)}">下载结果</a></li>`,
  )
  .join("")}</ul>
<p>停止后什么也不保留。</p></body></html>`;
