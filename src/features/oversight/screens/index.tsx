import type { Screen } from "#ui/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/audit",
    permission: "oversight.audit",
    element: () => import("./AuditPage.tsx").then((m) => m.AuditPage),
    crumbs: [{ label: "操作记录" }],
    nav: { group: "管理", label: "操作记录", order: 90 },
  },
];
