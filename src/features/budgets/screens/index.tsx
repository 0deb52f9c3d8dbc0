import type { Screen } from "#ui/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/budgets",
    permission: "budgets.read",
    element: () => import("./BudgetPage.tsx").then((m) => m.BudgetPage),
    crumbs: [{ label: "补助预算" }],
    nav: { group: "资金", desk: "账单和结算", label: "补助预算", order: 24, for: ["budgets.manage"] },
  },
];
