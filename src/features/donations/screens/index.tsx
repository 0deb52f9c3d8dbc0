import type { Screen } from "#ui/screen.ts";

const users = ["donations.manage", "donations.decide"] as const;
const nav = (label: string, order: number) =>
  ({ group: "服务", desk: "帮扶和关怀", label, order, for: users }) as const;
const donations = { label: "捐赠", to: "/donations" };

export const screens: readonly Screen[] = [
  {
    path: "/donations",
    permission: "donations.read",
    element: () => import("./DonationList.tsx").then((m) => m.DonationList),
    crumbs: [{ label: "捐赠" }],
    nav: nav("捐赠", 84),
  },
  {
    path: "/donations/new",
    permission: "donations.manage",
    element: () => import("./NewDonation.tsx").then((m) => m.NewDonation),
    crumbs: [donations],
  },
  {
    path: "/donations/$donationId",
    permission: "donations.read",
    element: () => import("./DonationPage.tsx").then((m) => m.DonationPage),
    crumbs: [donations],
  },
  {
    path: "/donations/$donationId/report",
    permission: "donations.read",
    element: () => import("./ReportPage.tsx").then((m) => m.ReportPage),
    crumbs: [donations],
  },
  {
    path: "/fiscal-grants",
    permission: "donations.read",
    element: () => import("./FiscalList.tsx").then((m) => m.FiscalList),
    crumbs: [{ label: "财政专项" }],
    nav: nav("财政专项", 85),
  },
  {
    path: "/fiscal-grants/$fiscalGrantId",
    permission: "donations.read",
    element: () => import("./FiscalPage.tsx").then((m) => m.FiscalPage),
    crumbs: [{ label: "财政专项", to: "/fiscal-grants" }],
  },
  {
    path: "/fund-grants",
    permission: "donations.read",
    element: () => import("./GrantList.tsx").then((m) => m.GrantList),
    crumbs: [{ label: "拨付" }],
    nav: nav("拨付", 86),
  },
  {
    path: "/fund-grants/$grantId",
    permission: "donations.read",
    element: () => import("./GrantPage.tsx").then((m) => m.GrantPage),
    crumbs: [{ label: "拨付", to: "/fund-grants" }],
  },
];
