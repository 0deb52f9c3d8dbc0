import type { Screen } from "#ui/screen.ts";

const payments = { label: "付款", to: "/payments" } as const;

export const screens: readonly Screen[] = [
  {
    path: "/payments",
    permission: "payments.read",
    element: () => import("./PaymentList.tsx").then((m) => m.PaymentList),
    crumbs: [{ label: "付款" }],
    nav: {
      group: "资金",
      label: "付款",
      order: 30,
      countKey: "payments",
      for: ["payments.make", "payments.release", "claims.sample"],
    },
  },
  {
    path: "/payments/$paymentId",
    permission: "payments.read",
    element: () => import("./PaymentPage.tsx").then((m) => m.PaymentPage),
    crumbs: [payments],
  },
  {
    path: "/payment-batches",
    permission: "payments.read",
    element: () => import("./BatchList.tsx").then((m) => m.BatchList),
    crumbs: [payments, { label: "批次" }],
  },
  {
    path: "/payment-batches/$batchId",
    permission: "payments.read",
    element: () => import("./BatchPage.tsx").then((m) => m.BatchPage),
    crumbs: [payments, { label: "批次", to: "/payment-batches" }],
  },
];
