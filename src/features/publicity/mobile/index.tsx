import type { Mobile } from "#ui/phone/mobile.ts";

export const mobile: Mobile = {
  pages: [{ path: "/m/stories", element: () => import("./StoriesPage.tsx").then((m) => m.StoriesPage) }],
  homeLinks: [{ label: "身边的故事", note: "互助保障帮到了谁", to: "/m/stories", order: 60 }],
};
