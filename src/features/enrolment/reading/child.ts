// The process that reads somebody's file: it has little memory, little time and nothing else to lose.
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { Refusal } from "#core/refusal.ts";
import { answerWorkbook } from "./answer-workbook.ts";
import { type FromChild, packLines, type ToChild } from "./child-messages.ts";
import { decideRoster } from "./decide-roster.ts";

/** Batches on their way to the parent at one time: enough to keep both busy, too few to fill the memory. */
const mostUnderWay = 4;

let underWay = 0;
let goOn: (() => void) | undefined;

const send = (message: FromChild): Promise<void> =>
  new Promise((resolve) => process.send?.(message, undefined, undefined, () => resolve()));

const leave = async (message: FromChild): Promise<void> => {
  await send(message);
  process.disconnect();
  process.exit(0);
};

process.on("disconnect", () => process.exit(0));
process.on("message", (message: ToChild) => {
  if (message.is === "taken") {
    underWay--;
    goOn?.();
    return;
  }
  setInterval(() => {
    if (process.memoryUsage.rss() > message.memoryLimit) {
      void leave({ is: "refused", kind: "too_large", code: "file_too_large", facts: { why: "memory" } });
    }
  }, 50).unref();
  void work(message);
});

async function work(task: Exclude<ToChild, { is: "taken" }>): Promise<void> {
  try {
    await leave(task.is === "read" ? await read(task) : await answer(task));
  } catch (error) {
    if (error instanceof Refusal) {
      await leave({ is: "refused", kind: error.kind, code: error.code, facts: error.facts });
    } else {
      // Where it happened, never what was read.
      const { stack = "", code } = (error instanceof Error ? error : new Error()) as NodeJS.ErrnoException;
      const where = stack.split("\n").slice(1, 8).join("\n");
      await leave({ is: "failed", where, ...(typeof code === "string" ? { code } : {}) });
    }
  }
}

async function answer({ path, output, answers }: Extract<ToChild, { is: "answer" }>): Promise<FromChild> {
  await pipeline(await answerWorkbook(path, new Map(answers)), createWriteStream(output, { mode: 0o600 }));
  return { is: "written" };
}

async function read({ path, question }: Extract<ToChild, { is: "read" }>): Promise<FromChild> {
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
  return { is: "done", counts, peakBytes: process.resourceUsage().maxRSS * 1024 };
}
