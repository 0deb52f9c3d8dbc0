import type { Screen } from "#ui/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/progress",
    permission: "targets.read",
    element: () => import("./ProgressPage.tsx").then((m) => m.ProgressPage),
    crumbs: [{ label: "目标和进度" }],
    nav: {
      group: "推进",
      desk: "目标和进度",
      label: "进度",
      order: 10,
      for: ["targets.manage", "targets.colour", "fieldwork.manage"],
    },
  },
  {
    path: "/progress/$organisationId",
    permission: "targets.read",
    element: () => import("./WhyPage.tsx").then((m) => m.WhyPage),
    crumbs: [{ label: "目标和进度", to: "/progress" }],
  },
  {
    path: "/progress-groups",
    permission: "targets.read",
    element: () => import("./GroupsPage.tsx").then((m) => m.GroupsPage),
    crumbs: [{ label: "分类进度" }],
    nav: {
      group: "推进",
      desk: "目标和进度",
      label: "分类",
      order: 11,
      for: ["targets.manage", "targets.colour", "fieldwork.manage"],
    },
  },
  {
    path: "/targets",
    permission: "targets.read",
    element: () => import("./TargetsPage.tsx").then((m) => m.TargetsPage),
    crumbs: [{ label: "目标和进度", to: "/progress" }],
    nav: { group: "推进", desk: "目标和进度", label: "目标", order: 12, for: ["targets.manage"] },
  },
];
