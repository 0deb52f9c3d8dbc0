import type { Screen } from "#ui/screen.ts";

const nav = (label: string, order: number) =>
  ({ group: "服务", desk: "培训和宣传", label, order, for: ["publicity.manage"] }) as const;

export const screens: readonly Screen[] = [
  {
    path: "/training",
    permission: "training.read",
    element: () => import("./CourseList.tsx").then((m) => m.CourseList),
    crumbs: [{ label: "培训" }],
    nav: nav("培训", 70),
  },
  {
    path: "/training/promoters",
    permission: "training.read",
    element: () => import("./PromoterList.tsx").then((m) => m.PromoterList),
    crumbs: [{ label: "推行员" }],
    nav: nav("推行员", 71),
  },
  {
    path: "/training/$courseId",
    permission: "training.read",
    element: () => import("./CoursePage.tsx").then((m) => m.CoursePage),
    crumbs: [{ label: "培训", to: "/training" }],
  },
];
