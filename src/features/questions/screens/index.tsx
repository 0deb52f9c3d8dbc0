import type { Screen } from "#ui/screen.ts";

const desk = [{ label: "咨询", to: "/inquiries" }];
const users = ["questions.answer", "questions.ask", "stations.manage"] as const;

export const screens: readonly Screen[] = [
  {
    path: "/inquiries",
    permission: "questions.read",
    element: () => import("./QuestionList.tsx").then((m) => m.QuestionList),
    crumbs: [{ label: "咨询" }],
    nav: {
      group: "服务",
      desk: "咨询",
      label: "来问",
      order: 60,
      for: users,
    },
  },
  {
    path: "/inquiries/new",
    permission: "questions.ask",
    element: () => import("./AskPage.tsx").then((m) => m.AskPage),
    crumbs: desk,
  },
  {
    path: "/inquiries/statistics",
    permission: "questions.read",
    element: () => import("./StatisticsPage.tsx").then((m) => m.StatisticsPage),
    crumbs: desk,
    nav: { group: "服务", desk: "咨询", label: "统计", order: 63, for: users },
  },
  {
    path: "/inquiries/$questionId",
    permission: "questions.read",
    element: () => import("./QuestionPage.tsx").then((m) => m.QuestionPage),
    crumbs: desk,
  },
  {
    path: "/faq",
    permission: "questions.read",
    element: () => import("./FaqList.tsx").then((m) => m.FaqList),
    crumbs: desk,
    nav: { group: "服务", desk: "咨询", label: "常见问题", order: 61, for: users },
  },
  {
    path: "/stations",
    permission: "questions.read",
    element: () => import("./StationList.tsx").then((m) => m.StationList),
    crumbs: desk,
    nav: { group: "服务", desk: "咨询", label: "联络站", order: 62, for: users },
  },
  {
    path: "/stations/$stationId",
    permission: "questions.read",
    element: () => import("./StationPage.tsx").then((m) => m.StationPage),
    crumbs: [...desk, { label: "联络站", to: "/stations" }],
  },
];
