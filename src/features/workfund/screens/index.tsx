import type { Screen } from "#ui/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/work-grants",
    permission: "targets.read",
    element: () => import("./WorkGrantList.tsx").then((m) => m.WorkGrantList),
    crumbs: [{ label: "工作经费" }],
    nav: {
      group: "推进",
      desk: "目标和进度",
      label: "工作经费",
      order: 13,
      for: ["targets.manage", "targets.colour"],
    },
  },
];
