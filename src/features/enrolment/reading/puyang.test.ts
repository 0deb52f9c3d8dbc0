import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { alsoOf, codeOf, type DecidedLine } from "../rules/decide-line.ts";
import { decideRoster } from "./decide-roster.ts";

type Expected = {
  readonly rows: number;
  readonly accepted: number;
  readonly review: number;
  readonly rejected: number;
  readonly not_accepted: readonly { line: number; outcome: string; codes: string[]; also?: string[] }[];
  readonly warnings: readonly { line: number; codes: string[] }[];
};

const expected = JSON.parse(readFileSync("tests/fixtures/puyang-expected/rosters.json", "utf8"))
  .rosters as Record<string, Expected>;
const [, ...batches] = readFileSync("demo/puyang/batches.csv", "utf8").trim().split(/\r?\n/);
const batchesOf = new Map<string, number>();
const cases = batches.map((row) => {
  const [, unit = "", file = "", , coverFrom = ""] = row.split(",");
  const nth = (batchesOf.get(unit) ?? 0) + 1;
  batchesOf.set(unit, nth);
  return [nth === 1 ? unit : `${unit}#${nth}`, file, coverFrom] as const;
});

// What the file alone cannot know, the city would: these lines are checked without that code.
const isCovered = ({ codes }: { codes: string[] }) => codes.includes("already_covered");

describe("the demo city's rosters give the answers worked out for them", () => {
  test.each(cases)("%s (%s)", async (batch, file, coverFrom) => {
    const lines: DecidedLine[] = [];
    const counts = await decideRoster(
      `demo/puyang/rosters/${file}`,
      { today: plainDate("2025-03-01"), coverFrom: plainDate(coverFrom) },
      { head: () => {}, lines: (more) => void lines.push(...more) },
    );
    const answer = expected[batch];
    if (!answer) throw new Error(`No answer for ${batch}.`);
    const covered = new Set(answer.not_accepted.filter(isCovered).map(({ line }) => line));
    expect(counts.rows).toBe(answer.rows);
    expect(
      lines
        .filter(({ outcome, line }) => outcome !== "accepted" && !covered.has(line))
        .map((line) => ({
          line: line.line,
          outcome: line.outcome,
          codes: [codeOf(line)],
          also: alsoOf(line),
        })),
    ).toEqual(
      answer.not_accepted
        .filter((line) => !isCovered(line))
        .map((line) => ({ ...line, also: line.also ?? [] })),
    );
    expect(
      lines
        .filter(({ warnings, line }) => warnings.length > 0 && !covered.has(line))
        .map(({ line, warnings }) => ({ line, codes: [...warnings] })),
    ).toEqual(answer.warnings);
  });
});
