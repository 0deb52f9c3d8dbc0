import type { PlainDate, PlainMonth } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import { cityNamesOf, codesIn, evenName, nameForms } from "./names.ts";
import type { MatchingWords } from "./words.ts";

/** A line of the statement as matching sees it. `account` may be any text that is equal for equal accounts. */
export type Line = {
  readonly id: string;
  readonly on: PlainDate;
  readonly direction: "credit" | "debit";
  readonly amount: Cents;
  readonly name: string;
  readonly account: string;
  readonly memo: string;
};

/**
 * `reimbursement` is what a unit advanced for a union and gets back: money out of the account, as a remittance is.
 * `payment` goes out to a payee, `payment_return` is one that comes back; `refund` is what the province sends back for a cover
 * that was cancelled, `gift` what a funder pays for covers of others.
 */
export const itemKinds = [
  "unit_share",
  "subsidy",
  "remittance",
  "reimbursement",
  "payment",
  "payment_return",
  "refund",
  "gift",
] as const;
export type ItemKind = (typeof itemKinds)[number];

export const goesOut = (kind: ItemKind): boolean =>
  kind === "remittance" || kind === "reimbursement" || kind === "payment";

/** A payer of several pays them in one sum: a unit its bills, the province its refunds. */
const addsUp = (kind: ItemKind): boolean => kind === "unit_share" || kind === "refund";

/** Money that is expected: what a unit or union still owes of one bill or month, or what goes to the province. */
export type OpenItem = {
  readonly id: string;
  readonly organisationId: string;
  readonly kind: ItemKind;
  readonly month: PlainMonth;
  readonly open: Cents;
};

/** Who may stand behind a line: an organisation with its code, its names (also of its account) and its accounts. */
export type Party = {
  readonly id: string;
  readonly code: string;
  readonly names: readonly string[];
  readonly accounts: readonly string[];
  /** Whom the city remits to. */
  readonly isProvince?: boolean;
};

/** How a line points to organisations: each way may point to several, or to none. */
export type Evidence = {
  readonly code: ReadonlySet<string>;
  readonly account: ReadonlySet<string>;
  readonly name: ReadonlySet<string>;
  /** Full names that stand in the memo: never enough to match, but enough to ask a person. */
  readonly memo: ReadonlySet<string>;
};

/** Organisations and what they owe, ready to be asked by 10,000 lines: maps, no scans. */
export type Book = {
  readonly evidence: (line: Line) => Evidence;
  /** What an organisation still owes, oldest month first. Follows `take`. */
  readonly itemsOf: (organisationId: string) => readonly OpenItem[];
  /** Those that owe exactly this. */
  readonly itemsOwing: (organisationId: string, amount: Cents) => readonly OpenItem[];
  /** All open bills of a unit, or refunds of the province, where they are several and add up to this; else none. */
  readonly billsTogether: (organisationId: string, amount: Cents) => readonly OpenItem[];
  readonly remittancesOf: (amount: Cents) => readonly OpenItem[];
  readonly item: (id: string) => OpenItem | undefined;
  /** The forms under which the payer's name is compared with another payer's. */
  readonly formsOf: (name: string) => readonly string[];
  /** Books an amount on an item: it is owed no longer. */
  readonly take: (itemId: string, amount: Cents) => void;
  /** Whoever owes exactly this: to remind a person, never to match. */
  readonly anyOwing: (amount: Cents) => readonly OpenItem[];
  readonly namesOf: (organisationId: string) => readonly string[];
  readonly isProvince: (organisationId: string) => boolean;
  /** What an organisation gets back of this amount, oldest month first. */
  readonly reimbursementsOf: (organisationId: string, amount: Cents) => readonly OpenItem[];
};

export function openBook(parties: readonly Party[], items: readonly OpenItem[], words: MatchingWords): Book {
  const cityNames = cityNamesOf(parties.flatMap((party) => party.names.map(evenName)));
  const forms = (name: string) => nameForms(name, words.nameParts, cityNames);
  const byCode = new Map<string, Set<string>>();
  const byAccount = new Map<string, Set<string>>();
  const byName = new Map<string, Set<string>>();
  const byForm = new Map<string, Set<string>>();
  for (const party of parties) {
    if (party.code !== "") add(byCode, party.code.normalize("NFKC").toUpperCase(), party.id);
    for (const account of party.accounts) if (account !== "") add(byAccount, account, party.id);
    for (const name of party.names.map(evenName).filter((each) => each !== "")) {
      add(byName, name, party.id);
      for (const form of forms(name)) add(byForm, form, party.id);
    }
  }
  const namesInMemo = nameFinder(byName);
  const ledger = itemLedger(items);
  const names = new Map(parties.map((party) => [party.id, party.names]));
  const provinces = new Set(parties.filter((party) => party.isProvince).map((party) => party.id));
  return {
    ...ledger,
    namesOf: (id) => names.get(id) ?? [],
    isProvince: (id) => provinces.has(id),
    formsOf: forms,
    evidence: (line) => ({
      code: union(codesIn(line.memo, (word) => byCode.has(word)).map((code) => byCode.get(code))),
      account: byAccount.get(line.account) ?? none,
      name: byName.get(evenName(line.name)) ?? union(forms(line.name).map((form) => byForm.get(form))),
      memo: namesInMemo(line.memo),
    }),
  };
}

const none: ReadonlySet<string> = new Set();

function add(index: Map<string, Set<string>>, key: string, id: string): void {
  const known = index.get(key);
  if (known) known.add(id);
  else index.set(key, new Set([id]));
}

const union = (sets: readonly (ReadonlySet<string> | undefined)[]): ReadonlySet<string> =>
  sets.length === 1 ? (sets[0] ?? none) : new Set(sets.flatMap((each) => [...(each ?? none)]));

const start = 4;

/** Finds full names in a text, the longest at each place: by their first four characters, so that it stays one pass. */
function nameFinder(byName: ReadonlyMap<string, ReadonlySet<string>>): (memo: string) => ReadonlySet<string> {
  const byStart = new Map<string, string[]>();
  for (const name of byName.keys()) {
    if (name.length < start) continue;
    const bucket = byStart.get(name.slice(0, start));
    if (bucket) bucket.push(name);
    else byStart.set(name.slice(0, start), [name]);
  }
  for (const bucket of byStart.values()) bucket.sort((a, b) => b.length - a.length);
  return (memo) => {
    const text = evenName(memo);
    const found: (ReadonlySet<string> | undefined)[] = [];
    for (let at = 0; at + start <= text.length; ) {
      const name = byStart.get(text.slice(at, at + start))?.find((each) => text.startsWith(each, at));
      if (name) found.push(byName.get(name));
      at += name?.length ?? 1;
    }
    return found.length === 0 ? none : union(found);
  };
}

type Debts = {
  readonly items: Set<string>;
  readonly byAmount: Map<Cents, Set<string>>;
  billed: Cents;
  bills: number;
};

/** The open amounts, which go down as lines are matched; by organisation and amount, so that no line scans. */
function itemLedger(items: readonly OpenItem[]) {
  const byId = new Map<string, OpenItem>();
  const byOrganisation = new Map<string, Debts>();
  const remittances = new Map<Cents, Set<string>>();
  const reimbursements = new Map<string, Set<string>>();
  const owedBack = (organisationId: string, amount: Cents) => `${organisationId} ${amount}`;
  const inOrder = items.toSorted((a, b) => (a.month === b.month ? 0 : a.month < b.month ? -1 : 1));
  for (const item of inOrder) {
    byId.set(item.id, item);
    if (item.kind === "remittance")
      remittances.set(item.open, (remittances.get(item.open) ?? new Set()).add(item.id));
    else if (item.kind === "reimbursement")
      add(reimbursements, owedBack(item.organisationId, item.open), item.id);
    else note(item, 1);
  }

  /** Adds what an item owes to its organisation's debts, or takes it from them. */
  function note(item: OpenItem, sign: 1 | -1): void {
    if (item.open === 0n) return;
    const debts = byOrganisation.get(item.organisationId) ?? {
      items: new Set(),
      byAmount: new Map(),
      billed: 0n as Cents,
      bills: 0,
    };
    byOrganisation.set(item.organisationId, debts);
    const alike = debts.byAmount.get(item.open) ?? new Set();
    debts.byAmount.set(item.open, alike);
    for (const ids of [debts.items, alike]) sign === 1 ? ids.add(item.id) : ids.delete(item.id);
    if (!addsUp(item.kind)) return;
    debts.billed = (debts.billed + (sign === 1 ? item.open : -item.open)) as Cents;
    debts.bills += sign;
  }

  const open = (ids: Iterable<string> | undefined) =>
    [...(ids ?? [])].flatMap((id) => byId.get(id) ?? []).filter((item) => item.open > 0n);
  return {
    itemsOf: (organisationId: string) => open(byOrganisation.get(organisationId)?.items),
    itemsOwing: (organisationId: string, amount: Cents) =>
      open(byOrganisation.get(organisationId)?.byAmount.get(amount)),
    billsTogether: (organisationId: string, amount: Cents) => {
      const debts = byOrganisation.get(organisationId);
      if (!debts || debts.bills < 2 || debts.billed !== amount) return [];
      return open(debts.items).filter((item) => addsUp(item.kind));
    },
    remittancesOf: (amount: Cents) => open(remittances.get(amount)).filter((item) => item.open === amount),
    reimbursementsOf: (organisationId: string, amount: Cents) =>
      open(reimbursements.get(owedBack(organisationId, amount))).filter((item) => item.open === amount),
    anyOwing: (amount: Cents) =>
      [...byOrganisation.values()].flatMap((debts) => open(debts.byAmount.get(amount))),
    item: (id: string) => byId.get(id),
    take: (id: string, amount: Cents) => {
      const item = byId.get(id);
      if (!item || item.open < amount) throw new RangeError("More is booked on an item than it owes.");
      const left = { ...item, open: (item.open - amount) as Cents };
      byId.set(id, left);
      if (goesOut(item.kind)) return;
      note(item, -1);
      note(left, 1);
    },
  };
}
