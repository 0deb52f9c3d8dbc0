import type { Screen } from "#ui/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/rosters",
    permission: "enrolment.read",
    element: () => import("./RosterList.tsx").then((m) => m.RosterList),
    crumbs: [{ label: "名册" }],
    nav: {
      group: "参加",
      label: "名册",
      order: 20,
      countKey: "rosters",
      for: ["enrolment.upload", "enrolment.confirm", "enrolment.review"],
    },
  },
  {
    path: "/rosters/new",
    permission: "enrolment.upload",
    element: () => import("./OpenRoster.tsx").then((m) => m.OpenRoster),
    crumbs: [{ label: "名册", to: "/rosters" }, { label: "报名册" }],
  },
  {
    path: "/rosters/$batchId",
    permission: "enrolment.read",
    element: () => import("./RosterPage.tsx").then((m) => m.RosterPage),
    crumbs: [{ label: "名册", to: "/rosters" }],
  },
  {
    path: "/reviews",
    permission: "enrolment.review",
    element: () => import("./ReviewQueue.tsx").then((m) => m.ReviewQueue),
    crumbs: [{ label: "超龄审核" }],
    nav: { group: "参加", label: "超龄审核", order: 30, countKey: "reviews" },
  },
  {
    path: "/questions",
    permission: "enrolment.answer",
    element: () => import("./QuestionQueue.tsx").then((m) => m.QuestionQueue),
    crumbs: [{ label: "各市请示" }],
    nav: { group: "参加", label: "各市请示", order: 30, countKey: "questions" },
  },
  {
    path: "/gifts",
    permission: "enrolment.read",
    element: () => import("./GiftList.tsx").then((m) => m.GiftList),
    crumbs: [{ label: "赠送" }],
  },
  {
    path: "/gifts/new",
    permission: "enrolment.gift",
    element: () => import("./NewGift.tsx").then((m) => m.NewGift),
    crumbs: [{ label: "赠送", to: "/gifts" }, { label: "设立赠送" }],
  },
  {
    path: "/gifts/$giftId",
    permission: "enrolment.read",
    element: () => import("./GiftPage.tsx").then((m) => m.GiftPage),
    crumbs: [{ label: "赠送", to: "/gifts" }],
  },
  {
    path: "/covers",
    permission: "enrolment.read",
    element: () => import("./CoverList.tsx").then((m) => m.CoverList),
    crumbs: [{ label: "保障" }],
    nav: { group: "参加", desk: "职工", label: "保障", order: 61 },
  },
];
