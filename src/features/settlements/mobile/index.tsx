import type { Mobile } from "#ui/phone/mobile.ts";

export const mobile: Mobile = {
  pages: [
    {
      path: "/m/settled/$claimId",
      element: () => import("./SettledClaim.tsx").then((m) => m.SettledClaim),
    },
  ],
  home: [{ order: 15, element: () => import("./SettledOnHome.tsx").then((m) => m.SettledOnHome) }],
};
