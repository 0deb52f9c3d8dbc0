import type { Mobile } from "#ui/phone/mobile.ts";

export const mobile: Mobile = {
  pages: [
    {
      path: "/m/claims",
      tab: { label: "我的申领", order: 20 },
      element: () => import("./MyClaims.tsx").then((m) => m.MyClaims),
    },
    { path: "/m/claims/new", element: () => import("./FileClaim.tsx").then((m) => m.FileClaim) },
    { path: "/m/claims/$claimId", element: () => import("./MyClaim.tsx").then((m) => m.MyClaim) },
    { path: "/m/claims/$claimId/why", element: () => import("./Explanation.tsx").then((m) => m.Explanation) },
    {
      path: "/m/claims/$claimId/papers",
      element: () => import("./MorePapers.tsx").then((m) => m.MorePapers),
    },
    {
      path: "/m/claims/$claimId/object",
      element: () => import("./ObjectPage.tsx").then((m) => m.ObjectPage),
    },
    {
      path: "/m/claims/$claimId/account",
      element: () => import("./AccountPage.tsx").then((m) => m.AccountPage),
    },
  ],
  home: [{ order: 20, element: () => import("./HomeClaims.tsx").then((m) => m.HomeClaims) }],
};
