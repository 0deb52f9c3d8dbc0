import type { Screen } from "#ui/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/duties",
    permission: "duties.read",
    element: () => import("./DutyList.tsx").then((m) => m.DutyList),
    crumbs: [{ label: "待办事项" }],
    nav: { group: "", label: "待办事项", order: 2, countKey: "duties" },
  },
  {
    path: "/duties/punctuality",
    permission: "duties.read",
    element: () => import("./PunctualityPage.tsx").then((m) => m.PunctualityPage),
    crumbs: [{ label: "待办事项", to: "/duties" }],
  },
  {
    path: "/duties/$dutyId",
    permission: "duties.read",
    element: () => import("./DutyPage.tsx").then((m) => m.DutyPage),
    crumbs: [{ label: "待办事项", to: "/duties" }],
  },
];
