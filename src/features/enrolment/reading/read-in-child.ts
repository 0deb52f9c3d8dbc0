import { assert } from "#core/refusal.ts";
import { askChild, type ChildOptions } from "#platform/children/ask-child.ts";
import type { LineAnswer } from "./answer-workbook.ts";
import { type RosterPiece, type RosterTask, unpackLines } from "./child-messages.ts";
import type { RosterCounts, RosterHead, RosterQuestion, RosterSink } from "./decide-roster.ts";

export type RosterRead = { readonly head: RosterHead; readonly counts: RosterCounts };

const program = new URL("./child.ts", import.meta.url);

/**
 * Reads and decides a roster in a process of its own. The lines come as plain values, some 2,000 at a time; the child
 * waits while `sink.lines` is busy.
 *
 * Refuses `no_header`, `file_encrypted`, `file_unreadable`, `file_too_large` – before any line has come, except that
 * a file may turn out too large or broken while it is read: keep what came only once this has answered.
 */
export async function readRoster(
  path: string,
  question: RosterQuestion,
  sink: RosterSink,
  options: ChildOptions = {},
): Promise<RosterRead> {
  let head: RosterHead | undefined;
  const take = async (piece: RosterPiece) => {
    if (piece.is === "lines") return sink.lines(unpackLines(piece.packed), piece.line);
    head = piece.head;
    await sink.head(piece.head);
  };
  const task: RosterTask = { is: "read", path, question };
  const counts = await askChild<RosterCounts, RosterPiece>(program, task, take, options);
  assert(head, "a roster that was read has a head");
  return { head, counts };
}

/**
 * Writes the person's own table with the answers beside its lines to `output`, in a process of its own. `answers`
 * holds the lines with something to say; all others are accepted.
 */
export async function writeAnswerWorkbook(
  path: string,
  answers: ReadonlyMap<number, LineAnswer>,
  output: string,
  options: ChildOptions = {},
): Promise<void> {
  const task: RosterTask = { is: "answer", path, output, answers: [...answers] };
  await askChild(program, task, () => {}, options);
}
