import type { Screen } from "#ui/screen.ts";

const list = { label: "申领", to: "/claims" };

export const screens: readonly Screen[] = [
  {
    path: "/claims/desk",
    permission: "claims.review",
    element: () => import("./ClaimDesk.tsx").then((m) => m.ClaimDesk),
    crumbs: [{ label: "审核申领" }],
    nav: { group: "申领", desk: "申领", label: "审核", order: 10, countKey: "claimsToReview" },
  },
  {
    path: "/claims",
    permission: "claims.read",
    element: () => import("./ClaimList.tsx").then((m) => m.ClaimList),
    crumbs: [{ label: "申领" }],
    nav: { group: "申领", desk: "申领", label: "全部", order: 20, countKey: "claimsToCertify" },
  },
  {
    path: "/claims/new",
    permission: "claims.file",
    element: () => import("./NewClaim.tsx").then((m) => m.NewClaim),
    crumbs: [list, { label: "代职工申领" }],
  },
  {
    path: "/claims/$claimId/filing",
    permission: "claims.file",
    element: () => import("./FileClaim.tsx").then((m) => m.FileClaim),
    crumbs: [list, { label: "代职工申领" }],
  },
  {
    path: "/claims/$claimId",
    permission: "claims.read",
    element: () => import("./ClaimPage.tsx").then((m) => m.ClaimPage),
    crumbs: [list],
  },
  {
    path: "/claim-samples",
    permission: "claims.sample",
    element: () => import("./SampleList.tsx").then((m) => m.SampleList),
    crumbs: [{ label: "直通抽查" }],
    nav: { group: "申领", desk: "申领", label: "直通抽查", order: 30, countKey: "claimSamples" },
  },
  {
    path: "/claim-settings",
    permission: "claims.settings",
    element: () => import("./ClaimSettings.tsx").then((m) => m.ClaimSettings),
    crumbs: [{ label: "申领规则" }],
    nav: { group: "管理", desk: "规则和接口", label: "申领规则", order: 60 },
  },
];
