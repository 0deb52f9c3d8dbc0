// The process that reads somebody's file: it has little memory, little time and nothing else to lose.
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { Refusal } from "#core/refusal.ts";
import { answerWorkbook } from "./answer-workbook.ts";
import { type FromChild, type LastWord, packLines, type ToChild } from "./child-messages.ts";
import { decideRoster } from "./decide-roster.ts";

/** Batches on their way to the parent at one time: enough to keep both busy, too few to fill the memory. */
const mostUnderWay = 4;

let underWay = 0;
let goOn: (() => void) | undefined;

const send = (message: FromChild): Promise<void> =>
  new Promise((resolve) => process.send?.(message, undefined, undefined, () => resolve()));

/** A child that has grown ends itself: what it held must not count against the next file. */
const mayStay = (): boolean => process.memoryUsage.rss() < 128 * 1024 * 1024;

async function finish(word: LastWord): Promise<void> {
  await send(word);
  if (!word.stays) process.exit(0);
}

process.on("disconnect", () => process.exit(0));
process.on("message", (message: ToChild) => {
  if (message.is !== "taken") {
    void work(message);
    return;
  }
  underWay--;
  goOn?.();
});

async function work(task: Exclude<ToChild, { is: "taken" }>): Promise<void> {
  underWay = 0;
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() < task.memoryLimit) return;
    const facts = { why: "memory" };
    void finish({ is: "refused", kind: "too_large", code: "file_too_large", facts, stays: false });
  }, 50);
  try {
    const done = task.is === "read" ? await read(task) : await answer(task);
    await finish({ ...done, stays: mayStay() });
  } catch (error) {
    await finish({ ...wordFor(error), stays: error instanceof Refusal && mayStay() });
  } finally {
    clearInterval(watch);
  }
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

async function answer({ path, output, answers }: Extract<ToChild, { is: "answer" }>) {
  await pipeline(await answerWorkbook(path, new Map(answers)), createWriteStream(output, { mode: 0o600 }));
  return { is: "written" as const };
}

async function read({ path, question }: Extract<ToChild, { is: "read" }>) {
  const counts = await decideRoster(path, question, {
    head: (head) => send({ is: "head", head }),
    lines: async (lines, line) => {
      underWay++;
      await send({ is: "lines", packed: packLines(lines), line });
      while (underWay >= mostUnderWay) {
        await new Promise<void>((resolve) => {
          goOn = resolve;
        });
      }
    },
  });
  return { is: "done" as const, counts, peakBytes: process.resourceUsage().maxRSS * 1024 };
}
