import { monthOf, type PlainDate } from "#core/dates.ts";
import { type Cents, minus, sum, zero } from "#core/money.ts";
import { assert } from "#core/refusal.ts";
import { closedMonths, type Entry, postAll } from "#features/ledger/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { matchLines as judge, openBook, openPaymentBook, type Verdict } from "../rules/index.ts";
import { accountOfKind, arrival, placing, type Target } from "../rules/postings.ts";
import { openPayments, payerOf, type StoredItem, stillOpen } from "../store/items.ts";
import {
  insertAllocations,
  type LineChange,
  leftCredits,
  lockUndecided,
  type StoredLine,
  saveLines,
} from "../store/lines.ts";
import { cutOffs, matchingWords, parties } from "../store/matching.ts";

export type Matched = {
  readonly lines: number;
  readonly matched: number;
  readonly waiting: number;
  readonly toDecide: number;
};

/**
 * Looks at every line up to a day that nobody has decided: books what the rules are sure of, puts each line into the
 * books the first time it is seen, and says what waits and what a person must decide.
 */
export async function matchLines(ctx: WriteCtx, until: PlainDate = ctx.today): Promise<Matched> {
  const lines = await lockUndecided(ctx, until);
  if (lines.length === 0) return { lines: 0, matched: 0, waiting: 0, toDecide: 0 };
  const items = new Map((await stillOpen(ctx)).map((item) => [item.id, item]));
  const payments = await openPayments(
    ctx,
    lines.map((line) => line.amount),
    until,
  );
  const words = await matchingWords(ctx);
  const openItems = [...items.values()].map((item) => ({
    ...item,
    organisationId: payerOf(item),
    open: minus(item.due, item.received),
  }));
  const verdicts = judge(lines, {
    book: openBook(await parties(ctx, [...items.values()]), openItems, words),
    words,
    waitsUntil: await cutOffs(ctx),
    today: until,
    leftCredits: await leftCredits(ctx),
    payments: openPaymentBook(payments),
  });
  const byId = new Map(lines.map((line) => [line.id, line]));
  await saveLines(
    ctx,
    verdicts.flatMap((verdict) => changeOf(verdict, byId.get(verdict.lineId), until)),
  );
  await bookOnItems(ctx, verdicts, byId);
  const targets = new Map<string, Placed>([...items, ...payments.map((each) => [each.id, each] as const)]);
  await postLines(ctx, verdicts, byId, targets, until);
  const count = (outcome: Verdict["outcome"]) =>
    verdicts.filter((verdict) => verdict.outcome === outcome).length;
  const told = {
    lines: lines.length,
    matched: count("matched"),
    waiting: count("waiting"),
    toDecide: count("person"),
  };
  await ctx.record("bank.lines_matched", { until, ...told });
  return told;
}

/** How a line stands after the verdict; nothing where it stands as before. */
function changeOf(verdict: Verdict, line: StoredLine | undefined, until: PlainDate): LineChange[] {
  const id = verdict.lineId;
  switch (verdict.outcome) {
    case "matched":
      return [
        {
          id,
          state: "matched",
          kind: verdict.kind,
          how: "rule",
          reason: verdict.reason,
          returnsId: verdict.returns,
          allocated: sum(verdict.allocations.map((part) => part.amount)),
        },
      ];
    case "sent_back":
      return [
        { id, state: "sent_back", kind: "unmatched", how: "rule", reason: "sent_back", allocated: zero },
      ];
    case "waiting":
    case "person": {
      const state = verdict.outcome === "waiting" ? "waiting" : "to_decide";
      if (line?.state === state && line.reason === verdict.reason) return [];
      const waitsUntil = verdict.outcome === "waiting" ? verdict.until : undefined;
      assert(!waitsUntil || waitsUntil >= until, "a line waits for a day to come");
      return [{ id, state, reason: verdict.reason, waitsUntil, allocated: zero }];
    }
  }
}

type Lines = ReadonlyMap<string, StoredLine>;
/** An item as a posting sees it. */
type Placed = Pick<StoredItem, "account" | "organisationId">;
type Items = ReadonlyMap<string, Placed>;

async function bookOnItems(ctx: WriteCtx, verdicts: readonly Verdict[], lines: Lines): Promise<void> {
  const reasons = new Map<string, string>();
  const allocations = verdicts.flatMap((verdict) => {
    const line = lines.get(verdict.lineId);
    if (verdict.outcome !== "matched" || !line) return [];
    reasons.set(line.id, verdict.reason);
    return verdict.allocations.map(({ itemId, amount }) => ({ lineId: line.id, itemId, amount }));
  });
  await insertAllocations(ctx, allocations, "rule", reasons);
}

/** Into the books: a line seen for the first time arrives; one that waited there is placed. */
async function postLines(
  ctx: WriteCtx,
  verdicts: readonly Verdict[],
  lines: Lines,
  items: Items,
  until: PlainDate,
): Promise<void> {
  const days = await openDays(
    ctx,
    [...lines.values()].map((line) => line.on),
    until,
  );
  const entries = verdicts.flatMap((verdict): Entry[] => {
    const line = lines.get(verdict.lineId);
    if (!line) return [];
    const targets = targetsOf(verdict, line, items);
    const isNew = line.state === "new";
    const postings = isNew ? arrival(line, line.ledgerAccount, targets) : placing(line.direction, targets);
    if (postings.length === 0) return [];
    return [
      {
        source: "bank_line",
        sourceId: line.id,
        kind: isNew ? "arrival" : "placed",
        on: days(isNew ? line.on : until),
        summary: summaryOf(line),
        postings,
      },
    ];
  });
  await postAll(ctx, entries);
}

function targetsOf(verdict: Verdict, line: StoredLine, items: Items): Target[] {
  if (verdict.outcome !== "matched") return [];
  const account = accountOfKind[verdict.kind];
  if (account) return [{ account, amount: line.amount }];
  return verdict.allocations.map(({ itemId, amount }) => {
    const item = items.get(itemId);
    assert(item, "a line is booked on an item that is open");
    return { account: item.account, amount, organisationId: item.organisationId };
  });
}

/** The voucher's text: what the bank said and its serial. */
export const summaryOf = (line: { readonly memo: string; readonly serial: string }): string =>
  `${line.memo.slice(0, 60)}（流水${line.serial}）`;

/** A line's own day; where its month is closed already, the day on which we look. */
export async function openDays(
  ctx: WriteCtx,
  days: readonly PlainDate[],
  until: PlainDate,
): Promise<(day: PlainDate) => PlainDate> {
  const closed = new Set(await closedMonths(ctx, [...new Set([...days, until].map(monthOf))]));
  const open = closed.has(monthOf(until)) ? ctx.today : until;
  return (day) => (closed.has(monthOf(day)) ? open : day);
}

export const restOf = (line: StoredLine): Cents => minus(line.amount, line.allocated);
