import type { Cents } from "#core/money.ts";
import type { Book, Evidence, Line, OpenItem } from "./book.ts";
import { monthsIn } from "./names.ts";
import type { OpenReason, RuleReason } from "./verdict.ts";

export type Found = { readonly items: readonly OpenItem[]; readonly reason: RuleReason };
type Option = { readonly organisationId: string; readonly items: readonly OpenItem[] };

/** Steps 1 to 3: code, account, name; each with exactly the open amount, and nothing that speaks against it. */
export function findExact(book: Book, line: Line, evidence: Evidence): Found | OpenReason | undefined {
  for (const step of ["code", "account", "name"] as const) {
    const options = optionsOf(book, evidence[step], line.amount);
    if (options.length === 0) continue;
    const option = narrow(options, line, evidence, step);
    if (!option) {
      const payers = new Set(options.map((each) => each.organisationId));
      return payers.size > 1 ? "several_payers" : "several_bills";
    }
    const against = contradiction(book, line, evidence, step, option);
    if (against) return against;
    return { items: option.items, reason: `${step}_and_amount` };
  }
  return undefined;
}

/** What the amount would pay in full: one open item, or all open bills of one unit together. */
export function optionsOf(book: Book, organisations: ReadonlySet<string>, amount: Cents): Option[] {
  return [...organisations].flatMap((organisationId) => {
    const single = book.itemsOwing(organisationId, amount).map((item) => ({ organisationId, items: [item] }));
    const together = book.billsTogether(organisationId, amount);
    return together.length > 0 ? [...single, { organisationId, items: together }] : single;
  });
}

/** Of several options the one that the other evidence points to, or the one of the month that the memo names. */
function narrow(
  options: readonly Option[],
  line: Line,
  evidence: Evidence,
  step: "code" | "account" | "name",
): Option | undefined {
  if (options.length === 1) return options[0];
  const ways =
    step === "code" ? [evidence.account, evidence.name] : step === "account" ? [evidence.name] : [];
  let left = options;
  for (const way of ways) {
    const both = left.filter((option) => way.has(option.organisationId));
    if (both.length > 0) left = both;
  }
  if (left.length === 1) return left[0];
  const months = monthsIn(line.memo);
  const named = left.filter((option) => option.items.every((item) => months.includes(item.month)));
  return named.length === 1 ? named[0] : undefined;
}

/** Whether the line also speaks of somebody else: another code, another unit in the memo, another payer who owes just this. */
function contradiction(
  book: Book,
  line: Line,
  evidence: Evidence,
  step: "code" | "account" | "name",
  option: Option,
): OpenReason | undefined {
  const { organisationId, items } = option;
  const others = (set: ReadonlySet<string>) => set.size > 0 && !set.has(organisationId);
  // A code is explicit: a parent that pays for its branch writes the branch's code and nothing else counts.
  if (step === "code") return evidence.code.size > 1 ? "evidence_contradicts" : undefined;
  if (others(evidence.code)) return "evidence_contradicts";
  if (others(evidence.memo)) return "memo_names_another";
  const otherOwner =
    step === "account"
      ? others(evidence.name) && optionsOf(book, evidence.name, line.amount).length > 0
      : others(evidence.account);
  // A subsidy is of one month: where the memo names only other months, it is not this one.
  const months = monthsIn(line.memo);
  const otherMonth =
    months.length > 0 && items.some((item) => item.kind === "subsidy" && !months.includes(item.month));
  return otherOwner || otherMonth ? "evidence_contradicts" : undefined;
}

/** The only item, or the only one of a month that the memo names. */
export function onlyOne(items: readonly OpenItem[], memo: string): OpenItem | undefined {
  if (items.length <= 1) return items[0];
  const months = monthsIn(memo);
  const named = items.filter((item) => months.includes(item.month));
  return named.length === 1 ? named[0] : undefined;
}
