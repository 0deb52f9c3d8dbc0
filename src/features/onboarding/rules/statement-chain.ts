import type { PlainDate } from "#core/dates.ts";
import { type Cents, minus, plus, showYuan } from "#core/money.ts";

/** A statement's line as far as it must hang together with those of other files. */
export type ChainLine = {
  readonly row: number;
  readonly serial: string;
  readonly on: PlainDate;
  readonly direction: "credit" | "debit";
  readonly amount: Cents;
  readonly balance: Cents | undefined;
};

/** A file: its account (where one is known) and its lines, oldest first. */
export type ChainFile = {
  readonly name: string;
  readonly account: string;
  readonly lines: readonly ChainLine[];
};

/** What the bank desk would refuse when the files are taken in one after the other. */
export type ChainProblem = {
  readonly file: string;
  readonly row: number;
  readonly code: "statement_gap" | "statement_line_differs" | "statement_before_first";
  readonly facts: Readonly<Record<string, string | number>>;
};

/**
 * Whether the files of each account follow from one another: lines that two files share say the same, new ones come
 * after all known ones, and the first new balance follows from the last known one.
 */
export function chainProblems(files: readonly ChainFile[]): ChainProblem[] {
  const accounts = new Map<string, { known: Map<string, string>; last: ChainLine | undefined }>();
  return files.flatMap((file) => {
    const account = accounts.get(file.account) ?? { known: new Map<string, string>(), last: undefined };
    accounts.set(file.account, account);
    const problems = problemsOf(file, account.known, account.last);
    for (const line of file.lines) account.known.set(line.serial, contentOf(line));
    account.last = file.lines.at(-1) ?? account.last;
    return problems;
  });
}

const contentOf = ({ on, direction, amount }: ChainLine): string => `${on} ${direction} ${amount}`;

function problemsOf(
  file: ChainFile,
  known: ReadonlyMap<string, string>,
  last: ChainLine | undefined,
): ChainProblem[] {
  const { name } = file;
  const differing = file.lines.find(
    (line) => (known.get(line.serial) ?? contentOf(line)) !== contentOf(line),
  );
  if (differing) {
    const facts = { row: differing.row, serial: differing.serial };
    return [{ file: name, row: differing.row, code: "statement_line_differs", facts }];
  }
  const start = file.lines.findIndex((line) => !known.has(line.serial));
  const first = file.lines[start];
  if (!first || !last) return [];
  const isSlippedIn = file.lines.slice(start).some((line) => known.has(line.serial)) || first.on < last.on;
  if (isSlippedIn) {
    return [{ file: name, row: first.row, code: "statement_before_first", facts: { row: first.row } }];
  }
  if (last.balance === undefined || first.balance === undefined) return [];
  const expected = plus(
    last.balance,
    first.direction === "credit" ? first.amount : minus(0n as Cents, first.amount),
  );
  if (expected === first.balance) return [];
  const difference = minus(first.balance, expected);
  return [
    {
      file: name,
      row: first.row,
      code: "statement_gap",
      facts: {
        row: first.row,
        expected: showYuan(expected),
        found: showYuan(first.balance),
        difference: showYuan((difference < 0n ? -difference : difference) as Cents),
        serial: first.serial,
        after: last.serial,
        afterOn: last.on,
      },
    },
  ];
}

/** The account of a file that names none: the only one that the other files name; undefined where they name several. */
export function accountOfAll(named: readonly (string | undefined)[], unnamed: string): string | undefined {
  const distinct = new Set(
    named.flatMap((account) => (account === undefined ? [] : [account.replace(/[^0-9A-Za-z]/g, "")])),
  );
  if (distinct.size > 1) return undefined;
  return named.find((account) => account !== undefined) ?? unnamed;
}
