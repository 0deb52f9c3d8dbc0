import type { FastifyInstance } from "fastify";
import type { Pool } from "pg";
import type { Actor } from "#platform/context.ts";
import { buildServer } from "#platform/http/server.ts";
import { routes, texts } from "./features.ts";

type ApiParts = {
  readonly pool: Pool;
  readonly authenticate: (token: string) => Promise<Actor | undefined>;
  readonly spool: string;
  readonly log: boolean;
  readonly requestsPerMinute?: number;
};

/** The HTTP API of all features, not yet listening. */
export const buildApi = (parts: ApiParts): Promise<FastifyInstance> =>
  buildServer({ ...parts, routes, texts });

/** The API's description, from the same shapes that judge its requests: committed as docs/openapi.json. */
export async function describeApi(): Promise<unknown> {
  const nobody = async () => undefined;
  const app = await buildServer({
    pool: undefined as unknown as Pool,
    authenticate: nobody,
    spool: "",
    log: false,
    routes,
    texts,
  });
  await app.ready();
  const description = app.swagger();
  await app.close();
  return description;
}
