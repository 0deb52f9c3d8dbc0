import type { Screen } from "#ui/screen.ts";

const users = ["publicity.manage", "publicity.approve"] as const;
const nav = (label: string, order: number) =>
  ({ group: "服务", desk: "培训和宣传", label, order, for: users }) as const;

export const screens: readonly Screen[] = [
  {
    path: "/materials",
    permission: "publicity.read",
    element: () => import("./MaterialsPage.tsx").then((m) => m.MaterialsPage),
    crumbs: [{ label: "物料" }],
    nav: nav("物料", 72),
  },
  {
    path: "/stories",
    permission: "publicity.read",
    element: () => import("./StoryList.tsx").then((m) => m.StoryList),
    crumbs: [{ label: "故事和短片" }],
    nav: nav("故事和短片", 73),
  },
  {
    path: "/activities",
    permission: "publicity.read",
    element: () => import("./ActivityList.tsx").then((m) => m.ActivityList),
    crumbs: [{ label: "活动" }],
    nav: nav("活动", 74),
  },
  {
    path: "/media",
    permission: "publicity.read",
    element: () => import("./MediaList.tsx").then((m) => m.MediaList),
    crumbs: [{ label: "媒体" }],
    nav: nav("媒体", 75),
  },
];
