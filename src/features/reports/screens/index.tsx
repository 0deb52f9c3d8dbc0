import type { Screen } from "#ui/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/reports/annual",
    permission: "reports.read",
    element: () => import("./AnnualPage.tsx").then((m) => m.AnnualPage),
    crumbs: [{ label: "报告" }],
    nav: {
      group: "查询",
      desk: "统计和报告",
      label: "年度报告",
      order: 91,
      for: ["reports.write", "targets.colour", "oversight.audit"],
    },
  },
  {
    path: "/reports/statistics",
    permission: "reports.read",
    element: () => import("./StatisticsPage.tsx").then((m) => m.StatisticsPage),
    crumbs: [{ label: "报告" }],
    nav: { group: "查询", desk: "统计和报告", label: "统计表", order: 92 },
  },
  {
    path: "/reports/query",
    permission: "reports.query",
    element: () => import("./FreeQueryPage.tsx").then((m) => m.FreeQueryPage),
    crumbs: [{ label: "报告" }],
    nav: { group: "查询", desk: "统计和报告", label: "自由查询", order: 93 },
  },
];
