import { sql } from "kysely";
import type { z } from "zod";
import { monthOf, type PlainDate } from "#core/dates.ts";
import { formatYuan, minus, showYuan, zero } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { organisationsIn } from "#features/organisations/index.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import { restOf } from "../commands/match-lines.ts";
import type { BankLinePage, ItemView, SuggestionView } from "../contract.ts";
import { goesOut, type Line, openBook, openPaymentBook, type Suggestion, suggest } from "../rules/index.ts";
import {
  findItemsByIds,
  openPayments,
  payerOf,
  type StoredItem,
  searchPayments,
  stillOpen,
} from "../store/items.ts";
import { allocationsOf, creditsWithRest, findLine, type StoredLine } from "../store/lines.ts";
import { matchingWords, parties } from "../store/matching.ts";
import { reasonText, sayGround, sayQuestion, saySuggestion, sayWhy } from "../text.ts";
import { openRest } from "./lines.ts";

export type ItemPresented = z.input<typeof ItemView>;

/** One line with its question, what it could be and why, what was booked, and who did what. */
export async function linePage(ctx: ReadCtx, lineId: string): Promise<z.input<typeof BankLinePage>> {
  const line = await findLine(ctx, lineId);
  if (!line) throw new Refusal("not_found", "not_found");
  const rest = openRest(line);
  const isOpen = ["new", "waiting", "to_decide", "left"].includes(line.state) || rest > 0n;
  const { suggestions, marks } = isOpen
    ? await suggestionsFor(ctx, { ...line, amount: rest > 0n ? rest : line.amount })
    : { suggestions: [], marks: [] };
  const mayDecide = allows(ctx.actor, "banking.decide");
  return {
    line: {
      id: line.id,
      serial: line.serial,
      on: line.on,
      time: line.time,
      direction: line.direction,
      amount: formatYuan(line.amount),
      name: line.name,
      memo: line.memo,
      marks,
      state: line.state,
      kind: line.kind,
      how: line.how,
      reason: reasonText(line.reason),
      rest: formatYuan(rest),
      waitsUntil: line.waitsUntil,
      version: line.version,
      accountShown: line.accountShown,
      isFirstOfPayer: await isFirst(ctx, line),
      note: line.note,
      decidedAt: line.decidedAt?.toISOString() ?? null,
      decidedBy: line.decidedByName,
    },
    question: sayQuestion(line.direction, rest > 0n ? rest : line.amount),
    why: line.how === null ? sayWhy(line.reason) : "",
    suggestions,
    booked: await bookedOn(ctx, line),
    course: await courseOf(ctx, line),
    vouchers: await vouchersOf(ctx, line),
    allowed: [
      ...(mayDecide && isOpen ? ["decide"] : []),
      ...(mayDecide && ["matched", "left"].includes(line.state) ? ["undo"] : []),
    ],
  };
}

async function suggestionsFor(ctx: ReadCtx, line: StoredLine) {
  const words = await matchingWords(ctx);
  const items = await stillOpen(ctx);
  const known = await parties(ctx, items);
  const openItems = items.map((item) => ({
    ...item,
    organisationId: payerOf(item),
    open: minus(item.due, item.received),
  }));
  const book = openBook(known, openItems, words);
  const found = line.direction === "debit" ? await creditsWithRest(ctx, line.amount) : [];
  const credits: Line[] = found.map((credit) => ({ ...credit, amount: restOf(credit) }));
  const payments = openPaymentBook(await openPayments(ctx, [line.amount], line.on));
  const suggested = suggest(line, { book, words, unplaced: credits, payments });
  const chosen = suggested.flatMap((each) => each.items.map((item) => item.itemId));
  const byId = await findItemsByIds(ctx, chosen);
  const organisations = new Map(
    known.map((party) => [party.id, { code: party.code, name: party.names[0] ?? "" }]),
  );
  const evidence = book.evidence(line);
  const marks = [...evidence.memo, ...evidence.code].flatMap((id) => {
    const party = known.find((each) => each.id === id);
    return party
      ? [party.code, ...party.names].filter((word) => word !== "" && line.memo.includes(word))
      : [];
  });
  return {
    suggestions: suggested.map((each) => present(each, line, byId, organisations)),
    marks: [...new Set(marks)],
  };
}

type Named = ReadonlyMap<string, { readonly code: string; readonly name: string }>;

function present(
  suggestion: Suggestion,
  line: StoredLine,
  items: ReadonlyMap<string, StoredItem>,
  organisations: Named,
): z.input<typeof SuggestionView> {
  const parts = suggestion.items.flatMap(({ itemId, amount }) => {
    const item = items.get(itemId);
    return item ? [{ item: presentItem(item, organisations), amount: formatYuan(amount) }] : [];
  });
  const isGuess = suggestion.grounds.some((ground) => ground.code === "only_amount");
  const short = suggestion.grounds.find((ground) => ground.code === "still_short");
  return {
    title: saySuggestion(
      suggestion,
      parts.map((part) => part.item),
    ),
    kind: suggestion.kind,
    items: parts,
    creditId: suggestion.creditId ?? null,
    rest: formatYuan(suggestion.rest),
    tag: isGuess
      ? "只有金额相同"
      : suggestion.rest > 0n
        ? "有余额"
        : short
          ? `还差${showYuan(short.amounts?.[0] ?? zero)}`
          : "金额正好相等",
    isGuess,
    isExact: suggestion.rest === zero && !short && !isGuess,
    grounds: suggestion.grounds.map((ground) => ({
      isFor: ground.isFor,
      text: sayGround(ground, organisations.get(ground.organisationId ?? ""), line.amount),
    })),
  };
}

export const presentItem = (item: StoredItem, organisations: Named): ItemPresented => ({
  id: item.id,
  organisationId: item.organisationId,
  // A payment is known by its number and its payee.
  code: item.reference || (organisations.get(item.organisationId)?.code ?? ""),
  name: item.payeeName || (organisations.get(item.organisationId)?.name ?? ""),
  kind: item.kind,
  month: item.month,
  heads: item.heads,
  due: formatYuan(item.due),
  open: formatYuan(minus(item.due, item.received)),
});

async function isFirst(ctx: ReadCtx, line: StoredLine): Promise<boolean> {
  if (line.account === "") return false;
  const { rows } = await sql`select from bank_line where city_id = ${ctx.actor.cityId}
    and account_index = ${Buffer.from(line.account, "base64")} and booked_on <= ${line.on} and id <> ${line.id} limit 1`.execute(
    ctx.db,
  );
  return rows.length === 0;
}

async function bookedOn(ctx: ReadCtx, line: StoredLine) {
  const parts = await allocationsOf(ctx, [line.id]);
  if (parts.length === 0) return [];
  const items = await findItemsByIds(
    ctx,
    parts.map((part) => part.itemId),
  );
  const owners = await organisationsIn(ctx, { ids: parts.map((part) => part.organisationId) });
  const organisations = new Map(owners.map((each) => [each.id, each]));
  return parts.flatMap((part) => {
    const item = items.get(part.itemId);
    return item ? [{ item: presentItem(item, organisations), amount: formatYuan(part.amount) }] : [];
  });
}

const actions = { booked: "核对记账", left: "暂放", undone: "撤回", freed: "减员，多收的退回待查" } as const;

async function courseOf(ctx: ReadCtx, line: StoredLine) {
  const { rows } = await sql<{
    action: keyof typeof actions;
    note: string | null;
    made_by_name: string;
    made_at: Date;
  }>`
    select action, note, made_by_name, made_at from bank_decision
    where city_id = ${ctx.actor.cityId} and line_id = ${line.id} order by id`.execute(ctx.db);
  return rows.map((row) => ({
    at: row.made_at.toISOString(),
    who: row.made_by_name,
    what: actions[row.action],
    note: row.note,
  }));
}

async function vouchersOf(ctx: ReadCtx, line: StoredLine) {
  if (!allows(ctx.actor, "ledger.read")) return [];
  const { rows } = await sql<{
    id: string;
    month: PlainDate;
    number: number;
  }>`select id, month, number from ledger_entry
    where city_id = ${ctx.actor.cityId} and (source = 'bank_line' and source_id = ${line.id}
      or source = 'bank_decision' and source_id = any(array(
        select id from bank_decision where city_id = ${ctx.actor.cityId} and line_id = ${line.id})))
    order by id`.execute(ctx.db);
  return rows.map((row) => ({
    id: row.id,
    voucher: `记-${monthOf(row.month)}-${String(row.number).padStart(4, "0")}`,
  }));
}

/** Open items for the search of the workbench: by name, code or amount. */
export async function itemSearch(
  ctx: ReadCtx,
  query: { readonly q: string; readonly direction: "credit" | "debit" },
): Promise<{ rows: ItemPresented[] }> {
  const organisations = new Map((await organisationsIn(ctx)).map((each) => [each.id, each]));
  const wanted = query.q.toUpperCase();
  const kind = query.direction === "debit" ? "payment" : "payment_return";
  const payments = wanted === "" ? [] : await searchPayments(ctx, kind, wanted);
  const rows = (await stillOpen(ctx))
    .filter((item) => goesOut(item.kind) === (query.direction === "debit"))
    .map((item) => presentItem(item, organisations))
    .filter(({ code, name, open }) =>
      [code.toUpperCase(), name, open, open.replace(/\.00$/, "")].some((text) =>
        text === open ? text === wanted : text.includes(wanted),
      ),
    );
  const found = payments.map((item) => presentItem(item, organisations));
  return { rows: [...rows, ...found].slice(0, 30) };
}
