/** The face of budgets: what later features may import. */

export { setBudget, warnOfBudgets } from "./commands.ts";
