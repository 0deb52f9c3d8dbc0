import type { Screen } from "#ui/screen.ts";

const list = { label: "免申即享", to: "/settlements" };

export const screens: readonly Screen[] = [
  {
    path: "/settlements",
    permission: "settlements.read",
    element: () => import("./FeedList.tsx").then((m) => m.FeedList),
    crumbs: [{ label: "免申即享" }],
    nav: { group: "申领", desk: "申领", label: "免申即享", order: 25, for: ["settlements.source"] },
  },
  {
    path: "/settlements/corrections",
    permission: "settlements.read",
    element: () => import("./CorrectionList.tsx").then((m) => m.CorrectionList),
    crumbs: [list, { label: "医保更正" }],
  },
  {
    path: "/settlements/source",
    permission: "settlements.source",
    element: () => import("./SourcePage.tsx").then((m) => m.SourcePage),
    crumbs: [list, { label: "医保接口" }],
  },
  {
    path: "/settlements/$feedId",
    permission: "settlements.read",
    element: () => import("./FeedPage.tsx").then((m) => m.FeedPage),
    crumbs: [list],
  },
];
