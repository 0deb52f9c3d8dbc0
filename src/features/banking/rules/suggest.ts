import { type Cents, minus, sum, zero } from "#core/money.ts";
import type { Book, Evidence, Line, OpenItem } from "./book.ts";
import { kindByWord } from "./match.ts";
import { evenName } from "./names.ts";
import type { PaymentBook, PaymentItem } from "./payments.ts";
import type { LineKind } from "./verdict.ts";
import { type MatchingWords, says } from "./words.ts";

/** One sentence for or against a suggestion. `organisationId` is whom it is about. */
export type Ground = {
  readonly code:
    | "code_in_memo"
    | "account_same"
    | "name_same"
    | "name_in_memo"
    | "name_alike"
    | "only_amount"
    | "sum_equal"
    | "rest_stays"
    | "still_short"
    | "word_in_memo"
    | "same_amount_came"
    | "payee_same"
    | "from_province";
  readonly isFor: boolean;
  readonly organisationId?: string;
  readonly amounts?: readonly Cents[];
};

/** What a line could be, for a person to choose; the likeliest first. */
export type Suggestion = {
  readonly kind: LineKind;
  readonly items: readonly { readonly itemId: string; readonly amount: Cents }[];
  readonly creditId?: string;
  /** What no item takes. */
  readonly rest: Cents;
  readonly grounds: readonly Ground[];
};

type Around = {
  readonly book: Book;
  readonly words: MatchingWords;
  /** Credits that pay nothing: a debit may send one back. */
  readonly unplaced: readonly Line[];
  readonly payments: PaymentBook;
};

const most = 5;

/** Suggestions with their grounds. Deciding is a person's: the amount alone never decides, but it may remind. */
export function suggest(line: Line, around: Around): Suggestion[] {
  const all = line.direction === "debit" ? forDebit(line, around) : forCredit(line, around);
  const seen = new Set<string>();
  return all
    .filter((each) => {
      const key = `${each.kind} ${each.creditId ?? ""} ${each.items.map((item) => item.itemId).sort()}`;
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, most);
}

function forDebit(line: Line, { book, words, unplaced, payments }: Around): Suggestion[] {
  const remittances = book.remittancesOf(line.amount).map((item) => ({
    kind: "remittance" as const,
    items: [{ itemId: item.id, amount: item.open }],
    rest: zero,
    grounds: [{ code: "sum_equal" as const, isFor: true, amounts: [item.open] }],
  }));
  const evidence = book.evidence(line);
  const payees = [...new Set([...evidence.account, ...evidence.name, ...evidence.code, ...evidence.memo])];
  const back = payees
    .flatMap((id) => book.reimbursementsOf(id, line.amount))
    .map((item) => exact(line, [item], evidence));
  const credits = unplaced.filter((credit) => credit.amount === line.amount && credit.on <= line.on);
  const returns = credits.map((credit) => ({
    kind: "returned" as const,
    items: [],
    creditId: credit.id,
    rest: zero,
    grounds: [
      { code: "same_amount_came" as const, isFor: true, amounts: [credit.amount] },
      ...(credit.account !== "" && credit.account === line.account
        ? [{ code: "account_same" as const, isFor: true }]
        : []),
    ],
  }));
  const fee = says(line.memo, words.bankFee)
    ? [
        {
          kind: "bank_fee" as const,
          items: [],
          rest: zero,
          grounds: [{ code: "word_in_memo" as const, isFor: true }],
        },
      ]
    : [];
  return [...remittances, ...back, ...returns, ...ofPayments(line, payments), ...fee];
}

function forCredit(line: Line, around: Around): Suggestion[] {
  const { book, words } = around;
  const evidence = book.evidence(line);
  const named = [...new Set([...evidence.code, ...evidence.account, ...evidence.name, ...evidence.memo])];
  const items = named.flatMap((id) => book.itemsOf(id)).slice(0, 10);
  const whole = setsThatMake(line.amount, items).map((set) => exact(line, set, evidence));
  const single = items
    .filter((item) => item.open !== line.amount)
    .map((item) => (item.open < line.amount ? withRest(line, item, evidence) : inPart(line, item, evidence)));
  const word = kindByWord(line.memo, words);
  const fromProvince = named.some((id) => book.isProvince(id));
  const kind = word ?? (fromProvince ? "benefit" : undefined);
  const ground = word ? ("word_in_memo" as const) : ("from_province" as const);
  const wordly = kind ? [{ kind, items: [], rest: zero, grounds: [{ code: ground, isFor: true }] }] : [];
  const back = ofPayments(line, around.payments);
  return [...whole, ...wordly, ...back, ...single, ...byAmount(line, book, new Set(named))];
}

/** Payments of just this amount, those of the line's payee first. */
function ofPayments(line: Line, payments: PaymentBook): Suggestion[] {
  const isPayee = (items: readonly PaymentItem[]) =>
    items.some((item) =>
      line.account === ""
        ? evenName(item.payeeName) === evenName(line.name)
        : item.payeeAccount === line.account,
    );
  return payments
    .ofAmount(line)
    .map((items) => ({ items, isPayee: isPayee(items) }))
    .sort((a, b) => Number(b.isPayee) - Number(a.isPayee))
    .map(({ items, isPayee: same }) => ({
      kind: kindOf(items),
      items: items.map((item) => ({ itemId: item.id, amount: item.open })),
      rest: zero,
      grounds: same
        ? [
            { code: "payee_same", isFor: true },
            { code: "sum_equal", isFor: true, amounts: [line.amount] },
          ]
        : [{ code: "only_amount", isFor: false }],
    }));
}

/** Sets of items that together are exactly the amount; smaller sets first. At most ten items: 1,023 sets. */
function setsThatMake(amount: Cents, items: readonly OpenItem[]): OpenItem[][] {
  const sets: OpenItem[][] = [];
  for (let mask = 1; mask < 2 ** items.length; mask++) {
    const set = items.filter((_item, place) => Math.floor(mask / 2 ** place) % 2 === 1);
    if (sum(set.map((item) => item.open)) === amount) sets.push(set);
  }
  return sets.sort((a, b) => a.length - b.length);
}

const kindOf = (items: readonly OpenItem[]): LineKind => items[0]?.kind ?? "unit_share";

function exact(line: Line, items: readonly OpenItem[], evidence: Evidence): Suggestion {
  const amounts = [...items.map((item) => item.open), line.amount];
  return {
    kind: kindOf(items),
    items: items.map((item) => ({ itemId: item.id, amount: item.open })),
    rest: zero,
    grounds: [...groundsOf(items, evidence), { code: "sum_equal", isFor: true, amounts }],
  };
}

function withRest(line: Line, item: OpenItem, evidence: Evidence): Suggestion {
  const rest = minus(line.amount, item.open);
  return {
    kind: item.kind,
    items: [{ itemId: item.id, amount: item.open }],
    rest,
    grounds: [...groundsOf([item], evidence), { code: "rest_stays", isFor: false, amounts: [rest] }],
  };
}

function inPart(line: Line, item: OpenItem, evidence: Evidence): Suggestion {
  const short = minus(item.open, line.amount);
  return {
    kind: item.kind,
    items: [{ itemId: item.id, amount: line.amount }],
    rest: zero,
    grounds: [...groundsOf([item], evidence), { code: "still_short", isFor: false, amounts: [short] }],
  };
}

/** How the line points to the organisations of these items. */
function groundsOf(items: readonly OpenItem[], evidence: Evidence): Ground[] {
  const ways = [
    ["code_in_memo", evidence.code],
    ["account_same", evidence.account],
    ["name_same", evidence.name],
    ["name_in_memo", evidence.memo],
  ] as const;
  return [...new Set(items.map((item) => item.organisationId))].flatMap((organisationId) =>
    ways
      .filter(([, set]) => set.has(organisationId))
      .map(([code]) => ({ code, isFor: true, organisationId })),
  );
}

/** Others that owe just this amount: a reminder, those with an alike name first. */
function byAmount(line: Line, book: Book, known: ReadonlySet<string>): Suggestion[] {
  return book
    .anyOwing(line.amount)
    .filter((item) => !known.has(item.organisationId))
    .map((item) => ({ item, alike: likeness(evenName(line.name), book.namesOf(item.organisationId)) }))
    .sort((a, b) => b.alike - a.alike)
    .slice(0, 3)
    .map(({ item, alike }) => ({
      kind: item.kind,
      items: [{ itemId: item.id, amount: item.open }],
      rest: zero,
      grounds: [
        ...(alike >= 0.5
          ? [{ code: "name_alike" as const, isFor: true, organisationId: item.organisationId }]
          : []),
        { code: "only_amount" as const, isFor: false },
      ],
    }));
}

/** Shared pairs of characters, 0 to 1: only for the order of reminders. */
function likeness(name: string, others: readonly string[]): number {
  const pairs = (text: string) =>
    new Set([...text].slice(1).map((_char, i) => [...text].slice(i, i + 2).join("")));
  const mine = pairs(name);
  const scores = others.map((other) => {
    const theirs = pairs(evenName(other));
    const shared = [...mine].filter((pair) => theirs.has(pair)).length;
    return mine.size + theirs.size === 0 ? 0 : (2 * shared) / (mine.size + theirs.size);
  });
  return Math.max(0, ...scores);
}
