import { exceptionsFile, type FolderBatch, type FolderException } from "./batches-file.ts";
import type { Fault, FaultCode } from "./fault.ts";

/** A line of a roster as far as an exception must know it. */
export type ReadLine = { readonly line: number; readonly idNumber: string; readonly outcome: string };

/** An exception and the batch it belongs to. */
export type Assigned = { readonly exception: FolderException; readonly batch: FolderBatch };

/**
 * Finds for each exception the batch and the line it speaks of: its unit, its line, and the line's own number. Anything
 * else is a fault: a decision must never fall on another person.
 */
export function assignExceptions(
  exceptions: readonly FolderException[],
  batches: readonly FolderBatch[],
  lineOf: (batch: FolderBatch, line: number) => ReadLine | undefined,
): { readonly assigned: readonly Assigned[]; readonly faults: readonly Fault[] } {
  const assigned: Assigned[] = [];
  const faults: Fault[] = [];
  for (const exception of exceptions) {
    const { unit, rosterLine, file, idNumber } = exception;
    const fault = (code: FaultCode) =>
      faults.push({
        file: exceptionsFile,
        line: exception.line,
        code,
        facts: { unit, place: rosterLine },
      });
    const candidates = batches.filter((batch) => batch.unit === unit && (!file || batch.file === file));
    const lines = candidates.flatMap((batch) => {
      const line = lineOf(batch, rosterLine);
      return line ? [{ batch, line }] : [];
    });
    const same = lines.filter(({ line }) => isSameNumber(line.idNumber, idNumber));
    // The same roster line sent again in a second batch: the one under review is meant.
    const inReview = same.filter(({ line }) => line.outcome === "review");
    const [found, second] = inReview.length > 0 ? inReview : same;
    if (lines.length === 0) fault("exception_line_unknown");
    else if (!found) fault("exception_number_differs");
    else if (second) fault("exception_file_ambiguous");
    else assigned.push({ exception, batch: found.batch });
  }
  return { assigned, faults };
}

const isSameNumber = (a: string, b: string): boolean => evened(a) === evened(b);
const evened = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\s'’]/gu, "")
    .toUpperCase();
