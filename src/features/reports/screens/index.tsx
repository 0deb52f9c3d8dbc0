import type { Screen } from "#ui/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/reports/annual",
    permission: "reports.read",
    element: () => import("./AnnualPage.tsx").then((m) => m.AnnualPage),
    crumbs: [{ label: "报告" }],
    nav: {
      group: "查询",
      label: "报告",
      order: 95,
      for: ["reports.write", "targets.colour", "oversight.audit"],
    },
  },
];
