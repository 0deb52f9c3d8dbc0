import type { Screen } from "#ui/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/member-requests",
    permission: "members.confirm",
    nav: { group: "参加", label: "职工认证", order: 60, countKey: "memberRequests" },
    element: () => import("./MemberRequests.tsx").then((m) => m.MemberRequests),
  },
];
