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
];
