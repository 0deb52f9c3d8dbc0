import { createSecretKey } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { RefusalTexts } from "#core/text.ts";
import { authenticate } from "#features/members/index.ts";
import { makeVault, setVault } from "#platform/crypto.ts";
import { makeFileStore, setFiles } from "#platform/files.ts";
import type { Route } from "#platform/http/route.ts";
import { buildServer } from "#platform/http/server.ts";
import { setPublicAddress } from "#platform/public-address.ts";
import { type TestDatabase, testDatabase } from "./database.ts";

/** A vault with fixed keys, so that test data can be compared. */
export const testVault = makeVault({
  current: 1,
  sealing: new Map([[1, createSecretKey(Buffer.alloc(32, 1))]]),
  index: createSecretKey(Buffer.alloc(32, 2)),
});

export type Answer = {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the route answers.
  readonly body: any;
  readonly raw: Buffer;
  readonly cookie: string | undefined;
};

export type Caller = (method: string, path: string, body?: unknown) => Promise<Answer>;

export type TestApp = {
  readonly db: TestDatabase;
  readonly app: FastifyInstance;
  /** Calls as nobody, or with a session's token. */
  readonly as: (token?: string) => Caller;
  /** Brings one file with a session's token. */
  readonly upload: (token: string, path: string, content: string | Buffer, name?: string) => Promise<Answer>;
  readonly close: () => Promise<void>;
};

/** The HTTP side over a fresh database. Close it in `afterAll`. */
export async function testApp(
  routes: readonly Route[],
  texts: RefusalTexts,
  dataFolder = join(tmpdir(), "tongzhou-test-files"),
): Promise<TestApp> {
  setVault(testVault);
  setFiles(makeFileStore(dataFolder));
  setPublicAddress("https://tongzhou.example");
  const db = await testDatabase();
  const app = await buildServer({
    pool: db.pool,
    routes,
    texts,
    authenticate: authenticate(db.pool),
    spool: join(dataFolder, "spool"),
    log: false,
    requestsPerMinute: 1_000_000,
  });
  const as =
    (token?: string): Caller =>
    async (method, path, body) => {
      const reply = await app.inject({
        method: method as "GET",
        url: `/api${path}`,
        headers: { "x-tongzhou": "test" },
        ...(token && { cookies: { tongzhou: token, tongzhou_me: token } }),
        ...(body !== undefined && { payload: body as object }),
      });
      const isJson = String(reply.headers["content-type"] ?? "").includes("json");
      return {
        status: reply.statusCode,
        body: isJson ? reply.json() : undefined,
        raw: reply.rawPayload,
        cookie: reply.cookies.find((cookie) => cookie.name.startsWith("tongzhou"))?.value,
      };
    };
  const upload: TestApp["upload"] = async (token, path, content, name = "名册.csv") => {
    const boundary = "----tongzhou";
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
    const reply = await app.inject({
      method: "POST",
      url: `/api${path}`,
      headers: { "x-tongzhou": "test", "content-type": `multipart/form-data; boundary=${boundary}` },
      cookies: { tongzhou: token },
      payload: Buffer.concat([
        Buffer.from(head),
        Buffer.from(content),
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ]),
    });
    return { status: reply.statusCode, body: reply.json(), raw: reply.rawPayload, cookie: undefined };
  };
  return {
    db,
    app,
    as,
    upload,
    close: async () => {
      await app.close();
      await db.close();
    },
  };
}
