import { parseYuan } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { read, write } from "#platform/http/route.ts";
import { setBudget, warnOfBudgets } from "./commands.ts";
import { BudgetQuery, BudgetRequest, Budgets, Done, Warned } from "./contract.ts";
import { budgets } from "./queries.ts";

export const budgetRoutes = [
  read({
    path: "/budgets",
    summary: "Budgets for subsidies of a year, and how far each reaches",
    permission: "budgets.read",
    query: BudgetQuery,
    reply: Budgets,
    handle: (ctx, { query }) => budgets(ctx, query.year),
  }),
  write({
    path: "/budgets",
    summary: "Set a budget by resolution",
    permission: "budgets.manage",
    body: BudgetRequest,
    reply: Done,
    handle: async (ctx, { body: { yuan, ...rest } }) => {
      const cents = parseYuan(yuan);
      if (cents === undefined) throw new Refusal("invalid", "budget_sum_wrong");
      await setBudget(ctx, { ...rest, cents });
      return { done: true };
    },
  }),
  write({
    path: "/budgets/warnings",
    summary: "Tell those whose money ends within three months",
    permission: "budgets.manage",
    body: Done.partial(),
    reply: Warned,
    handle: async (ctx) => ({ organisations: await warnOfBudgets(ctx) }),
  }),
];
