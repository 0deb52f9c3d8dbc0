import type { Screen } from "#ui/screen.ts";

const list = { label: "数智化系统", to: "/national" };

export const screens: readonly Screen[] = [
  {
    path: "/national",
    permission: "national.read",
    element: () => import("./ExportList.tsx").then((m) => m.ExportList),
    crumbs: [{ label: "数智化系统" }],
    nav: { group: "管理", desk: "规则和接口", label: "数智化系统", order: 70, for: ["national.settings"] },
  },
  {
    path: "/national/differences",
    permission: "national.read",
    element: () => import("./DifferenceList.tsx").then((m) => m.DifferenceList),
    crumbs: [list, { label: "差异" }],
  },
  {
    path: "/national/settings",
    permission: "national.settings",
    element: () => import("./NationalSettings.tsx").then((m) => m.NationalSettings),
    crumbs: [list, { label: "栏目和付款" }],
  },
  {
    path: "/national/$exportId",
    permission: "national.read",
    element: () => import("./ExportPage.tsx").then((m) => m.ExportPage),
    crumbs: [list],
  },
];
