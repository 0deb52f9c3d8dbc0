import { createHash } from "node:crypto";
import { createReadStream, openAsBlob } from "node:fs";
import { pipeline } from "node:stream/promises";
import { AwsClient } from "aws4fetch";
import { SaxesParser } from "saxes";
import { z } from "zod";
import { StartProblem } from "#platform/start-problem.ts";

/** A bucket of an S3-compatible store (docs/guides/files.md): what is put there is sealed before. */
const Settings = z.strictObject({
  url: z.url(),
  bucket: z.string().min(1),
  region: z.string().min(1),
  keyId: z.string().min(1),
  keySecret: z.string().min(1),
});
export type ObjectStorageSettings = z.output<typeof Settings>;

/** Objects by name. Failures carry the code `EOBJECTSTORAGE`; a missing object `ENOENT`. */
export type ObjectStorage = {
  /** Sends the file at `path`, its checksum with it; kept by the store when it answers. */
  readonly put: (name: string, path: string) => Promise<void>;
  readonly get: (name: string) => Promise<Buffer>;
  readonly has: (name: string) => Promise<boolean>;
  readonly remove: (name: string) => Promise<void>;
  readonly names: () => AsyncGenerator<string>;
};

const guide = "请按 docs/guides/files.md 填写";

/** The bucket that `TONGZHOU_FILES` names; what is wrong is told at the start, without what was written there. */
export async function openObjectStorage(text: string): Promise<ObjectStorage> {
  const storage = objectStorage(read(text));
  try {
    await storage.names().next();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartProblem(
      `TONGZHOU_FILES 所指的对象存储用不了：${why}。${guide}，并确认存储桶已建好、密钥可读写。`,
    );
  }
  return storage;
}

function read(text: string): ObjectStorageSettings {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new StartProblem(`TONGZHOU_FILES 不是一段 JSON，${guide}。`);
  }
  const parsed = Settings.safeParse(value);
  if (parsed.success) return parsed.data;
  const keys = parsed.error.issues.map((issue) => issue.path.join(".") || issue.code).join("、");
  throw new StartProblem(`TONGZHOU_FILES 里这几项不对：${keys}。${guide}。`);
}

export function objectStorage({
  url,
  bucket,
  region,
  keyId,
  keySecret,
}: ObjectStorageSettings): ObjectStorage {
  const client = new AwsClient({
    accessKeyId: keyId,
    secretAccessKey: keySecret,
    region,
    service: "s3",
    retries: 3,
  });
  const root = `${url.replace(/\/+$/, "")}/${bucket}`;
  const ask = async (address: string, init?: RequestInit): Promise<Response> => {
    const reply = await client.fetch(address, init).catch((error: Error) => {
      throw trouble(String((error.cause as NodeJS.ErrnoException | undefined)?.code ?? error.message));
    });
    if (reply.status === 404 && init?.method !== "PUT") return reply;
    if (!reply.ok) throw trouble(`${reply.status} ${codeIn(await reply.text())}`.trim());
    return reply;
  };
  return {
    put: async (name, path) => {
      const hash = createHash("sha256");
      await pipeline(createReadStream(path), hash);
      const headers = { "x-amz-content-sha256": hash.digest("hex") };
      await ask(`${root}/${name}`, { method: "PUT", headers, body: await openAsBlob(path) });
    },
    get: async (name) => {
      const reply = await ask(`${root}/${name}`);
      if (reply.status === 404) throw Object.assign(new Error("No such object."), { code: "ENOENT" });
      return Buffer.from(await reply.arrayBuffer());
    },
    has: async (name) => (await ask(`${root}/${name}`, { method: "HEAD" })).ok,
    remove: async (name) => {
      await ask(`${root}/${name}`, { method: "DELETE" });
    },
    async *names() {
      let token: string | undefined;
      do {
        const more = token ? `&continuation-token=${encodeURIComponent(token)}` : "";
        const reply = await ask(`${root}?list-type=2&max-keys=1000${more}`);
        if (reply.status === 404) throw trouble("404 NoSuchBucket");
        const texts = textsIn(await reply.text(), ["Key", "NextContinuationToken"]);
        yield* texts.get("Key") ?? [];
        token = texts.get("NextContinuationToken")?.[0];
      } while (token);
    },
  };
}

const trouble = (why: string) => Object.assign(new Error(why), { code: "EOBJECTSTORAGE" });

/** What S3 calls an error: `<Error><Code>AccessDenied</Code>…`. */
const codeIn = (xml: string): string => /<Code>(\w+)<\/Code>/.exec(xml)?.[1] ?? "";

function textsIn(xml: string, wanted: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const parser = new SaxesParser();
  let text = "";
  parser.on("opentag", () => {
    text = "";
  });
  parser.on("text", (piece) => {
    text += piece;
  });
  parser.on("closetag", ({ name }) => {
    if (wanted.includes(name)) found.set(name, [...(found.get(name) ?? []), text]);
  });
  parser.write(xml).close();
  return found;
}
