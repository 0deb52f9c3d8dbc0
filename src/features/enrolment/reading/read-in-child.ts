import type { ChildProcess } from "node:child_process";
import { type FromChild, type LastWord, type ToChild, unpackLines } from "./child-messages.ts";
import type { RosterCounts, RosterHead, RosterQuestion, RosterSink } from "./decide-roster.ts";
import { failureOf, inChild, type ReadingOptions, type TaskEnd, tooLarge } from "./start-child.ts";

export type RosterRead = {
  readonly head: RosterHead;
  readonly counts: RosterCounts;
  /** The most memory that the child has held so far. */
  readonly peakBytes: number;
};

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
  return inChild(options, (child, { memoryBytes, quietSeconds }) => {
    child.send({ is: "read", path, question, memoryLimit: memoryBytes } satisfies ToChild);
    return listen(child, sink, quietSeconds);
  });
}

/** Follows the child to its end. Batches are dealt with one after the other, in the order in which they came. */
function listen(child: ChildProcess, sink: RosterSink, quietSeconds: number): Promise<TaskEnd<RosterRead>> {
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
          } else settle(() => resolve({ answer: answerOf(message, head), stays: message.stays }));
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

const answerOf = (word: LastWord, head: RosterHead | undefined): RosterRead | Error =>
  word.is === "done" && head ? { head, counts: word.counts, peakBytes: word.peakBytes } : failureOf(word);
