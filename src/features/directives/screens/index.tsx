import type { Screen } from "#ui/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/directives",
    permission: "directives.read",
    element: () => import("./DirectiveList.tsx").then((m) => m.DirectiveList),
    crumbs: [{ label: "文件要求" }],
    nav: {
      group: "推进",
      desk: "落实和走访",
      label: "文件要求",
      order: 52,
      for: ["committees.manage", "directives.manage", "fieldwork.manage"],
    },
  },
];
