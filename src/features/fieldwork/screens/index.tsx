import type { Screen } from "#ui/screen.ts";

const visits = { label: "走访", to: "/visits" } as const;

export const screens: readonly Screen[] = [
  {
    path: "/visits",
    permission: "fieldwork.read",
    element: () => import("./VisitList.tsx").then((m) => m.VisitList),
    crumbs: [{ label: "包片走访" }],
    nav: {
      group: "推进",
      desk: "落实和走访",
      label: "包片走访",
      order: 53,
      for: ["committees.manage", "directives.manage", "fieldwork.manage"],
    },
  },
  {
    path: "/areas",
    permission: "fieldwork.read",
    element: () => import("./AreaList.tsx").then((m) => m.AreaList),
    crumbs: [visits, { label: "包片" }],
  },
  {
    path: "/foundings",
    permission: "fieldwork.read",
    element: () => import("./FoundingList.tsx").then((m) => m.FoundingList),
    crumbs: [visits, { label: "建会和代表大会" }],
  },
];
