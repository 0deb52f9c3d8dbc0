import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import type { Pool } from "pg";
import { deliverWebhooks } from "#features/exchange/index.ts";
import { deliverNotices } from "#features/notices/index.ts";
import { publishShippedPlans } from "#features/onboarding/index.ts";
import { sealAudit } from "#platform/audit/chain.ts";
import { openChannels, setChannels } from "#platform/channels/channels.ts";
import { type Config, programFolder } from "#platform/config.ts";
import { systemActor, writing } from "#platform/context.ts";
import { openVault, setVault } from "#platform/crypto.ts";
import { type Database, openDatabase } from "#platform/db/database.ts";
import { openFiles, setFiles } from "#platform/files.ts";
import { startWorker } from "#platform/jobs/worker.ts";
import { setPublicAddress } from "#platform/public-address.ts";
import { StartProblem } from "#platform/start-problem.ts";
import { buildApi } from "./api.ts";
import { startDailyWork } from "./daily-work.ts";
import { authenticate, jobs, texts } from "./features.ts";

export type Program = {
  readonly app: FastifyInstance;
  readonly database: Database;
  readonly address: string;
  readonly stop: () => Promise<void>;
};

/** Starts the whole program: database, worker, sealer, API and pages. */
export async function serve(config: Config, options: { readonly log: boolean }): Promise<Program> {
  setFiles(await openFiles(config));
  const database = await openDatabase(config);
  setVault(openVault(config.dataFolder, config.keys));
  setPublicAddress(config.publicAddress);
  setChannels(openChannels(config.channels));
  const { pool, ownerPool } = database;
  await publishShippedPlans(pool);
  const app = await buildApi({
    pool,
    authenticate: authenticate(pool),
    spool: join(config.dataFolder, "spool"),
    log: options.log,
  });
  await serveConsole(app);
  const worker = await startWorker({ pool, ownerPool, jobs, texts });
  const stopSealing = everyTwoSeconds(() => sealAll(pool).then(() => deliverWebhooks(pool)));
  const stopTelling = everyTwoSeconds(() => deliverNotices(pool));
  const stopDailyWork = startDailyWork(pool);
  const stop = async () => {
    await app.close();
    stopSealing();
    stopTelling();
    stopDailyWork();
    await worker.stop();
    await database.close();
  };
  const address = await app.listen({ port: config.port, host: config.host }).catch(async (error) => {
    await stop();
    if (error.code !== "EADDRINUSE") throw error;
    throw new StartProblem(
      `端口 ${config.port} 已被别的程序占用。请用 PORT 指定另一个端口，例如 PORT=9000 npm start。`,
    );
  });
  return { app, database, address, stop };
}

/** Pages from dist/console; every address that is no file and no API is the console's own. */
async function serveConsole(app: FastifyInstance): Promise<void> {
  const folder = join(programFolder, "dist", "console");
  if (!existsSync(join(folder, "index.html"))) return;
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    cacheControl: false,
    preCompressed: true,
    setHeaders: (response, path) => {
      const kept = path.includes(join("console", "assets"));
      response.header("cache-control", kept ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  app.get("/*", (request, reply) => {
    // An asset of another build is gone; a page in its place would be read as code.
    if (/^\/(api|assets)\//.test(request.url)) return reply.callNotFound();
    const page = /^\/m(\/|\?|$)/.test(request.url) ? "phone.html" : "index.html";
    return reply.header("cache-control", "no-cache").sendFile(page);
  });
}

/** Work that is always there: sealing what was written, telling outside systems and people. One round at a time. */
function everyTwoSeconds(work: () => Promise<void>): () => void {
  let busy = false;
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    // The next round does what this one could not.
    await work().catch(() => undefined);
    busy = false;
  }, 2_000);
  timer.unref();
  return () => clearInterval(timer);
}

/** Chains what was written, city by city. */
export async function sealAll(pool: Pool): Promise<void> {
  const cities = await writing(pool, systemActor("sealer", 0), (ctx) =>
    sql<{ city_id: number }>`select city_id from city union all select 0`.execute(ctx.db),
  );
  for (const { city_id } of cities.rows) {
    while ((await writing(pool, systemActor("sealer", city_id), (ctx) => sealAudit(ctx))) > 0);
  }
}
