import type { Screen } from "#ui/screen.ts";

const nav = (label: string, order: number) =>
  ({ group: "服务", desk: "帮扶和关怀", label, order, for: ["care.manage", "care.hand_over"] }) as const;
const packs = { label: "关爱包", to: "/care-packs" };

export const screens: readonly Screen[] = [
  {
    path: "/care-packs",
    permission: "care.read",
    element: () => import("./PackList.tsx").then((m) => m.PackList),
    crumbs: [{ label: "关爱包" }],
    nav: nav("关爱包", 82),
  },
  {
    path: "/care-packs/$packId",
    permission: "care.read",
    element: () => import("./PackPage.tsx").then((m) => m.PackPage),
    crumbs: [packs],
  },
  {
    path: "/care-packs/$packId/recipients/$recipientId",
    permission: "care.hand_over",
    element: () => import("./HandPage.tsx").then((m) => m.HandPage),
    crumbs: [packs],
  },
  {
    path: "/care-events",
    permission: "care.read",
    element: () => import("./EventList.tsx").then((m) => m.EventList),
    crumbs: [{ label: "关爱活动" }],
    nav: nav("关爱活动", 83),
  },
  {
    path: "/care-events/$eventId",
    permission: "care.read",
    element: () => import("./EventPage.tsx").then((m) => m.EventPage),
    crumbs: [{ label: "关爱活动", to: "/care-events" }],
  },
];
