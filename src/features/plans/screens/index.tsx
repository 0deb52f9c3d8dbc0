import type { Screen } from "#ui/screen.ts";

const crumb = { label: "保障计划", to: "/plans" };

export const screens: readonly Screen[] = [
  {
    path: "/plans",
    permission: "plans.read",
    element: () => import("./PlanList.tsx").then((m) => m.PlanList),
    crumbs: [{ label: "保障计划" }],
    nav: { group: "查询", desk: "保障计划", label: "计划", order: 30, for: ["plans.edit", "claims.review"] },
  },
  {
    path: "/plans/$code/$version",
    permission: "plans.read",
    element: () => import("./PlanPage.tsx").then((m) => m.PlanPage),
    crumbs: [crumb],
  },
  {
    path: "/plans/$code/$version/edit",
    permission: "plans.edit",
    element: () => import("./PlanEditor.tsx").then((m) => m.PlanEditor),
    crumbs: [crumb],
  },
  {
    path: "/plans/$code/$version/compare/$other",
    permission: "plans.read",
    element: () => import("./PlanComparison.tsx").then((m) => m.PlanComparison),
    crumbs: [crumb],
  },
];
