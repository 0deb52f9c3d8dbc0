import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from "fastify";
import type { z } from "zod";
import { Refusal } from "#core/refusal.ts";
import {
  type Actor,
  allows,
  reading,
  rehearsing,
  systemActor,
  type WriteCtx,
  writing,
} from "#platform/context.ts";
import { remembered } from "./idempotency.ts";
import type { ServerParts } from "./parts.ts";
import { InvalidInput } from "./problem.ts";
import type { ArrivedFile, Desk, FileReply, Route } from "./route.ts";
import { receiveFile } from "./upload.ts";

/**
 * Workers' routes lie under /me and have a cookie that goes nowhere else, so that a clerk's console and a worker's phone
 * pages in one browser do not sign each other out.
 */
const cookieOf = (route: Route) =>
  route.path.startsWith("/me/")
    ? ({ name: "tongzhou_me", path: "/api/me" } as const)
    : ({ name: "tongzhou", path: "/" } as const);

/** Puts one route behind its locks: session, permission, shapes, one transaction. */
export function mount(app: FastifyInstance, parts: ServerParts, route: Route): void {
  if (route.door === "page") {
    mountPage(app, parts, route);
    return;
  }
  const schema = {
    summary: route.summary,
    tags: [route.path.split("/")[1] ?? ""],
    ...(route.params && { params: route.params }),
    ...(route.query && { querystring: route.query }),
    ...(route.body && { body: route.body }),
    ...(route.reply && { response: { 200: route.reply } }),
  };
  app.route({
    method: route.method as HTTPMethods,
    url: `/api${route.path}`,
    schema,
    handler: async (request, reply) => {
      reply.header("cache-control", "no-store");
      const actor = await admit(parts, route, request);
      const input = {
        params: parse(route.params, request.params, "params"),
        query: parse(route.query, request.query, "query"),
      };
      if (route.door === "read") {
        const answer = await reading(
          parts.pool,
          actor,
          (ctx) => route.handle(ctx, { ...input, desk: deskOf(request, reply, route) }),
          {
            requestId: request.id,
          },
        );
        return parse(route.reply, answer, "reply");
      }
      if (route.door === "download")
        return sendFile(reply, (await run(parts, route, actor, request, reply, input)) as FileReply);
      if (route.door === "upload") {
        return receiveFile(request, parts.spool, route.maxBytes ?? 0, (file) =>
          run(parts, route, actor, request, reply, { ...input, file }),
        );
      }
      const body = parse(route.body, request.body ?? {}, "body");
      return run(parts, route, actor, request, reply, { ...input, body });
    },
  });
}

/** A public page: behind no session, so with a limit of its own; what is wrong with it is told as a page, too. */
function mountPage(app: FastifyInstance, parts: ServerParts, route: Route): void {
  app.route({
    method: "GET",
    url: route.path,
    schema: { hide: true },
    config: {
      isPage: true,
      rateLimit: { max: route.perMinute ?? 60, timeWindow: "1 minute", allowList: [] },
    },
    handler: async (request, reply) => {
      const params = parse(route.params, request.params, "params");
      const query = parse(route.query, request.query, "query");
      const html = await reading(
        parts.pool,
        systemActor("front-desk", 0),
        (ctx) => route.handle(ctx, { params, query, desk: deskOf(request, reply, route) }),
        { requestId: request.id },
      );
      return reply.header("cache-control", "no-store").type("text/html; charset=utf-8").send(html);
    },
  });
}

/** Session, origin and permission, in this order; what one may not do reads like what does not exist. */
async function admit(parts: ServerParts, route: Route, request: FastifyRequest): Promise<Actor> {
  const fromPage = request.cookies[cookieOf(route).name];
  if (route.method !== "GET" && fromPage && !request.headers["x-tongzhou"])
    throw new Refusal("forbidden", "foreign_origin");
  if (route.permission === "public") return systemActor("front-desk", 0);
  const token = tokenOf(request, route);
  const actor = token ? await parts.authenticate(token) : undefined;
  if (!actor) throw new Refusal("unauthenticated", "signed_out");
  // "Signed in" are the people who work here; a worker's own routes name a permission of theirs.
  const may = route.permission === "signed_in" ? actor.reach !== "self" : allows(actor, route.permission);
  if (!may) throw new Refusal("forbidden", "not_permitted");
  return actor;
}

const tokenOf = (request: FastifyRequest, route: Route): string | undefined =>
  request.headers.authorization?.replace(/^Bearer /, "") ?? request.cookies[cookieOf(route).name];

function deskOf(request: FastifyRequest, reply: FastifyReply, route: Route): Desk {
  const { name, path } = cookieOf(route);
  return {
    token: tokenOf(request, route),
    address: request.ip,
    agent: request.headers["user-agent"] ?? "",
    setToken: (token) => {
      const options = {
        path,
        httpOnly: true,
        sameSite: "strict",
        secure: request.protocol === "https",
      } as const;
      if (token) reply.setCookie(name, token, options);
      else reply.clearCookie(name, options);
    },
  };
}

type Input = { readonly [part: string]: unknown };

/** One transaction. A refusal that is returned, not thrown, is kept with what was written (a failed sign-in counts). */
async function run(
  parts: ServerParts,
  route: Route,
  actor: Actor,
  request: FastifyRequest,
  reply: FastifyReply,
  input: Input,
) {
  const rehearsal = route.mayRehearse === true && (request.query as { dryRun?: string }).dryRun === "true";
  const work = async (ctx: WriteCtx) => {
    const handled = () => route.handle(ctx, { ...input, desk: deskOf(request, reply, route) });
    if (route.door === "download") return handled();
    const key = rehearsal || route.isSecret ? undefined : request.headers["idempotency-key"];
    const { file, ...rest } = input as { file?: ArrivedFile };
    const content = { ...rest, file: file?.sha256 }; // the same file sent again is the same request
    return remembered(ctx, key, { route: `${route.method} ${route.path}`, content }, handled);
  };
  const answer = await (rehearsal ? rehearsing : writing)(parts.pool, actor, work, { requestId: request.id });
  if (answer instanceof Refusal) throw answer;
  return route.door === "download" ? answer : parse(route.reply, answer, "reply");
}

const sendFile = (reply: FastifyReply, file: FileReply) =>
  reply
    .header(
      "content-disposition",
      `${file.isShown ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    )
    .type(file.type)
    .send(file.content);

function parse(shape: z.ZodType | undefined, value: unknown, at: string): unknown {
  if (!shape) return undefined;
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  // A reply that does not fit its own contract is our bug, not the caller's.
  if (at === "reply")
    throw new Error(`Reply off contract at ${parsed.error.issues.map((i) => i.path.join(".")).join(", ")}`);
  throw new InvalidInput(parsed.error.issues, at);
}
