import type { PlainDate } from "#core/dates.ts";
import type { DecidedLine, Finding, Outcome, WarningCode } from "../rules/decide-line.ts";
import type { Post } from "../rules/retirement.ts";
import type { LineAnswer } from "./answer-workbook.ts";
import type { RosterHead, RosterQuestion } from "./decide-roster.ts";

/** What the reading child is asked for. */
export type RosterTask =
  | { readonly is: "read"; readonly path: string; readonly question: RosterQuestion }
  /** Writes the answered table to `output`. */
  | {
      readonly is: "answer";
      readonly path: string;
      readonly output: string;
      readonly answers: readonly (readonly [number, LineAnswer])[];
    };

/** What it tells of a roster while it reads; at the end it answers the counts. */
export type RosterPiece =
  | { readonly is: "head"; readonly head: RosterHead }
  | { readonly is: "lines"; readonly packed: readonly string[]; readonly line: number };

// Lines travel as text, field by field: as objects, writing and reading them would cost a third of the whole time.
// No field can hold the separator (DEL, which JSON need not escape): normalised text has no control characters.
const fieldEnd = "\u007f";

export const packLines = (lines: readonly DecidedLine[]): string[] => lines.map(packLine);

function packLine(line: DecidedLine): string {
  const { findings, warnings, remark } = line;
  const said = [
    line.line,
    line.outcome,
    line.name,
    line.idNumber,
    line.otherPapers,
    line.sex ?? "",
    line.bornOn ?? "",
    line.post ?? "",
    line.phone,
    line.card,
    remark.includes(fieldEnd) ? remark.replaceAll(fieldEnd, "") : remark,
    warnings.join(" "),
    findings.length > 0 ? JSON.stringify(findings) : "",
  ];
  return said.join(fieldEnd);
}

export const unpackLines = (packed: readonly string[]): DecidedLine[] => packed.map(unpackLine);

function unpackLine(packed: string): DecidedLine {
  const [
    line,
    outcome,
    name = "",
    idNumber = "",
    otherPapers = "",
    sex,
    bornOn,
    post,
    phone = "",
    card = "",
    ...rest
  ] = packed.split(fieldEnd);
  const [remark = "", warnings = "", findings = ""] = rest;
  return {
    line: Number(line),
    outcome: outcome as Outcome,
    findings: findings === "" ? [] : (JSON.parse(findings) as Finding[]),
    warnings: warnings === "" ? [] : (warnings.split(" ") as WarningCode[]),
    name,
    idNumber,
    otherPapers,
    sex: (sex || undefined) as "male" | "female" | undefined,
    bornOn: (bornOn || undefined) as PlainDate | undefined,
    post: (post || undefined) as Post | undefined,
    phone,
    card,
    remark,
  };
}
