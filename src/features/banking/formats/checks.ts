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
export function isNewestFirst(lines: readonly StatementLine[]): boolean {
  const first = lines[0];
  const last = lines.at(-1);
  if (!first || !last) return false;
  if (first.on !== last.on) return first.on > last.on;
  return gaps(lines.toReversed()).length < gaps(lines).length;
}

/** Balances that do not follow from the one before, of lines in the order in which they happened. */
export function gaps(ordered: readonly StatementLine[]): Problem[] {
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
    const page = draft.lines.slice(pageStart, claim.after);
    pageStart = claim.after;
    const spoken = claim.kind === "page_totals" ? [page] : spokenOf(draft.lines, claim.after);
    return (["debit", "credit"] as const).flatMap((direction) => {
      const stated = claim[direction];
      const of = (lines: readonly StatementLine[]) => lines.filter((line) => line.direction === direction);
      const added = sum(of(spoken[0] ?? []).map((line) => line.amount));
      const isRight = spoken.some((lines) => {
        // Some banks write the number of lines where others write their sum.
        const counted = BigInt(of(lines).length) * 100n;
        return stated === counted || stated === sum(of(lines).map((line) => line.amount));
      });
      if (stated === undefined || isRight) return [];
      const facts = { direction, expected: showYuan(added), found: showYuan(stated) };
      return [problem(claim.row, "statement_totals_differ", facts)];
    });
  });
}

/** The lines of which a 合计 may speak: all above it (all below, where it stands first), those of its month, of its day. */
function spokenOf(lines: readonly StatementLine[], after: number): (readonly StatementLine[])[] {
  if (after === 0) return [lines];
  const above = lines.slice(0, after);
  const last = above.at(-1)?.on ?? "";
  const since = (start: string) => above.filter((line) => line.on.startsWith(start));
  return [above, since(last), since(last.slice(0, 7))];
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
