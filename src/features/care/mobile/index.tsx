import type { Mobile } from "#ui/phone/mobile.ts";

export const mobile: Mobile = {
  pages: [{ path: "/m/events", element: () => import("./EventsPage.tsx").then((m) => m.EventsPage) }],
  homeLinks: [{ label: "活动", note: "比赛、健康讲堂、公益体检", to: "/m/events", order: 55 }],
};
