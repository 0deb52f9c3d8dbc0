import type { Screen } from "#ui/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/bank",
    permission: "banking.read",
    element: () => import("./BankPage.tsx").then((m) => m.BankPage),
    crumbs: [{ label: "银行来款" }],
    nav: { group: "资金", label: "银行来款", order: 20, countKey: "bank" },
  },
  {
    path: "/bank/statements",
    permission: "banking.read",
    element: () => import("./StatementsPage.tsx").then((m) => m.StatementsPage),
    crumbs: [{ label: "银行来款", to: "/bank" }, { label: "对账单" }],
  },
  {
    path: "/bank/settings",
    permission: "banking.read",
    element: () => import("./SettingsPage.tsx").then((m) => m.SettingsPage),
    crumbs: [{ label: "银行来款", to: "/bank" }, { label: "核对设置" }],
  },
  {
    path: "/bank/reconciliation",
    permission: "banking.read",
    element: () => import("./ReconciliationPage.tsx").then((m) => m.ReconciliationPage),
    crumbs: [{ label: "银行来款", to: "/bank" }, { label: "余额调节表" }],
  },
];
