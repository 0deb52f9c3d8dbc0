import type { Screen } from "#ui/screen.ts";

const nav = (label: string, order: number) =>
  ({
    group: "推进",
    desk: "落实和走访",
    label,
    order,
    for: ["committees.manage", "directives.manage", "fieldwork.manage"],
  }) as const;

export const screens: readonly Screen[] = [
  {
    path: "/committees",
    permission: "committees.read",
    element: () => import("./CommitteeList.tsx").then((m) => m.CommitteeList),
    crumbs: [{ label: "委员会和工作组" }],
    nav: nav("委员会和工作组", 50),
  },
  {
    path: "/meetings",
    permission: "committees.read",
    element: () => import("./MeetingList.tsx").then((m) => m.MeetingList),
    crumbs: [{ label: "会议" }],
    nav: nav("会议", 51),
  },
];
