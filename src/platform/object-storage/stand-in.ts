import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type ObjectStandIn = {
  readonly url: string;
  readonly objects: ReadonlyMap<string, Buffer>;
  readonly close: () => Promise<void>;
};

/** The keys of the stand-in: requests must be signed with them, as a real store demands. */
export const standInBucket = {
  bucket: "tongzhou",
  region: "cn-north-1",
  keyId: "stand-in",
  keySecret: "stand-in-secret",
} as const;

const perPage = 1000;

/**
 * In the place of an S3-compatible store: PUT, GET and DELETE of objects and ListObjectsV2 of one bucket, path style, held in
 * memory. Signatures (AWS Signature Version 4) and checksums are checked as described by the vendor.
 */
export async function objectStandIn({ port }: { readonly port: number }): Promise<ObjectStandIn> {
  const objects = new Map<string, Buffer>();
  const server = createServer((request, reply) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => serve(objects, request, Buffer.concat(pieces), reply));
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function serve(
  objects: Map<string, Buffer>,
  request: IncomingMessage,
  body: Buffer,
  reply: ServerResponse,
): void {
  const address = new URL(request.url ?? "/", "http://stand-in");
  const [, bucket, ...rest] = address.pathname.split("/");
  const name = rest.join("/");
  const refuse = (status: number, code: string) =>
    reply.writeHead(status, { "content-type": "application/xml" }).end(`<Error><Code>${code}</Code></Error>`);
  if (!isSigned(request, address)) return void refuse(403, "SignatureDoesNotMatch");
  const sum = request.headers["x-amz-content-sha256"];
  if (request.method === "PUT" && sum !== "UNSIGNED-PAYLOAD" && sum !== sha256(body))
    return void refuse(400, "XAmzContentSHA256Mismatch");
  if (bucket !== standInBucket.bucket) return void refuse(404, "NoSuchBucket");
  if (request.method === "PUT") {
    if (request.headers["content-length"] === undefined) return void refuse(411, "MissingContentLength");
    objects.set(name, body);
    reply.end();
  } else if (request.method === "DELETE") {
    objects.delete(name);
    reply.writeHead(204).end();
  } else if (name === "") reply.end(listing(objects, address.searchParams.get("continuation-token") ?? ""));
  else {
    const content = objects.get(name);
    if (!content) return void refuse(404, "NoSuchKey");
    reply.end(request.method === "HEAD" ? undefined : content);
  }
}

function listing(objects: ReadonlyMap<string, Buffer>, after: string): string {
  const names = [...objects.keys()].toSorted().filter((name) => name > after);
  const page = names.slice(0, perPage);
  const more = names.length > perPage ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
  const contents = page.map((name) => `<Contents><Key>${name}</Key></Contents>`).join("");
  return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult>${contents}${more}</ListBucketResult>`;
}

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data).digest();

/** Signature Version 4: the canonical request, hashed, signed with the day's key of the region and service. */
function isSigned(request: IncomingMessage, address: URL): boolean {
  const said =
    /Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})/.exec(
      request.headers.authorization ?? "",
    );
  if (!said) return false;
  const [, keyId, day = "", region = "", names = "", signature = ""] = said;
  if (keyId !== standInBucket.keyId) return false;
  const headers = names.split(";").map((name) => `${name}:${String(request.headers[name] ?? "").trim()}\n`);
  const query = [...address.searchParams]
    .map(([key, value]) => `${encoded(key)}=${encoded(value)}`)
    .toSorted()
    .join("&");
  const path = address.pathname
    .split("/")
    .map((part) => encoded(decodeURIComponent(part)))
    .join("/");
  const canonical = [
    request.method,
    path,
    query,
    headers.join(""),
    names,
    request.headers["x-amz-content-sha256"],
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", request.headers["x-amz-date"], scope, sha256(canonical)].join("\n");
  const key = hmac(hmac(hmac(hmac(`AWS4${standInBucket.keySecret}`, day), region), "s3"), "aws4_request");
  return timingSafeEqual(hmac(key, toSign), Buffer.from(signature, "hex"));
}

const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
