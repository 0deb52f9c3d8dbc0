// The process that reads somebody's file: it has little memory, little time and nothing else to lose.
import { Refusal } from "#core/refusal.ts";
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

async function work({ path, question }: Extract<ToChild, { is: "read" }>): Promise<void> {
  try {
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
    await leave({ is: "done", counts, peakBytes: process.resourceUsage().maxRSS * 1024 });
  } catch (error) {
    if (error instanceof Refusal) {
      await leave({ is: "refused", kind: error.kind, code: error.code, facts: error.facts });
    } else {
      // Where it happened, never what was read.
      const { stack = "" } = error instanceof Error ? error : new Error("unknown");
      await leave({ is: "failed", where: stack.split("\n").slice(1, 8).join("\n") });
    }
  }
}
