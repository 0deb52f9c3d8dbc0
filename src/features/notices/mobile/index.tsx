import type { Mobile } from "#ui/phone/mobile.ts";

export const mobile: Mobile = {
  pages: [
    { path: "/m/notices", element: () => import("./MessagesPage.tsx").then((m) => m.MessagesPage) },
    {
      path: "/m/notices/settings",
      element: () => import("./MessageSettingsPage.tsx").then((m) => m.MessageSettingsPage),
    },
  ],
  home: [{ order: 90, element: () => import("./MessagesLink.tsx").then((m) => m.MessagesLink) }],
  myLinks: [{ label: "通知怎么告诉我", note: "短信、邮件、微信", to: "/m/notices/settings", order: 25 }],
};
