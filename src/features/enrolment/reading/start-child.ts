import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Refusal } from "#core/refusal.ts";
import type { LastWord } from "./child-messages.ts";

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

/** Starting a child takes longer than reading a small roster: it waits this long for the next one. */
const idleSeconds = 3;
const mostIdle = 2;
const idle: ChildProcess[] = [];

/** What a task answers, and whether its child may take another. */
export type TaskEnd<T> = { readonly answer: T | Error; readonly stays: boolean };

/** Gives a child a task. A cancelled signal kills the child and is thrown; so does any failure of ours. */
export async function inChild<T>(
  { signal, limits: changed }: ReadingOptions,
  task: (child: ChildProcess, limits: ReadingLimits) => Promise<TaskEnd<T>>,
): Promise<T> {
  signal?.throwIfAborted();
  const limits = { ...usualLimits, ...changed };
  const child = (changed ? undefined : wakeChild()) ?? startChild(limits);
  const cancel = () => child.kill("SIGKILL");
  signal?.addEventListener("abort", cancel, { once: true });
  let stays = false;
  try {
    const end = await task(child, limits);
    stays = end.stays && !changed;
    if (end.answer instanceof Error) throw end.answer;
    return end.answer;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", cancel);
    forget(child);
    if (stays && idle.length < mostIdle) rest(child);
    else child.kill("SIGKILL");
  }
}

/** Lets a child wait for the next task, without keeping this process alive for its sake. */
function rest(child: ChildProcess): void {
  const timer = setTimeout(() => child.kill("SIGKILL"), idleSeconds * 1000).unref();
  child.unref();
  child.channel?.unref();
  child.once("exit", () => {
    clearTimeout(timer);
    const place = idle.indexOf(child);
    if (place >= 0) idle.splice(place, 1);
  });
  child.once("wake", () => clearTimeout(timer));
  idle.push(child);
}

function forget(child: ChildProcess): void {
  for (const event of ["message", "error", "exit", "wake"]) child.removeAllListeners(event);
  // A child that cannot be reached any more is found missing by whoever uses it next.
  child.on("error", () => {});
}

function wakeChild(): ChildProcess | undefined {
  const child = idle.pop();
  if (!child?.connected) return undefined;
  child.emit("wake");
  forget(child);
  child.ref();
  child.channel?.ref();
  return child;
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
export function failureOf(word: LastWord): Error {
  if (word.is === "refused") return new Refusal(word.kind, word.code, word.facts);
  if (word.is !== "failed") return new Error("The reading process gave no complete answer.");
  const failure = new Error(`Reading a table failed at\n${word.where}`);
  return word.code === undefined ? failure : Object.assign(failure, { code: word.code });
}
