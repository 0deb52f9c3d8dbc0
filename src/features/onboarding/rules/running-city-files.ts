import { type PlainDate, plainDate } from "#core/dates.ts";
import { type Cents, cents } from "#core/money.ts";
import { numberFaults } from "#features/enrolment/rules/index.ts";
import { accountCodes, accounts } from "#features/ledger/rules/index.ts";
import { dateIn, type Fault, finderOf, hasAll, rowsOf, wholeNumber } from "./fault.ts";
import { type FolderOrganisation, mayEnrol } from "./organisations-file.ts";

export const coversFile = "covers.csv";
export const openingFile = "opening.csv";

/** A cover that is already in force when the city joins. */
export type FolderCover = {
  readonly line: number;
  readonly unit: string;
  readonly name: string;
  readonly idNumber: string;
  readonly plan: string;
  readonly coverFrom: PlainDate;
  /** The first day that is not covered any more. */
  readonly coverUntil: PlainDate;
};

/** What an account holds for one fund at the end of a day, before the first statement of the folder. */
export type FolderBalance = {
  readonly line: number;
  readonly account: string;
  readonly fund: string;
  readonly cents: Cents;
  readonly on: PlainDate;
};

export function readCovers(
  text: string,
  organisations: ReadonlyMap<string, FolderOrganisation>,
): { readonly covers: readonly FolderCover[]; readonly faults: readonly Fault[] } {
  const finder = finderOf(coversFile);
  const needed = ["unit", "name", "id_number", "plan", "cover_from", "cover_until"];
  const covers = rowsOf(text, needed, finder).flatMap((row): FolderCover[] => {
    const isWhole = hasAll(row, needed, finder);
    const unit = organisations.get(row.get("unit"));
    if (!unit && row.get("unit") !== "") finder.add(row.line, "unit_unknown", { value: row.get("unit") });
    if (unit && !mayEnrol(unit.kind)) finder.add(row.line, "unit_not_a_unit", { value: unit.code });
    const idNumber = row.get("id_number").toUpperCase();
    if (idNumber !== "" && numberFaults(idNumber, latest).length > 0) finder.add(row.line, "id_number_odd");
    if (!isWhole) return [];
    const coverFrom = dateIn(row, "cover_from", finder);
    const coverUntil = dateIn(row, "cover_until", finder);
    if (!coverFrom || !coverUntil || !unit) return [];
    if (coverUntil <= coverFrom) finder.add(row.line, "dates_reversed");
    const { line } = row;
    return [
      {
        line,
        unit: unit.code,
        name: row.get("name"),
        idNumber,
        plan: row.get("plan"),
        coverFrom,
        coverUntil,
      },
    ];
  });
  for (const { line } of overlapping(covers)) finder.add(line, "cover_twice");
  return { covers, faults: finder.faults };
}

/** A birth date is judged against the day of the load elsewhere; here it must merely be one. */
const latest = plainDate("2999-12-31");

/** Covers that begin before an earlier one of the same person and plan has ended. */
function overlapping(covers: readonly FolderCover[]): FolderCover[] {
  const inOrder = covers.toSorted((a, b) =>
    a.coverFrom < b.coverFrom ? -1 : a.coverFrom > b.coverFrom ? 1 : 0,
  );
  const ends = new Map<string, PlainDate>();
  return inOrder.filter(({ idNumber, plan, coverFrom, coverUntil }) => {
    const key = `${plan} ${idNumber}`;
    const before = ends.get(key);
    ends.set(key, before !== undefined && before > coverUntil ? before : coverUntil);
    return before !== undefined && coverFrom < before;
  });
}

/** The funds that a city may hold inside its bank account, by the ledger's names. */
const funds: readonly string[] = accountCodes.filter((code) => accounts[code] === "fund");

export function readOpening(text: string): {
  readonly balances: readonly FolderBalance[];
  readonly faults: readonly Fault[];
} {
  const finder = finderOf(openingFile);
  const needed = ["account", "fund", "cents", "date"];
  const balances = rowsOf(text, needed, finder).flatMap((row): FolderBalance[] => {
    if (!hasAll(row, needed, finder)) return [];
    const account = row.get("account");
    const fund = row.get("fund");
    if (!funds.includes(fund)) finder.add(row.line, "fund_unknown", { value: fund, known: funds.join("、") });
    const amount = wholeNumber(row.get("cents"));
    if (amount === undefined) finder.add(row.line, "cents_odd", { value: row.get("cents") });
    const on = dateIn(row, "date", finder);
    if (amount === undefined || !on) return [];
    return [{ line: row.line, account, fund, cents: cents(amount), on }];
  });
  return { balances, faults: finder.faults };
}
