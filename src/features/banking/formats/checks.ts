import { type Cents, minus, plus, showYuan, sum } from "#core/money.ts";
import {
  type Claim,
  type Draft,
  type Problem,
  problem,
  type Reading,
  type StatementLine,
} from "./statement.ts";

const moved = (line: StatementLine): Cents =>
  line.direction === "credit" ? line.amount : (-line.amount as Cents);

/**
 * Checks what every layout must keep: each balance follows from the one before, the file's own sums are
 * right, there is at least one line. All that is wrong is said at once, with its row.
 */
export function checked(draft: Draft, format: string): Reading {
  const problems = [...draft.problems];
  if (problems.length === 0 && draft.lines.length === 0) problems.push(problem(0, "statement_no_lines"));
  // Lines that could not be read would make every balance after them look wrong.
  const newestFirst = isNewestFirst(draft.lines);
  const ordered = newestFirst ? draft.lines.toReversed() : draft.lines;
  const opening = openingOf(ordered, draft.claims);
  const closing = ordered.at(-1)?.balance ?? draft.claims.find((claim) => claim.kind === "closing")?.balance;
  if (problems.length === 0) {
    problems.push(...gaps(ordered), ...wrongTotals(draft), ...wrongEnds(draft.claims, opening, ordered));
  }
  if (problems.length > 0) return { outcome: "refused", problems };
  const { account, holder, lines } = draft;
  return { outcome: "read", format, statement: { account, holder, lines, newestFirst, opening, closing } };
}

/** The lines as they happened, oldest first. */
export const chronological = (statement: {
  readonly lines: readonly StatementLine[];
  readonly newestFirst: boolean;
}): readonly StatementLine[] => (statement.newestFirst ? statement.lines.toReversed() : statement.lines);

/** By the days where they differ, else by which direction lets the balances follow. */
function isNewestFirst(lines: readonly StatementLine[]): boolean {
  const first = lines[0];
  const last = lines.at(-1);
  if (!first || !last) return false;
  if (first.on !== last.on) return first.on > last.on;
  return gaps(lines.toReversed()).length < gaps(lines).length;
}

function gaps(ordered: readonly StatementLine[]): Problem[] {
  const found: Problem[] = [];
  let before: Cents | undefined;
  for (const line of ordered) {
    if (before !== undefined && line.balance !== undefined) {
      const expected = plus(before, moved(line));
      if (expected !== line.balance) {
        const difference = minus(line.balance, expected);
        found.push(
          problem(line.row, "statement_gap", {
            expected: showYuan(expected),
            found: showYuan(line.balance),
            difference: showYuan((difference < 0n ? -difference : difference) as Cents),
            serial: line.serial,
          }),
        );
      }
    }
    before = line.balance ?? (before === undefined ? undefined : plus(before, moved(line)));
  }
  return found;
}

/** First balance less what the first line did; or what the file states. */
function openingOf(ordered: readonly StatementLine[], claims: readonly Claim[]): Cents | undefined {
  const first = ordered[0];
  if (first?.balance !== undefined) return minus(first.balance, moved(first));
  return claims.find((claim) => claim.kind === "opening")?.balance;
}

function wrongTotals(draft: Draft): Problem[] {
  let pageStart = 0;
  return draft.claims.flatMap((claim) => {
    if (claim.kind !== "totals" && claim.kind !== "page_totals") return [];
    const above = draft.lines.slice(claim.kind === "page_totals" ? pageStart : 0, claim.after);
    // 合计 above the lines speaks of those below it.
    const lines = claim.kind === "totals" && claim.after === 0 ? draft.lines : above;
    pageStart = claim.after;
    return (["debit", "credit"] as const).flatMap((direction) => {
      const stated = claim[direction];
      const added = sum(lines.filter((line) => line.direction === direction).map((line) => line.amount));
      // Some banks write the number of lines where others write their sum.
      const counted = BigInt(lines.filter((line) => line.direction === direction).length) * 100n;
      if (stated === undefined || stated === added || stated === counted) return [];
      const facts = { direction, expected: showYuan(added), found: showYuan(stated) };
      return [problem(claim.row, "statement_totals_differ", facts)];
    });
  });
}

function wrongEnds(
  claims: readonly Claim[],
  opening: Cents | undefined,
  ordered: readonly StatementLine[],
): Problem[] {
  const closing =
    ordered.at(-1)?.balance ?? (opening === undefined ? undefined : plus(opening, sum(ordered.map(moved))));
  return claims.flatMap((claim) => {
    const worked = claim.kind === "opening" ? opening : claim.kind === "closing" ? closing : undefined;
    if (worked === undefined || claim.balance === undefined || claim.balance === worked) return [];
    const facts = { end: claim.kind, expected: showYuan(worked), found: showYuan(claim.balance) };
    return [problem(claim.row, "statement_ends_differ", facts)];
  });
}
