import type { Screen } from "#ui/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/webhooks",
    permission: "exchange.webhooks",
    element: () => import("./WebhookPage.tsx").then((m) => m.WebhookPage),
    crumbs: [{ label: "对外通知" }],
    nav: { group: "管理", desk: "规则和接口", label: "对外通知", order: 80 },
  },
];
