import type { Screen } from "#ui/screen.ts";

const list = { label: "救助", to: "/relief" };
const users = ["relief.propose", "relief.opine", "relief.decide", "relief.match"] as const;

export const screens: readonly Screen[] = [
  {
    path: "/relief",
    permission: "relief.read",
    element: () => import("./GrantList.tsx").then((m) => m.GrantList),
    crumbs: [{ label: "救助" }],
    nav: { group: "服务", desk: "帮扶和关怀", label: "救助", order: 80, for: users },
  },
  {
    path: "/relief/hardship",
    permission: "relief.match",
    element: () => import("./HardshipPage.tsx").then((m) => m.HardshipPage),
    crumbs: [{ label: "困难名单" }],
    nav: { group: "服务", desk: "帮扶和关怀", label: "困难名单", order: 81 },
  },
  {
    path: "/relief/new",
    permission: "relief.propose",
    element: () => import("./ProposePage.tsx").then((m) => m.ProposePage),
    crumbs: [list],
  },
  {
    path: "/relief/people/$personId",
    permission: "relief.read",
    element: () => import("./HelpedPage.tsx").then((m) => m.HelpedPage),
    crumbs: [list],
  },
  {
    path: "/relief/$grantId",
    permission: "relief.read",
    element: () => import("./GrantPage.tsx").then((m) => m.GrantPage),
    crumbs: [list],
  },
];
