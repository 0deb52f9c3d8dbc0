import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sealAudit } from "#platform/audit/chain.ts";
import { systemActor, writing } from "#platform/context.ts";
import { setVault } from "#platform/crypto.ts";
import { testVault } from "#tests/support/app.ts";
import { type TestDatabase, testDatabase } from "#tests/support/database.ts";
import { deliverWebhooks } from "./commands/deliver-webhooks.ts";
import { addWebhook, changeWebhook } from "./commands/webhooks.ts";

// A real receiver on this machine: what it got, and what it answers.
type Message = { readonly body: string; readonly timestamp: string; readonly signature: string };
let receiver: Server;
let url = "";
let answer = 200;
const got: Message[] = [];

const city = 419900;
const actor = systemActor("test", city);
let db: TestDatabase;

beforeAll(async () => {
  setVault(testVault);
  db = await testDatabase();
  receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const header = (name: string) => String(request.headers[name]);
      got.push({
        body,
        timestamp: header("x-tongzhou-timestamp"),
        signature: header("x-tongzhou-signature"),
      });
      response.writeHead(answer).end();
    });
  });
  await new Promise<void>((listening) => receiver.listen(0, "127.0.0.1", listening));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});
afterAll(async () => {
  receiver.close();
  await db.close();
});

const happen = (event: string) => writing(db.pool, actor, (ctx) => ctx.record(event, { n: 1 }));
const seal = () => writing(db.pool, actor, (ctx) => sealAudit(ctx));
const eventsOf = (message: Message | undefined) =>
  (JSON.parse(message?.body ?? "{}") as { events?: { event: string }[] }).events?.map((each) => each.event);
const due = () =>
  writing(db.pool, actor, (ctx) => sql`update webhook set try_again_at = null`.execute(ctx.db));

test("a webhook hears, signed and in order, what it asked for from then on; a failure is tried again and nothing is lost", async () => {
  await happen("funding.remitted");
  await seal();
  const { id, secret } = await writing(db.pool, actor, (ctx) =>
    addWebhook(ctx, { url, events: ["funding.*"] }),
  );

  await happen("funding.base_closed");
  await happen("enrolment.batch_confirmed");
  await happen("funding.funded");
  await seal();
  answer = 503;
  await deliverWebhooks(db.pool);
  answer = 200;
  await deliverWebhooks(db.pool); // not yet: it pauses after a failure
  expect(got).toHaveLength(1);

  await due();
  await deliverWebhooks(db.pool);
  const last = got.at(-1);
  expect(eventsOf(last)).toEqual(["funding.base_closed", "funding.funded"]);
  const wanted = createHmac("sha256", secret).update(`${last?.timestamp}.${last?.body}`).digest("hex");
  expect(last?.signature).toBe(`sha256=${wanted}`);

  await deliverWebhooks(db.pool); // told already
  expect(got).toHaveLength(2);

  await writing(db.pool, actor, (ctx) => changeWebhook(ctx, id, { state: "paused" }));
  await happen("funding.closed");
  await seal();
  await deliverWebhooks(db.pool);
  expect(got).toHaveLength(2);
  await writing(db.pool, actor, (ctx) => changeWebhook(ctx, id, { state: "active" }));
  await deliverWebhooks(db.pool);
  expect(eventsOf(got.at(-1))).toEqual(["funding.closed"]);
});

test("a webhook that was removed is not found", async () => {
  const { id } = await writing(db.pool, actor, (ctx) => addWebhook(ctx, { url, events: ["*"] }));
  await writing(db.pool, actor, (ctx) => changeWebhook(ctx, id, { state: "removed" }));
  await expect(writing(db.pool, actor, (ctx) => changeWebhook(ctx, id, { state: "active" }))).rejects.toThrow(
    "webhook_unknown",
  );
});
