import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Refusal } from "#core/refusal.ts";
import type { FromChild } from "./child-messages.ts";

export type ReadingLimits = {
  /** What the child may hold in memory, all told. */
  readonly memoryBytes: number;
  /** How long the child may work without a word. */
  readonly quietSeconds: number;
};

export type ReadingOptions = {
  /** Cancels the reading: the child is killed, and the signal's reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  readonly limits?: Partial<ReadingLimits>;
};

const usualLimits: ReadingLimits = { memoryBytes: 512 * 1024 * 1024, quietSeconds: 60 };
const childFile = fileURLToPath(new URL("./child.ts", import.meta.url));

/** Starts a child, uses it, and ends it whatever happens. A cancelled signal kills it and is thrown. */
export async function inChild<T>(
  { signal, limits: changed }: ReadingOptions,
  use: (child: ChildProcess, limits: ReadingLimits) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const limits = { ...usualLimits, ...changed };
  const child = startChild(limits);
  const cancel = () => child.kill("SIGKILL");
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    return await use(child, limits);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", cancel);
    child.kill("SIGKILL");
  }
}

function startChild(limits: ReadingLimits): ChildProcess {
  const heapMegabytes = Math.floor(limits.memoryBytes / 1024 / 1024 / 2);
  const { PATH, TZ, NODE_COMPILE_CACHE, SystemRoot } = process.env;
  // Nothing else of our environment: keys and addresses are none of this process's business.
  const env = Object.fromEntries(
    Object.entries({ PATH, TZ, NODE_COMPILE_CACHE, SystemRoot }).filter(([, value]) => value !== undefined),
  );
  return fork(childFile, {
    env,
    execArgv: [`--max-old-space-size=${heapMegabytes}`, "--max-semi-space-size=8"],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "json",
  });
}

export const tooLarge = (why: "time" | "memory") => new Refusal("too_large", "file_too_large", { why });

/** What a child's last word means where it is not the answer. Codes of the system (ENOSPC) are passed on. */
export function failureOf(message: FromChild): Error {
  if (message.is === "refused") return new Refusal(message.kind, message.code, message.facts);
  if (message.is !== "failed") return new Error("The reading process gave no complete answer.");
  const failure = new Error(`Reading a table failed at\n${message.where}`);
  return message.code === undefined ? failure : Object.assign(failure, { code: message.code });
}
