import type { Mobile } from "#ui/phone/mobile.ts";

export const mobile: Mobile = {
  pages: [{ path: "/m/model-units", element: () => import("./ModelsPage.tsx").then((m) => m.ModelsPage) }],
  homeLinks: [{ label: "示范单位", note: "公示期里可以提意见", to: "/m/model-units", order: 65 }],
};
