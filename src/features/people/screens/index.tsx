import type { Screen } from "#ui/screen.ts";

const crumbs = [{ label: "职工", to: "/people" }];

export const screens: readonly Screen[] = [
  {
    path: "/people",
    permission: "people.read",
    nav: { group: "参加", desk: "职工", label: "职工", order: 60 },
    element: () => import("./PeopleSearch.tsx").then((m) => m.PeopleSearch),
  },
  {
    path: "/people/merges",
    permission: "people.merge",
    crumbs,
    element: () => import("./MergeList.tsx").then((m) => m.MergeList),
  },
  {
    path: "/people/$personId",
    permission: "people.read",
    crumbs,
    element: () => import("./PersonPage.tsx").then((m) => m.PersonPage),
  },
];
