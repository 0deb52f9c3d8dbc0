import type { CsvRow } from "#core/csv.ts";
import type { PlainDate } from "#core/dates.ts";
import { type Cents, cents } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { checkRule, type FundingRule, type RuleShare } from "#features/funding/rules/index.ts";
import {
  dateIn,
  type Fault,
  type FaultCode,
  type Finder,
  finderOf,
  hasAll,
  rowsOf,
  wholeNumber,
} from "./fault.ts";

export const fundingFile = "funding.csv";

/**
 * The rule of one category from a day on, as `funding.csv` says it: for the plan of its column `plan`, else for whichever
 * plan the batches name.
 */
export type FolderRule = Pick<FundingRule, "category" | "validFrom" | "shares"> & {
  readonly line: number;
  readonly plan: string | undefined;
};

export const isFor = (rule: Pick<FolderRule, "plan">, plan: string): boolean =>
  rule.plan === undefined || rule.plan === plan;

const categories = ["municipal", "county", "all"];

/** The rules of `funding.csv`, its rows gathered by category and day. */
export function readFunding(text: string): {
  readonly rules: readonly FolderRule[];
  readonly faults: readonly Fault[];
} {
  const finder = finderOf(fundingFile);
  const rules = new Map<string, FolderRule>();
  for (const row of rowsOf(text, ["payer", "cents", "valid_from"], finder)) {
    const category = row.get("category") || "all";
    if (!categories.includes(category)) finder.add(row.line, "category_unknown", { value: category });
    const share = shareIn(row, finder);
    const validFrom = row.get("valid_from") === "" ? undefined : dateIn(row, "valid_from", finder);
    if (!share || !validFrom) continue;
    const plan = row.get("plan") || undefined;
    const key = `${plan} ${category} ${validFrom}`;
    const rule = rules.get(key) ?? { line: row.line, plan, category, validFrom, shares: [] };
    rules.set(key, { ...rule, shares: [...rule.shares, share] });
  }
  return { rules: [...rules.values()].map(withOwnShare), faults: finder.faults };
}

const payers = ["own", "unit", "member", "county_union", "city_union"] as const;

function shareIn(row: CsvRow, finder: Finder): RuleShare | undefined {
  const isWhole = hasAll(row, ["payer", "cents", "valid_from"], finder);
  const payer = payers.find((known) => known === row.get("payer"));
  if (!payer && row.get("payer") !== "") finder.add(row.line, "payer_unknown", { value: row.get("payer") });
  const amount = wholeNumber(row.get("cents"));
  if (row.get("cents") !== "" && !amount) finder.add(row.line, "cents_odd", { value: row.get("cents") });
  const mode = row.get("mode") || "direct_pool";
  if (mode !== "direct_pool" && mode !== "reimburse_unit")
    finder.add(row.line, "mode_unknown", { value: mode });
  if (!isWhole || !payer || !amount || (mode !== "direct_pool" && mode !== "reimburse_unit"))
    return undefined;
  return { payer, cents: cents(amount), mode };
}

/** `unit` alone is the unit's own share: whether the unit or its members bear it, `organisations.csv` says. */
function withOwnShare(rule: FolderRule): FolderRule {
  const isSplit = rule.shares.some((share) => share.payer === "member" || share.payer === "own");
  if (isSplit) return rule;
  return {
    ...rule,
    shares: rule.shares.map((share) => (share.payer === "unit" ? { ...share, payer: "own" } : share)),
  };
}

const codes: Readonly<Record<string, FaultCode>> = {
  shares_do_not_add_up: "rule_not_adding_up",
  payer_asked_twice: "rule_payer_twice",
  own_share_not_paid_back: "rule_own_paid_back",
};

/** What funding would refuse of a rule that is to hold at this price: told before anything is stored. */
export function ruleFaults(
  rule: FolderRule,
  plan: { readonly code: string; readonly version: string },
  price: Cents,
): readonly Fault[] {
  try {
    checkRule({ ...rule, planCode: plan.code, planVersion: plan.version }, price);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    const facts = Object.fromEntries(
      Object.entries(thrown.facts).filter(
        (fact): fact is [string, string | number] => typeof fact[1] !== "object",
      ),
    );
    const code = codes[thrown.code];
    if (!code) throw thrown;
    return [{ file: fundingFile, line: rule.line, code, facts: { ...facts, plan: plan.code } }];
  }
}

/** The first day on which a rule of the folder matters: its own, or that of the first cover under it. */
export const firstUse = (rule: Pick<FolderRule, "validFrom">, covers: readonly PlainDate[]): PlainDate =>
  covers.filter((day) => day >= rule.validFrom).sort()[0] ?? rule.validFrom;
