import type { Screen } from "#ui/screen.ts";

const nav = (label: string, order: number) =>
  ({ group: "推进", desk: "目标和进度", label, order, for: ["targets.manage"] }) as const;

export const screens: readonly Screen[] = [
  {
    path: "/dispatch",
    permission: "targets.read",
    element: () => import("./DispatchPage.tsx").then((m) => m.DispatchPage),
    crumbs: [{ label: "调度" }],
    nav: nav("调度", 42),
  },
  {
    path: "/bulletins",
    permission: "bulletins.read",
    element: () => import("./BulletinList.tsx").then((m) => m.BulletinList),
    crumbs: [{ label: "通报" }],
    nav: nav("通报", 43),
  },
  {
    path: "/bulletins/new/$kind/$asOf",
    permission: "bulletins.publish",
    element: () => import("./DraftPage.tsx").then((m) => m.DraftPage),
    crumbs: [{ label: "通报", to: "/bulletins" }],
  },
  {
    path: "/bulletins/$bulletinId",
    permission: "bulletins.read",
    element: () => import("./BulletinPage.tsx").then((m) => m.BulletinPage),
    crumbs: [{ label: "通报", to: "/bulletins" }],
  },
];
