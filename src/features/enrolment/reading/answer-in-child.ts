import type { LineAnswer } from "./answer-workbook.ts";
import type { FromChild, ToChild } from "./child-messages.ts";
import { failureOf, inChild, type ReadingOptions, tooLarge } from "./start-child.ts";

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
    return new Promise((resolve, reject) => {
      child.once("message", (message: FromChild) =>
        message.is === "written" ? resolve() : reject(failureOf(message)),
      );
      child.once("error", reject);
      child.once("exit", () => reject(tooLarge("memory")));
    });
  });
}
