import { Refusal } from "#core/refusal.ts";
import type { FromChild, LastWord, ToChild } from "./messages.ts";

/** Pieces on their way to the parent at one time: enough to keep both busy, too few to fill the memory. */
const mostUnderWay = 4;

/** Hands a piece of the answer to the parent, and waits while it has enough to do. */
export type Pass<Piece> = (piece: Piece) => Promise<void>;

/**
 * The child's side of `askChild`: works each task that comes, and ends this process where one has made it grow or
 * where the parent is gone. Refusals go to the parent as they are; of other failures only where they happened.
 */
export function workTasks<Task, Piece = never>(
  work: (task: Task, pass: Pass<Piece>) => Promise<unknown>,
): void {
  let underWay = 0;
  let goOn: (() => void) | undefined;
  const pass = async (piece: Piece) => {
    underWay++;
    await send({ is: "piece", piece });
    while (underWay >= mostUnderWay) {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
    }
  };
  process.on("disconnect", () => process.exit(0));
  process.on("message", async (message: ToChild) => {
    if (message.is === "taken") {
      underWay--;
      goOn?.();
      return;
    }
    underWay = 0;
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() < message.memoryBytes) return;
      const facts = { why: "memory" };
      void finish({ is: "refused", kind: "too_large", code: "file_too_large", facts, stays: false });
    }, 50);
    try {
      const answer = await work(message.task as Task, pass);
      await finish({ is: "done", answer, stays: mayStay() });
    } catch (error) {
      await finish({ ...wordFor(error), stays: error instanceof Refusal && mayStay() });
    } finally {
      clearInterval(watch);
    }
  });
}

const send = (message: FromChild): Promise<void> =>
  new Promise((resolve) => process.send?.(message, undefined, undefined, () => resolve()));

/** A child that has grown ends itself: what it held must not count against the next file. */
const mayStay = (): boolean => process.memoryUsage.rss() < 128 * 1024 * 1024;

async function finish(word: LastWord): Promise<void> {
  await send(word);
  if (!word.stays) process.exit(0);
}

function wordFor(error: unknown) {
  if (error instanceof Refusal) {
    return { is: "refused" as const, kind: error.kind, code: error.code, facts: error.facts };
  }
  // Where it happened, never what was read.
  const { stack = "", code } = (error instanceof Error ? error : new Error()) as NodeJS.ErrnoException;
  const where = stack.split("\n").slice(1, 8).join("\n");
  return { is: "failed" as const, where, ...(typeof code === "string" ? { code } : {}) };
}
