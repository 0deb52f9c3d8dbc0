import type { LineAnswer } from "./answer-workbook.ts";
import type { LastWord, ToChild } from "./child-messages.ts";
import { failureOf, inChild, type ReadingOptions, type TaskEnd, tooLarge } from "./start-child.ts";

/**
 * Writes the person's own table with the answers beside its lines to `output`, in a process of its own. `answers`
 * holds the lines with something to say; all others are accepted.
 */
export function writeAnswerWorkbook(
  path: string,
  answers: ReadonlyMap<number, LineAnswer>,
  output: string,
  options: ReadingOptions = {},
): Promise<void> {
  return inChild(options, (child, { memoryBytes }) => {
    const task: ToChild = { is: "answer", path, output, answers: [...answers], memoryLimit: memoryBytes };
    child.send(task);
    return new Promise<TaskEnd<void>>((resolve, reject) => {
      child.once("message", (word: LastWord) =>
        resolve({ answer: word.is === "written" ? undefined : failureOf(word), stays: word.stays }),
      );
      child.once("error", reject);
      child.once("exit", () => reject(tooLarge("memory")));
    });
  });
}
