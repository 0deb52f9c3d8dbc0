import type { Screen } from "#ui/screen.ts";

export const screens: readonly Screen[] = [
  {
    path: "/livelihood",
    permission: "targets.read",
    element: () => import("./LivelihoodPage.tsx").then((m) => m.LivelihoodPage),
    crumbs: [{ label: "民生实事" }],
    nav: { group: "推进", desk: "目标和进度", label: "民生实事", order: 44, for: ["livelihood.manage"] },
  },
];
