import type { PlainDate } from "#core/dates.ts";
import { type DecidedLine, type Finding, lineCodes, outcomeOf } from "./decide-line.ts";

/** A cover in force that overlaps the one asked for: only the city's records know it. */
export type StandingCover = {
  /** The unit's name; empty where the one who asks may not see that unit. */
  readonly unit: string;
  readonly sameUnit: boolean;
  readonly from: PlainDate;
  readonly until: PlainDate;
  /** False where another name is on record there. */
  readonly sameName: boolean;
};

/** Whether a line's number can stand for somebody: only then is it worth asking whether they are covered. */
export const hasSoundNumber = (line: DecidedLine): boolean =>
  line.bornOn !== undefined ||
  (line.otherPapers !== "" &&
    line.idNumber !== "" &&
    !line.findings.some(({ code }) => code === "id_precision_lost"));

/**
 * The same line, knowing that cover stands: `already_covered` takes its place among the codes. Warnings are for
 * accepted lines only, so they go when the line is rejected.
 */
export function judgeCover(line: DecidedLine, standing: StandingCover | undefined): DecidedLine {
  if (!standing || !hasSoundNumber(line) || line.findings.some(isAlreadyCovered)) return line;
  const finding: Finding = { code: "already_covered", facts: { ...standing } };
  const findings = [...line.findings.map(sharesTheFate), finding].sort(
    (a, b) => lineCodes.indexOf(a.code) - lineCodes.indexOf(b.code),
  );
  return { ...line, findings, outcome: outcomeOf(findings), warnings: [] };
}

const isAlreadyCovered = ({ code }: Finding): boolean => code === "already_covered";

/** The earlier line of a duplicate has the same number, so it is rejected for the same cover. */
const sharesTheFate = (finding: Finding): Finding =>
  finding.code === "duplicate_in_file"
    ? { ...finding, facts: { ...finding.facts, earlierOutcome: "rejected" } }
    : finding;
