// The process that reads somebody's file: it has little memory, little time and nothing else to lose.
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { workTasks } from "#platform/children/work-tasks.ts";
import { answerWorkbook } from "./answer-workbook.ts";
import { packLines, type RosterPiece, type RosterTask } from "./child-messages.ts";
import { decideRoster } from "./decide-roster.ts";

workTasks<RosterTask, RosterPiece>(async (task, pass) => {
  if (task.is === "read") {
    return decideRoster(task.path, task.question, {
      head: (head) => pass({ is: "head", head }),
      lines: (lines, line) => pass({ is: "lines", packed: packLines(lines), line }),
    });
  }
  const answered = await answerWorkbook(task.path, new Map(task.answers));
  await pipeline(answered, createWriteStream(task.output, { mode: 0o600 }));
  return undefined;
});
