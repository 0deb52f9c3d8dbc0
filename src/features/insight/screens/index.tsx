import type { Screen } from "#ui/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/",
    permission: "signed_in",
    element: () => import("./HomePage.tsx").then((m) => m.HomePage),
    nav: { group: "", label: "今日待办", order: 0, countKey: "home" },
  },
  {
    path: "/overview",
    permission: "insight.read",
    element: () => import("./OverviewPage.tsx").then((m) => m.OverviewPage),
    crumbs: [{ label: "统计" }],
    nav: { group: "查询", desk: "统计和报告", label: "统计", order: 90 },
  },
];
