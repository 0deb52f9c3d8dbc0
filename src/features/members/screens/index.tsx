import type { Screen } from "#ui/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/member-requests",
    permission: "members.confirm",
    nav: { group: "参加", desk: "职工", label: "认证", order: 62, countKey: "memberRequests" },
    element: () => import("./MemberRequests.tsx").then((m) => m.MemberRequests),
  },
];
