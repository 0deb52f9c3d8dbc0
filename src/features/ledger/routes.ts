import { download, read, write } from "#platform/http/route.ts";
import { mapAccount, reverseByHand } from "./commands.ts";
import {
  AccountParams,
  AccountSheet,
  EntryParams,
  Mapped,
  MappingInput,
  MappingList,
  MonthParams,
  MonthQuery,
  PageQuery,
  ReversalRequest,
  Reversed,
  SheetQuery,
  TrialBalance,
  Verification,
  Voucher,
  VoucherList,
  VoucherSheets,
} from "./contract.ts";
import { accountSheet } from "./queries/account-sheet.ts";
import { trialBalance } from "./queries/balances.ts";
import { verifyLedger } from "./queries/verify.ts";
import { mappingList, voucherFile } from "./queries/voucher-file.ts";
import { voucherPage, voucherSheets } from "./queries/voucher-sheets.ts";
import { voucherList } from "./queries/vouchers.ts";

export const ledgerRoutes = [
  read({
    path: "/ledger/accounts",
    summary: "Trial balance of a month",
    permission: "ledger.read",
    query: MonthQuery,
    reply: TrialBalance,
    handle: (ctx, { query }) => trialBalance(ctx, query.month),
  }),
  read({
    path: "/ledger/accounts/:code",
    summary: "The movements of one account in a month, with the balance after each",
    permission: "ledger.read",
    params: AccountParams,
    query: PageQuery,
    reply: AccountSheet,
    handle: (ctx, { params, query }) => accountSheet(ctx, params.code, query),
  }),
  read({
    path: "/ledger/vouchers",
    summary: "The vouchers of a month, by number",
    permission: "ledger.read",
    query: PageQuery,
    reply: VoucherList,
    handle: (ctx, { query }) => voucherList(ctx, query),
  }),
  read({
    path: "/ledger/vouchers/:entryId",
    summary: "One voucher, as it is printed",
    permission: "ledger.read",
    params: EntryParams,
    reply: Voucher,
    handle: (ctx, { params }) => voucherPage(ctx, params.entryId),
  }),
  write({
    path: "/ledger/vouchers/:entryId/reversal",
    summary: "Take an entry back by its mirror",
    permission: "ledger.reverse",
    params: EntryParams,
    body: ReversalRequest,
    reply: Reversed,
    handle: async (ctx, { params, body }) => ({
      entryId: await reverseByHand(ctx, params.entryId, body.reason),
    }),
  }),
  read({
    path: "/ledger/verification",
    summary: "Work the books out again from their postings",
    permission: "ledger.read",
    reply: Verification,
    handle: async (ctx) => {
      const { isSound, checks } = await verifyLedger(ctx);
      return { isSound, checks: checks.map((check) => ({ ...check, findings: [...check.findings] })) };
    },
  }),
  download({
    path: "/ledger/months/:month/voucher-file",
    summary: "The vouchers of a month for the union's accounting program",
    permission: "ledger.read",
    params: MonthParams,
    handle: async (ctx, { params }) => {
      const content = Buffer.from(await voucherFile(ctx, params.month));
      await ctx.record("ledger.exported", { month: params.month });
      return { name: `记账凭证-${params.month}.csv`, type: "text/csv; charset=utf-8", content };
    },
  }),
  read({
    path: "/ledger/months/:month/voucher-sheets",
    summary: "The vouchers of a month from a number on, as they are printed",
    permission: "ledger.read",
    params: MonthParams,
    query: SheetQuery,
    reply: VoucherSheets,
    handle: (ctx, { params, query }) => voucherSheets(ctx, params.month, query),
  }),
  read({
    path: "/ledger/mapping",
    summary: "Our accounts under the codes of the union's accounting program",
    permission: "ledger.read",
    reply: MappingList,
    handle: (ctx) => mappingList(ctx),
  }),
  write({
    method: "PUT",
    path: "/ledger/mapping/:code",
    summary: "Set the code and name of one account in the union's accounting program, or take them back",
    permission: "ledger.mapping",
    params: AccountParams,
    body: MappingInput,
    reply: Mapped,
    handle: async (ctx, { params, body }) => {
      await mapAccount(ctx, params.code, body.code === "" ? undefined : body);
      return { done: true } as const;
    },
  }),
];
