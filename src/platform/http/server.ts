import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import type { RefusalTexts } from "#core/text.ts";
import { platformTexts } from "#platform/text.ts";
import { mount } from "./mount.ts";
import { problemPage } from "./page.ts";
import type { ServerParts } from "./parts.ts";
import { InvalidInput, outageCode, type Problem, presentRefusal } from "./problem.ts";

/** The HTTP side of the product: routes of all features behind one set of locks. */
export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const texts = { ...platformTexts, ...parts.texts };
  const app = fastify({
    genReqId: () => newId(),
    // Logs carry the route's pattern, never the address: an address may hold what somebody searched for.
    logger: parts.log
      ? { level: "info", serializers: { req: (r) => ({ method: r.method, route: r.routeOptions?.url }) } }
      : false,
    bodyLimit: 2 * 1024 * 1024,
    trustProxy: "loopback",
    routerOptions: { ignoreTrailingSlash: true },
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"], // antd writes its styles into the page
        imgSrc: ["'self'", "data:", "blob:"],
        connectSrc: ["'self'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
  });
  await app.register(cookie);
  await app.register(rateLimit, {
    max: parts.requestsPerMinute ?? 1200,
    timeWindow: "1 minute",
    allowList: (request: FastifyRequest) => !request.url.startsWith("/api/"),
    errorResponseBuilder: (_request, context) =>
      new Refusal("too_many", "too_many_requests", { seconds: Math.ceil(context.ttl / 1000) }),
  });
  await app.register(multipart, { limits: { files: 1, fields: 10 } });
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Tongzhou 同舟", version: "0.1.0" },
      components: sessionSchemes,
    },
    transform: jsonSchemaTransform,
  });
  app.setValidatorCompiler(() => (value) => ({ value })); // mount.ts validates, so that all faults are told at once
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, texts));
  app.setNotFoundHandler((request, reply) =>
    sendProblem(new Refusal("not_found", "not_found"), request, reply, texts),
  );
  for (const route of parts.routes) mount(app, parts, route);
  return app;
}

const sessionSchemes = {
  securitySchemes: {
    session: { type: "apiKey", in: "cookie", name: "tongzhou" },
    token: { type: "http", scheme: "bearer" },
  },
} as const;

/** Answers and refusals are told in words; bugs and outages are logged under the request's id, without what was sent. */
function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply, texts: RefusalTexts) {
  const refusal = toRefusal(thrown);
  if (refusal) {
    const problem = presentRefusal(refusal, texts);
    const problems = refusal instanceof InvalidInput ? { problems: refusal.problems } : {};
    return answer(request, reply, { ...problem, ...problems });
  }
  const error = thrown as Error & { code?: string };
  request.log.error(
    { requestId: request.id, fault: error.name, code: error.code, stack: stackOnly(error) },
    "request failed",
  );
  const code = outageCode(thrown) ?? "server_fault";
  const problem = presentRefusal(new Refusal("invalid", code, { requestId: request.id }), texts);
  return answer(request, reply, { ...problem, status: code === "server_fault" ? 500 : 503 });
}

/** A program reads problem+json; whoever asked for a public page reads a page. */
function answer(request: FastifyRequest, reply: FastifyReply, problem: Problem) {
  const isPage = (request.routeOptions.config as { isPage?: boolean } | undefined)?.isPage === true;
  reply.status(problem.status);
  return isPage
    ? reply.type("text/html; charset=utf-8").send(problemPage(problem.title, problem.detail))
    : reply.type("application/problem+json").send(problem);
}

/** The places of a stack, not its first line: a database error repeats values there. */
const stackOnly = (error: Error): string =>
  (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .join("\n");

function toRefusal(thrown: unknown): Refusal | undefined {
  if (thrown instanceof Refusal) return thrown;
  const { code, statusCode } = thrown as { code?: string; statusCode?: number };
  if (code === "FST_REQ_FILE_TOO_LARGE" || code === "FST_ERR_CTP_BODY_TOO_LARGE")
    return new Refusal("too_large", "file_too_large");
  if (code?.startsWith("FST_") && statusCode && statusCode < 500)
    return new Refusal("invalid", "malformed_request");
  return undefined;
}
