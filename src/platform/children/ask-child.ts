import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Refusal } from "#core/refusal.ts";
import type { FromChild, LastWord, ToChild } from "./messages.ts";

export type ChildLimits = {
  /** What the child may hold in memory, all told. */
  readonly memoryBytes: number;
  /** How long the child may work without a word. */
  readonly quietSeconds: number;
};

export type ChildOptions = {
  /** Cancels the work: the child is killed, and the signal's reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  readonly limits?: Partial<ChildLimits>;
};

const usualLimits: ChildLimits = { memoryBytes: 512 * 1024 * 1024, quietSeconds: 60 };

/** Starting a child takes longer than reading a small file: it waits this long for the next one. */
const idleSeconds = 3;
/** Children that wait, of one program. */
const mostIdle = 2;
const idle = new Map<string, ChildProcess[]>();

type Take<Piece> = (piece: Piece) => void | Promise<void>;

/**
 * Has a task worked by a process of its own (`program` calls `workTasks`), so that a file made to do harm can only harm
 * that. Pieces of the answer are dealt with one after the other, in the order in which they came; the child waits while
 * `take` is busy. Throws what the child refused, `file_too_large` where it went beyond its limits, and what `take` throws.
 */
export async function askChild<Answer, Piece = never>(
  program: URL,
  task: unknown,
  take: Take<Piece>,
  { signal, limits: changed }: ChildOptions = {},
): Promise<Answer> {
  signal?.throwIfAborted();
  const file = fileURLToPath(program);
  const limits = { ...usualLimits, ...changed };
  const child = (changed ? undefined : wakeChild(file)) ?? startChild(file, limits);
  const cancel = () => child.kill("SIGKILL");
  signal?.addEventListener("abort", cancel, { once: true });
  let stays = false;
  try {
    child.send({ is: "task", task, memoryBytes: limits.memoryBytes } satisfies ToChild);
    const word = await lastWord(child, take, limits.quietSeconds);
    stays = word.stays && !changed;
    if (word.is !== "done") throw failureOf(word);
    return word.answer as Answer;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", cancel);
    forget(child);
    if (stays && (idle.get(file)?.length ?? 0) < mostIdle) rest(file, child);
    else child.kill("SIGKILL");
  }
}

/** Follows the child to the end of its task. */
function lastWord<Piece>(child: ChildProcess, take: Take<Piece>, quietSeconds: number): Promise<LastWord> {
  return new Promise((resolve, reject) => {
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
          if (message.is === "piece") {
            await take(message.piece as Piece);
            if (child.connected) child.send({ is: "taken" } satisfies ToChild, () => {});
          } else settle(() => resolve(message));
          waiting--;
        })
        .catch(fail);
    });
    child.on("error", fail);
    child.on("exit", (code) => {
      // A child that ended without a word ran out of memory, or was killed because of it.
      queue = queue.then(() => {
        if (isSettled) return;
        fail(code === 0 ? new Error("The child ended without an answer.") : tooLarge("memory"));
      });
    });
  });
}

/** Lets a child wait for the next task, without keeping this process alive for its sake. */
function rest(file: string, child: ChildProcess): void {
  const resting = idle.get(file) ?? [];
  idle.set(file, resting);
  const leave = () => {
    const place = resting.indexOf(child);
    if (place >= 0) resting.splice(place, 1);
  };
  // It leaves before it is killed: nobody is handed a child that is about to end.
  const timer = setTimeout(() => {
    leave();
    child.kill("SIGKILL");
  }, idleSeconds * 1000).unref();
  child.unref();
  child.channel?.unref();
  child.once("exit", () => {
    clearTimeout(timer);
    leave();
  });
  child.once("wake", () => clearTimeout(timer));
  resting.push(child);
}

function forget(child: ChildProcess): void {
  for (const event of ["message", "error", "exit", "wake"]) child.removeAllListeners(event);
  // A child that cannot be reached any more is found missing by whoever uses it next.
  child.on("error", () => {});
}

function wakeChild(file: string): ChildProcess | undefined {
  const child = idle.get(file)?.pop();
  // One whose rest is over is killed, and still connected until it is gone.
  if (!child?.connected || child.killed) return undefined;
  child.emit("wake");
  forget(child);
  child.ref();
  child.channel?.ref();
  return child;
}

function startChild(file: string, limits: ChildLimits): ChildProcess {
  const heapMegabytes = Math.floor(limits.memoryBytes / 1024 / 1024 / 2);
  const { PATH, TZ, NODE_COMPILE_CACHE, SystemRoot } = process.env;
  // Nothing else of our environment: keys and addresses are none of this process's business.
  const env = Object.fromEntries(
    Object.entries({ PATH, TZ, NODE_COMPILE_CACHE, SystemRoot }).filter(([, value]) => value !== undefined),
  );
  return fork(file, {
    env,
    execArgv: [`--max-old-space-size=${heapMegabytes}`, "--max-semi-space-size=8"],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "json",
  });
}

const tooLarge = (why: "time" | "memory") => new Refusal("too_large", "file_too_large", { why });

/** What a child's last word means where it is not the answer. Codes of the system (ENOSPC) are passed on. */
function failureOf(word: Exclude<LastWord, { is: "done" }>): Error {
  if (word.is === "refused") return new Refusal(word.kind, word.code, word.facts);
  const failure = new Error(`Work in a child failed at\n${word.where}`);
  return word.code === undefined ? failure : Object.assign(failure, { code: word.code });
}
