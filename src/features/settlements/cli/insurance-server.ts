import fastify, { type FastifyInstance } from "fastify";
import type { MadeRow } from "./made-settlements.ts";
import { writtenCsv, writtenJson } from "./written-feed.ts";

type Options = {
  readonly rows: readonly MadeRow[];
  readonly name: string;
  readonly token: string;
  readonly pageSize: number;
};

/**
 * The stand-in of the medical-insurance side: `GET /settlements?after=…` page by page as JSON lines (each page a feed with
 * its control record; where to go on stands in the head `x-next-position`, 204 at the end), `GET /feed.csv`, `GET /feed.jsonl`
 * the whole. Everything but the first page asks for the token.
 */
export function insuranceServer({ rows, name, token, pageSize }: Options): FastifyInstance {
  const app = fastify({ logger: false });
  app.addHook("onRequest", async (request, reply) => {
    if (request.url !== "/" && request.headers.authorization !== `Bearer ${token}`)
      return reply.status(401).send("令牌不对。");
  });
  app.get("/", (_request, reply) =>
    reply.type("text/html; charset=utf-8").send(firstPage(rows.length, token)),
  );
  app.get("/feed.csv", (_request, reply) =>
    reply.type("text/csv; charset=utf-8").send(writtenCsv(`${name}-ALL`, rows)),
  );
  app.get("/feed.jsonl", (_request, reply) =>
    reply.type("application/x-ndjson").send(writtenJson(`${name}-ALL`, rows)),
  );
  app.get("/settlements", (request, reply) => {
    const { after = "" } = request.query as { after?: string };
    const place = after === "" ? 0 : Number(after);
    if (!Number.isInteger(place) || place < 0) return reply.status(400).send("after 不对。");
    const page = rows.slice(place, place + pageSize);
    if (page.length === 0) return reply.status(204).send();
    return reply
      .header("x-next-position", String(place + page.length))
      .type("application/x-ndjson")
      .send(writtenJson(`${name}-${place}`, page));
  });
  return app;
}

const firstPage = (
  count: number,
  token: string,
): string => `<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<title>医保接口的替身</title><body style="font:18px/1.6 sans-serif;max-width:40em;margin:3em auto">
<h1>医保接口的替身：${count}次结算</h1>
<p>都是编造的人和账单，同一个种子每次都一样。停止后什么也不保留。</p>
<p>取全部：<code>curl -H "authorization: Bearer ${token}" 本页地址/feed.csv</code>（或 <code>feed.jsonl</code>）</p>
<p>逐页取：<code>本页地址/settlements?after=</code>，从回答的 <code>x-next-position</code> 接着取，204 表示没有了。</p>
</body></html>`;
