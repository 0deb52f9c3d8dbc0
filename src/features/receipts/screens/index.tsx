import type { Screen } from "#ui/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/receipts",
    permission: "receipts.read",
    element: () => import("./ReceiptList.tsx").then((m) => m.ReceiptList),
    crumbs: [{ label: "收据" }],
    nav: {
      group: "资金",
      desk: "账簿和收据",
      label: "收据",
      order: 35,
      countKey: "receipts",
      for: ["receipts.confirm", "receipts.draw", "receipts.issue", "claims.sample"],
    },
  },
  {
    path: "/receipts/$requestId",
    permission: "receipts.read",
    element: () => import("./ReceiptPage.tsx").then((m) => m.ReceiptPage),
    crumbs: [{ label: "收据", to: "/receipts" }],
  },
];
