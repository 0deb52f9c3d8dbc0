import type { Screen } from "#ui/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/trials",
    permission: "trials.run",
    element: () => import("./TrialList.tsx").then((m) => m.TrialList),
    crumbs: [{ label: "试算" }],
    nav: { group: "查询", desk: "保障计划", label: "试算和预测", order: 31 },
  },
  {
    path: "/trials/new",
    permission: "trials.run",
    element: () => import("./TrialDesk.tsx").then((m) => m.TrialDesk),
    crumbs: [{ label: "试算", to: "/trials" }],
  },
  {
    path: "/trials/$trialId",
    permission: "trials.run",
    element: () => import("./TrialPage.tsx").then((m) => m.TrialPage),
    crumbs: [{ label: "试算", to: "/trials" }],
  },
  {
    path: "/forecast",
    permission: "trials.run",
    element: () => import("./ForecastPage.tsx").then((m) => m.ForecastPage),
    crumbs: [{ label: "试算", to: "/trials" }],
  },
];
