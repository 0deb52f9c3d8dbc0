import type { Mobile } from "#ui/phone/mobile.ts";

export const mobile: Mobile = {
  home: [{ order: 10, element: () => import("./MyCover.tsx").then((m) => m.MyCover) }],
  pages: [
    { path: "/m/covers", element: () => import("./PastCovers.tsx").then((m) => m.PastCovers) },
    {
      path: "/m/covers/$coverId/certificate",
      element: () => import("./Certificate.tsx").then((m) => m.Certificate),
    },
  ],
};
