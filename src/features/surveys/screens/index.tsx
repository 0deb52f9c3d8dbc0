import type { Screen } from "#ui/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/surveys",
    permission: "surveys.read",
    element: () => import("./SurveyList.tsx").then((m) => m.SurveyList),
    crumbs: [{ label: "知晓率调查" }],
    nav: { group: "推进", desk: "检查和调查", label: "知晓率调查", order: 48, for: ["surveys.manage"] },
  },
  {
    path: "/surveys/$surveyId",
    permission: "surveys.read",
    element: () => import("./SurveyPage.tsx").then((m) => m.SurveyPage),
    crumbs: [{ label: "知晓率调查", to: "/surveys" }],
  },
];
