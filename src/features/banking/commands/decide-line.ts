import type { PlainDate } from "#core/dates.ts";
import { type Cents, minus, plus, sum, zero } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { type Entry, postAll } from "#features/ledger/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { type EarmarkedKind, goesOut, type LineKind } from "../rules/index.ts";
import { accountOfKind, arrival, placing, type Target, unplacing } from "../rules/postings.ts";
import { spread } from "../rules/spread.ts";
import { lockItems, type StoredItem } from "../store/items.ts";
import {
  allocationsOf,
  insertAllocations,
  insertDecision,
  type LineChange,
  lockLines,
  reverseAllocations,
  type StoredLine,
  saveLines,
} from "../store/lines.ts";
import { demandUnclaimed } from "./claim-line.ts";
import { openDays, restOf, summaryOf } from "./match-lines.ts";

export type Chosen = { readonly id: string; readonly version: number };

/** What is on no bill and has an account of its own. */
type OwnKind = "benefit" | "interest" | "bank_fee" | "donation" | EarmarkedKind;

/** What a person says of one or several lines. */
export type Decision =
  | { readonly kind: "items"; readonly items: readonly { readonly itemId: string; readonly amount: Cents }[] }
  | { readonly kind: OwnKind }
  /** The debit sends back an earlier credit that pays nothing. */
  | { readonly kind: "returned"; readonly creditId: string }
  /** Nobody knows: it stays where it waits, with the reason why it is not asked again. */
  | { readonly kind: "left"; readonly note: string };

/**
 * Decides lines that wait for a person: books them on open items (several lines on several items; what no item takes
 * stays unexplained), on an account of their own, or leaves them with a reason. `on` is the business day, today unless
 * told. Refuses `not_found`, `line_decided_meanwhile`, `line_has_no_rest`, `item_takes_less`, `items_beyond_lines`,
 * `kind_against_direction`, `credit_not_returnable`, and what the ledger refuses.
 */
export async function decideLines(
  ctx: WriteCtx,
  chosen: readonly Chosen[],
  decision: Decision,
  options: { readonly on?: PlainDate; readonly note?: string } = {},
): Promise<void> {
  const lines = await lockUndecidedLines(ctx, chosen);
  const on = options.on ?? ctx.today;
  if (decision.kind === "items") await bookItems(ctx, lines, decision.items, on, options.note);
  else if (decision.kind === "left") await leave(ctx, lines, decision.note, on);
  else if (decision.kind === "returned") await bookReturn(ctx, lines, decision.creditId, on, options.note);
  else await bookKind(ctx, lines, decision.kind, on, options.note);
  await ctx.record("bank.lines_decided", { lines: lines.map((line) => line.id), kind: decision.kind });
}

/** Locks what one person saw; whoever comes second learns that it was decided. */
async function lockUndecidedLines(ctx: WriteCtx, chosen: readonly Chosen[]): Promise<StoredLine[]> {
  const found = await lockLines(
    ctx,
    chosen.map((each) => each.id),
  );
  return chosen.map(({ id, version }) => {
    const line = found.get(id);
    if (!line) throw new Refusal("not_found", "not_found");
    if (line.version !== version) {
      const at = line.decidedAt?.toISOString() ?? "";
      throw new Refusal("conflict", "line_decided_meanwhile", { lineId: id, kind: line.kind ?? "", at });
    }
    if (restOf(line) === zero || line.state === "sent_back")
      throw new Refusal("conflict", "line_has_no_rest");
    if (line.state === "matched" && line.allocated === zero)
      throw new Refusal("conflict", "line_has_no_rest");
    return line;
  });
}

const isCreditKind = (kind: StoredItem["kind"]): boolean => !goesOut(kind);

async function bookItems(
  ctx: WriteCtx,
  lines: readonly StoredLine[],
  wanted: readonly { readonly itemId: string; readonly amount: Cents }[],
  on: PlainDate,
  note: string | undefined,
): Promise<void> {
  const items = await lockItems(
    ctx,
    wanted.map((each) => each.itemId),
  );
  for (const { itemId, amount } of wanted) {
    const item = items.get(itemId);
    if (!item) throw new Refusal("not_found", "not_found");
    if (amount <= 0n || amount > minus(item.due, item.received))
      throw new Refusal("conflict", "item_takes_less");
    if (lines.some((line) => (line.direction === "credit") !== isCreditKind(item.kind))) {
      throw new Refusal("invalid", "kind_against_direction");
    }
  }
  const parts = spread(
    lines.map((line) => ({ id: line.id, amount: restOf(line) })),
    wanted.map((each) => ({ id: each.itemId, amount: each.amount })),
  );
  if (!parts) throw new Refusal("invalid", "items_beyond_lines");
  const kind = items.get(wanted[0]?.itemId ?? "")?.kind;
  const changes = lines.flatMap((line): LineChange[] => {
    const booked = sum(parts.filter((part) => part.lineId === line.id).map((part) => part.amount));
    if (booked === zero) return [];
    const allocated = plus(line.allocated, booked);
    return [{ id: line.id, state: "matched", kind, how: "person", reason: "by_person", note, allocated }];
  });
  const touched = lines.filter((line) => changes.some((change) => change.id === line.id));
  await saveLines(ctx, changes);
  await insertAllocations(ctx, parts, "person", new Map());
  const targets = (line: StoredLine): Target[] =>
    parts
      .filter((part) => part.lineId === line.id)
      .map((part) => {
        const item = items.get(part.itemId);
        return { account: item?.account ?? "", amount: part.amount, organisationId: item?.organisationId };
      });
  await write(ctx, touched, "booked", kind, note, on, targets);
}

async function bookKind(
  ctx: WriteCtx,
  lines: readonly StoredLine[],
  kind: OwnKind,
  on: PlainDate,
  note: string | undefined,
): Promise<void> {
  const direction = kind === "bank_fee" ? "debit" : "credit";
  if (lines.some((line) => line.direction !== direction))
    throw new Refusal("invalid", "kind_against_direction");
  if (lines.some((line) => line.allocated > 0n)) throw new Refusal("conflict", "line_has_no_rest");
  const change = {
    state: "matched",
    kind,
    how: "person",
    reason: "by_person",
    note,
    allocated: zero,
  } as const;
  await saveLines(
    ctx,
    lines.map((line) => ({ id: line.id, ...change })),
  );
  await write(ctx, lines, "booked", kind, note, on, (line) => [
    { account: accountOfKind[kind] ?? "", amount: line.amount },
  ]);
}

async function bookReturn(
  ctx: WriteCtx,
  lines: readonly StoredLine[],
  creditId: string,
  on: PlainDate,
  note: string | undefined,
): Promise<void> {
  const [debit, more] = lines;
  const credit = (await lockLines(ctx, [creditId])).get(creditId);
  const fits =
    debit?.direction === "debit" &&
    !more &&
    credit?.direction === "credit" &&
    restOf(credit) === debit.amount &&
    (["waiting", "to_decide", "left"].includes(credit.state) ||
      (credit.state === "matched" && credit.allocated > zero));
  if (!fits || !debit || !credit) throw new Refusal("conflict", "credit_not_returnable");
  await saveLines(ctx, [
    {
      id: debit.id,
      state: "matched",
      kind: "returned",
      how: "person",
      reason: "by_person",
      note,
      returnsId: credit.id,
      allocated: zero,
    },
    {
      id: credit.id,
      state: "sent_back",
      kind: credit.allocated === zero ? "unmatched" : (credit.kind ?? undefined),
      how: "person",
      reason: "sent_back",
      allocated: credit.allocated,
    },
  ]);
  await write(ctx, [debit], "booked", "returned", note, on, (line) => [
    { account: "suspense", amount: line.amount },
  ]);
}

async function leave(
  ctx: WriteCtx,
  lines: readonly StoredLine[],
  note: string,
  on: PlainDate,
): Promise<void> {
  await saveLines(
    ctx,
    lines.map((line) => ({
      id: line.id,
      // Of a line that was booked in part only the rest is left.
      ...(line.allocated === zero
        ? { state: "left", kind: "unmatched" }
        : { state: "matched", kind: line.kind ?? undefined }),
      how: "person",
      reason: "by_person",
      note,
      allocated: line.allocated,
    })),
  );
  await write(ctx, lines, "left", "unmatched", note, on, () => []);
}

/** The decisions as rows that stay, and their postings in the books. */
async function write(
  ctx: WriteCtx,
  lines: readonly StoredLine[],
  action: "booked" | "left",
  kind: LineKind | "unmatched" | undefined,
  note: string | undefined,
  on: PlainDate,
  targetsOf: (line: StoredLine) => readonly Target[],
): Promise<void> {
  const day = await openDays(ctx, [...lines.map((line) => line.on), on], on);
  const entries: Entry[] = [];
  for (const line of lines) {
    const decisionId = await insertDecision(ctx, { lineId: line.id, action, kind, note });
    const targets = targetsOf(line);
    const isNew = line.state === "new";
    const postings = isNew ? arrival(line, line.ledgerAccount, targets) : placing(line.direction, targets);
    if (postings.length === 0) continue;
    entries.push({
      source: isNew ? "bank_line" : "bank_decision",
      sourceId: isNew ? line.id : decisionId,
      kind: isNew ? "arrival" : "placed",
      on: day(isNew ? line.on : on),
      summary: summaryOf(line),
      postings,
    });
  }
  await postAll(ctx, entries);
}

/**
 * Takes back what a rule or a person said of a line: its items owe again, its money waits again, and only a person
 * decides it from now on. Refuses `not_found`, `line_decided_meanwhile`, `line_not_decided`, `line_claimed`, `item_settled`, and what
 * the ledger refuses.
 */
export async function undoDecision(
  ctx: WriteCtx,
  { id, version }: Chosen,
  reason: string,
  on: PlainDate = ctx.today,
): Promise<void> {
  const line = (await lockLines(ctx, [id])).get(id);
  if (!line) throw new Refusal("not_found", "not_found");
  if (line.version !== version)
    throw new Refusal("conflict", "line_decided_meanwhile", { lineId: id, at: "" });
  if (line.state !== "matched" && line.state !== "left") throw new Refusal("conflict", "line_not_decided");
  await demandUnclaimed(ctx, id);
  const parts = await allocationsOf(ctx, [id]);
  if (parts.some((part) => part.isSettled)) throw new Refusal("conflict", "item_settled");
  const account = line.kind && line.kind !== "unmatched" ? accountOfKind[line.kind] : undefined;
  const targets: Target[] = account ? [{ account, amount: line.amount }] : parts;

  const toDecide = {
    state: "to_decide",
    how: "person",
    reason: "undone",
    note: reason,
    allocated: zero,
  } as const;
  await reverseAllocations(ctx, parts);
  const credits = line.returnsId ? [...(await lockLines(ctx, [line.returnsId])).values()] : [];
  const waitAgain = credits.map(({ id, kind, allocated }) => ({
    ...toDecide,
    id,
    allocated,
    kind: allocated > zero ? (kind ?? undefined) : undefined,
  }));
  await saveLines(ctx, [{ id, ...toDecide }, ...waitAgain]);
  const decisionId = await insertDecision(ctx, { lineId: id, action: "undone", note: reason });
  const postings = unplacing(line.direction, targets);
  const day = await openDays(ctx, [on], on);
  if (postings.length > 0) {
    const entry = { source: "bank_decision", sourceId: decisionId, kind: "undone", on: day(on) };
    await postAll(ctx, [{ ...entry, summary: `撤回：${reason}（流水${line.serial}）`, postings }]);
  }
  await ctx.record("bank.decision_undone", { lineId: id });
}
