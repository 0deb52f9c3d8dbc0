import { z } from "zod";
import { read, upload, write } from "#platform/http/route.ts";
import { decideLines, undoDecision } from "./commands/decide-line.ts";
import { importStatement } from "./commands/import-statement.ts";
import { matchLines } from "./commands/match-lines.ts";
import { matchSoon } from "./commands/match-soon.ts";
import { openAccount } from "./commands/open-account.ts";
import { checkReconciliation, prepareReconciliation } from "./commands/reconcile.ts";
import { setWords } from "./commands/set-words.ts";
import { tellMatched } from "./commands/tell-matched.ts";
import {
  AccountRequest,
  BankLineList,
  BankLinePage,
  BankSettings,
  Decided,
  DecisionRequest,
  Done,
  ImportReply,
  ItemList,
  ItemQuery,
  LineParams,
  LineQuery,
  Made,
  MatchReply,
  MatchRequest,
  ReconciliationParams,
  ReconciliationQuery,
  ReconciliationSheet,
  StatementList,
  StatementQuery,
  UndoRequest,
  WordParams,
  WordsRequest,
} from "./contract.ts";
import { readStatement } from "./formats/index.ts";
import { bankSettings } from "./queries/accounts.ts";
import { itemSearch, linePage } from "./queries/line-page.ts";
import { lineList, nextToDecide } from "./queries/lines.ts";
import { reconciliationSheet } from "./queries/reconciliation.ts";
import { statementList } from "./queries/statements.ts";

const done = { done: true } as const;
const Paging = z.object({
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const bankingRoutes = [
  read({
    path: "/bank/lines",
    summary: "The bank's lines: those that wait for a person first",
    permission: "banking.read",
    query: LineQuery,
    reply: BankLineList,
    handle: (ctx, { query }) => lineList(ctx, query),
  }),
  read({
    path: "/bank/lines/:lineId",
    summary: "One line: what it could be and why, what was booked, who did what",
    permission: "banking.read",
    params: LineParams,
    reply: BankLinePage,
    handle: (ctx, { params }) => linePage(ctx, params.lineId),
  }),
  read({
    path: "/bank/items",
    summary: "Open items by name, code or amount",
    permission: "banking.read",
    query: ItemQuery,
    reply: ItemList,
    handle: (ctx, { query }) => itemSearch(ctx, query),
  }),
  read({
    path: "/bank/statements",
    summary: "Statements that were taken in, newest first",
    permission: "banking.read",
    query: Paging,
    reply: StatementList,
    handle: (ctx, { query }) => statementList(ctx, query),
  }),
  upload({
    path: "/bank/statements",
    summary: "Take a bank statement in and match its lines",
    permission: "banking.import",
    query: StatementQuery,
    maxBytes: 20 * 1024 * 1024,
    reply: ImportReply,
    mayRehearse: true,
    handle: async (ctx, { query: { accountId }, file }) => {
      const reading = await readStatement(file.path);
      const source = { name: file.name, hash: file.sha256 };
      const imported = await importStatement(ctx, source, reading, { accountId });
      const last =
        reading.outcome === "read"
          ? reading.statement.lines
              .map((line) => line.on)
              .sort()
              .at(-1)
          : undefined;
      const matched = await matchLines(ctx, last && last > ctx.today ? last : ctx.today);
      await tellMatched(ctx);
      return { ...imported, matched: matched.matched, waiting: matched.waiting, toDecide: matched.toDecide };
    },
  }),
  write({
    path: "/bank/matching",
    summary: "Match what waits again, after bills have been issued",
    permission: "banking.import",
    body: MatchRequest,
    reply: MatchReply,
    handle: async (ctx, { body }) => {
      const matched = await matchLines(ctx, body.until ?? ctx.today);
      await tellMatched(ctx);
      return matched;
    },
  }),
  write({
    path: "/bank/decisions",
    summary: "Say what lines are: booked on items, on an account of their own, or left with a reason",
    permission: "banking.decide",
    body: DecisionRequest,
    reply: Decided,
    handle: async (ctx, { body }) => {
      const note = body.note ? { note: body.note } : {};
      await decideLines(ctx, body.lines, body.decision, note);
      await tellMatched(ctx);
      return nextToDecide(ctx);
    },
  }),
  write({
    path: "/bank/lines/:lineId/undoing",
    summary: "Take back what was decided of a line",
    permission: "banking.decide",
    params: LineParams,
    body: UndoRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await undoDecision(ctx, { id: params.lineId, version: body.version }, body.reason);
      await tellMatched(ctx);
      return done;
    },
  }),
  read({
    path: "/bank/settings",
    summary: "The city's bank accounts, and the words by which lines are told",
    permission: "banking.read",
    reply: BankSettings,
    handle: (ctx) => bankSettings(ctx),
  }),
  write({
    path: "/bank/accounts",
    summary: "Add a bank account; its statements can be taken in from now on",
    permission: "banking.settings",
    body: AccountRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await openAccount(ctx, body) }),
  }),
  write({
    method: "PUT",
    path: "/bank/matching-words/:purpose",
    summary: "Set the words of a purpose; none brings the usual ones back",
    permission: "banking.settings",
    params: WordParams,
    body: WordsRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await setWords(ctx, params.purpose, body.words);
      await matchSoon(ctx);
      return done;
    },
  }),
  read({
    path: "/bank/reconciliations/:month",
    summary: "Balance reconciliation sheet of a month",
    permission: "banking.read",
    params: ReconciliationParams,
    query: ReconciliationQuery,
    reply: ReconciliationSheet,
    handle: (ctx, { params, query }) => reconciliationSheet(ctx, params.month, query.accountId),
  }),
  write({
    path: "/bank/reconciliations/:month/preparation",
    summary: "Sign a month's reconciliation sheet as prepared",
    permission: "banking.decide",
    params: ReconciliationParams,
    query: ReconciliationQuery,
    reply: Done,
    handle: async (ctx, { params, query }) => {
      await prepareReconciliation(ctx, params.month, query.accountId);
      return done;
    },
  }),
  write({
    path: "/bank/reconciliations/:month/check",
    summary: "Sign a month's reconciliation sheet as checked, by a second person",
    permission: "funding.close",
    params: ReconciliationParams,
    query: ReconciliationQuery,
    reply: Done,
    handle: async (ctx, { params, query }) => {
      await checkReconciliation(ctx, params.month, query.accountId);
      return done;
    },
  }),
];
