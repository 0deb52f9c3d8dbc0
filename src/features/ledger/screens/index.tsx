import type { Screen } from "#ui/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/ledger",
    permission: "ledger.read",
    element: () => import("./TrialBalancePage.tsx").then((m) => m.TrialBalancePage),
    crumbs: [{ label: "账簿" }],
    nav: { group: "资金", desk: "账簿和收据", label: "账簿", order: 34 },
  },
  {
    path: "/ledger/accounts/$code",
    permission: "ledger.read",
    element: () => import("./AccountPage.tsx").then((m) => m.AccountPage),
    crumbs: [{ label: "账簿", to: "/ledger" }],
  },
  {
    path: "/ledger/mapping",
    permission: "ledger.read",
    element: () => import("./MappingPage.tsx").then((m) => m.MappingPage),
    crumbs: [{ label: "账簿", to: "/ledger" }],
  },
  {
    path: "/ledger/months/$month/print",
    permission: "ledger.read",
    element: () => import("./VoucherPrintPage.tsx").then((m) => m.VoucherPrintPage),
    crumbs: [
      { label: "账簿", to: "/ledger" },
      { label: "凭证", to: "/ledger/vouchers" },
    ],
  },
  {
    path: "/ledger/vouchers",
    permission: "ledger.read",
    element: () => import("./VoucherListPage.tsx").then((m) => m.VoucherListPage),
    crumbs: [{ label: "账簿", to: "/ledger" }, { label: "凭证" }],
  },
  {
    path: "/ledger/vouchers/$entryId",
    permission: "ledger.read",
    element: () => import("./VoucherPage.tsx").then((m) => m.VoucherPage),
    crumbs: [
      { label: "账簿", to: "/ledger" },
      { label: "凭证", to: "/ledger/vouchers" },
    ],
  },
];
