import type { CsvRow } from "#core/csv.ts";
import type { PlainMonth } from "#core/dates.ts";
import { monthIn } from "./batches-file.ts";
import { type Fault, type Finder, finderOf, hasAll, rowsOf } from "./fault.ts";
import type { FolderOrganisation } from "./organisations-file.ts";

export const bankDecisionsFile = "bank-decisions.csv";

export const bankKinds = [
  "unit_share",
  "subsidy",
  "remittance",
  "reimbursement",
  "donation",
  "interest",
  "bank_fee",
  "returned",
  "unmatched",
] as const;
export type BankKind = (typeof bankKinds)[number];

/** What a person says of one bank line: asked only where the matcher left the line to a person. */
export type BankAnswer = {
  readonly line: number;
  readonly no: string;
  readonly kind: BankKind;
  readonly units: readonly string[];
  /** `city_union` or `county_union:<code>`. */
  readonly payer: string | undefined;
  readonly month: PlainMonth | undefined;
};

export function readBankDecisions(
  text: string,
  organisations: ReadonlyMap<string, FolderOrganisation>,
): { readonly answers: readonly BankAnswer[]; readonly faults: readonly Fault[] } {
  const finder = finderOf(bankDecisionsFile);
  const answers = rowsOf(text, ["no", "kind"], finder).flatMap(
    (row) => answerIn(row, organisations, finder) ?? [],
  );
  const seen = new Map<string, number>();
  for (const { no, line } of answers) {
    const first = seen.get(no);
    if (first !== undefined) finder.add(line, "decision_twice", { value: no, first });
    else seen.set(no, line);
  }
  return { answers, faults: finder.faults };
}

function answerIn(
  row: CsvRow,
  organisations: ReadonlyMap<string, FolderOrganisation>,
  finder: Finder,
): BankAnswer | undefined {
  const isWhole = hasAll(row, ["no", "kind"], finder);
  const kind = bankKinds.find((known) => known === row.get("kind"));
  if (!kind && row.get("kind") !== "") finder.add(row.line, "bank_kind_unknown", { value: row.get("kind") });
  const units = row
    .get("unit")
    .split(/[+;、]/)
    .map((code) => code.trim())
    .filter((code) => code !== "");
  if ((kind === "unit_share" || kind === "reimbursement") && units.length === 0)
    finder.add(row.line, "cell_missing", { column: "unit" });
  for (const value of units) if (!organisations.has(value)) finder.add(row.line, "unit_unknown", { value });
  const payer = row.get("payer") || undefined;
  if (kind === "subsidy" && !isUnion(payer, organisations))
    finder.add(row.line, "subsidy_payer_odd", { value: payer ?? "" });
  const needsMonth = kind === "subsidy" || kind === "remittance";
  const month = row.get("month") !== "" || needsMonth ? monthIn(row, "month", finder) : undefined;
  if (!isWhole || !kind || (needsMonth && !month)) return undefined;
  return { line: row.line, no: row.get("no"), kind, units, payer, month };
}

function isUnion(payer: string | undefined, organisations: ReadonlyMap<string, FolderOrganisation>): boolean {
  if (payer === "city_union") return true;
  const code = payer?.startsWith("county_union:") ? payer.slice("county_union:".length) : undefined;
  return code !== undefined && organisations.get(code)?.kind === "county_union";
}
