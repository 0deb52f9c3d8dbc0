import type { Screen } from "#ui/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/bills",
    permission: "funding.read",
    element: () => import("./BillList.tsx").then((m) => m.BillList),
    crumbs: [{ label: "账单" }],
    nav: {
      group: "资金",
      desk: "账单和结算",
      label: "账单",
      order: 29,
      for: ["funding.bill", "enrolment.confirm", "banking.decide", "funding.check", "claims.sample"],
    },
  },
  {
    path: "/bills/$billId",
    permission: "funding.read",
    element: () => import("./BillPage.tsx").then((m) => m.BillPage),
    crumbs: [{ label: "账单", to: "/bills" }],
  },
  {
    path: "/months",
    permission: "funding.read",
    element: () => import("./MonthList.tsx").then((m) => m.MonthList),
    crumbs: [{ label: "月度结算" }],
    nav: { group: "资金", desk: "账单和结算", label: "月度结算", order: 30, countKey: "months" },
  },
  {
    path: "/months/$month",
    permission: "funding.read",
    element: () => import("./MonthPage.tsx").then((m) => m.MonthPage),
    crumbs: [{ label: "月度结算", to: "/months" }],
  },
  {
    path: "/refunds",
    permission: "funding.read",
    element: () => import("./RefundList.tsx").then((m) => m.RefundList),
    crumbs: [{ label: "退费" }],
    nav: { group: "资金", label: "退费", order: 40, countKey: "refunds", for: ["funding.refund_decide"] },
  },
  {
    path: "/refunds/new",
    permission: "funding.refund_ask",
    element: () => import("./AskRefund.tsx").then((m) => m.AskRefund),
    crumbs: [{ label: "退费", to: "/refunds" }],
  },
  {
    path: "/refunds/$refundId",
    permission: "funding.read",
    element: () => import("./RefundPage.tsx").then((m) => m.RefundPage),
    crumbs: [{ label: "退费", to: "/refunds" }],
  },
  {
    path: "/funding-rules",
    permission: "funding.read",
    element: () => import("./FundingRules.tsx").then((m) => m.FundingRules),
    crumbs: [{ label: "分担规则" }],
    nav: { group: "管理", desk: "规则和接口", label: "分担规则", order: 40, for: ["funding.rules"] },
  },
];
