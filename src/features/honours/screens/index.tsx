import type { Screen } from "#ui/screen.ts";

const users = ["honours.manage", "honours.submit"] as const;
const nav = (label: string, order: number) =>
  ({ group: "推进", desk: "目标和进度", label, order, for: users }) as const;

export const screens: readonly Screen[] = [
  {
    path: "/score-sheets",
    permission: "honours.read",
    element: () => import("./ScoreList.tsx").then((m) => m.ScoreList),
    crumbs: [{ label: "考评" }],
    nav: nav("考评", 15),
  },
  {
    path: "/score-sheets/$sheetId",
    permission: "honours.read",
    element: () => import("./SheetPage.tsx").then((m) => m.SheetPage),
    crumbs: [{ label: "考评", to: "/score-sheets" }],
  },
  {
    path: "/model-units",
    permission: "honours.read",
    element: () => import("./ModelList.tsx").then((m) => m.ModelList),
    crumbs: [{ label: "示范单位" }],
    nav: nav("示范单位", 16),
  },
  {
    path: "/innovation-cases",
    permission: "honours.read",
    element: () => import("./CaseList.tsx").then((m) => m.CaseList),
    crumbs: [{ label: "创新案例" }],
    nav: nav("创新案例", 17),
  },
  {
    path: "/innovation-cases/$caseId",
    permission: "honours.read",
    element: () => import("./CasePage.tsx").then((m) => m.CasePage),
    crumbs: [{ label: "创新案例", to: "/innovation-cases" }],
  },
  {
    path: "/commendations",
    permission: "honours.read",
    element: () => import("./CommendationList.tsx").then((m) => m.CommendationList),
    crumbs: [{ label: "表彰" }],
    nav: nav("表彰", 18),
  },
];
