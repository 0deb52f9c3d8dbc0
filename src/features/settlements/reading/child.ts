// The process that reads a feed of the medical-insurance side: it has little memory, little time and nothing else to lose.
import { open, readFile } from "node:fs/promises";
import { Refusal } from "#core/refusal.ts";
import { type Pass, workTasks } from "#platform/children/work-tasks.ts";
import { encodingOf } from "#platform/tables/csv.ts";
import { fileLimit, openTable } from "#platform/tables/open-table.ts";
import type { Control } from "../rules/control.ts";
import type { Field } from "../rules/fields.ts";
import type { Fault, Settlement } from "../rules/settlement.ts";
import { columnsOf, controlMark, csvControl, csvLine, jsonLine, type Piece } from "./lines.ts";
import { type FeedAnswer, type FeedTask, mostFaults, mostLines } from "./read-feed.ts";

const pieceSize = 1_000;

workTasks<FeedTask, Settlement[]>(async ({ path }, pass) => {
  const gathering = gather(pass);
  await ((await isJson(path)) ? readJson : readTable)(path, gathering);
  return gathering.end();
});

type Gathering = {
  readonly take: (piece: Piece) => void;
  readonly pause: () => Promise<void>;
  readonly end: () => Promise<FeedAnswer>;
};

function gather(pass: Pass<Settlement[]>): Gathering {
  const settlements: Settlement[] = [];
  const faults: Fault[] = [];
  let control: Control | undefined;
  let [lines, faultCount] = [0, 0];
  return {
    take: (piece) => {
      if (piece.is === "control") {
        control ??= piece.control;
        return;
      }
      if (++lines > mostLines) throw new Refusal("too_large", "feed_too_long", { most: mostLines });
      faultCount += piece.faults.length;
      faults.push(...piece.faults.slice(0, mostFaults - faults.length));
      if (piece.settlement) settlements.push(piece.settlement);
    },
    pause: async () => {
      while (settlements.length >= pieceSize) await pass(settlements.splice(0, pieceSize));
    },
    end: async () => {
      if (lines === 0) throw new Refusal("invalid", "feed_empty");
      if (!control) throw new Refusal("invalid", "feed_control_missing");
      if (settlements.length > 0) await pass(settlements);
      return { control, faults, faultCount };
    },
  };
}

/** A feed of JSON lines begins with a brace; everything else is a table, or says itself what it is. */
async function isJson(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    return /^\uFEFF?\s*\{/.test(buffer.subarray(0, bytesRead).toString("utf8"));
  } finally {
    await file.close();
  }
}

async function readJson(path: string, { take, pause }: Gathering): Promise<void> {
  const bytes = await readFile(path);
  if (bytes.length > fileLimit)
    throw new Refusal("too_large", "file_too_large", { why: "size", limit: "50MB" });
  const decoder = new TextDecoder(encodingOf(bytes));
  for (let [at, line] = [0, 1]; at < bytes.length; line++) {
    const found = bytes.indexOf(10, at);
    const end = found < 0 ? bytes.length : found;
    const text = decoder.decode(bytes.subarray(at, end)).trim();
    at = end + 1;
    if (text !== "") take(jsonLine(line, text));
    if (line % pieceSize === 0) await pause();
  }
}

async function readTable(path: string, { take, pause }: Gathering): Promise<void> {
  const workbook = await openTable(path);
  let places: ReadonlyMap<Field, number> | undefined;
  const [sheet] = workbook.sheets;
  await sheet?.read({
    wanted: "all",
    needsValues: true,
    take: (row) => {
      if (row.first === "") return true;
      const cells = row.cells();
      if (row.first.trim().toLowerCase() === controlMark) take(csvControl(cells));
      else if (places) take(csvLine(row.line, cells, places));
      else {
        const columns = columnsOf(cells);
        if (columns.missing.length > 0)
          throw new Refusal("invalid", "feed_columns_missing", { columns: columns.missing });
        places = columns.places;
      }
      return true;
    },
    pause,
  });
  workbook.close();
}
