import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Refusal } from "#core/refusal.ts";
import { type FromChild, type ToChild, unpackLines } from "./child-messages.ts";
import type { RosterCounts, RosterHead, RosterQuestion, RosterSink } from "./decide-roster.ts";

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

export type RosterRead = {
  readonly head: RosterHead;
  readonly counts: RosterCounts;
  /** The most memory that the child held. */
  readonly peakBytes: number;
};

const usualLimits: ReadingLimits = { memoryBytes: 512 * 1024 * 1024, quietSeconds: 60 };
const childFile = fileURLToPath(new URL("./child.ts", import.meta.url));

/**
 * Reads and decides a roster in a process of its own, so that a file made to do harm can only harm that. The lines
 * come as plain values, some 2,000 at a time; the child waits while `sink.lines` is busy.
 *
 * Refuses `no_header`, `file_encrypted`, `file_unreadable`, `file_too_large` – before any line has come, except that
 * a file may turn out too large or broken while it is read: keep what came only once this has answered.
 */
export async function readRoster(
  path: string,
  question: RosterQuestion,
  sink: RosterSink,
  options: ReadingOptions = {},
): Promise<RosterRead> {
  const { signal } = options;
  signal?.throwIfAborted();
  const limits = { ...usualLimits, ...options.limits };
  const child = startChild(limits);
  const cancel = () => child.kill("SIGKILL");
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    const ask: ToChild = { is: "read", path, question, memoryLimit: limits.memoryBytes };
    child.send(ask);
    return await listen(child, sink, limits.quietSeconds);
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

/** Follows the child to its end. Batches are dealt with one after the other, in the order in which they came. */
function listen(child: ChildProcess, sink: RosterSink, quietSeconds: number): Promise<RosterRead> {
  return new Promise((resolve, reject) => {
    let head: RosterHead | undefined;
    let isSettled = false;
    let queue = Promise.resolve();
    let waiting = 0;
    const settle = (act: () => void) => {
      isSettled = true;
      clearTimeout(quiet);
      act();
    };
    const fail = (error: unknown) => settle(() => reject(error));
    const quiet = setTimeout(() => {
      // A silent child that waits for us is not to blame.
      if (waiting > 0) quiet.refresh();
      else fail(tooLarge("time"));
    }, quietSeconds * 1000);

    child.on("message", (message: FromChild) => {
      if (isSettled) return;
      quiet.refresh();
      waiting++;
      queue = queue
        .then(async () => {
          if (isSettled) return;
          if (message.is === "head") {
            head = message.head;
            await sink.head(message.head);
          } else if (message.is === "lines") {
            await sink.lines(unpackLines(message.packed), message.line);
            if (child.connected) child.send({ is: "taken" } satisfies ToChild, () => {});
          } else settle(() => finish(message, head, resolve, reject));
          waiting--;
        })
        .catch(fail);
    });
    child.on("error", fail);
    child.on("exit", (code) => {
      // A child that ended without a word ran out of memory, or was killed because of it.
      queue = queue.then(() => {
        if (isSettled) return;
        fail(code === 0 ? new Error("The reading process ended without an answer.") : tooLarge("memory"));
      });
    });
  });
}

function finish(
  message: Exclude<FromChild, { is: "head" | "lines" }>,
  head: RosterHead | undefined,
  resolve: (read: RosterRead) => void,
  reject: (error: unknown) => void,
): void {
  if (message.is === "refused") reject(new Refusal(message.kind, message.code, message.facts));
  else if (message.is === "failed") reject(new Error(`Reading a roster failed at\n${message.where}`));
  else if (head) resolve({ head, counts: message.counts, peakBytes: message.peakBytes });
  else reject(new Error("The reading process named no header."));
}

const tooLarge = (why: "time" | "memory") => new Refusal("too_large", "file_too_large", { why });
