import { stat } from "node:fs/promises";
import { join } from "node:path";
import { firstOf } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { type DecidedLine, enrolmentTexts, type RosterRead, readRoster } from "#features/enrolment/index.ts";
import { platformTexts } from "#platform/text.ts";
import { batchesFile, type FolderBatch, type FolderException } from "../rules/batches-file.ts";
import type { ReadLine } from "../rules/exceptions.ts";
import type { Fault } from "../rules/fault.ts";
import { hashOf } from "./read-folder.ts";

/** A roster that was read and not stored yet. */
export type ShelvedRoster = {
  readonly file: {
    readonly path: string;
    readonly name: string;
    readonly bytes: number;
    readonly sha256: string;
  };
  readonly read: RosterRead;
  readonly lines: readonly DecidedLine[];
};

/** Somebody whom a roster names and nothing speaks against. */
export type AcceptedLine = Pick<DecidedLine, "line" | "name" | "idNumber">;

/** Beyond this many lines a roster is read a second time when its turn comes, instead of being kept. */
const mostKept = 100_000;

/** At the same time: one for each core of a small machine. */
const readers = 2;

/**
 * Reads rosters ahead, outside any transaction, each in a process of its own. Those that are small are kept until they
 * are stored; of all, the lines are kept that an exception speaks of.
 */
export class RosterShelf {
  private readonly folder: string;
  private readonly kept = new Map<number, ShelvedRoster>();
  private readonly spoken = new Map<number, Map<number, ReadLine>>();
  private keptLines = 0;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Reads all of them; answers what is wrong with their files. */
  async fill(
    batches: readonly FolderBatch[],
    exceptions: readonly FolderException[],
    tell: (done: number) => void,
  ): Promise<Fault[]> {
    const faults: Fault[] = [];
    const waiting = [...batches];
    let done = 0;
    const work = async () => {
      for (let batch = waiting.shift(); batch; batch = waiting.shift()) {
        const { unit } = batch;
        const wanted = exceptions.filter((each) => each.unit === unit).map((each) => each.rosterLine);
        await this.readOne(batch, new Set(wanted)).catch((thrown) => {
          if (!(thrown instanceof Refusal)) throw thrown;
          faults.push(refusedRoster(batch as FolderBatch, thrown));
        });
        done += 1;
        tell(done);
      }
    };
    await Promise.all(Array.from({ length: readers }, work));
    return faults.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  }

  lineOf(batch: FolderBatch, line: number): ReadLine | undefined {
    return this.spoken.get(batch.order)?.get(line);
  }

  /** Who is accepted without a remark, while the roster is on the shelf. */
  acceptedOf(batch: FolderBatch): readonly AcceptedLine[] {
    return (this.kept.get(batch.order)?.lines ?? []).filter(
      ({ outcome, warnings, otherPapers }) =>
        outcome === "accepted" && warnings.length === 0 && otherPapers === "",
    );
  }

  /** The roster, taken off the shelf; read again where it was too large to be kept. */
  async take(batch: FolderBatch): Promise<ShelvedRoster> {
    const kept = this.kept.get(batch.order) ?? (await this.read(batch));
    this.kept.delete(batch.order);
    return kept;
  }

  private async readOne(batch: FolderBatch, wanted: ReadonlySet<number>): Promise<void> {
    const roster = await this.read(batch);
    const spoken = roster.lines.filter(({ line }) => wanted.has(line));
    this.spoken.set(
      batch.order,
      new Map(spoken.map(({ line, idNumber, outcome }) => [line, { line, idNumber, outcome }])),
    );
    if (this.keptLines + roster.lines.length > mostKept) return;
    this.keptLines += roster.lines.length;
    this.kept.set(batch.order, roster);
  }

  private async read(batch: FolderBatch): Promise<ShelvedRoster> {
    const lines: DecidedLine[] = [];
    const path = join(this.folder, "rosters", batch.file);
    const { size } = await stat(path);
    if (size > mostBytes) throw new Refusal("too_large", "file_too_large", { why: "bytes", limit: "50MB" });
    const question = { coverFrom: batch.coverFrom, today: firstOf(batch.settlementMonth) };
    const sink = { head: () => undefined, lines: (more: readonly DecidedLine[]) => void lines.push(...more) };
    const read = await readRoster(path, question, sink);
    const sha256 = await hashOf(path);
    return { file: { path, name: batch.file, bytes: size, sha256 }, read, lines };
  }
}

const mostBytes = 50 * 1024 * 1024;

function refusedRoster(batch: FolderBatch, { code, facts }: Refusal): Fault {
  const said = { ...platformTexts, ...enrolmentTexts }[code]?.(facts);
  const why = said ? `${said.title}。${said.detail}` : code;
  return { file: batchesFile, line: batch.line, code: "roster_refused", facts: { value: batch.file, why } };
}
