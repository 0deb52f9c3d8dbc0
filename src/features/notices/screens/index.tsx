import type { Screen } from "#ui/screen.ts";

const crumbs = [{ label: "通知", to: "/notices" }];

export const screens: readonly Screen[] = [
  {
    path: "/notices",
    permission: "signed_in",
    crumbs,
    element: () => import("./NoticesPage.tsx").then((m) => m.NoticesPage),
  },
  {
    path: "/notices/settings",
    permission: "signed_in",
    crumbs,
    element: () => import("./NoticeSettingsPage.tsx").then((m) => m.NoticeSettingsPage),
  },
  {
    path: "/notices/deliveries",
    permission: "notices.follow",
    crumbs,
    element: () => import("./DeliveriesPage.tsx").then((m) => m.DeliveriesPage),
  },
];
