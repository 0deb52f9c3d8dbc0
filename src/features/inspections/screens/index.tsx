import type { Screen } from "#ui/screen.ts";

const nav = (label: string, order: number) =>
  ({ group: "推进", desk: "检查和调查", label, order, for: ["inspections.visit"] }) as const;

export const screens: readonly Screen[] = [
  {
    path: "/inspections",
    permission: "inspections.read",
    element: () => import("./InspectionList.tsx").then((m) => m.InspectionList),
    crumbs: [{ label: "检查" }],
    nav: nav("检查", 46),
  },
  {
    path: "/inspections/$inspectionId",
    permission: "inspections.read",
    element: () => import("./InspectionPage.tsx").then((m) => m.InspectionPage),
    crumbs: [{ label: "检查", to: "/inspections" }],
  },
  {
    path: "/inspections/$inspectionId/visit",
    permission: "inspections.visit",
    element: () => import("./VisitPage.tsx").then((m) => m.VisitPage),
    crumbs: [{ label: "检查", to: "/inspections" }],
  },
  {
    path: "/calls",
    permission: "inspections.read",
    element: () => import("./CallList.tsx").then((m) => m.CallList),
    crumbs: [{ label: "电话暗访" }],
    nav: nav("电话暗访", 47),
  },
];
